using FsCheck;
using FsCheck.Fluent;
using Marketplace.Search.Text;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

/// <summary>
/// Batches of puts and deletions over few documents with few words, and what lives after each of them. Small histories
/// are tried when a large one fails.
/// </summary>
internal sealed record ChangeHistory(int Seed, IReadOnlyList<IReadOnlyList<(int Number, bool Delete)>> Steps)
{
    private static readonly string[] Words = ["cuisine", "soudage", "accueil", "vente", "jardin"];

    private static readonly Gen<(int, bool)> Step =
        from number in Gen.Choose(0, 79)
        from delete in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (number, delete);

    public static readonly Arbitrary<ChangeHistory> Any = Arb.From(
        from seed in Gen.Choose(0, 1_000_000)
        from steps in Step.ListOf().Resize(40).ListOf().Resize(16)
        select new ChangeHistory(seed, [.. steps.Select(s => (IReadOnlyList<(int, bool)>)[.. s.DistinctBy(c => c.Item1)])]),
        Smaller);

    /// <summary>The changes of each step; its number is their version.</summary>
    public IReadOnlyList<DocumentChange[]> Batches =>
        [.. Steps.Select((step, i) =>
            step.Select(c => c.Delete ? Delete($"id{c.Number}", i + 1) : Put(Document(c.Number, i + 1))).ToArray())];

    /// <summary>What lives before the first batch, after it, and so on.</summary>
    public IReadOnlyList<IReadOnlyList<ActionDocument>> States()
    {
        var living = new Dictionary<string, ActionDocument>();
        List<IReadOnlyList<ActionDocument>> states = [[]];
        foreach (var batch in Batches)
        {
            foreach (var change in batch)
            {
                living.Remove(change.Id);
                if (change.Document is { } document)
                    living[change.Id] = document;
            }
            states.Add([.. living.Values]);
        }
        return states;
    }

    /// <summary>A query with any filters, sort and collapsing, and often a text.</summary>
    public EngineQuery Query(int number)
    {
        var random = new Random(Seed + number);
        var filters = new RandomCatalogue(Seed + number).Query() with { Collapse = random.Next(2) == 0 };
        return new EngineQuery(filters, [.. Clauses(random)]) { DescriptionSuffices = random.Next(3) > 0 };
    }

    private static IEnumerable<TextClause> Clauses(Random random)
    {
        for (var i = 0; i < random.Next(3); i++)
            yield return new TextClause(
                [.. Enumerable.Range(1, random.Next(1, 3)).Select(n => new TokenAlternative(
                    [.. Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => TextAnalyser.Terms(Pick(Words, random))[0])],
                        1.0 / n))],
                Required: random.Next(4) > 0);
    }

    private ActionDocument Document(int number, int version)
    {
        var own = (Seed * 31) + (number * 1_009) + version;
        var random = new Random(own);
        return new RandomCatalogue(own).Document(number, version) with
        {
            Title = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Words, random))),
            Description = random.Next(2) == 0 ? $"{Pick(Words, random)} {Pick(Words, random)}" : "",
        };
    }

    private static string Pick(string[] values, Random random) => values[random.Next(values.Length)];

    private static IEnumerable<ChangeHistory> Smaller(ChangeHistory history)
    {
        for (var i = 0; i < history.Steps.Count; i++)
            yield return history with { Steps = [.. history.Steps.Where((_, n) => n != i)] };
        for (var i = 0; i < history.Steps.Count; i++)
            if (history.Steps[i].Count > 1)
                yield return history with { Steps = [.. history.Steps.Select((s, n) => n == i ? [.. s.Take(s.Count / 2)] : s)] };
    }
}
