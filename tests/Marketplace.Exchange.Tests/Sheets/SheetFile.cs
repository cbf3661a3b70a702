using System.Text;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Exporting;
using Marketplace.Exchange.Sheets.Importing;
using Marketplace.Exchange.Sheets.Reading;
using Marketplace.Exchange.Tests.Edof;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>The tests' catalogue as a sheet, changes to it, and what the import says about them.</summary>
internal static class SheetFile
{
    public const string Siret = "12345678200010";

    /// <summary>The catalogue of <see cref="EdofFile"/>.</summary>
    public static IReadOnlyList<AcceptedOffer> Offers { get; } = EdofFile.Read(Encoding.Latin1.GetBytes(EdofFile.Good));

    public static byte[] Csv(IEnumerable<AcceptedOffer> offers, string siret = Siret)
    {
        using var stream = new MemoryStream();
        CatalogueSheet.WriteCsv(stream, siret, [.. offers]);
        return stream.ToArray();
    }

    public static byte[] Excel(IEnumerable<AcceptedOffer> offers, string siret = Siret)
    {
        using var stream = new MemoryStream();
        CatalogueSheet.WriteExcel(stream, siret, [.. offers]);
        return stream.ToArray();
    }

    /// <summary>One valid row after another as cells by column, to be changed and written as a CSV.</summary>
    public static SheetTable Table(int rows = 1)
    {
        var table = new SheetTable();
        for (var i = 1; i <= rows; i++)
        {
            var row = SheetColumns.All.Where(c => c.Example.Length > 0).ToDictionary(c => c.Name, c => c.Example);
            row["session-numero"] = $"S{i}";
            row["debut"] = $"{i:00}/03/2027";
            row["fin"] = $"{i:00}/04/2027";
            table.Rows.Add(row);
        }
        return table;
    }

    public static SourceFile Source(byte[] bytes, string name = "a.csv") => new(name, bytes.Length,
        onRead => new LimitedStream(new MemoryStream(bytes), new ReadingLimits(), null, onRead));

    public static SheetImport Import(SheetLimits? sheets = null, ReferenceData? reference = null, ReadingLimits? limits = null) =>
        new(reference ?? TestReference.Data, TimeProvider.System, limits, sheets);

    public static FileReport Validate(byte[] bytes, SheetLimits? sheets = null) =>
        Import(sheets).Validate(Source(bytes), cancel: TestContext.Current.CancellationToken);

    public static FileReport Validate(string csv, SheetLimits? sheets = null) => Validate(Encoding.UTF8.GetBytes(csv), sheets);

    /// <summary>The accepted formations.</summary>
    public static List<AcceptedOffer> Read(byte[] bytes)
    {
        using var readings = Import().Open(Source(bytes), null);
        using var reader = readings.Start(new FileJournal(1000));
        var offers = new List<AcceptedOffer>();
        while (reader.Next() is { } offer)
            offers.Add(offer);
        return offers;
    }

    /// <summary>Offers as the import compares them: by what their contents are stored as.</summary>
    public static IEnumerable<string> Contents(IEnumerable<AcceptedOffer> offers) => offers.SelectMany(o => (string[])
    [
        Text(CatalogueJson.Write(o.Offer)),
        .. o.Actions.SelectMany(a => (string[])
        [
            Text(CatalogueJson.Write(a.Action)) + a.Location, .. a.Sessions.Select(s => Text(CatalogueJson.Write(s))),
            string.Join(' ', a.Capacities ?? new Dictionary<string, int>()),
        ]),
    ]);

    public static IEnumerable<string> Codes(FileReport report) => report.Messages.Select(m => m.Code.Code);

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}

/// <summary>Rows of a sheet by column.</summary>
internal sealed class SheetTable
{
    public List<Dictionary<string, string>> Rows { get; } = [];

    /// <summary>Changes a cell.</summary>
    public SheetTable With(string column, string value, int row = 0)
    {
        Rows[row][column] = value;
        return this;
    }

    /// <summary>Empties all cells of a session, or of an action with its session.</summary>
    public SheetTable Without(ItemLevel level, int row = 0)
    {
        foreach (var column in SheetColumns.All.Where(c => c.Level >= level))
            Rows[row].Remove(column.Name);
        return this;
    }

    public SheetTable WithoutColumn(string column)
    {
        foreach (var row in Rows)
            row.Remove(column);
        return this;
    }

    public string Csv(string separator = ";", Func<string, string>? head = null)
    {
        var columns = Columns();
        return string.Join("\r\n", Rows.Select(r => Line(columns.Select(c => r.GetValueOrDefault(c, ""))))
            .Prepend(Line(columns.Select(head ?? (c => c))))) + "\r\n";

        string Line(IEnumerable<string> cells) => string.Join(separator, cells.Select(c =>
            c.AsSpan().ContainsAny(separator + "\"\r\n") ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c));
    }

    public List<string> Columns() => [.. Rows.SelectMany(r => r.Keys).Distinct()];

    public FileReport Validate(SheetLimits? limits = null) => SheetFile.Validate(Csv(), limits);

    public AcceptedOffer Read() => SheetFile.Read(Encoding.UTF8.GetBytes(Csv())).Single();
}
