using Marketplace.ProviderSpace.Moderation;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Operations.Moderation;

/// <summary><c>/gestion/moderation</c>: offers that rules or visitors point at, providers' pleas first.</summary>
public static class ModerationDeskPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["decide"] = "La décision est enregistrée.",
        ["ouvert"] = "L’action est dans la file.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, ModerationReader reader) =>
        PageAsync(context, reader, new OpenCaseForm());

    /// <summary>An operator puts an action into the queue that nobody reported.</summary>
    public static async Task<IResult> OpenAsync([AsParameters] PageContext context, ModerationReader reader, OfferReports reports)
    {
        var form = await context.ReadAsync(new OpenCaseForm());
        if (!form.IsValid)
            return await PageAsync(context, reader, form);
        if (await reports.OperatorAsync(form.Id, form.Text.Value, context.Actor, context.Cancel))
            return Results.Redirect(ModerationAddresses.Desk + "?fait=ouvert");
        form.PublicId.Refuse("Aucune action publiée n’a cette adresse.");
        return await PageAsync(context, reader, form);
    }

    private static async Task<IResult> PageAsync(PageContext context, ModerationReader reader, OpenCaseForm form)
    {
        var (waiting, decided) = (await reader.WaitingAsync(context.Cancel), await reader.DecidedAsync(context.Cancel));
        return context.Private("operations/moderation/desk", new ModerationDeskModel(
            Notice.Done(context.Request, Sentences), [.. waiting.Select(CaseRow.Of)], [.. decided.Select(CaseRow.Of)], form),
            "Offres signalées",
            OperationsPages.Trail, form.Status);
    }
}

/// <summary>An action that an operator wants to look at.</summary>
public sealed class OpenCaseForm : Form
{
    private const int LongestText = 1000;

    public TextField PublicId { get; } = new("action", "Adresse de la page de l’action, ou ce qui la termine",
        text => text.Length > 0 ? null : "Collez l’adresse de la page de l’action.")
    {
        MaxLength = 1000, Autocomplete = "off",
    };

    /// <summary>The last part of the address.</summary>
    public string Id => Uri.UnescapeDataString(PublicId.Value.Split('?', '#')[0].TrimEnd('/').Split('/')[^1]);

    public TextAreaField Text { get; } = new("constat", "Ce que vous avez constaté",
        text => text.Length is > 0 and <= LongestText ? null : $"Écrivez un texte de {LongestText} caractères au plus.")
    {
        MaxLength = LongestText, MostRead = 4 * LongestText,
    };
}

/// <summary>Model of <c>pages/operations/moderation/desk</c>.</summary>
public sealed record ModerationDeskModel(
    Notice? Notice, IReadOnlyList<CaseRow> Waiting, IReadOnlyList<CaseRow> Decided, OpenCaseForm Form);

/// <param name="Since">When it was opened, or pleaded.</param>
public sealed record CaseRow(
    string Href, string Title, string What, string Provider, string Siret, string State, int Reports, DateTime Since)
{
    internal static CaseRow Of(ModerationCase found) => new(
        ModerationAddresses.Case.Of(found.Id), found.Title, found.Action is null ? "Offre entière" : "Une action", found.ProviderName,
        found.Siret,
        ModerationProcess.Table.Label(found.State), found.Reports,
        found.State == ModerationProcess.Review ? found.PleadedAt!.Value : found.DecidedAt ?? found.OpenedAt);
}
