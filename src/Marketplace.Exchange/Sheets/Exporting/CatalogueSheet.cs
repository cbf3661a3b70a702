using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Exporting;

/// <summary>Writes a catalogue as a sheet that the import finds nothing to change in.</summary>
public static class CatalogueSheet
{
    /// <param name="stream">Left open.</param>
    /// <param name="offers">Gone through twice: once for the columns that they need.</param>
    public static void WriteCsv(Stream stream, string siret, IEnumerable<AcceptedOffer> offers)
    {
        var columns = Columns(siret, offers);
        using var csv = new CsvSheet(stream);
        csv.Write([.. columns.Select(c => c.Name)]);
        foreach (var cells in Rows(siret, offers, columns))
            csv.Write(cells);
    }

    /// <inheritdoc cref="WriteCsv"/>
    /// <exception cref="SheetTooLargeException">A text does not fit into a cell.</exception>
    public static void WriteExcel(Stream stream, string siret, IEnumerable<AcceptedOffer> offers)
    {
        var columns = Columns(siret, offers);
        ExcelSheet.Write(stream, (ExcelRows.Catalogue, [.. columns.Select(c => c.Name)], Rows(siret, offers, columns)));
    }

    private static IReadOnlyList<SheetColumn> Columns(string siret, IEnumerable<AcceptedOffer> offers) =>
        SheetRows.Used(offers.SelectMany(o => SheetRows.Records(siret, o)));

    private static IEnumerable<IReadOnlyList<string>> Rows(
        string siret, IEnumerable<AcceptedOffer> offers, IReadOnlyList<SheetColumn> columns) =>
        offers.SelectMany(o => SheetRows.Records(siret, o)).Select(r => SheetRows.Cells(r, columns));
}
