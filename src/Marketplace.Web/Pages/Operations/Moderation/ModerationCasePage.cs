using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.ProviderSpace.ContentRules;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Moderation;

/// <summary><c>/gestion/moderation/{id}</c>: who points at an offer and why, and the decision with its reason.</summary>
public static class ModerationCasePage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, ModerationReader reader) =>
        await reader.FindAsync(id, context.Cancel) is { } found
            ? await PageAsync(context, found, reader, new ModerationForm(found, context.Actor.Role)) : Results.NotFound();

    public static async Task<IResult> DecideAsync(
        [AsParameters] PageContext context, Guid id, ModerationReader reader, ModerationDecisions decisions)
    {
        if (await reader.FindAsync(id, context.Cancel) is not { } found)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var seen = Shown.Of(posted);
        var form = new ModerationForm(found, context.Actor.Role).Read(posted);
        // Who decided on what it was before is told so, whatever they chose.
        if (seen.Version == found.Version && !form.IsValid)
            return await PageAsync(context, found, reader, form);
        var (basis, reason, actor) = (form.Basis.Value, form.Reason.Value, context.Actor);
        try
        {
            var known = form.Decision.Value switch
            {
                ModerationProcess.Dismiss => decisions.DismissAsync(id, seen.Version, reason, actor, context.Cancel),
                ModerationProcess.Withdraw => decisions.WithdrawAsync(id, seen.Version, basis, reason, actor, context.Cancel),
                ModerationProcess.Uphold => decisions.UpholdAsync(id, seen.Version, basis, reason, actor, context.Cancel),
                ModerationProcess.Reinstate => decisions.ReinstateAsync(id, seen.Version, reason, actor, context.Cancel),
                _ => throw new StaleChangeException(),
            };
            return await known ? Results.Redirect(ModerationAddresses.Desk + "?fait=decide") : Results.NotFound();
        }
        catch (Exception refused) when (refused is StaleChangeException or ProcessRefusedException)
        {
            var now = (await reader.FindAsync(id, context.Cancel))!;
            return StaleDecision.Page(
                context, seen, Facts(now), new Crumb("Voir le signalement", ModerationAddresses.Case.Of(id)), Trail, reason ?? "");
        }
    }

    private static readonly IReadOnlyList<Crumb> Trail = [.. OperationsPages.Trail, new("Offres signalées", ModerationAddresses.Desk)];

    private static IReadOnlyList<FactRow> Facts(ModerationCase found) =>
    [
        new("État", ModerationProcess.Table.Label(found.State)),
        .. found.Reason is { } reason ? [new FactRow("Dernière décision", reason)] : Array.Empty<FactRow>(),
        .. found.Plea is { } plea ? [new FactRow("Demande de l’organisme", plea)] : Array.Empty<FactRow>(),
    ];

    private static async Task<IResult> PageAsync(PageContext context, ModerationCase found, ModerationReader reader, ModerationForm form)
    {
        var reports = await reader.ReportsAsync(found.Id, context.Cancel);
        return context.Private("operations/moderation/case", new ModerationCaseModel(
            found.Title, found.Number, found.ProviderName, found.Siret, found.Action is null ? "L’offre entière" : "Une action de l’offre",
            found.PublicId is { } page ? SearchAddresses.Action.Of(page) : null, ModerationAddresses.Case.Of(found.Id), Facts(found),
            new Shown(found.Version, Facts(found)), found.Reports,
            [.. reports.Select(r =>
            new ReportRow(SourceOf(r), r.Text, ParisTime.InWords(new DateTimeOffset(r.ReportedAt, TimeSpan.Zero))))], form,
            form.Decision.Choices.Count > 0), found.Title, Trail, form.Status);
    }

    private static string SourceOf(ModerationReport report) => report.Source switch
    {
        "rule" => $"Règle : {ContentRule.Of(report.Code).Name} ({ContentRule.Of(report.Code).Basis})",
        "visitor" => $"Un visiteur : {ReportReasons.Labels.GetValueOrDefault(report.Code, report.Code)}",
        _ => "Un gestionnaire",
    };
}

/// <summary>The decision on a case, of those that its state allows.</summary>
public sealed class ModerationForm(ModerationCase found, string role) : Form
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        [ModerationProcess.Dismiss] = "Classer sans suite",
        [ModerationProcess.Withdraw] = "Retirer de la recherche",
        [ModerationProcess.Uphold] = "Maintenir le retrait",
        [ModerationProcess.Reinstate] = "Rétablir dans la recherche",
    };

    public RadioField Decision { get; } = new("decision", "Décision",
        ModerationProcess.Table.Allowed(found.State, role).Where(Labels.ContainsKey).Select(@event => new Choice(@event, Labels[@event])),
        "Choisissez une décision.");

    public ChoiceField Basis { get; } = new("fondement", "Fondement du retrait",
        ContentRule.All.Select(rule => rule.Basis).Append("L. 6323-9-1").Append("R. 6333-6").Distinct()
        .Select(basis => new Choice(basis, basis)))
    {
        Required = false, Blank = "Aucun : l’offre n’est pas retirée",
    };

    public TextAreaField Reason { get; } = new("motif", "Motif",
        text => text.Length is > 0 and <= ModerationCase.LongestText
        ? null : $"Écrivez un motif de {ModerationCase.LongestText} caractères au plus.")
    {
        Hint = $"{ModerationCase.LongestText} caractères au plus ; l’organisme le lit", MaxLength = ModerationCase.LongestText,
        MostRead = 4 * ModerationCase.LongestText,
    };

    /// <inheritdoc/>
    protected override void Check()
    {
        if (Decision.Value is ModerationProcess.Withdraw or ModerationProcess.Uphold && Basis.Value.Length == 0)
            Basis.Refuse("Un retrait dit sur quoi il se fonde : choisissez un article.");
    }
}

/// <summary>Model of <c>pages/operations/moderation/case</c>.</summary>
/// <param name="PageHref">What learners see; null: nothing.</param>
/// <param name="Total">How often it was reported; the page shows the first.</param>
/// <param name="Decidable">A decision is possible now.</param>
public sealed record ModerationCaseModel(
    string Title, string Number, string Provider, string Siret, string What, string? PageHref, string Action, IReadOnlyList<FactRow> Facts,
    Shown Shown, int Total, IReadOnlyList<ReportRow> Reports, ModerationForm Form, bool Decidable);

public sealed record ReportRow(string Source, string Text, string When);
