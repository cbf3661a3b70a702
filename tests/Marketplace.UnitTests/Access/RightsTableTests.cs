using Marketplace.People.Access;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Access;

public sealed class RightsTableTests
{
    private const string Header = "action;libellé;rôle;relation;motif;journal;fondement";
    private const string Good = "file.view;Ouvrir un dossier;operator-rights;mission;oui;oui;R. 6323-35";

    [Fact]
    public void Read_GoodTable_KeepsEveryColumnAndTheOrder()
    {
        var table = Read("# commentaire", "", Header, Good, "site.read;Lire;public;aucune;non;non;L. 6323-8");
        Assert.Equal(
        [
            new Right("file.view", "Ouvrir un dossier", "operator-rights", Relation.Mission, true, true, "R. 6323-35"),
            new Right("site.read", "Lire", "public", Relation.None, false, false, "L. 6323-8"),
        ], table.All);
    }

    [Fact]
    public void Rights_AreTheActionsOfTheTable_InBothDirections() =>
        Assert.Equal(
            RightsTable.Current.All.Select(right => right.Action).Distinct(),
            typeof(Rights).GetFields().Select(field => (string)field.GetValue(null)!));

    /// <summary>A name by hand would be found wrong only where it is asked.</summary>
    [Fact]
    public void Code_OutsideTheRights_NamesNoneByHand()
    {
        var actions = RightsTable.Current.All.Select(right => $"\"{right.Action}\"").Distinct().ToList();
        var code = new[] { "src", "indexing" }.SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(SharedData.Repository(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.EndsWith("/Access/Rights.cs", StringComparison.Ordinal));
        Assert.Equal([], code.SelectMany(
            file => actions.Where(File.ReadAllText(file).Contains).Select(action => $"{Path.GetFileName(file)}: {action}")));
    }

    [Fact]
    public void Of_UnknownAction_IsAMistakeThatNamesIt() =>
        Assert.Contains("file.burn", Assert.Throws<ArgumentException>(() => Read(Header, Good).Of("file.burn")).Message);

    [Theory]
    [InlineData("action;libelle;role;relation;motif;journal;fondement")]
    [InlineData(Good)]
    public void Read_OtherHeader_IsRefusedWithItsLine(string header) => Refuses(3, "header", "# commentaire", "", header, Good);

    [Theory]
    [InlineData("a.b;Faire;chief;soi;non;oui;R. 6323-38", "chief")]
    [InlineData("a.b;Faire;operator-chief;mission;non;oui;R. 6323-38", "operator-chief")]
    [InlineData("a.b;Faire;holder;voisin;non;oui;R. 6323-38", "voisin")]
    [InlineData("a.b;Faire;holder;soi;peut-être;oui;R. 6323-38", "peut-être")]
    [InlineData("a.b;Faire;holder;soi;non;OUI;R. 6323-38", "OUI")]
    [InlineData("a.b;Faire;holder;soi;non;oui", "7 filled columns")]
    [InlineData("a.b;Faire;holder;soi;non;oui;R. 6323-38;", "7 filled columns")]
    [InlineData("a.b;Faire;holder;soi;non;oui; ", "7 filled columns")]
    [InlineData(";Faire;holder;soi;non;oui;R. 6323-38", "7 filled columns")]
    public void Read_CellOfNoMeaning_IsRefusedWithItsLine(string line, string named) =>
        Refuses(4, named, "# commentaire", Header, Good, line);

    [Theory]
    [InlineData("holder", "aucune")]
    [InlineData("operator-rights", "aucune")]
    [InlineData("holder", "mission")]
    [InlineData("cep-advisor", "mission")]
    [InlineData("public", "mission")]
    [InlineData("holder", "organisation")]
    [InlineData("professional", "organisation")]
    [InlineData("operator-administrator", "organisation")]
    [InlineData("holder", "accord")]
    [InlineData("operator-support", "accord")]
    [InlineData("access-manager", "soi")]
    [InlineData("operator-fraud", "soi")]
    [InlineData("program", "soi")]
    public void Read_RoleThatCannotHaveTheRelation_IsRefusedWithItsLine(string role, string relation) =>
        Refuses(2, $"{role} cannot have the relation {relation}", Header, $"a.b;Faire;{role};{relation};non;oui;R. 6323-38");

    [Fact]
    public void Read_SameActionAndRoleTwice_IsRefusedWithTheSecondLine() =>
        Refuses(3, "already", Header, Good, "file.view;Ouvrir un dossier;operator-rights;mission;non;oui;R. 6323-40");

    [Theory]
    [InlineData("file.view;Lire un dossier;operator-fraud;mission;oui;oui;R. 6323-35")]
    [InlineData("file.view;Ouvrir un dossier;operator-fraud;mission;oui;non;R. 6323-35")]
    public void Read_ActionWithTwoLabelsOrLogs_IsRefusedWithTheSecondLine(string second) =>
        Refuses(3, "another label or log", Header, Good, second);

    [Fact]
    public void Current_EmbeddedTable_Loads()
    {
        Assert.NotEmpty(RightsTable.Current.All);
        Assert.All(RightsTable.Current.All, right => Assert.Contains(right, RightsTable.Current.Of(right.Action)));
    }

    [Fact]
    public void Current_EveryRoleOfOrganisations_HasALine()
    {
        foreach (var role in Roles.OfOrganisation.Values.SelectMany(roles => roles))
            Assert.Contains(RightsTable.Current.All, right => right.Role == role);
    }

    [Fact]
    public void Current_EveryMission_HasALine()
    {
        foreach (var mission in Roles.Missions)
            Assert.Contains(RightsTable.Current.All, right => right.Role == Roles.OfMission(mission));
    }

    [Fact]
    public void Current_WhateverNeedsAReason_IsLogged() =>
        // The reason stands in the log's line: without one it would be asked for nothing.
        Assert.All(RightsTable.Current.All.Where(right => right.NeedsReason), right => Assert.True(right.Logged, right.Action));

    private static RightsTable Read(params string[] lines)
    {
        using var text = new StringReader(string.Join('\n', lines));
        return RightsTable.Read(text);
    }

    private static void Refuses(int line, string named, params string[] lines)
    {
        var message = Assert.Throws<FormatException>(() => Read(lines)).Message;
        Assert.StartsWith($"Line {line}: ", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }
}
