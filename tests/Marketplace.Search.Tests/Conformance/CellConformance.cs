using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Conformance;

public abstract partial class SearchIndexConformance
{
    private static readonly CellGrid Grid = new(0.5, 0.5);

    [Fact]
    public async Task Cells_CountAllMatches_NotOnlyThePage()
    {
        await using var index = await WithAsync(
            [.. Enumerable.Range(0, 40).Select(n => Action($"lyon{n}")), Action("villefranche") with { Place = Villefranche },
            Action("paris") with { Place = Paris }]);
        var result = await FindAsync(index, Query() with { Cells = Grid, PageSize = 5 });
        Assert.Equal([(91, 9, 41), (97, 4, 1)], result.Cells.Select(c => (c.Row, c.Column, c.Count)));
        Assert.Equal(((40 * Lyon.Lat!.Value) + Villefranche.Lat!.Value) / 41, result.Cells[0].Lat, 9);
        Assert.Equal(Paris.Lng!.Value, result.Cells[1].Lng, 9);
    }

    [Fact]
    public async Task Cells_RemoteAndWithoutPoint_AreInNone()
    {
        await using var index = await WithAsync(
            Action("a"), Action("remote") with { Modality = Modalities.Remote }, Action("nowhere") with { Place = null },
            Action("pointless") with { Place = Lyon with { Lat = null, Lng = null } });
        var result = await FindAsync(index, Query() with { Cells = Grid });
        Assert.Equal(4, result.Total);
        Assert.Equal(1, Assert.Single(result.Cells).Count);
    }

    [Fact]
    public async Task Cells_FollowFiltersAndDeletions()
    {
        await using var index = await WithAsync(
            Action("a"), Action("b"), Action("blended") with { Modality = Modalities.Blended }, Action("paris") with { Place = Paris });
        await index.ApplyAsync([Delete("b", 2)]);
        Assert.Equal(2, (await FindAsync(index, Query() with { Cells = Grid, Near = NearLyon })).Cells.Single().Count);
        Assert.Equal(1, (await FindAsync(index, Query() with { Cells = Grid, Modality = [Modalities.Blended] })).Cells.Single().Count);
        Assert.Empty((await FindAsync(index, Query())).Cells);
    }

    [Fact]
    public async Task Cells_MoreThanAreAnswered_AreTheFullest()
    {
        var places = Enumerable.Range(0, CellGrid.MostCells + 20)
            .Select(n => Lyon with { Lat = 40 + (n / 100 * 0.5) + 0.1, Lng = (n % 100 * 0.5) + 0.1 }).ToList();
        await using var index = await WithAsync(
            [.. places.Select((place, n) => Action($"id{n}") with { Place = place }), Action("second") with { Place = places[^1] }]);
        var cells = (await FindAsync(index, Query() with { Cells = Grid })).Cells;
        Assert.Equal(CellGrid.MostCells, cells.Count);
        Assert.Equal(2, cells[0].Count);
    }

    [Fact]
    public void Cells_OfTheGrid_HoldTheirPoints()
    {
        var box = Grid.BoxOf(-43, 110);
        Assert.Equal(new GeoBox(55, -21.5, 55.5, -21), box);
        Assert.Equal((-43, 110), Grid.CellOf(-21.115, 55.45));
        Assert.Equal((-43, 110), Grid.CellOf(box.MinLat, box.MinLng));
        Assert.Equal((-42, 111), Grid.CellOf(box.MaxLat, box.MaxLng));
    }
}
