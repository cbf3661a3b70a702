using System.Globalization;
using Marketplace.Search;

namespace Marketplace.Chaos.Index;

/// <summary>
/// A write side that needs no database: numbered batches of changes, the same for everyone who knows the seed. A
/// batch's number is its position in the outbox and the version of what it changes.
/// </summary>
public sealed class IndexScript(int seed)
{
    private const int Documents = 4_000;
    private const int LargeEvery = 7;

    private readonly Dictionary<string, long> living = [];
    private int position;

    /// <summary>The changes at a position, from 1.</summary>
    public IReadOnlyList<DocumentChange> Batch(int number)
    {
        var random = new Random((seed * 100_003) + number);
        var size = number % LargeEvery == 0 ? 2_500 : random.Next(1, 60);
        return [.. Enumerable.Range(0, size).Select(_ => random.Next(Documents)).Distinct()
            .Select(n => new DocumentChange($"id{n}", number, random.Next(8) == 0 ? null : Document(n, number)))];
    }

    /// <summary>Ids and versions of what lives at a position. Positions must be asked for in ascending order.</summary>
    public IReadOnlyDictionary<string, long> At(int wanted)
    {
        while (position < wanted)
        {
            foreach (var change in Batch(++position))
            {
                living.Remove(change.Id);
                if (change.Document is not null)
                    living[change.Id] = change.Version;
            }
        }
        return living;
    }

    /// <summary>The documents that live at a position, as puts: what a rebuild reads.</summary>
    public IReadOnlyList<DocumentChange> Puts(int wanted) =>
        [.. At(wanted).Select(
            l => new DocumentChange(l.Key, l.Value, Document(int.Parse(l.Key[2..], CultureInfo.InvariantCulture), l.Value)))];

    private static ActionDocument Document(int number, long version) => new()
    {
        Id = $"id{number}",
        Version = version,
        Title = $"Formation {number} {version}",
        Provider = new ProviderRef($"1111111111{number % 90:D4}", "Organisme"),
        Certification = new CertificationRef(CertificationTypes.Rncp, $"RNCP{number % 40}", "Certification", 3 + (number % 6)),
        Modality = Modalities.All[number % Modalities.All.Count],
        Sessions = [new SessionDocument("S", new DateOnly(2030, 1, 1).AddDays(number % 300), null, true, number % 2 == 0, number % 20)],
        Description = string.Join(' ', Enumerable.Range(0, 20).Select(i => $"mot{(number * 31 + i * 7) % 900}")),
    };
}
