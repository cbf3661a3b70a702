using System.Text.Encodings.Web;
using System.Text.Json;

namespace Marketplace.Exchange.Edof.Reporting;

/// <summary>Writes the import report as JSON, in the shape promised in docs/api.md.</summary>
public static class ReportFile
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, IEnumerable<FileReport> files, bool dryRun)
    {
        using var json = new Utf8JsonWriter(stream, Layout);
        json.WriteStartObject();
        json.WriteBoolean("dryRun", dryRun);
        json.WriteStartArray("files");
        foreach (var file in files)
            Write(json, file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FileReport file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        if (file.Format is not null)
            json.WriteString("format", file.Format);
        json.WriteString("siret", file.Siret);
        json.WriteString("status", file.Status.ToString().ToLowerInvariant());
        Write(json, "formations", file.Formations);
        Write(json, "actions", file.Actions);
        Write(json, "sessions", file.Sessions);
        json.WriteNumber("unchanged", file.Unchanged);
        json.WriteNumber("archived", file.Archived);
        json.WriteStartArray("messages");
        foreach (var message in file.Messages)
            Write(json, message);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ItemCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("accepted", counts.Accepted);
        json.WriteNumber("rejected", counts.Rejected);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImportMessage message)
    {
        json.WriteStartObject();
        json.WriteString("severity", message.Code.Severity.ToString().ToLowerInvariant());
        json.WriteString("code", message.Code.Code);
        if (message.Line is { } line)
            json.WriteNumber("line", line);
        else
            json.WriteNull("line");
        if (message.Column is not null)
            json.WriteString("column", message.Column);
        json.WriteString("formation", message.Formation);
        json.WriteString("action", message.Action);
        json.WriteString("session", message.Session);
        json.WriteString("text", message.Text);
        json.WriteEndObject();
    }
}
