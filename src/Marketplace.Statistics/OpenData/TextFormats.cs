using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Marketplace.Statistics.OpenData;

/// <summary>Writes the rows of a set, one after the other.</summary>
internal interface IDataWriter : IAsyncDisposable
{
    ValueTask AddAsync(object?[] row, CancellationToken cancel);

    /// <summary>Ends the file.</summary>
    ValueTask EndAsync(CancellationToken cancel);
}

/// <summary>CSV in UTF-8 without a mark, as RFC 4180 quotes it: COPY of PostgreSQL takes it as it is.</summary>
internal sealed class CsvDataWriter(Stream file, DataSet set, char separator) : IDataWriter
{
    private readonly StreamWriter _text = new(file, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
    private bool _headed;

    public async ValueTask AddAsync(object?[] row, CancellationToken cancel)
    {
        Head();
        await _text.WriteLineAsync(string.Join(separator, row.Select(value => Quoted(Invariant(value)))).AsMemory(), cancel);
    }

    public async ValueTask EndAsync(CancellationToken cancel)
    {
        Head();
        await _text.FlushAsync(cancel);
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private void Head()
    {
        if (_headed)
            return;
        _headed = true;
        _text.WriteLine(string.Join(separator, set.Columns.Select(column => column.Name)));
    }

    private string Quoted(string text) => text.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) < 0
        ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Invariant(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        // A zero byte stands in no text of a database, nor of a spreadsheet.
        var text => text.ToString()!.Replace("\0", "", StringComparison.Ordinal),
    };
}

/// <summary>JSON: one list of objects.</summary>
internal sealed class JsonDataWriter : IDataWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly DataSet _set;

    public JsonDataWriter(Stream file, DataSet set)
    {
        (_set, _json) = (set, new(file, new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) }));
        _json.WriteStartArray();
    }

    public async ValueTask AddAsync(object?[] row, CancellationToken cancel)
    {
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
            switch (row[i])
            {
                case null:
                    _json.WriteNull(_set.Columns[i].Name);
                    break;
                case long number:
                    _json.WriteNumber(_set.Columns[i].Name, number);
                    break;
                case decimal number:
                    _json.WriteNumber(_set.Columns[i].Name, number);
                    break;
                default:
                    _json.WriteString(_set.Columns[i].Name, CsvDataWriter.Invariant(row[i]));
                    break;
            }
        _json.WriteEndObject();
        if (_json.BytesPending > 1 << 16)
            await _json.FlushAsync(cancel);
    }

    public async ValueTask EndAsync(CancellationToken cancel)
    {
        _json.WriteEndArray();
        await _json.FlushAsync(cancel);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();
}
