using System.Globalization;
using Marketplace.ProviderSpace.Drafts;

namespace Marketplace.ProviderSpace.SessionGrid;

/// <summary>One save of a grid: rows changed, taken out, copied and added. Rows of other pages stay as they are.</summary>
public static class GridSave
{
    /// <summary>Sessions of an action of a draft.</summary>
    public const int Most = 2_000;

    /// <summary>Changes the sessions of an action.</summary>
    /// <returns>False: a row is of a session that is no longer there.</returns>
    public static bool Apply(DraftAction action, IReadOnlyList<GridRow> rows, GridAdditions more, DateOnly today)
    {
        var copies = new List<DraftSession>();
        foreach (var row in rows)
        {
            if (action.Sessions.Find(s => s.Key == row.Key) is not { } session)
                return false;
            session.Fields.Take("session", Typed(row), today);
            if (row.Copy && !row.Remove)
                copies.Add(Copy(session, more.CopyWeeks, today));
            if (row.Remove)
                action.Sessions.Remove(session);
        }
        action.Sessions.AddRange(copies);
        for (var i = 0; i < more.Empty; i++)
            action.Sessions.Add(New(today));
        return action.Sessions.Count <= Most;
    }

    /// <summary>A session without dates yet.</summary>
    public static DraftSession New(DateOnly today)
    {
        var session = new DraftSession { Fields = DraftFields.New("session", DraftFields.NewNumber('S'), today) };
        session.Fields["etat-recrutement"] = "1";
        session.Fields["garantie"] = "0";
        return session;
    }

    private static DraftSession Copy(DraftSession of, int weeks, DateOnly today)
    {
        var copy = new DraftSession { Fields = new(of.Fields) };
        foreach (var (name, text) in DraftFields.New("session", DraftFields.NewNumber('S'), today))
            copy.Fields[name] = text;
        foreach (var name in new[] { "debut", "fin" })
            if (Day(copy.Fields.GetValueOrDefault(name)) is { } day)
                copy.Fields[name] = DraftFields.Day(day.AddDays(7 * weeks));
        return copy;
    }

    private static IEnumerable<KeyValuePair<string, string>> Typed(GridRow row) =>
    [
        new("debut", row.Start), new("fin", row.End), new(DraftFields.Seats, row.Seats), new("garantie", row.Guaranteed ? "1" : "0"),
        new("etat-recrutement", row.Open ? "1" : "2"),
    ];

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year < 9000 ? day : null;
}
