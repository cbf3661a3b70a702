using Marketplace.Search.Embedded;
using Marketplace.Search.Tests.Conformance;
using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Embedded;

public sealed class PartedMergeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Of_ManySegments_LosesNothingAndLeavesGroupsTogether(int parts)
    {
        var catalogue = new RandomCatalogue(5);
        var vocabularies = new Vocabularies();
        var analysis = new DocumentAnalysis(vocabularies.Terms.Add);
        var documents = Enumerable.Range(0, 300).Select(i => catalogue.Document(i)).ToList();
        var segments = documents.Chunk(37).Select(c => SegmentBuilder.ForMerging(c, vocabularies, analysis)).ToList();
        var merged = PartedMerge.Of(segments, vocabularies, parts, smallestPart: 10);
        Assert.Equal(documents.Select(d => d.Id).Order(), merged.SelectMany(m => Enumerable.Range(0, m.Count).Select(m.Id)).Order());
        Assert.Equal(
            documents.Select(GroupKey.Of).Distinct().Count(), merged.Sum(m => m.Groups.Distinct().Count()));
        Assert.All(merged, m => Assert.Equal(m.Groups.Order(), m.Groups));
        Assert.InRange(merged.Length, 1, parts);
        Assert.Equal(TextsOf([SegmentBuilder.Of(documents, vocabularies, analysis)]), TextsOf(merged));
    }

    /// <summary>Each posting with its document's id, length and positions.</summary>
    private static IEnumerable<string> TextsOf(IEnumerable<Segment> segments)
    {
        var postings = new List<string>();
        var positions = new List<int>();
        foreach (var segment in segments)
        {
            foreach (var (field, text) in segment.Text.Index())
            {
                for (var i = 0; i < text.Terms.Length; i++)
                {
                    var at = text.PositionStarts[i];
                    for (var p = text.Starts[i]; p < text.Starts[i] + text.Counts[i]; p++)
                    {
                        FieldPostings.ReadPositions(text.Positions, ref at, text.Occurrences[p], positions);
                        var document = text.Documents[p];
                        postings.Add($"{field} {text.Terms[i]} {segment.Id(document)} {text.Lengths[document]} {string.Join(',', positions)}");
                    }
                }
            }
        }
        return postings.Order(StringComparer.Ordinal);
    }
}
