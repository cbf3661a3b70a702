using System.Text.RegularExpressions;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Importing;
using Marketplace.UnitTests.Places;
using Xunit;

namespace Marketplace.UnitTests.Reference;

public sealed class SeedTests
{
    private static ReferenceData Seed => SeedPlaces.Reference;

    [Fact]
    public void Places_AreAllCommunesAndFortyFiveArrondissements()
    {
        Assert.Equal(34_969, Seed.Places.All.Count(p => p.Parent is null));
        Assert.Equal(45, Seed.Places.All.Count(p => p.Parent is not null));
        Assert.Equal(Seed.Places.All.Count, Seed.Places.All.Select(p => p.Insee).Distinct().Count());
    }

    [Fact]
    public void Places_AllHaveAPointADepartmentAndARegion() => Assert.All(Seed.Places.All, place =>
    {
        Assert.InRange(place.Lat, -90, 90);
        Assert.InRange(place.Lng, -180, 180);
        Assert.False(place.Lat == 0 && place.Lng == 0);
        Assert.Contains(place.Region, Seed.Regions);
        Assert.Equal(place.Region, Seed.Departments[place.Department].Region);
        Assert.All(place.Postcodes, code => Assert.Matches(@"^\d{5}$", code));
    });

    [Fact]
    public void Arrondissements_BelongToParisLyonAndMarseille() =>
        Assert.Equal(
            [("13055", 16), ("69123", 9), ("75056", 20)],
            Seed.Places.All.Where(p => p.Parent is not null).GroupBy(p => p.Parent!).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));

    [Fact]
    public void Certifications_AreUniqueAndTheirDomainsJobsAndLevelsKnown()
    {
        var all = Seed.Certifications.All;
        Assert.InRange(all.Count, 300, 400);
        Assert.Equal(all.Count, all.Select(c => c.Code).Distinct().Count());
        Assert.All(all, c =>
        {
            Assert.Matches(@"^(RNCP\d+|RS\d+|CPF\d{3})$", c.Code);
            Assert.True(c.Title.Length is > 2 and <= 255 && c.Title == c.Title.Trim(), c.Code);
            Assert.NotEmpty(c.Nsf);
            Assert.All(c.Nsf, nsf => Assert.True(nsf.Length == 3 && Seed.NsfDomains.ContainsKey(nsf), $"{c.Code} {nsf}"));
            Assert.All(c.Rome, rome => Assert.True(Seed.Jobs.ContainsKey(rome), $"{c.Code} {rome}"));
            Assert.True(c.Level is null || Seed.Levels.ContainsKey(c.Level.Value));
            Assert.Equal(c.Code.StartsWith("RNCP", StringComparison.Ordinal), c.Level is not null && c.Expires is not null);
        });
    }

    [Fact]
    public void Blocks_BelongToACertificationOfTheSeed() => Assert.All(
        SeedFiles.Read("blocks.csv"), row =>
        {
            Assert.NotNull(Seed.Certifications.ByCode(row[1]!));
            Assert.Matches(new Regex($"^{row[1]}BC\\d\\d$"), row[0]!);
        });

    [Fact]
    public void NsfDomains_EachHaveTheirParents() => Assert.All(
        Seed.NsfDomains.Keys.Where(code => code.Length > 1), code => Assert.Contains(code[..^1], Seed.NsfDomains));
}
