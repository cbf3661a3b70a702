using System.Text.RegularExpressions;
using Marketplace.Catalogue.Places;
using Marketplace.Catalogue.QueryLog;
using Marketplace.Catalogue.Reference;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Search.QueryText;
using Marketplace.Search.Text;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Searching.Log;

/// <summary>
/// Makes of an answered search the row that the log may keep, and queues it. Text and address are cleaned here, in the
/// request: neither waits anywhere as it was.
/// </summary>
public sealed partial class QueryRecorder(
    QueryLogQueue queue, VisitorMarks marks, SearchVocabulary vocabulary, ReferenceDataStore store, TimeProvider clock,
    IOptions<QueryLogSettings> settings, ILogger<QueryRecorder> log)
{
    public const string Page = "page";
    public const string Api = "api";

    /// <summary>Never fails: a search is worth more than its row.</summary>
    public void Record(HttpContext context, string source, SearchQuery query, SearchResult result)
    {
        if (!settings.Value.Enabled || query.Page > 1 || Robots.Sent(context.Request) || IsOperatorsCheck(context, query))
            return;
        try
        {
            queue.Offer(Row(RateLimits.AddressOf(context), source, query, result));
        }
        catch (Exception failure)
        {
            // The message may hold what was typed.
            Failed(failure.GetType().Name);
        }
    }

    private LoggedQuery Row(string address, string source, SearchQuery query, SearchResult result)
    {
        var reference = store.Current;
        var named = result.Understood.Place?.Insee is { } insee ? reference.Places.ByInsee(insee) : null;
        var clean = vocabulary.Cleaner.Clean(WithoutVillage(query.Text, result.Understood.Place, named));
        var (counting, visitor) = clean.Text is { } text ? marks.Of(address, text) : (0, 0);
        var now = ParisTime.At(clock.GetUtcNow());
        return new LoggedQuery(
            DateOnly.FromDateTime(now.DateTime), now.Hour, source, clean.Text, clean.Withheld?.ToString().ToLowerInvariant(),
            Department(query, named, reference) ?? (result.Understood.Place is { Departments: [var area] } ? area : null),
            LoggedFilters.Of(query), result.Total,
            result.Correction is not null || result.LeftOut.Count > 0 || result.Approximate, result.Widened?.RadiusKm,
            counting, visitor);
    }

    /// <summary>
    /// The name of a small place in the text, or of one that became a part of another, is finer than its département, which is kept.
    /// </summary>
    private static string? WithoutVillage(string? text, UnderstoodPlace? understood, Place? named) =>
        text is not null && understood is not null && (named is { Population: < Gazetteer.KnownTown } || understood.ByOtherName)
            ? Preposition().Replace(text.Replace(understood.Text, " ", StringComparison.OrdinalIgnoreCase), "") : text;

    private static string? Department(SearchQuery query, Place? named, ReferenceData reference) => query switch
    {
        { Near: { Insee: { } insee } } => reference.Places.ByInsee(insee)?.Department,
        { Near: { } point } => reference.Places.Nearest(point.Lat, point.Lng)?.Department,
        { Departments: [var only] } => only,
        _ => named?.Department,
    };

    /// <summary>Operators look whether a reported text really finds nothing: that is no demand.</summary>
    private static bool IsOperatorsCheck(HttpContext context, SearchQuery query) =>
        query.Exact && context.Person() is { Missions.Count: > 0 };

    [GeneratedRegex(@"(\s+(à|a|au|aux|vers|près|pres|proche|autour|de|d['’]))*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Preposition();

    [LoggerMessage(LogLevel.Error, "A search was not logged: {Kind}")]
    private partial void Failed(string kind);
}
