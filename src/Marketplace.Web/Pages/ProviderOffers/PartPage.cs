using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Platform.Data.Editing;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>
/// The form of one part of a draft. It saves whatever was typed; « Enregistrer et vérifier » then shows all mistakes beside their fields,
/// « Enregistrer le brouillon » leaves them for later.
/// </summary>
internal static class PartPage
{
    private const string Later = "plus-tard";

    /// <summary>A part of a draft.</summary>
    /// <param name="Level">As columns begin: formation, action, session.</param>
    /// <param name="Fields">Where it is in a draft; null: it was taken out.</param>
    /// <param name="Findings">Those of the report that are about it.</param>
    internal sealed record Part(
        string Title, string Level, IReadOnlyList<FieldGroup> Groups, string Href, Func<DraftContent, Dictionary<string, string>?> Fields,
        Func<DraftContent, DraftReport, IEnumerable<DraftFinding>> Findings, string Back, string Next);

    public static async Task<IResult> ShowAsync(PageContext context, OpenDraft open, DraftServices services, Part part)
    {
        if (part.Fields(open.Draft.Content) is not { } typed)
            return Results.NotFound();
        var form = new DraftForm(part.Groups, typed);
        var verify = context.Request.Query["verifier"] == "oui";
        if (verify)
            form.Show(part.Findings(open.Draft.Content, await services.Check.RunAsync(open.Draft, context.Cancel)));
        return Page(context, open, part, form, saved: false, verify ? form.Status : StatusCodes.Status200OK);
    }

    public static async Task<IResult> PostAsync(PageContext context, OpenDraft open, DraftServices services, Part part)
    {
        if (part.Fields(open.Draft.Content) is not { } typed)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var form = new DraftForm(part.Groups, typed);
        form.Read(posted);
        var texts = form.Texts.ToList();
        Draft? saved;
        try
        {
            saved = await services.Drafts.ChangeAsync(open.Draft.Id, open.Scope.Sirets, posted.Text("vu", 100), (content, today) =>
            {
                if (part.Fields(content) is not { } fields)
                    return false;
                fields.Take(part.Level, texts, today);
                return true;
            }, context.Actor, context.Cancel);
        }
        catch (StaleChangeException)
        {
            return Stale(context, open, part, typed, texts);
        }
        if (saved is null)
            return Results.NotFound();
        if (posted.Text("suite", 20) == Later)
            return Results.Redirect(open.Href + "?fait=enregistre");
        form.Show(part.Findings(saved.Content, await services.Check.RunAsync(saved, context.Cancel)));
        return form.IsValid
            ? Results.Redirect(part.Next) : Page(context, open with { Draft = saved }, part, form, saved: true, form.Status);
    }

    private static IResult Page(PageContext context, OpenDraft open, Part part, DraftForm form, bool saved, int status) => context.Private(
        "provider-offers/part", new PartModel(
            part.Title, open.Name, part.Href, open.Draft.Version, form, saved, part.Back, part.Next), part.Title,
        open.TrailOfPart(context.Person), status);

    /// <summary>Somebody else saved the draft: what differs, so that nothing of what was typed is lost (409).</summary>
    private static IResult Stale(
        PageContext context, OpenDraft open, Part part, Dictionary<string, string> stored,
        IEnumerable<KeyValuePair<string, string>> texts) =>
        context.Private("provider-offers/stale", new StaleDraftModel(part.Title, part.Href,
            [.. texts.Select(t =>
            new DraftChange(SheetColumns.Named(t.Key).Label, stored.GetValueOrDefault(t.Key), t.Value.Length > 0 ? t.Value : null))
                .Where(change => change.Before != change.Now)]), "Brouillon modifié entre-temps", open.TrailOfPart(context.Person),
            StatusCodes.Status409Conflict);
}

/// <summary>Model of <c>pages/provider-offers/part</c>.</summary>
/// <param name="Saved">What was typed is kept, whatever is still to be mended.</param>
/// <param name="Next">Where it goes on.</param>
public sealed record PartModel(
    string Title, string OfferName, string Action, string Version, DraftForm Form, bool Saved, string Back, string Next);

/// <summary>Model of <c>pages/provider-offers/stale</c>.</summary>
/// <param name="Changes">What is stored and what was typed, where they differ.</param>
public sealed record StaleDraftModel(string Title, string Href, IReadOnlyList<DraftChange> Changes);
