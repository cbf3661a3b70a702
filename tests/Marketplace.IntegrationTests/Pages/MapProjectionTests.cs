using Marketplace.Catalogue.Reference;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Search;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Pages.Search.Map;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

public sealed class MapProjectionTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    /// <summary>What the projection says of its fit.</summary>
    [Fact]
    public void Projection_CommunesOfTheMainland_FallInTheirDepartment()
    {
        var outlines = application.Services.GetRequiredService<FranceOutlines>().Mainland.ToDictionary(o => o.Department);
        Assert.Equal(96, outlines.Count);
        var communes = application.Services.GetRequiredService<ReferenceDataStore>()
            .Current.Places.All.Where(p => outlines.ContainsKey(p.Department)).ToList();
        var inside = communes.Count(p => Holds(outlines[p.Department], MapProjection.Outlines.Of(p.Lat, p.Lng)));
        Assert.True(communes.Count > 34_000);
        Assert.True(inside >= communes.Count * 0.99, $"{inside} of {communes.Count}");
    }

    [Fact]
    public void Projection_OverseasCommunes_FallIntoTheirFrame()
    {
        var places = application.Services.GetRequiredService<ReferenceDataStore>().Current.Places.All;
        foreach (var area in MapArea.Overseas)
        {
            var communes = places.Where(p => p.Department == area.Department).ToList();
            Assert.NotEmpty(communes);
            Assert.All(communes, p =>
            {
                Assert.Same(area, MapArea.Of(p.Lat, p.Lng));
                var point = area.Projection.Of(p.Lat, p.Lng);
                Assert.InRange(point.X, area.Frame.X, area.Frame.X + area.Frame.Width);
                Assert.InRange(point.Y, area.Frame.Y, area.Frame.Y + area.Frame.Height);
            });
            Assert.True(Holds(application.Services.GetRequiredService<FranceOutlines>().Overseas(area.Department!, area.Projection)!,
                area.Projection.Of(communes[0].Lat, communes[0].Lng)));
        }
    }

    [Fact]
    public void View_OfMainlandAndIsland_IsAllOfFrance()
    {
        var reference = application.Services.GetRequiredService<ReferenceDataStore>().Current;
        var query = new SearchQuery { Today = new DateOnly(2027, 1, 1), Departments = ["69", "974"] };
        Assert.Same(MapView.France, MapView.Of(query, null, 30, reference));
        Assert.NotSame(MapView.France, MapView.Of(query with { Departments = ["69", "42"] }, null, 30, reference));
    }

    [Fact]
    public void Clusters_ThatHideEachOther_BecomeOneOnBothGrounds()
    {
        GeoBox[] boxes = [new(0, 0, 1, 1), new(1, 0, 2, 1), new(5, 5, 6, 6)];
        var apart = MapGroup.Apart(
            [new("Petite", 10, [boxes[0]], new MapPoint(0, 0)), new("Grande", 30, [boxes[1]], new MapPoint(12, 0)),
            new("Loin", 5, [boxes[2]], new MapPoint(200, 0)), new("Hors carte", 7, [boxes[2]], null)], 1);
        Assert.Equal([("Grande", 40), ("Hors carte", 7), ("Loin", 5)], apart.Select(c => (c.Town, c.Count)));
        Assert.Equal([boxes[1], boxes[0]], apart[0].Ground);
        Assert.Equal(new MapPoint(9, 0), apart[0].Point);
    }

    /// <summary>What is left out of an outline moves none of the rest.</summary>
    [Fact]
    public void Outline_Simplified_KeepsItsPlace()
    {
        var outline = Outline.Read("69", "m 10,10 0.04,0 5,0 0,5 -5.02,0 z");
        Assert.Equal("M10 10l5 0 0 5 -5 0 z", outline.Path(0.5).Replace("  ", " ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("M 1,2 q 3,4 5,6")]
    [InlineData("M 1;2 3;4 z")]
    public void Outline_UnknownDrawing_IsRefused(string path) => Assert.Throws<FormatException>(() => Outline.Read("69", path));

    [Theory]
    [InlineData("Lyon", "de Lyon")]
    [InlineData("Annecy", "d’Annecy")]
    [InlineData("Évry", "d’Évry")]
    [InlineData("Le Mans", "du Mans")]
    [InlineData("Les Ulis", "des Ulis")]
    [InlineData("La Rochelle", "de La Rochelle")]
    [InlineData("le point choisi", "du point choisi")]
    public void Town_InASentence_IsFrench(string town, string expected) => Assert.Equal(expected, TownWords.Of(town));

    /// <summary>Rays to the right cross the outline an odd number of times.</summary>
    private static bool Holds(Outline outline, MapPoint point)
    {
        var inside = false;
        foreach (var line in outline.Lines)
            for (var (i, j) = (0, line.Count - 1); i < line.Count; j = i++)
                if (line[i].Y > point.Y != line[j].Y > point.Y
                    && point.X < ((line[j].X - line[i].X) * (point.Y - line[i].Y) / (line[j].Y - line[i].Y)) + line[i].X)
                    inside = !inside;
        return inside;
    }
}
