using Marketplace.Catalogue.Reference;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Searching;
using Marketplace.Web.Searching.Log;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Search;

/// <summary><c>/recherche</c>: results, with everything needed to narrow or widen them.</summary>
public static class SearchPage
{
    /// <summary>The place as typed; the address that answers has <c>near</c>, <c>department</c> or <c>region</c> instead.</summary>
    public const string TypedPlaceParameter = "where";

    /// <summary>What was typed for the place that answers, where that needs a word (a CEDEX code, a former commune).</summary>
    public const string TypedNoteParameter = "lieu";

    private const int LongestPlace = 100;

    /// <summary>Steps offered when a circle holds little.</summary>
    private static readonly double[] WiderCircles = [60, 100, 200];

    public static async Task<IResult> Show(
        [AsParameters] PageContext context, VisitorSearch search, SearchMap map, ReferenceDataStore store, TimeProvider clock,
        QueryRecorder recorder)
    {
        var reference = store.Current;
        var onMap = context.Request.Query[SearchAddress.ViewParameter] == SearchAddress.MapValue;
        var query = SearchBinder.Bind(WithoutBlanks(context.Request.Query), reference, clock.Today());
        string? placeError = null;
        string? typed = null;
        if (context.Request.Query.ContainsKey(TypedPlaceParameter))
        {
            typed = context.Request.Query[TypedPlaceParameter].ToString().Trim();
            var (settled, choices) = SettlePlace(query.Query, typed, reference);
            if (settled is not null)
                return Results.Redirect(
                    SearchAddress.Of(settled, onMap) + (
                    NoteOf(typed, settled, reference) is null ? "" : $"&{TypedNoteParameter}={Uri.EscapeDataString(typed)}"));
            if (choices.Count > 0)
                return PlaceChoicePage.Show(context, query.Query with { Near = null }, typed, choices, onMap);
            placeError = $"Aucune commune ni département ne correspond à « {typed} ».";
            query = query with { Query = query.Query with { Near = null } };
        }
        if (await search.TryAsync(query.Query, context.Cancel) is not { } result)
            return UnavailablePage.Show(context, query.Query, placeError is null ? null : typed, placeError, onMap);
        // A bookmark of page 7 outlives the seventh page: the last one is nearest, "nothing found" would be wrong.
        if (result is { Hits.Count: 0, Groups: > 0 })
            return Results.Redirect(SearchAddress.Of(query.Query with { Page = ((result.Groups - 1) / query.Query.PageSize) + 1 }, onMap));
        recorder.Record(context.Http, QueryRecorder.Page, query.Query, result);
        var drawn = onMap && result.Total > 0 ? await DrawAsync(map, query.Query, result, context.Cancel) : null;
        var model = Model(query, result, reference, typed, placeError, onMap) with
        {
            Map = drawn,
            MapAway = onMap && result.Total > 0 && drawn is null,
            PlaceNote = NoteOf(context.Request.Query[TypedNoteParameter].ToString(), query.Query, reference),
            SaveHref = context.Http.Person() is null or { AccountKind: Roles.Holder }
            ? SavedSearchAddresses.New + SavedQuery.Write(query.Query) : null,
        };
        var page = query.Query.Page > 1 ? $", page {query.Query.Page}" : "";
        return context.Page("search/results", model, new PageHead(model.Heading + page, Description(query.Query, result))
        {
            Canonical = SearchAddress.Of(query.Query),
            NoIndex = result.Total == 0 || query.Query.Text is not null,
            HasSearch = true,
        });
    }

    /// <summary>A form sends every field, also those left empty: they mean nothing.</summary>
    private static QueryCollection WithoutBlanks(IQueryCollection parameters) => new(parameters
        .Where(p => p.Value.Any(v => !string.IsNullOrWhiteSpace(v)))
        .ToDictionary(p => p.Key,
            p => new Microsoft.Extensions.Primitives.StringValues([.. p.Value.Where(v => !string.IsNullOrWhiteSpace(v))])));

    /// <summary>The query with the typed place in it, or the meanings to choose from; neither when nothing fits.</summary>
    private static (SearchQuery? Settled, IReadOnlyList<PlaceMeaning> Choices) SettlePlace(
        SearchQuery query, string typed, ReferenceData reference)
    {
        if (typed.Length == 0)
            return (query with { Near = null, Sort = query.Sort == SearchSort.Distance ? SearchSort.Relevance : query.Sort }, []);
        if (typed == query.Near?.Label)
            return (query, []);
        var meanings = TypedPlace.Resolve(typed, reference);
        return meanings is [var one] ? (one.Apply(query), []) : (null, meanings);
    }

    /// <summary>Said again from the text, not taken from the address: nobody can put words into this page.</summary>
    private static string? NoteOf(string typed, SearchQuery query, ReferenceData reference) =>
        typed.Length is > 0 and <= LongestPlace && TypedPlace.Resolve(typed, reference) is [{ Note: { } note } one]
            && one.Apply(query).Near?.Insee == query.Near?.Insee ? note : null;

    private static SearchPageModel Model(
        BoundSearch bound, SearchResult result, ReferenceData reference, string? typed, string? placeError, bool onMap)
    {
        var query = bound.Query;
        var exact = SearchAddress.Of(query with { Exact = true, Page = 1 }, onMap);
        return new SearchPageModel
        {
            Form = SearchForm.Of(query, FilterForm.Shown, placeError is null ? null : typed, placeError, onMap),
            OnMap = onMap,
            ListHref = SearchAddress.Of(query),
            MapHref = SearchAddress.Of(query with { Page = 1 }, onMap: true),
            Heading = Heading(query),
            Total = result.Total,
            HasResults = result.Hits.Count > 0,
            Correction = result.Correction is { } correction ? new CorrectionNotice(correction.From, correction.To, exact) : null,
            LeftOutWords = result.LeftOut.Count == 0 ? null : string.Join(", ", result.LeftOut.Select(w => $"« {w} »")),
            Understood = UnderstoodText(result.Understood),
            NotSearched = UnderstoodWishes.NotSearched(result.Understood),
            Approximate = result.Approximate && result.LeftOut.Count == 0 ? query.Text : null,
            ExactHref = exact,
            OtherReading = OtherReadingNotice.Of(query, result.OtherReading, onMap),
            Widened = WideningNotice.Of(query, result, exact),
            WidenedInVain = WideningNotice.InVain(query, result),
            WidenLink = WidenLink(query, result, onMap),
            LeftOut = [.. bound.Problems.Select(p => $"{p.Name} : {p.Text}")],
            Tags = [.. UnderstoodWishes.Tags(query, result.Understood, reference, onMap), .. ChosenFilters.Tags(query, reference, onMap)],
            ClearHref = SearchAddress.Of(
            new SearchQuery { Today = query.Today, Text = UnderstoodWishes.Subject(query, result.Understood) }, onMap),
            Filters = FilterForm.Of(query, result, reference),
            Sorts = [.. Sorts(query, UnderstoodWishes.Order(result.Understood) ?? query.Sort)],
            Cards = [.. result.Hits.Select(ResultCard.Of)],
            Paging = Paging.Of(query, result, onMap),
            Advice = Advice(query),
        };
    }

    /// <summary>The map; null when the engine went away meanwhile: the results are worth showing without.</summary>
    private static async Task<MapModel?> DrawAsync(SearchMap map, SearchQuery query, SearchResult result, CancellationToken cancel)
    {
        try
        {
            return await map.DrawAsync(query, result, cancel);
        }
        catch (SearchUnavailableException)
        {
            return null;
        }
    }

    internal static string Heading(SearchQuery query) =>
        (query.Text is { } text ? $"Formations « {text} »" : "Toutes les formations")
        + (query.Near is { Insee: not null, Label: { } town } ? $" autour {TownWords.Of(town)}" : "");

    private static string Description(SearchQuery query, SearchResult result) =>
        $"{Heading(query)} : {FrenchFormat.Plural(result.Total, "formation", "formations")} avec prix, dates, lieux et accessibilité.";

    private static string? UnderstoodText(Understood understood)
    {
        var parts = new List<string>();
        if (understood.Place is { } place)
            parts.Add(place.Guessed ? $"« {place.Text} » n’est le code postal d’aucune commune (un code CEDEX, sans doute) : la recherche se fait autour {TownWords.Of(place.Name)}, le lieu connu le plus proche de ce code"
                : place.Steers ? $"« {place.Text} » fait d’abord apparaître les formations proches {TownWords.Of(place.Name)}"
                    : $"« {place.Text} » est compris comme le lieu {place.Name}");
        if (understood.Level is { } level)
            parts.Add($"le niveau {level} est compris comme niveau de sortie");
        if (understood.Code is { } code)
            parts.Add($"« {code} » est compris comme un code");
        return parts.Count == 0 ? null : char.ToUpperInvariant(parts[0][0]) + string.Join(" ; ", parts)[1..] + ".";
    }

    private static FilterTag? WidenLink(SearchQuery query, SearchResult result, bool onMap)
    {
        var searched = result.Widened?.RadiusKm ?? query.RadiusKm;
        var wider = WiderCircles.FirstOrDefault(km => km > searched);
        return query.Near is not null && wider > 0 && result.Total < query.PageSize
            ? new FilterTag($"Élargir à {Km(wider)}", SearchAddress.Of(query with { RadiusKm = wider, Page = 1 }, onMap)) : null;
    }

    private static IEnumerable<Choice> Sorts(SearchQuery query, SearchSort order) => Labels.Sort
        .Where(s => s.Key != "distance" || query.Near is not null || query.Sort == SearchSort.Distance)
        .Select(s => new Choice(s.Key, s.Value, s.Key.Equals(order.ToString(), StringComparison.OrdinalIgnoreCase)));

    /// <summary>What to try when nothing is found, as links.</summary>
    private static IReadOnlyList<FilterTag> Advice(SearchQuery query)
    {
        var advice = new List<FilterTag>();
        var bare = new SearchQuery { Today = query.Today, Text = query.Text, Near = query.Near, RadiusKm = query.RadiusKm };
        if (SearchAddress.Of(bare) != SearchAddress.Of(query with { Page = 1 }))
            advice.Add(new FilterTag("Retirer tous les filtres", SearchAddress.Of(bare)));
        if (query.Near is not null)
            advice.Add(new FilterTag(
                "Chercher dans toute la France",
                SearchAddress.Of(query with { Near = null, RadiusKm = 30, Page = 1, Sort = SearchSort.Relevance })));
        if (query.Text is not null)
            advice.Add(new FilterTag(
                "Voir toutes les formations, sans mot cherché", SearchAddress.Of(query with { Text = null, Page = 1 })));
        return advice;
    }

    internal static string Km(double km) => FrenchFormat.Decimal((decimal)km, 1) + FrenchFormat.NoBreakSpace + "km";
}
