using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Compare;

/// <summary><c>/comparer?ids=a,b</c>: up to four actions side by side.</summary>
public static class ComparePage
{
    public static async Task<IResult> Show(
        [AsParameters] PageContext context, ActionPageQuery actions, ReferenceDataStore store, TimeProvider clock)
    {
        var asked = ComparisonIds.Read(context.Request.Query["ids"]);
        // Boxes of a form come one by one; the address that people keep and share is the short one.
        if (context.Request.Query["ids"].Count > 1)
            return Results.Redirect(ComparisonIds.Address(asked));
        IReadOnlyList<string> compared = [.. asked.Take(ComparisonIds.Most)];
        var found = await actions.FindAsync(compared, context.Cancel);
        var today = clock.Today();
        var open = found.Where(record => record.IsAvailable(today)).ToList();
        var model = new CompareModel(
            [.. Messages(asked.Count, compared.Count - found.Count, open.Count)],
            [.. found.Except(open)
                .Select(record => new ClosedAction(record.Offer.Title, record.Archived, SearchAddresses.Action.Of(record.Id)))],
            [.. open.Select(record => new ComparedAction(
                record.Offer.Title, SearchAddresses.Action.Of(record.Id),
                    ComparisonIds.Address(open.Where(other => other != record).Select(other => other.Id))))],
            [.. ComparisonRows.Of(open, store.Current, today)]);
        return context.Private("compare/compare", model, "Comparer des formations", [new Crumb("Recherche", SearchAddresses.Results)]);
    }

    private static IEnumerable<string> Messages(int asked, int unknown, int open)
    {
        if (asked > ComparisonIds.Most)
            yield return $"Vous avez choisi {asked} formations : {ComparisonIds.Most} au plus se comparent. Voici les {ComparisonIds.Most} premières.";
        if (unknown > 0)
            yield return unknown == 1
                ? "Une des formations demandées n’existe pas."
                : FrenchFormat.Plural(unknown, "formation demandée n’existe pas.", "formations demandées n’existent pas.");
        if (open == 1)
            yield return "Il ne reste qu’une formation : choisissez-en une autre pour comparer.";
    }
}

/// <summary>Model of <c>pages/compare/compare</c>.</summary>
/// <param name="Closed">Asked for, but nobody can enrol any more.</param>
/// <param name="Actions">The columns.</param>
public sealed record CompareModel(
    IReadOnlyList<string> Messages, IReadOnlyList<ClosedAction> Closed, IReadOnlyList<ComparedAction> Actions,
    IReadOnlyList<ComparisonRow> Rows);

/// <param name="Archived">Withdrawn by its provider; else all its sessions are over or closed.</param>
public sealed record ClosedAction(string Title, bool Archived, string Href);

/// <param name="RemoveHref">The comparison without it.</param>
public sealed record ComparedAction(string Title, string Href, string RemoveHref);
