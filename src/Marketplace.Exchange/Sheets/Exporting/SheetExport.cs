using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;
using Npgsql;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Writes a provider's published catalogue as CSV or Excel, in the order of the file it came from.</summary>
public static class SheetExport
{
    /// <param name="stream">Left open.</param>
    public static async Task<ExportCounts> WriteCsvAsync(
        NpgsqlDataSource database, string siret, Stream stream, CancellationToken cancel = default)
    {
        await using var catalogue = await PublishedOffers.OpenAsync(database, siret, cancel);
        var (columns, counts) = await LookThroughAsync(catalogue, siret, cancel);
        if (counts.Formations == 0)
            return counts;
        using var csv = new CsvSheet(stream);
        csv.Write([.. columns.Select(c => c.Name)]);
        await foreach (var offer in catalogue.ReadAsync(cancel))
            foreach (var record in SheetRows.Records(siret, offer))
                csv.Write(SheetRows.Cells(record, columns));
        return counts;
    }

    /// <inheritdoc cref="WriteCsvAsync"/>
    /// <exception cref="SheetTooLargeException">A text does not fit into a cell.</exception>
    public static async Task<ExportCounts> WriteExcelAsync(
        NpgsqlDataSource database, string siret, Stream stream, CancellationToken cancel = default)
    {
        await using var catalogue = await PublishedOffers.OpenAsync(database, siret, cancel);
        var (columns, counts) = await LookThroughAsync(catalogue, siret, cancel);
        if (counts.Formations == 0)
            return counts;
        // The library asks for its rows one after the other and cannot wait for them.
        await Task.Run(() => ExcelSheet.Write(stream, (ExcelRows.Catalogue, [.. columns.Select(c => c.Name)],
            catalogue.ReadAsync(cancel).ToBlockingEnumerable(cancel).SelectMany(o => SheetRows.Records(siret, o))
                .Select(r => SheetRows.Cells(r, columns)))), cancel);
        return counts;
    }

    /// <summary>The columns that the catalogue needs: read once for them, once to be written.</summary>
    private static async Task<(IReadOnlyList<SheetColumn>, ExportCounts)> LookThroughAsync(
        PublishedOffers catalogue, string siret, CancellationToken cancel)
    {
        var used = SheetRows.Usual();
        var (formations, actions, sessions) = (0, 0, 0);
        await foreach (var offer in catalogue.ReadAsync(cancel))
        {
            formations++;
            actions += offer.Actions.Count;
            sessions += offer.Actions.Sum(a => a.Sessions.Count);
            foreach (var record in SheetRows.Records(siret, offer))
                SheetRows.Mark(used, record);
        }
        return ([.. SheetColumns.All.Where(c => used[c.Index])], new(formations, actions, sessions, []));
    }
}
