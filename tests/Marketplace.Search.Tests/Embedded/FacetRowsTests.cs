using Marketplace.Search.Embedded;

namespace Marketplace.Search.Tests.Embedded;

public sealed class FacetRowsTests
{
    private const int Documents = 200;

    [Theory]
    [InlineData(typeof(FacetRows<uint>), 1, 1, 1, 1)]
    [InlineData(typeof(FacetRows<uint>), 256, 256, 256, 256)]
    [InlineData(typeof(FacetRows<ulong>), 256, 257, 256, 256)]
    [InlineData(typeof(FacetRows<ulong>), 65_536, 1, 65_536, 65_536)]
    [InlineData(typeof(FacetRows<UInt128>), 65_537, 65_536, 65_536, 65_536)]
    public void Packed_ColumnsOfAnySize_CountsEachCode(Type type, params int[] sizes)
    {
        var random = new Random(sizes.Sum());
        var codes = Enumerable.Range(0, Documents)
            .SelectMany(d => sizes.Select(size => d == 0 ? size - 1 : random.Next(size))).ToArray();
        var rows = FacetRowsBuilder.Packed(codes, [.. sizes.Select(size => Enumerable.Repeat(Array.Empty<FacetValue>(), size).ToList())]);
        Assert.IsType(type, rows);

        var chosen = Enumerable.Range(0, Documents).Where(d => d % 3 == 0).ToArray();
        var bits = new ulong[Bits.WordsFor(Documents)];
        Bits.Add(bits, chosen);
        var expected = new int[sizes.Sum()];
        for (var column = 0; column < sizes.Length; column++)
        {
            var first = sizes[..column].Sum();
            var only = new int[expected.Length];
            rows.Count(bits, column, only);
            Assert.All(chosen, d => Assert.Equal(first + codes[(d * sizes.Length) + column], rows.CodeOf(d, column)));
            Assert.Equal(chosen.Length, only.Sum());
            foreach (var document in chosen)
                expected[rows.CodeOf(document, column)]++;
            Assert.Equal(expected[first..(first + sizes[column])], only[first..(first + sizes[column])]);
        }
        var counts = new int[expected.Length];
        rows.Count(bits, counts);
        Assert.Equal(expected, counts);
    }
}
