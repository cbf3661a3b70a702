using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Operators;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/agents</c>: operator staff and their missions.</summary>
public static class OperatorsPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["invite"] = "Le lien d’accès est envoyé.",
        ["missions"] = "Les missions sont enregistrées.",
    };

    private const string LastAdministrator = "Il ne resterait aucun administrateur : nommez-en un autre d’abord.";

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, OperatorAccounts operators, AccessLog log) =>
        PageAsync(context, operators, log, new AgentForm());

    public static async Task<IResult> InviteAsync([AsParameters] PageContext context, OperatorAccounts operators, AccessLog log)
    {
        var posted = await context.FormAsync();
        var (form, seen) = (new AgentForm().Read(posted), Shown.Of(posted));
        if (form.IsValid)
        {
            switch (await operators.InviteAsync(
                seen.Version, form.Email.Value, form.GivenNames.Value, form.FamilyName.Value, form.Missions.Ticked, context.SiteUrl,
                context.Actor, context.Cancel))
            {
                case OperatorChange.Stale:
                    return await StaleAsync(context, seen, null, operators, log);
                case OperatorChange.LastAdministrator:
                    form.Missions.Refuse(LastAdministrator);
                    break;
            }
        }
        return form.IsValid ? Results.Redirect(OperationsAddresses.Operators + "?fait=invite")
            : await PageAsync(context, operators, log, form);
    }

    /// <summary>Other missions; none closes the account.</summary>
    public static async Task<IResult> ChangeAsync([AsParameters] PageContext context, OperatorAccounts operators, AccessLog log)
    {
        var form = await context.FormAsync();
        var (agent, seen) = (form.Id("agent"), Shown.Of(form));
        return await operators.ChangeAsync(
            agent, seen.Version, form.Ticked("missions", [.. Roles.Missions]), context.Actor, context.Cancel) switch
        {
            OperatorChange.Done => Results.Redirect(OperationsAddresses.Operators + "?fait=missions"),
            OperatorChange.Stale => await StaleAsync(context, seen, agent, operators, log),
            OperatorChange.LastAdministrator => await PageAsync(context, operators, log, new AgentForm(), Notice.Error(LastAdministrator)),
            _ => Results.NotFound(),
        };
    }

    /// <param name="agent">Whose missions; null: of all staff.</param>
    private static async Task<IResult> StaleAsync(PageContext context, Shown seen, Guid? agent, OperatorAccounts operators, AccessLog log)
    {
        var now = (await operators.ListAsync(context.Cancel)).Where(o => agent is null || o.Id == agent).ToList();
        await log.WriteAsync(context.Actor, [.. now.Select(o => new AccessEntry(Rights.OperatorsManage, AccessOperation.LookUp, o.Id))],
            context.Cancel);
        return StaleDecision.Page(
            context, seen, [.. now.Select(Fact)], new Crumb("Relire, puis décider de nouveau", OperationsAddresses.Operators),
            [.. OperationsPages.Trail, new Crumb("Gestionnaires", OperationsAddresses.Operators)]);
    }

    private static FactRow Fact(OperatorView agent) => new(
        agent.Email, string.Join(", ", (string[])[State(agent), .. agent.Missions.Select(MissionText.Of)]));

    private static string State(OperatorView agent) => agent.Disabled ? "Compte fermé" : agent.Active
        ? "Compte actif" : "Lien d’accès envoyé";

    /// <param name="refusal">Why the missions of somebody stay as they were; null: nothing of the kind.</param>
    private static async Task<IResult> PageAsync(
        PageContext context, OperatorAccounts operators, AccessLog log, AgentForm form, Notice? refusal = null)
    {
        var all = await operators.ListAsync(context.Cancel);
        await log.WriteAsync(context.Actor, [.. all.Select(o => new AccessEntry(Rights.OperatorsManage, AccessOperation.LookUp, o.Id))],
            context.Cancel);
        return context.Private("operations/operators", new OperatorsModel(refusal ?? Notice.Done(context.Request, Sentences),
            [.. all.Select((o, i) => new OperatorRow(
                o.Id, o.Name.Length > 0 ? o.Name : o.Email, o.Email, State(o), AgentForm.MissionsOf($"agent{i}", o.Missions),
                    new Shown(o.Version, [Fact(o)])))],
            form, new Shown(OperatorView.VersionOf(all), [.. all.Select(Fact)]), context.Http.ConfirmFirst(OperationsAddresses.Operators)),
            "Gestionnaires", OperationsPages.Trail,
            refusal is null ? form.Status : StatusCodes.Status409Conflict);
    }
}

/// <summary>Model of <c>pages/operations/operators</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
public sealed record OperatorsModel(
    Notice? Notice, IReadOnlyList<OperatorRow> Operators, AgentForm Form, Shown Shown, string? ConfirmFirst);

public sealed record OperatorRow(Guid Id, string Name, string Email, string State, ChoicesField Missions, Shown Shown);
