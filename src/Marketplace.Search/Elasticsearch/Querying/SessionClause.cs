using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>
/// One and the same session fits all that the query asks: <see cref="SessionRules.Fits"/> as a clause. Only open sessions are indexed.
/// </summary>
internal static class SessionClause
{
    private const string Path = "sessions";

    public static bool IsAsked(SearchQuery q) =>
        q.StartAfter is not null || q.StartBefore is not null || q.Guaranteed is not null || q.SeatsLeft is not null;

    /// <summary>Actions with such a session.</summary>
    /// <param name="also">What it must fit besides.</param>
    public static JsonObject Of(SearchQuery q, params JsonObject[] also) =>
        new() { ["nested"] = new JsonObject { ["path"] = Path, ["query"] = Clause.All([.. Fitting(q), .. also]) } };

    /// <summary>The sort by the first day of such a session, those without a day last.</summary>
    public static JsonObject FirstStart(SearchQuery q) => new()
    {
        ["sessions.start"] = new JsonObject
        {
            ["order"] = "asc", ["mode"] = "min", ["missing"] = "_last",
            ["nested"] = new JsonObject { ["path"] = Path, ["filter"] = Clause.All(Fitting(q)) },
        },
    };

    /// <summary>Actions whose first such session starts on the day; null: has no day.</summary>
    public static IEnumerable<JsonObject> StartingFirstOn(SearchQuery q, int? day)
    {
        if (day is { } known)
        {
            yield return Of(q, Clause.Range("sessions.start", known, known));
            yield return Clause.Not(Of(q, Clause.Range("sessions.start", null, known - 1)));
        }
        else
        {
            yield return Clause.Not(Of(q, Clause.Exists("sessions.start")));
        }
    }

    private static IEnumerable<JsonObject> Fitting(SearchQuery q)
    {
        yield return Clause.Range("sessions.until", q.Today.DayNumber, null);
        if (q.StartAfter is not null || q.StartBefore is not null)
            yield return Clause.Any([
                Clause.Term("sessions.anyTime", true),
                Clause.Range("sessions.start", q.StartAfter?.DayNumber, q.StartBefore?.DayNumber)]);
        if (q.Guaranteed is { } guaranteed)
            yield return Clause.Term("sessions.guaranteed", guaranteed);
        if (q.SeatsLeft is { } seats)
            yield return Clause.Range("sessions.seats", seats, null);
    }
}
