using Marketplace.Search;

namespace Marketplace.Benchmarks.Search;

/// <summary>A kind of query of the measured mix.</summary>
internal sealed record SearchShape(string Name, SearchQuery Query)
{
    /// <summary>The eight shapes of the design notes; each asks for the total, the first 20 and seven facets.</summary>
    public static readonly IReadOnlyList<SearchShape> All =
    [
        new("match all", Base),
        new("frequent word", Base with { Text = SyntheticActions.FrequentWord }),
        new("frequent word + 30 km, by distance", Base with
        { Text = SyntheticActions.FrequentWord, Near = new(45.76, 4.84), Sort = SearchSort.Distance }),
        new("frequent word + département + modality", Base with
        { Text = SyntheticActions.FrequentWord, Departments = ["69"], Modality = [Modalities.InPerson] }),
        new("one typo", Base with { Text = SyntheticActions.Typo }),
        new("two rare words", Base with { Text = $"{SyntheticActions.RareWord} {SyntheticActions.OtherRareWord}" }),
        new("50 km + level + type, by price", Base with
        { Near = new(45.76, 4.84), RadiusKm = 50, Level = [5], CertificationType = [CertificationTypes.Rncp], Sort = SearchSort.Price }),
        new("dates + accessibility", Base with
        {
            StartAfter = SyntheticActions.Today, StartBefore = SyntheticActions.Today.AddDays(42),
            Accessibility = [AccessibilityValues.Premises],
        }),
    ];

    /// <summary>The same shapes as addresses of the results page.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        "/recherche",
        $"/recherche?q={SyntheticActions.FrequentWord}",
        $"/recherche?q={SyntheticActions.FrequentWord}&near=45.76,4.84&sort=distance",
        $"/recherche?q={SyntheticActions.FrequentWord}&department=69&modality=in-person",
        $"/recherche?q={SyntheticActions.Typo}",
        $"/recherche?q={SyntheticActions.RareWord}%20{SyntheticActions.OtherRareWord}",
        "/recherche?near=45.76,4.84&radius=50&level=5&certificationType=rncp&sort=price",
        FormattableString.Invariant($"/recherche?startAfter={SyntheticActions.Today:yyyy-MM-dd}&startBefore={SyntheticActions.Today.AddDays(42):yyyy-MM-dd}&accessibility=premises"),
    ];

    private static SearchQuery Base => new() { Today = SyntheticActions.Today };
}
