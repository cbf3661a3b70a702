using Marketplace.Catalogue.Actions;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Actions;

/// <summary><c>/formations/{actionId}/signaler</c>: a visitor points at an offer, without saying who they are.</summary>
public static class ReportPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, string actionId, ActionPageQuery actions) =>
        await actions.FindAsync(actionId, context.Cancel) is { Archived: false } record
            ? Page(context, record, new ReportForm(), context.Request.Query["fait"] == "signale") : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, string actionId, ActionPageQuery actions, OfferReports reports)
    {
        if (await actions.FindAsync(actionId, context.Cancel) is not { Archived: false } record)
            return Results.NotFound();
        var form = await context.ReadAsync(new ReportForm());
        if (!form.IsValid)
            return Page(context, record, form, done: false);
        return await reports.VisitorAsync(actionId, form.Reason.Value, form.Text.Typed, context.Cancel)
            ? Results.Redirect(ModerationAddresses.Report.Of(actionId) + "?fait=signale") : Results.NotFound();
    }

    private static IResult Page(PageContext context, ActionRecord record, ReportForm form, bool done) => context.Private(
        "actions/report", new ReportModel(record.Offer.Title, record.Provider.Name, ModerationAddresses.Report.Of(record.Id),
            SearchAddresses.Action.Of(record.Id), form, done), "Signaler cette offre",
        [new Crumb("Recherche", SearchAddresses.Results), new Crumb(record.Offer.Title, SearchAddresses.Action.Of(record.Id))],
        form.Status);
}

/// <summary>What a visitor finds wrong.</summary>
public sealed class ReportForm : Form
{
    public RadioField Reason { get; } = new("raison", "Que faut-il vérifier ?", Choice.Of(ReportReasons.Labels), "Choisissez une raison.");

    public TextAreaField Text { get; } = new("precisions", "Précisions",
        text => text.Length <= ReportReasons.LongestText ? null : $"Écrivez un texte de {ReportReasons.LongestText} caractères au plus.")
    {
        Required = false, MaxLength = ReportReasons.LongestText, MostRead = 4 * ReportReasons.LongestText,
        Hint = $"{ReportReasons.LongestText} caractères au plus. N’écrivez ni votre nom ni d’autres données personnelles.",
    };
}

/// <summary>Model of <c>pages/actions/report</c>.</summary>
/// <param name="Done">It was sent.</param>
public sealed record ReportModel(string Title, string Provider, string Action, string Back, ReportForm Form, bool Done);
