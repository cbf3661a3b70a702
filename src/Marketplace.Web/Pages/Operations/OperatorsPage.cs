using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Operators;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Organisations;

namespace Marketplace.Web.Pages.Operations;

/// <summary><c>/gestion/agents</c>: operator staff and their missions.</summary>
public static class OperatorsPage
{
    public const string Path = "/gestion/agents";

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["invite"] = "Le lien d’accès est envoyé.",
        ["missions"] = "Les missions sont enregistrées.",
    };

    private const string LastAdministrator = "Il ne resterait aucun administrateur : nommez-en un autre d’abord.";

    public static Task<IResult> ShowAsync(HttpContext context, OperatorAccounts operators, AccessLog log, PageRenderer renderer, CancellationToken cancel) =>
        PageAsync(context, operators, log, renderer, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK, cancel);

    public static async Task<IResult> InviteAsync(HttpContext context, OperatorAccounts operators, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (email, given, family) = (form.Text("email"), form.Text("givenNames", 100), form.Text("familyName", 100));
        var missions = form.Ticked("missions", [.. Roles.Missions]);
        var problem = !MailAddress.IsValid(email) ? "Écrivez l’adresse électronique de la personne, par exemple nom@domaine.fr."
            : given.Length == 0 || family.Length == 0 ? "Donnez le prénom et le nom de la personne." : null;
        var seen = Shown.Of(form);
        var change = problem is null ? await operators.InviteAsync(seen.Version, email, given, family, missions, renderer.SiteUrl(context.Request), context.Actor(), cancel) : OperatorChange.Done;
        if (change == OperatorChange.Stale)
            return await StaleAsync(context, seen, null, operators, log, renderer, cancel);
        problem ??= change switch
        {
            OperatorChange.LastAdministrator => LastAdministrator,
            OperatorChange.NoMission => "Choisissez au moins une mission.",
            _ => null,
        };
        return problem is null ? Results.Redirect(Path + "?fait=invite")
            : await PageAsync(context, operators, log, renderer, Notice.Error(problem), StatusCodes.Status422UnprocessableEntity, cancel, given, family, email);
    }

    /// <summary>Other missions; none closes the account.</summary>
    public static async Task<IResult> ChangeAsync(HttpContext context, OperatorAccounts operators, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var (agent, seen) = (form.Id("agent"), Shown.Of(form));
        return await operators.ChangeAsync(agent, seen.Version, form.Ticked("missions", [.. Roles.Missions]), context.Actor(), cancel) switch
        {
            OperatorChange.Done => Results.Redirect(Path + "?fait=missions"),
            OperatorChange.Stale => await StaleAsync(context, seen, agent, operators, log, renderer, cancel),
            OperatorChange.LastAdministrator => await PageAsync(context, operators, log, renderer, Notice.Error(LastAdministrator), StatusCodes.Status409Conflict, cancel),
            _ => Results.NotFound(),
        };
    }

    /// <param name="agent">Whose missions; null: of all staff.</param>
    private static async Task<IResult> StaleAsync(
        HttpContext context, Shown seen, Guid? agent, OperatorAccounts operators, AccessLog log, PageRenderer renderer, CancellationToken cancel)
    {
        var now = (await operators.ListAsync(cancel)).Where(o => agent is null || o.Id == agent).ToList();
        await log.WriteAsync(context.Actor(), [.. now.Select(o => new AccessEntry("operators.manage", AccessOperation.LookUp, o.Id))], cancel);
        return StaleDecision.Page(context.Request, renderer, seen, [.. now.Select(Fact)], new Crumb("Relire, puis décider de nouveau", Path),
            [.. OperationsPages.Trail, new Crumb("Gestionnaires", Path)]);
    }

    private static FactRow Fact(OperatorView agent) => new(
        agent.Email, string.Join(", ", (string[])[State(agent), .. agent.Missions.Select(MissionText.Of)]));

    private static string State(OperatorView agent) => agent.Disabled ? "Compte fermé" : agent.Active ? "Compte actif" : "Lien d’accès envoyé";

    private static async Task<IResult> PageAsync(
        HttpContext context, OperatorAccounts operators, AccessLog log, PageRenderer renderer, Notice? notice, int status, CancellationToken cancel,
        string given = "", string family = "", string email = "")
    {
        var all = await operators.ListAsync(cancel);
        await log.WriteAsync(context.Actor(), [.. all.Select(o => new AccessEntry("operators.manage", AccessOperation.LookUp, o.Id))], cancel);
        return renderer.Private(context.Request, "operations/operators", new OperatorsModel(notice,
            [.. all.Select((o, i) => new OperatorRow(o.Id, o.Name.Length > 0 ? o.Name : o.Email, o.Email, State(o), Boxes($"agent{i}", o.Missions), new Shown(o.Version, [Fact(o)])))],
            new Field("givenNames", "Prénom") { MaxLength = 100, Value = given }, new Field("familyName", "Nom") { MaxLength = 100, Value = family },
            new Field("email", "Adresse électronique professionnelle") { Type = "email", Autocomplete = "off", Value = email }, Boxes("nouveau", []),
            new Shown(OperatorView.VersionOf(all), [.. all.Select(Fact)]), context.ConfirmFirst(Path)), "Gestionnaires", OperationsPages.Trail, status);
    }

    private static MemberBoxes Boxes(string prefix, IReadOnlyList<string> held) =>
        new("missions", "Missions", prefix, [.. Roles.Missions.Select(m => new Choice(m, MissionText.Of(m), held.Contains(m)))]);
}

/// <summary>Model of <c>pages/operations/operators</c>.</summary>
/// <param name="ConfirmFirst">Where to give the second factor anew; null: no need.</param>
public sealed record OperatorsModel(Notice? Notice, IReadOnlyList<OperatorRow> Operators, Field GivenNames, Field FamilyName, Field Email, MemberBoxes Missions, Shown Shown, string? ConfirmFirst);

public sealed record OperatorRow(Guid Id, string Name, string Email, string State, MemberBoxes Missions, Shown Shown);
