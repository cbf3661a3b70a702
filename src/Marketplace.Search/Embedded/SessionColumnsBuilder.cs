namespace Marketplace.Search.Embedded;

/// <summary>Collects sessions document after document.</summary>
internal sealed class SessionColumnsBuilder
{
    private readonly List<int> starts = [0];
    private readonly List<int> start = [];
    private readonly List<int> until = [];
    private readonly List<int> seats = [];
    private readonly List<byte> flags = [];

    public void Add(ActionDocument document)
    {
        foreach (var session in document.Sessions)
        {
            start.Add(session.Start?.DayNumber ?? SessionColumns.NoStart);
            until.Add(SessionRules.Until(document, session).DayNumber);
            seats.Add(session.SeatsLeft ?? SessionColumns.NoSeats);
            flags.Add((byte)(
                (session.Open ? SessionFlags.Open : 0)
                | (session.Guaranteed ? SessionFlags.Guaranteed : 0)
                | (SessionRules.MatchesAnyWindow(document, session) ? SessionFlags.AnyWindow : 0)));
        }
        starts.Add(start.Count);
    }

    /// <summary>Copies the sessions of a document of another segment.</summary>
    public void Copy(SessionColumns from, int document)
    {
        for (var i = from.Starts[document]; i < from.Starts[document + 1]; i++)
        {
            start.Add(from.Start[i]);
            until.Add(from.Until[i]);
            seats.Add(from.Seats[i]);
            flags.Add(from.Flags[i]);
        }
        starts.Add(start.Count);
    }

    public SessionColumns Build() => new()
    {
        Starts = [.. starts],
        Start = [.. start],
        Until = [.. until],
        Seats = [.. seats],
        Flags = [.. flags],
    };
}
