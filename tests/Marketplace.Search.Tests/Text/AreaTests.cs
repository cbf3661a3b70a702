using Marketplace.Search.Text;

namespace Marketplace.Search.Tests.Text;

public sealed class AreaTests
{
    private static readonly AreaTable Areas = new(
        [("93", "Seine-Saint-Denis", "11"), ("75", "Paris", "11"), ("85", "Vendée", "52"), ("59", "Nord", "32"),
        ("62", "Pas-de-Calais", "32"),
         ("2A", "Corse-du-Sud", "94"), ("2B", "Haute-Corse", "94"), ("974", "La Réunion", "04"), ("67", "Bas-Rhin", "44"),
         ("68", "Haut-Rhin", "44")],
        new Dictionary<string, string>
        {
            ["11"] = "Île-de-France", ["52"] = "Pays de la Loire", ["32"] = "Hauts-de-France", ["94"] = "Corse", ["04"] = "La Réunion",
                ["44"] = "Grand Est",
        });

    [Theory]
    [InlineData("coiffure en vendée", "Vendée", "85")]
    [InlineData("coiffure Vendee", "Vendée", "85")]
    [InlineData("coiffure dans le nord", "Nord", "59")]
    [InlineData("coiffure seine-saint-denis", "Seine-Saint-Denis", "93")]
    [InlineData("coiffure seine saint denis", "Seine-Saint-Denis", "93")]
    [InlineData("coiffure 93", "Seine-Saint-Denis", "93")]
    [InlineData("coiffure dans le 93", "Seine-Saint-Denis", "93")]
    [InlineData("coiffure 75", "Paris", "75")]
    [InlineData("coiffure 2a", "Corse-du-Sud", "2A")]
    [InlineData("coiffure corse", "Corse", "2A,2B")]
    [InlineData("coiffure à la réunion", "La Réunion", "974")]
    [InlineData("coiffure hauts de france", "Hauts-de-France", "59,62")]
    [InlineData("coiffure idf", "Île-de-France", "93,75")]
    [InlineData("coiffure alsace", "Alsace", "67,68")]
    public void At_AreaNamed_IsFound(string text, string name, string departments)
    {
        var found = Find(text);
        Assert.Equal((name, departments), (found?.Area.Name, string.Join(',', found?.Area.Departments ?? [])));
    }

    [Theory]
    [InlineData("pôle nord")]
    [InlineData("93")]
    [InlineData("bac 13")]
    [InlineData("caces 75")]
    [InlineData("option 93")]
    [InlineData("réunion de chantier")]
    [InlineData("grand est le monde")]
    [InlineData("93 heures de coiffure")]
    [InlineData("coiffure paris")]
    [InlineData("coiffure à Paris 15")]
    public void At_OrdinaryWordOrNumber_IsNoArea(string text) => Assert.Null(Find(text));

    [Fact]
    public void CentreOf_Area_LiesWhereItsPeopleLive()
    {
        var gazetteer = new Gazetteer(
            [new("85191", "La Roche-sur-Yon", ["85000"], "85", 46.67, -1.43, 90_000), new("85001", "Village", ["85400"], "85", 40, 10, 0)],
            Areas);
        Assert.Equal((46.67, -1.43), gazetteer.CentreOf(Find("en vendée")!.Area));
        Assert.Null(gazetteer.CentreOf(new AreaName("Ailleurs", ["99"])));
    }

    private static ReadArea? Find(string text)
    {
        var words = Tokeniser.Words(text);
        return Enumerable.Range(0, words.Count).Select(i => AreaReader.At(words, words.ConvertAll(w => w.Folded), i, text, Areas)?.Area)
            .FirstOrDefault(a => a is not null);
    }
}
