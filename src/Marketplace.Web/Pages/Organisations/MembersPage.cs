using Marketplace.Core.Access;
using Marketplace.Core.Audit;
using Marketplace.Core.Organisations;
using Marketplace.Web.Access;
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
            return await PageAsync(context, organisation, store, memberships, invitations, log, renderer, Notice.Error(problem), StatusCodes.Status422UnprocessableEntity, cancel, email);
        return await invitations.InviteAsync(organisation, email, roles, Establishments(form, found), renderer.SiteUrl(context.Request), context.Actor(), cancel)
            ? Done(organisation, "invite")
            : await PageAsync(context, organisation, store, memberships, invitations, log, renderer, Notice.Error(JustInvited), StatusCodes.Status409Conflict, cancel, email);
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
        return await SetAsync(context, organisation, form.Id("membre"), roles, Establishments(form, found), "change", store, memberships, invitations, log, renderer, cancel);
    }

    public static async Task<IResult> RemoveAsync(
        HttpContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await SetAsync(context, organisation, form.Id("membre"), [], null, "retire", store, memberships, invitations, log, renderer, cancel);
    }

    public static async Task<IResult> RevokeAsync(HttpContext context, Guid organisation, Invitations invitations, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await invitations.RevokeAsync(organisation, form.Id("invitation"), context.Actor(), cancel) ? Done(organisation, "reprise") : Results.NotFound();
    }

    private static async Task<IResult> SetAsync(
        HttpContext context, Guid organisation, Guid member, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string done,
        OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log, PageRenderer renderer, CancellationToken cancel) =>
        await memberships.ChangeAsync(organisation, member, roles, sirets, context.Actor(), cancel) switch
        {
            MembershipChange.Done => Done(organisation, done),
            MembershipChange.LastAccessManager => await PageAsync(context, organisation, store, memberships, invitations, log, renderer,
                Notice.Error(LastManager), StatusCodes.Status409Conflict, cancel),
            _ => Results.NotFound(),
        };

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
                Boxes($"roles", kinds, m.Roles, i), found.Sirets.Count > 1 ? Sirets(found, m.Sirets, i) : null))],
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

/// <summary>Model of <c>pages/organisations/members</c>.</summary>
public sealed record MembersModel(
    Guid Id, string Name, Notice? Notice, IReadOnlyList<MemberRow> Members, IReadOnlyList<InvitationRow> Waiting, Field Email, MemberBoxes Roles, MemberBoxes? Sirets);

/// <param name="Limits">Establishments they are limited to; null: all.</param>
public sealed record MemberRow(Guid Id, string Name, string Email, string RoleWords, string? Limits, MemberBoxes Roles, MemberBoxes? Sirets);

public sealed record InvitationRow(Guid Id, string Email, string RoleWords, DateTime ExpiresAt);

/// <summary>Check boxes of one of several forms on a page: ids carry the form's prefix. Model of <c>partials/boxes</c>.</summary>
public sealed record MemberBoxes(string Name, string Label, string Prefix, IReadOnlyList<Choice> Choices);
