using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Marketplace.Statistics.OpenData;

/// <summary>Parquet, in groups of rows that fit into memory.</summary>
internal sealed class ParquetDataWriter(Stream file, DataSet set) : IDataWriter
{
    private const int GroupRows = 50_000;

    private readonly DataField[] _fields = [.. set.Columns.Select(FieldOf)];
    private readonly List<object?[]> _rows = [];
    private ParquetWriter? _parquet;

    public async ValueTask AddAsync(object?[] row, CancellationToken cancel)
    {
        _rows.Add(row);
        if (_rows.Count >= GroupRows)
            await WriteAsync(cancel);
    }

    public async ValueTask EndAsync(CancellationToken cancel)
    {
        await WriteAsync(cancel);
        await _parquet!.DisposeAsync();
        _parquet = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_parquet is not null)
            await _parquet.DisposeAsync();
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        _parquet ??= await ParquetWriter.CreateAsync(new ParquetSchema(_fields), file, cancellationToken: cancel);
        if (_rows.Count == 0)
            return;
        using var group = _parquet.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
            await WriteColumnAsync(group, i, cancel);
        _rows.Clear();
    }

    private Task WriteColumnAsync(ParquetRowGroupWriter group, int at, CancellationToken cancel) => set.Columns[at].Type switch
    {
        DataType.Integer => group.WriteAsync<long>(
            _fields[at], (ReadOnlyMemory<long?>)_rows.Select(row => (long?)row[at]).ToArray(), cancellationToken: cancel),
        DataType.Number => group.WriteAsync<double>(
        _fields[at], (ReadOnlyMemory<double?>)_rows.Select(row => (double?)(decimal?)row[at]).ToArray(), cancellationToken: cancel),
        _ => group.WriteAsync(_fields[at], _rows.Select(row => row[at] is null ? null : CsvDataWriter.Invariant(row[at])).ToArray()),
    };

    private static DataField FieldOf(DataColumn column) => column.Type switch
    {
        DataType.Integer => new DataField<long?>(column.Name),
        DataType.Number => new DataField<double?>(column.Name),
        _ => new DataField<string>(column.Name),
    };
}
