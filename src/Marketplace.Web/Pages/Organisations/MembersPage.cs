using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
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
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations,
        AccessLog log) =>
        await store.FindAsync(organisation, context.Cancel) is { } found
            ? await PageAsync(context, found, memberships, invitations, log, new InvitationForm(found))
            : Results.NotFound();

    public static async Task<IResult> InviteAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations,
        AccessLog log)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var form = await context.ReadAsync(new InvitationForm(found));
        if (form.IsValid)
        {
            switch (await invitations.InviteAsync(
                organisation, form.Email.Value, form.Roles.Ticked, form.Establishments, context.SiteUrl, context.Actor, context.Cancel))
            {
                case InvitationOutcome.MemberAlready:
                    form.Email.Refuse(MemberAlready);
                    break;
                case InvitationOutcome.JustInvited:
                    form.Refuse(JustInvited, StatusCodes.Status409Conflict);
                    break;
            }
        }
        return form.IsValid ? Done(organisation, "invite") : await PageAsync(context, found, memberships, invitations, log, form);
    }

    public static async Task<IResult> ChangeAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations,
        AccessLog log)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var form = await context.FormAsync();
        var roles = form.Ticked("roles", [.. Roles.OfOrganisation[found.Kind]]);
        if (roles.Count == 0)
            return await RefusedAsync(
                context, organisation, store, memberships, invitations, log, "Choisissez au moins un rôle, ou retirez la personne.",
                StatusCodes.Status422UnprocessableEntity);
        return await SetAsync(
            context, organisation, form, roles, Establishments(form, found), "change", store, memberships, invitations, log);
    }

    public static async Task<IResult> RemoveAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations,
        AccessLog log) =>
        await SetAsync(context, organisation, await context.FormAsync(), [], null, "retire", store, memberships, invitations, log);

    public static async Task<IResult> RevokeAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, Invitations invitations)
    {
        var form = await context.FormAsync();
        var invitation = form.Id("invitation");
        if (await invitations.RevokeAsync(organisation, invitation, context.Actor, context.Cancel))
            return Done(organisation, "reprise");
        return await store.FindAsync(organisation, context.Cancel) is { } found
            && await invitations.StateAsync(organisation, invitation, context.Cancel) is { } state
            ? Stale(context, found, new Shown("", [new("Invitation", InvitationStates["waiting"])]),
                [new("Invitation", InvitationStates[state])])
            : Results.NotFound();
    }

    private static readonly Dictionary<string, string> InvitationStates = new()
    {
        ["waiting"] = "En attente", ["accepted"] = "Acceptée : la personne est membre", ["revoked"] = "Retirée", ["expired"] = "Expirée",
    };

    private static async Task<IResult> SetAsync(
        PageContext context, Guid organisation, PostedForm form, IReadOnlyList<string> roles, IReadOnlyList<string>? sirets, string done,
        OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log)
    {
        var (member, seen) = (form.Id("membre"), Shown.Of(form));
        return await memberships.ChangeAsync(organisation, member, seen.Version, roles, sirets, context.Actor, context.Cancel) switch
        {
            MembershipChange.Done => Done(organisation, done),
            // Also when they were a member: somebody else removed them.
            MembershipChange.Stale or MembershipChange.Unknown when seen.Version.Length > 0 =>
                await StaleAsync(context, organisation, member, seen, store, memberships, log),
            MembershipChange.LastAccessManager =>
            await RefusedAsync(context, organisation, store, memberships, invitations, log, LastManager, StatusCodes.Status409Conflict),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> StaleAsync(
        PageContext context, Guid organisation, Guid member, Shown seen, OrganisationStore store, Memberships memberships, AccessLog log)
    {
        if (await store.FindAsync(organisation, context.Cancel) is not { } found)
            return Results.NotFound();
        var now = await memberships.FindAsync(organisation, member, context.Cancel);
        await log.WriteAsync(context.Actor,
            [new AccessEntry(Rights.OrganisationMembersView, AccessOperation.LookUp, member, $"organisation:{organisation}")],
            context.Cancel);
        return Stale(context, found, seen, now is null ? [] : Facts(now));
    }

    private static IResult Stale(PageContext context, Organisation organisation, Shown seen, IReadOnlyList<FactRow> now)
    {
        var back = new Crumb("Membres", OrganisationAddresses.Members.Of(organisation.Id));
        return StaleDecision.Page(
            context, seen, now, back with { Label = "Relire, puis décider de nouveau" },
            [.. OrganisationPage.Trail(context.Person, organisation), back]);
    }

    private static IReadOnlyList<FactRow> Facts(Member member) =>
        [new("Membre depuis le", ParisTime.InWords(member.Since)), new("Rôles", Words(member.Roles)),
            new("Établissements", Limits(member.Sirets) ?? "Tous")];

    /// <summary>What was asked about a member stays undone.</summary>
    private static async Task<IResult> RefusedAsync(
        PageContext context, Guid organisation, OrganisationStore store, Memberships memberships, Invitations invitations, AccessLog log,
        string why, int status) =>
        await store.FindAsync(organisation, context.Cancel) is { } found
            ? await PageAsync(context, found, memberships, invitations, log, new InvitationForm(found), Notice.Error(why), status)
            : Results.NotFound();

    private static async Task<IResult> PageAsync(
        PageContext context, Organisation found, Memberships memberships, Invitations invitations, AccessLog log, InvitationForm form,
        Notice? refusal = null, int? status = null)
    {
        var members = await memberships.ListAsync(found.Id, context.Cancel);
        await log.WriteAsync(context.Actor,
            [.. members.Select(m =>
            new AccessEntry(Rights.OrganisationMembersView, AccessOperation.LookUp, m.AccountId, $"organisation:{found.Id}"))],
            context.Cancel);
        var model = new MembersModel(found.Id, found.Name, refusal ?? Notice.Done(context.Request, Sentences),
            [.. members.Select((m, i) => new MemberRow(m.AccountId, m.Name, m.Email ?? "", Words(m.Roles), Limits(m.Sirets),
                InvitationForm.RolesOf(found, m.Roles, $"membre{i}"), InvitationForm.SiretsOf(found, m.Sirets, $"membre{i}"),
                    new Shown(m.Version, Facts(m))))],
            [.. (await invitations.WaitingAsync(found.Id, context.Cancel))
            .Select(i => new InvitationRow(i.Id, i.Email, Words(i.Roles), i.ExpiresAt))], form);
        return context.Private(
            "organisations/members", model, "Membres", OrganisationPage.Trail(context.Person, found), status ?? form.Status);
    }

    /// <summary>Those ticked; none: all of the organisation's.</summary>
    private static IReadOnlyList<string>? Establishments(PostedForm form, Organisation organisation) =>
        form.Ticked("sirets", [.. organisation.Sirets]) is { Count: > 0 } some ? some : null;

    private static string Words(IReadOnlyList<string> roles) => string.Join(", ", roles.Select(role => Roles.Labels[role]));

    private static string? Limits(IReadOnlyList<string>? sirets) => sirets is null ? null : string.Join(", ", sirets);

    private static IResult Done(Guid organisation, string what) =>
        Results.Redirect(OrganisationAddresses.Members.Of(organisation) + $"?fait={what}");
}
