using System.Globalization;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Searching;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Search;

/// <summary>The filters beside the results; they belong to the search box's form.</summary>
/// <param name="Remotes">Choice about remote actions; empty when no place is asked for.</param>
/// <param name="StartAfter">ISO date or empty.</param>
public sealed record FilterForm(
    IReadOnlyList<FacetFilter> Facets, IReadOnlyList<Choice> Remotes, IReadOnlyList<Choice> Prices, IReadOnlyList<Choice> Hours,
    string StartAfter, string StartBefore, bool Guaranteed, bool PermanentEntry, bool HasDates)
{
    private static readonly long[] UsualPrices = [50_000, 100_000, 150_000, 200_000, 300_000, 500_000];
    private static readonly int[] UsualHours = [7, 14, 35, 70, 150, 400];

    /// <summary>Parameters that have a field here.</summary>
    public static readonly IReadOnlySet<string> Shown = new HashSet<string>(
        ["modality", "certificationType", "level", "domain", "department", "pace", "accessibility", "remote", "priceMax", "hoursMax",
        "startAfter", "startBefore", "guaranteed", "permanentEntry", "sort"]);

    public static FilterForm Of(SearchQuery query, SearchResult result, ReferenceData reference) => new(
        [.. FacetFilter.All(query, result, reference)],
        query.Near is null ? []
            : [.. Labels.Remote.Select(
            r => new Choice(r.Key, r.Value, r.Key.Equals(query.Remote.ToString(), StringComparison.OrdinalIgnoreCase)))],
        UpTo("Tous les prix", UsualPrices, query.PriceMaxCents, price => $"Jusqu’à {FrenchFormat.RoundPrice(price)}"),
        UpTo("Toutes les durées", [.. UsualHours.Select(h => (long)h)], query.HoursMax,
        hours => $"{FrenchFormat.Plural(hours, "heure", "heures")} au plus"),
        Day(query.StartAfter), Day(query.StartBefore), query.Guaranteed == true, query.PermanentEntry == true,
        query.StartAfter is not null || query.StartBefore is not null || query.Guaranteed is not null || query.PermanentEntry is not null);

    private static IReadOnlyList<Choice> UpTo(string all, IReadOnlyList<long> usual, long? chosen, Func<long, string> label)
    {
        var values = chosen is { } value ? usual.Append(value).Distinct().Order() : usual.AsEnumerable();
        return [new Choice("", all, chosen is null),
            .. values.Select(v => new Choice(v.ToString(CultureInfo.InvariantCulture), label(v), v == chosen))];
    }

    private static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
