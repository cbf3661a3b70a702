using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Organisations;

/// <summary><c>/organisations/{id}/membres</c>: members, their roles, and invitations that wait.</summary>
public static class MembersPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["invite"] = "L’invitation est envoyée.",
        ["change"] = "Les rôles sont enregistrés.",
        ["retire"] = "La personne ne fait plus partie de l’organisation.",
        ["reprise"] = "L’invitation est retirée.",
    };

    private const string JustInvited = "Cette adresse a déjà reçu une invitation il y a quelques minutes : elle reste valable. Pour en envoyer une autre, attendez un peu.";

    private const string MemberAlready = "Cette personne est déjà membre : changez ses rôles dans la liste.";
    private const string LastManager = "Cette personne est la dernière à gérer les accès : nommez-en une autre d’abord.";

    public static async Task<IResult> ShowAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel) =>
        await PageAsync(context, organisation, store, memberships, invitations, log, renderer, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK, cancel);

    public static async Task<IResult> InviteAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        if (await store.FindAsync(organisation, cancel) is not { } found)
            return Results.NotFound();
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var email = form.Text("email");
        var roles = form.Ticked("roles", [.. Roles.OfOrganisation[found.Kind]]);
        var problem = !MailAddress.IsValid(email) ? "Écrivez l’adresse électronique de la personne, par exemple nom@domaine.fr."
            : roles.Count == 0 ? "Choisissez au moins un rôle." : null;
        if (problem is not null)
            return await RefusedAsync(problem, StatusCodes.Status422UnprocessableEntity);
        return await invitations.InviteAsync(organisation, email, roles, Establishments(form, found), renderer.SiteUrl(context.Request), context.Actor(), cancel) switch
        {
            InvitationOutcome.MemberAlready => await RefusedAsync(MemberAlready, StatusCodes.Status422UnprocessableEntity),
            InvitationOutcome.JustInvited => await RefusedAsync(JustInvited, StatusCodes.Status409Conflict),
            _ => Done(organisation, "invite"),
        };

        Task<IResult> RefusedAsync(string why, int status) =>
            PageAsync(context, organisation, store, memberships, invitations, log, renderer, Notice.Error(why), status, cancel, email);
    }

    public static async Task<IResult> ChangeAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        if (await store.FindAsync(organisation, cancel) is not { } found)
            return Results.NotFound();
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var roles = form.Ticked("roles", [.. Roles.OfOrganisation[found.Kind]]);
        if (roles.Count == 0)
            return await PageAsync(context, organisation, store, memberships, invitations, log, renderer,
                Notice.Error("Choisissez au moins un rôle, ou retirez la personne."), StatusCodes.Status422UnprocessableEntity, cancel);
        return await SetAsync(context, organisation, form, roles, Establishments(form, found), "change", store, memberships, invitations, log, renderer, cancel);
    }

    public static async Task<IResult> RemoveAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await SetAsync(context, organisation, form, [], null, "retire", store, memberships, invitations, log, renderer, cancel);
    }

    public static async Task<IResult> RevokeAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Invitations invitations, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var invitation = form.Id("invitation");
        if (await invitations.RevokeAsync(organisation, invitation, context.Actor(), cancel))
            return Done(organisation, "reprise");
        return await store.FindAsync(organisation, cancel) is { } found && await invitations.StateAsync(organisation, invitation, cancel) is { } state
            ? Stale(context, found, new Shown("", [new("Invitation", InvitationStates["waiting"])]), [new("Invitation", InvitationStates[state])], renderer)
            : Results.NotFound();
    }

    private static readonly Dictionary<string, string> InvitationStates = new()
    {
        ["waiting"] = "En attente", ["accepted"] = "Acceptée : la personne est membre", ["revoked"] = "Retirée", ["expired"] = "Expirée",
    };

    private static async Task<IResult> SetAsync(
        HttpContext context, Guid organisation, PostedForm form, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string done,
        OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var (member, seen) = (form.Id("membre"), Shown.Of(form));
        return await memberships.ChangeAsync(organisation, member, seen.Version, roles, sirets, context.Actor(), cancel) switch
        {
            MembershipChange.Done => Done(organisation, done),
            // Also when they were a member: somebody else removed them.
            MembershipChange.Stale or MembershipChange.Unknown when seen.Version.Length > 0 => await StaleAsync(context, organisation, member, seen, store, memberships, log, renderer, cancel),
            MembershipChange.LastAccessManager => await PageAsync(context, organisation, store, memberships, invitations, log, renderer,
                Notice.Error(LastManager), StatusCodes.Status409Conflict, cancel),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> StaleAsync(
        HttpContext context, Guid organisation, Guid member, Shown seen, OrganisationStore store, Memberships memberships, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        if (await store.FindAsync(organisation, cancel) is not { } found)
            return Results.NotFound();
        var now = await memberships.FindAsync(organisation, member, cancel);
        await log.WriteAsync(context.Actor(), [new AccessEntry("organisation.members.view", AccessOperation.LookUp, member, $"organisation:{organisation}")], cancel);
        return Stale(context, found, seen, now is null ? [] : Facts(now), renderer);
    }

    private static IResult Stale(HttpContext context, Organisation organisation, Shown seen, IReadOnlyList<FactRow> now, PageRenderer renderer)
    {
        var back = new Crumb("Membres", $"/organisations/{organisation.Id}/membres");
        return StaleDecision.Page(context.Request, renderer, seen, now, back with { Label = "Relire, puis décider de nouveau" }, [.. OrganisationPage.Trail(context.Person()!, organisation), back]);
    }

    private static IReadOnlyList<FactRow> Facts(Member member) =>
        [new("Membre depuis le", ParisTime.InWords(member.Since)), new("Rôles", Words(member.Roles)), new("Établissements", Limits(member.Sirets) ?? "Tous")];

    private static async Task<IResult> PageAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer,
        Notice? notice, int status, CancellationToken cancel, string email = "")
    {
        if (await store.FindAsync(organisation, cancel) is not { } found)
            return Results.NotFound();
        var members = await memberships.ListAsync(organisation, cancel);
        await log.WriteAsync(context.Actor(), [.. members.Select(m => new AccessEntry("organisation.members.view", AccessOperation.LookUp, m.AccountId, $"organisation:{organisation}"))], cancel);
        var kinds = Roles.OfOrganisation[found.Kind];
        var model = new MembersModel(found.Id, found.Name, notice,
            [.. members.Select((m, i) => new MemberRow(m.AccountId, m.Name, m.Email ?? "", Words(m.Roles), Limits(m.Sirets),
                Boxes($"roles", kinds, m.Roles, i), found.Sirets.Count > 1 ? Sirets(found, m.Sirets, i) : null, new Shown(m.Version, Facts(m))))],
            [.. (await invitations.WaitingAsync(organisation, cancel)).Select(i => new InvitationRow(i.Id, i.Email, Words(i.Roles), i.ExpiresAt))],
            new Field("email", "Adresse électronique professionnelle") { Type = "email", Autocomplete = "off", Value = email },
            Boxes("roles", kinds, [], null), found.Sirets.Count > 1 ? Sirets(found, null, null) : null);
        return renderer.Private(context.Request, "organisations/members", model, "Membres", OrganisationPage.Trail(context.Person()!, found), status);
    }

    private static MemberBoxes Boxes(string name, IReadOnlyList<string> roles, IReadOnlyList<string> held, int? row) =>
        new(name, "Rôles", Prefix(row), [.. roles.Select(role => new Choice(role, Roles.Labels[role], held.Contains(role)))]);

    private static MemberBoxes Sirets(Organisation organisation, IReadOnlyList<string>? limited, int? row) =>
        new("sirets", "Établissements (aucun coché : tous)", Prefix(row), [.. organisation.Sirets.Select(siret => new Choice(siret, siret, limited?.Contains(siret) == true))]);

    private static string Prefix(int? row) => row is { } number ? $"membre{number}" : "nouveau";

    /// <summary>Those ticked; none: all of the organisation's.</summary>
    private static IReadOnlyList<string>? Establishments(PostedForm form, Organisation organisation) =>
        form.Ticked("sirets", [.. organisation.Sirets]) is { Count: > 0 } some ? some : null;

    private static string Words(IReadOnlyList<string> roles) => string.Join(", ", roles.Select(role => Roles.Labels[role]));

    private static string? Limits(IReadOnlyList<string>? sirets) => sirets is null ? null : string.Join(", ", sirets);

    private static IResult Done(Guid organisation, string what) => Results.Redirect($"/organisations/{organisation}/membres?fait={what}");
}
