using Marketplace.ProviderSpace.Drafts;
using Marketplace.ProviderSpace.SessionGrid;
using Xunit;

namespace Marketplace.UnitTests.ProviderSpace;

public sealed class GridSaveTests
{
    private static readonly DateOnly Today = new(2027, 1, 4);

    [Fact]
    public void Apply_ManyRowsAtOnce_ChangesCopiesRemovesAndAdds()
    {
        var action = Action("01/03/2027", "01/04/2027", "01/05/2027");
        var (first, second, third) = (action.Sessions[0], action.Sessions[1], action.Sessions[2]);

        Assert.True(GridSave.Apply(action,
        [
            Row(first) with { Seats = "12", Copy = true },
            Row(second) with { Remove = true, Copy = true },
            Row(third) with { Start = "demain", Guaranteed = true, Open = false },
        ], new(2, 4), Today));

        Assert.Equal(5, action.Sessions.Count);
        Assert.Equal([first, third], action.Sessions.Take(2));
        Assert.Equal(("12", "04/01/2027"), (first.Fields["nombre-de-places"], first.Fields["session-datemaj"]));
        Assert.Equal(("demain", "1", "2"), (third.Fields["debut"], third.Fields["garantie"], third.Fields["etat-recrutement"]));
        var copy = action.Sessions[2];
        Assert.Equal(("29/03/2027", "12"), (copy.Fields["debut"], copy.Fields["nombre-de-places"]));
        Assert.Equal(5, action.Sessions.Select(s => s.Number).Distinct().Count());
        Assert.All(action.Sessions.Skip(3), s => Assert.False(s.Fields.ContainsKey("debut")));
    }

    [Fact]
    public void Apply_NothingChanged_LeavesTheDayOfChange()
    {
        var action = Action("01/03/2027");
        action.Sessions[0].Fields["session-datemaj"] = "02/01/2020";
        Assert.True(GridSave.Apply(action, [Row(action.Sessions[0])], new(0, 4), Today));
        Assert.Equal("02/01/2020", action.Sessions[0].Fields["session-datemaj"]);
    }

    [Fact]
    public void Apply_RowOfASessionThatIsGone_ChangesNothingOfWhatFollows() =>
        Assert.False(GridSave.Apply(Action("01/03/2027"), [Row(new DraftSession())], new(0, 0), Today));

    [Fact]
    public void Between_TwoVersions_NamesFieldsActionsAndSessions()
    {
        var before = new DraftContent { Fields = { ["intitule-formation"] = "CAP Cuisine" },
            Actions = { Action("01/03/2027"), Action("01/04/2027") } };
        before.Actions[0].Fields["action-numero"] = "A1";
        before.Actions[1].Fields["action-numero"] = "A2";
        var now = DraftContent.Read(before.Json);
        Assert.Empty(DraftChanges.Between(before, now));

        now.Fields["intitule-formation"] = "CAP Pâtisserie";
        now.Actions.RemoveAt(1);
        now.Actions[0].Sessions[0].Fields["debut"] = "02/03/2027";
        now.Actions[0].Fields["action-datemaj"] = "04/01/2027";
        var number = now.Actions[0].Sessions[0].Number;
        Assert.Equal(
        [
            new("Intitulé de la formation", "CAP Cuisine", "CAP Pâtisserie"),
            new($"Action A1 : session {number}, Premier jour", "01/03/2027", "02/03/2027"),
            new("Action A2", "présente", null),
        ], DraftChanges.Between(before, now));
    }

    private static DraftAction Action(params string[] starts)
    {
        var action = new DraftAction();
        foreach (var start in starts)
        {
            var session = GridSave.New(Today);
            session.Fields["debut"] = session.Fields["fin"] = start;
            action.Sessions.Add(session);
        }
        return action;
    }

    private static GridRow Row(DraftSession session) => new(session.Key, session.Fields.GetValueOrDefault("debut", ""),
        session.Fields.GetValueOrDefault("fin", ""), session.Fields.GetValueOrDefault("nombre-de-places", ""), false, true, false, false);
}
