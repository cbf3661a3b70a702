namespace Marketplace.Search.Tests.Conformance;

/// <summary>Documents for tests that say only what matters to them.</summary>
internal static class TestDocuments
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static SearchQuery Query() => new() { Today = Today };

    public static ActionDocument Action(string id, string title = "Cuisine", long version = 1) => new()
    {
        Id = id,
        Version = version,
        Title = title,
        Provider = new ProviderRef("11111111100011", "Organisme A"),
        Certification = new CertificationRef(CertificationTypes.Rncp, "RNCP1000", title, 3, "CAP"),
        Modality = Modalities.InPerson,
        Place = Lyon,
        Sessions = [Session("S1", 30)],
    };

    public static readonly PlaceRef Lyon = new("69123", "Lyon", "69001", "69", "84", 45.7580, 4.8351);
    public static readonly PlaceRef Villefranche = new("69264", "Villefranche-sur-Saône", "69400", "69", "84", 45.9853, 4.7262);
    public static readonly PlaceRef Paris = new("75056", "Paris", "75001", "75", "11", 48.8626, 2.3363);

    public static SessionDocument Session(string number, int? daysAhead, bool open = true, bool guaranteed = false, int? seats = null) =>
        new(number, daysAhead is { } days ? Today.AddDays(days) : null, daysAhead is { } d ? Today.AddDays(d + 5) : null, open, guaranteed,
            seats);

    public static DocumentChange Put(ActionDocument document) => new(document.Id, document.Version, document);

    public static DocumentChange Delete(string id, long version) => new(id, version, null);
}
