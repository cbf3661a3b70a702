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
        var segments = documents.Chunk(37).Select(c => SegmentBuilder.Of(c, vocabularies, analysis)).ToList();
        var merged = PartedMerge.Of(segments, vocabularies, parts, smallestPart: 10);
        Assert.Equal(documents.Select(d => d.Id).Order(), merged.SelectMany(m => Enumerable.Range(0, m.Count).Select(m.Id)).Order());
        Assert.Equal(
            documents.Select(GroupKey.Of).Distinct().Count(), merged.Sum(m => m.Groups.Distinct().Count()));
        Assert.All(merged, m => Assert.Equal(m.Groups.Order(), m.Groups));
        Assert.InRange(merged.Length, 1, parts);
    }
}
