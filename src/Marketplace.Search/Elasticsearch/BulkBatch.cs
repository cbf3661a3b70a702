using System.Text.Json;

namespace Marketplace.Search.Elasticsearch;

/// <summary>Changes as the lines of a bulk request, from which those that are done can be taken out.</summary>
internal sealed class BulkBatch(DocumentWriter writer, DateTimeOffset now, Action<TextField, string>? met)
{
    private readonly MemoryStream lines = new();
    private readonly List<(string Id, int Start, int End)> items = [];

    public int Count => items.Count;

    /// <summary>In bytes.</summary>
    public int Size => (int)lines.Length;

    public ReadOnlyMemory<byte> Body => lines.GetBuffer().AsMemory(0, Size);

    public string IdOf(int item) => items[item].Id;

    public void Add(DocumentChange change)
    {
        var start = Size;
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteStartObject("index");
            json.WriteString("_id", DocumentWriter.IdOf(change.Id));
            json.WriteNumber("version", change.Version);
            json.WriteString("version_type", "external");
            json.WriteString("routing", DocumentWriter.RoutingOf(change.Id));
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            lines.WriteByte((byte)'\n');
            json.Reset();
            if (change.Document is null)
                DocumentWriter.WriteDeleted(json, change.Id, now);
            else
                writer.Write(json, change.ToPut(), met);
        }
        lines.WriteByte((byte)'\n');
        items.Add((change.Id, start, Size));
    }

    /// <summary>Leaves only these items.</summary>
    public void Keep(List<int> kept)
    {
        var (end, bytes) = (0, lines.GetBuffer());
        for (var i = 0; i < kept.Count; i++)
        {
            var (id, from, to) = items[kept[i]];
            bytes.AsSpan(from, to - from).CopyTo(bytes.AsSpan(end));
            items[i] = (id, end, end + to - from);
            end += to - from;
        }
        items.RemoveRange(kept.Count, items.Count - kept.Count);
        lines.SetLength(end);
    }
}
