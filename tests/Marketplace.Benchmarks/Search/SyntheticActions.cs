using Marketplace.Search;

namespace Marketplace.Benchmarks.Search;

/// <summary>Made-up actions of about 8 title words and 60 body words, by seed; word frequencies fall off as in real text.</summary>
internal sealed class SyntheticActions(int seed)
{
    public static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>In about one title of twelve.</summary>
    public const string FrequentWord = "anglais";
    public const string RareWord = "zorbotique";
    public const string OtherRareWord = "flambrique";
    public const string Typo = "comptabilte";

    private static readonly string[] Syllables =
        ["ba", "co", "di", "fu", "ga", "lo", "mi", "nu", "pa", "ri", "so", "tu", "ver", "tal", "mon", "sier", "cha", "plin", "tro", "que"];

    private readonly Random random = new(seed);
    private readonly string[] words = MakeWords(seed, 40_000);

    public ActionDocument Next(int number, long version = 1)
    {
        var department = random.Next(1, 96);
        return new ActionDocument
        {
            Id = $"1234567890{number % 14_000:D4}_F{number / 3}_A{number}",
            Version = version,
            Title = Title(),
            Provider = new ProviderRef($"1234567890{number % 14_000:D4}", $"Organisme {number % 14_000}"),
            Certification = new CertificationRef(
                Pick(CertificationTypes.All), $"RNCP{random.Next(5_000)}", string.Join(' ', Words(5)), random.Next(10) == 0
                ? null : random.Next(3, 9)),
            Modality = random.Next(10) switch { < 7 => Modalities.InPerson, 7 => Modalities.Blended, _ => Modalities.Remote },
            Place = new PlaceRef(
                $"{department:D2}{random.Next(300):D3}", "Ville", $"{department:D2}000", $"{department:D2}", $"{department / 8}",
                43 + (random.NextDouble() * 7), -1 + (random.NextDouble() * 8)),
            PriceCents = random.Next(100, 900_000),
            Hours = random.Next(7, 900),
            Domains = [$"{random.Next(100, 350)}"],
            Pace = random.Next(4) == 0 ? [] : [Pick(Paces.All)],
            Accessibility = [.. AccessibilityValues.All.Where(_ => random.Next(5) == 0)],
            Sessions = [.. Enumerable.Range(0, random.Next(1, 4)).Select(Session)],
            Description = string.Join(' ', Words(60)),
        };
    }

    private string Title()
    {
        var title = Words(7).ToList();
        if (random.Next(12) == 0)
            title.Add(FrequentWord);
        if (random.Next(50) == 0)
            title.Add("comptabilité");
        if (random.Next(2_000) == 0)
            title.Add(RareWord);
        if (random.Next(2_000) == 0)
            title.AddRange([RareWord, OtherRareWord]);
        return string.Join(' ', title);
    }

    private SessionDocument Session(int number)
    {
        var start = Today.AddDays(random.Next(-30, 300));
        return new SessionDocument($"s{number}", start, start.AddDays(20), random.Next(10) > 0, random.Next(3) == 0, random.Next(12));
    }

    private IEnumerable<string> Words(int count)
    {
        for (var i = 0; i < count; i++)
            yield return words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))];
    }

    private T Pick<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];

    private static string[] MakeWords(int seed, int count)
    {
        var random = new Random(seed);
        var made = new HashSet<string>();
        while (made.Count < count)
            made.Add(string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)])));
        return [.. made];
    }
}
