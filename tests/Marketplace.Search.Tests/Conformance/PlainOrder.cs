using System.Text;
using Marketplace.Search.Embedded;
using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Conformance;

/// <summary>
/// The published order written down as plainly as can be, over results whose scores are known: collapse, then sort,
/// then parting of providers. What the engine's short cuts are compared with.
/// </summary>
internal sealed class PlainOrder(DateOnly today, bool collapse)
{
    private readonly ulong seed = StableHash.Mix((ulong)today.DayNumber);

    /// <summary>A document that fits, with what the sort compares first and its distance.</summary>
    public sealed record Found(ActionDocument Document, double Key, double Distance);

    /// <summary>Ids in order, with how many results each stands for.</summary>
    public List<(string Id, int AlsoAt)> Of(IEnumerable<Found> found)
    {
        var groups = found.GroupBy(f => collapse ? Group(f.Document) : f.Document.Id)
            .Select(g => (Best: g.OrderBy(f => f.Distance).ThenBy(f => f.Key).ThenBy(f => Utf8(f), Bytes).First(), Size: g.Count()))
                .ToList();
        var rounds = groups.GroupBy(g => (g.Best.Document.Provider.Siret, g.Best.Key, g.Best.Distance))
            .SelectMany(equals =>
                equals.OrderBy(g => Draw(g.Best)).ThenBy(g => Utf8(g.Best), Bytes).Select((g, round) => (g.Best.Document.Id, round)))
            .ToDictionary(r => r.Id, r => r.round);
        var ordered = groups.OrderBy(g => g.Best.Key).ThenBy(g => g.Best.Distance)
            .ThenBy(g => rounds[g.Best.Document.Id])
            .ThenBy(g => StableHash.Combine(seed, StableHash.Of(g.Best.Document.Provider.Siret)))
            .ThenBy(g => Utf8(g.Best), Bytes);
        return [.. ordered.Select(g => (g.Best.Document.Id, g.Size - 1))];
    }

    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static byte[] Utf8(Found found) => Encoding.UTF8.GetBytes(found.Document.Id);

    private int Draw(Found found) => Draws.Of(Draws.On(today), GroupKey.Of(found.Document));

    private static string Group(ActionDocument d) => $"{d.Provider.Siret}|{d.Certification.Code}|{Folding.Fold(d.Title).Trim()}";
}
