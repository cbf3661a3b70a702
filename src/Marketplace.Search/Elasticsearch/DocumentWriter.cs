using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Search.Elasticsearch.Querying;
using Marketplace.Search.Embedded;
using Marketplace.Search.Embedded.Querying;
using Marketplace.Search.Text;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Writes what the index holds of an action (<c>indexing/elasticsearch/actions.json</c>). One instance is reused
/// document after document and remembers the words it met; not thread-safe.
/// </summary>
internal sealed class DocumentWriter
{
    /// <summary>Elasticsearch takes no longer id, in bytes.</summary>
    private const int LongestId = 512;

    /// <summary>What a list without values holds: so their number is counted with the others.</summary>
    public const string NoValue = "-";

    private static readonly TextField[] AllFields = Enum.GetValues<TextField>();

    private readonly List<string> tokens = [];
    private readonly DocumentAnalysis analysis;
    private readonly HashSet<int> distinct = [];
    private readonly StringBuilder text = new();

    public DocumentWriter() => analysis = new DocumentAnalysis(token =>
    {
        tokens.Add(token);
        return tokens.Count - 1;
    });

    /// <summary>The name of a text field in the index.</summary>
    public static string NameOf(TextField field) => field.ToString().ToLowerInvariant();

    /// <summary>
    /// What stands for a provider where it is compared; null without one. The shuffle of a day is taken from it, as in the embedded engine.
    /// </summary>
    public static long? NumberOf(string siret) => siret.Length == 0 ? null : (long)StableHash.Of(siret);

    /// <summary>The document's own id where it is short enough.</summary>
    public static string IdOf(string id) =>
        Encoding.UTF8.GetByteCount(id) <= LongestId ? id : $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";

    /// <summary>A provider's actions share a shard. Taken from the id, which is all that a deletion knows.</summary>
    public static string RoutingOf(string id) => id.IndexOf('_', StringComparison.Ordinal) is var end and > 0 ? id[..end] : IdOf(id);

    /// <summary>Writes the action as one JSON object.</summary>
    /// <param name="met">Told each term and the field that holds it.</param>
    public void Write(Utf8JsonWriter json, ActionDocument d, Action<TextField, string>? met = null)
    {
        json.WriteStartObject();
        json.WriteString("id", d.Id);
        WriteFilters(json, d);
        WritePlace(json, d);
        WriteSessions(json, d);
        WriteGroup(json, GroupKey.Of(d));
        WriteText(json, d, met);
        json.WriteBase64String("document", StoredAction.Of(d));
        json.WriteEndObject();
    }

    /// <summary>What stands for a deleted action.</summary>
    public static void WriteDeleted(Utf8JsonWriter json, string id, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("deleted", now.UtcDateTime);
        json.WriteEndObject();
    }

    private static void WriteFilters(Utf8JsonWriter json, ActionDocument d)
    {
        Maybe(json, "provider", d.Provider.Siret);
        if (NumberOf(d.Provider.Siret) is { } number)
            json.WriteNumber(RowSearch.Provider, number);
        Maybe(json, "certification", d.Certification.Code);
        Maybe(json, "certificationType", d.Certification.Type);
        Maybe(json, "level", d.Certification.Level?.ToString(CultureInfo.InvariantCulture));
        Maybe(json, "modality", d.Modality);
        Maybe(json, "department", d.Place?.Department);
        Maybe(json, "region", d.Place?.Region);
        Maybe(json, "language", d.Language);
        Values(json, "domain", d.Domains);
        Values(json, "rome", d.Rome);
        Values(json, "pace", d.Pace);
        Values(json, "accessibility", d.Accessibility);
        json.WriteBoolean("remote", d.Modality == Modalities.Remote);
        json.WriteBoolean("permanent", d.PermanentEntry);
        if (d.PriceCents is { } price)
            json.WriteNumber("price", price);
        if (d.Hours is { } hours)
            json.WriteNumber("hours", hours);
        if (d.Rating is { } rating)
            json.WriteNumber("rating", rating.Average);
    }

    private static void WritePlace(Utf8JsonWriter json, ActionDocument d)
    {
        if (d.Place is not { Lat: { } lat, Lng: { } lng })
            return;
        json.WriteNumber("lat", lat);
        json.WriteNumber("lng", lng);
        if (d.Modality == Modalities.Remote)
            return;
        foreach (var point in (string[])["point", "circle"])
        {
            json.WriteStartObject(point);
            json.WriteNumber("lat", lat);
            json.WriteNumber("lon", lng);
            json.WriteEndObject();
        }
        json.WriteNumber(RowSearch.Point,
            (long)StableHash.Combine(BitConverter.DoubleToUInt64Bits(lat), BitConverter.DoubleToUInt64Bits(lng)));
    }

    private static void WriteSessions(Utf8JsonWriter json, ActionDocument d)
    {
        var open = d.Sessions.Where(s => s.Open).ToList();
        if (open.Count == 0)
            return;
        json.WriteNumber("openUntil", open.Max(s => SessionRules.Until(d, s).DayNumber));
        json.WriteStartArray("sessions");
        foreach (var session in open)
        {
            json.WriteStartObject();
            if (session.Start is { } start)
                json.WriteNumber("start", start.DayNumber);
            json.WriteNumber("until", SessionRules.Until(d, session).DayNumber);
            json.WriteBoolean("anyTime", SessionRules.MatchesAnyWindow(d, session));
            json.WriteBoolean("guaranteed", session.Guaranteed);
            if (session.SeatsLeft is { } seats)
                json.WriteNumber("seats", seats);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The group as a number, as a word to be counted, and its draws.</summary>
    private static void WriteGroup(Utf8JsonWriter json, GroupKey group)
    {
        var number = StableHash.Combine(group.Provider, group.Offer);
        json.WriteNumber(RowSearch.Group, (long)number);
        json.WriteString(RowSearch.GroupKey, number.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteStartObject("lot");
        for (var draw = 0; draw < Draws.Count; draw++)
            json.WriteNumber(draw.ToString(CultureInfo.InvariantCulture), Draws.Of(draw, group));
        json.WriteEndObject();
    }

    private void WriteText(Utf8JsonWriter json, ActionDocument d, Action<TextField, string>? met)
    {
        analysis.Read(d);
        json.WriteStartObject("text");
        foreach (var field in AllFields)
            WriteTexts(json, field);
        json.WriteEndObject();
        json.WriteStartObject("terms");
        foreach (var field in AllFields)
            WriteTerms(json, field, met);
        json.WriteEndObject();
        json.WriteStartObject("factor");
        foreach (var field in FieldScore.ByTheirLength)
            json.WriteNumber(NameOf(field), FieldScore.TableOf(field)[LengthOf(field)]);
        json.WriteEndObject();
    }

    /// <summary>As in a segment: the length of the first text, a title is no longer for the code that follows it.</summary>
    private int LengthOf(TextField field)
    {
        var all = analysis[field];
        var first = all.IndexOf(DocumentAnalysis.Separator);
        return Math.Min(255, first < 0 ? all.Length : first);
    }

    private void WriteTexts(Utf8JsonWriter json, TextField field)
    {
        json.WriteStartArray(NameOf(field));
        text.Clear();
        foreach (var token in analysis[field])
        {
            if (token == DocumentAnalysis.Separator)
            {
                json.WriteStringValue(text.ToString());
                text.Clear();
                continue;
            }
            if (text.Length > 0)
                text.Append(' ');
            text.Append(tokens[token]);
        }
        if (text.Length > 0)
            json.WriteStringValue(text.ToString());
        json.WriteEndArray();
    }

    private void WriteTerms(Utf8JsonWriter json, TextField field, Action<TextField, string>? met)
    {
        distinct.Clear();
        json.WriteStartArray(NameOf(field));
        foreach (var token in analysis[field])
        {
            if (token == DocumentAnalysis.Separator || !distinct.Add(token))
                continue;
            json.WriteStringValue(tokens[token]);
            met?.Invoke(field, tokens[token]);
        }
        json.WriteEndArray();
    }

    private static void Maybe(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }

    private static void Values(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values.Where(v => v.Length > 0).DefaultIfEmpty(NoValue))
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
