using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

/// <summary>Random documents and queries over few values, so that filters meet and miss often.</summary>
internal sealed class RandomCatalogue(int seed)
{
    private static readonly string[] Departments = ["69", "75", "2A"];
    private static readonly string[] Domains = ["326", "334", "221", "320"];
    private readonly Random random = new(seed);

    public ActionDocument Document(int number, long version = 1) => new()
    {
        Id = $"id{number}",
        Version = version,
        Title = $"Titre {random.Next(5)}",
        Provider = new ProviderRef($"1111111110{random.Next(6):D4}", "Organisme"),
        Certification = new CertificationRef(
            Pick(CertificationTypes.All), $"RNCP{random.Next(4)}", "Certification", Maybe(() => (int?)random.Next(3, 9))),
        Modality = Pick(Modalities.All),
        Place = Maybe(Place),
        PriceCents = Maybe(() => (long?)random.Next(1, 6) * 1000),
        Hours = Maybe(() => (int?)random.Next(1, 6) * 7),
        Domains = Some(Domains),
        Rome = Some(["G1602", "F1603"]),
        Pace = Some(Paces.All),
        Language = Maybe(() => Pick(["fr", "en"])),
        Accessibility = Some(AccessibilityValues.All),
        Rating = Maybe(() => new Rating(random.Next(2, 11) / 2.0, 3)),
        PermanentEntry = random.Next(6) == 0,
        Sessions = [.. Enumerable.Range(0, random.Next(4)).Select(Session)],
    };

    public SearchQuery Query() => TestDocuments.Query() with
    {
        Near = Rarely(() => new NearPoint(45.5 + random.NextDouble(), 4.5 + random.NextDouble())),
        RadiusKm = random.Next(5, 80),
        Remote = random.Next(3) == 0 ? (RemoteMode)random.Next(3) : RemoteMode.Include,
        Modality = Few(Modalities.All),
        CertificationType = Few(CertificationTypes.All),
        Level = [.. Few(["3", "4", "5"]).Select(int.Parse)],
        Departments = Few(Departments),
        Regions = Few(["84", "11"]),
        Domain = Few(["32", "3", "221"]),
        Rome = Few(["G1602"]),
        Pace = Few(Paces.All),
        Accessibility = Few(AccessibilityValues.All),
        Language = Few(["fr"]),
        Provider = Few(["11111111100001", "11111111100002"]),
        Boxes = Rarely<IReadOnlyList<GeoBox>>(() => [new(4, 45, 4.9, 46), new(4.7, 45.3, 5.5, 45.9)]) ?? [],
        PriceMinCents = RarelyValue<long>(() => 2000),
        PriceMaxCents = RarelyValue<long>(() => 4000),
        HoursMax = RarelyValue(() => 21),
        MinRating = RarelyValue(() => 3.0),
        PermanentEntry = RarelyValue(() => random.Next(2) == 0),
        StartAfter = RarelyValue(() => Today.AddDays(random.Next(30))),
        StartBefore = RarelyValue(() => Today.AddDays(random.Next(20, 60))),
        Guaranteed = RarelyValue(() => random.Next(3) > 0),
        SeatsLeft = RarelyValue(() => random.Next(5)),
        Sort = (SearchSort)random.Next(5),
        Collapse = false,
        Cells = new CellGrid(0.3, 0.5),
        PageSize = 500,
    };

    private PlaceRef Place() => new(
        "00000", "Ville", "00000", Pick(Departments), Pick(["84", "11"]),
        Maybe(() => (double?)(45 + (random.NextDouble() * 2))), 4 + (random.NextDouble() * 2));

    private SessionDocument Session(int number)
    {
        var start = Maybe(() => (DateOnly?)Today.AddDays(random.Next(-20, 70)));
        return new(
            $"s{number}", start, Maybe(() => (DateOnly?)(start ?? Today).AddDays(random.Next(-5, 20))),
            random.Next(4) > 0, random.Next(2) == 0, Maybe(() => (int?)random.Next(6)));
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private T? Maybe<T>(Func<T> make) => random.Next(5) == 0 ? default : make();

    private T? Rarely<T>(Func<T> make) where T : class => random.Next(4) == 0 ? make() : null;

    private T? RarelyValue<T>(Func<T> make) where T : struct => random.Next(8) == 0 ? make() : null;

    private string[] Some(IReadOnlyList<string> values) => [.. values.Where(_ => random.Next(3) == 0)];

    private string[] Few(IReadOnlyList<string> values) => random.Next(6) == 0 ? [.. values.Where(_ => random.Next(2) == 0)] : [];
}
