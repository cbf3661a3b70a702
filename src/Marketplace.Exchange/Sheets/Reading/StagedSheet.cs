using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Document;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>A file read once from start to end: every row kept, valid or not, and where each formation's rows are.</summary>
internal sealed class StagedSheet : IDisposable
{
    /// <summary>A date that is not given is that of the item above, or the day of its creation.</summary>
    private static readonly (int Of, int From)[] Inherited =
    [
        Pair("formation-datemaj", "formation-datecrea"), Pair("action-datecrea", "formation-datecrea"),
        Pair("action-datemaj", "formation-datemaj"), Pair("session-datecrea", "action-datecrea"), Pair("session-datemaj", "action-datemaj"),
    ];

    private readonly RowSpool spool = new();
    private readonly List<SheetFault> faults = [];
    private RowReading? reading;
    private SheetRow? last;

    /// <summary>How the file was understood; null when it could not be.</summary>
    public string? Format { get; private set; }

    /// <summary>Whether it came as a workbook.</summary>
    public bool IsExcel { get; private set; }

    public SheetHeader? Header { get; private set; }

    /// <summary>What is wrong with the file as a whole.</summary>
    public IReadOnlyList<SheetFault> Faults => faults;

    public IReadOnlyList<FormationRows> Formations { get; private set; } = [];

    public int Rows => spool.Count;

    private StagedSheet()
    {
    }

    /// <summary>Reads the rows; what is wrong with them, or with opening them, becomes a fault.</summary>
    public static StagedSheet Read(Func<ISheetRows> open, SheetLimits sheets)
    {
        var staged = new StagedSheet();
        try
        {
            using var rows = open();
            staged.IsExcel = rows.IsExcel;
            staged.Take(rows, sheets);
        }
        catch (SheetFaultException e)
        {
            staged.faults.Add(e.Fault);
        }
        catch (LimitExceededException e)
        {
            staged.faults.Add(new(e.Code, null, null, e.Message));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            staged.faults.Add(new(ImportCodes.Unreadable, null, null, "La lecture a échoué."));
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        return staged;
    }

    /// <summary>Rows of our own, which are under our header.</summary>
    public static StagedSheet Of(ISheetRows rows)
    {
        var staged = new StagedSheet();
        staged.Take(rows, new SheetLimits());
        return staged;
    }

    private void Take(ISheetRows rows, SheetLimits limits)
    {
        var groups = new RowGroups(spool.LineOf);
        Formations = groups.Formations;
        while (rows.Read())
        {
            Format ??= rows.Format;
            if (rows.Count > limits.Columns)
                throw Fault(ImportCodes.TooManyCells, rows.Line, null, $"La ligne a {rows.Count} cellules ; permis : {limits.Columns}.");
            var cells = Cells(rows, limits);
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                continue;
            if (Header is null)
                ReadHeader(rows, cells);
            else
            {
                if (spool.Count >= Math.Min(limits.Rows, SheetMark.MostRows - 1))
                    throw Fault(ImportCodes.TooManyCells, rows.Line, null, $"Le fichier a plus de {Quote.Number(limits.Rows)} lignes.");
                spool.Add(rows.Line, cells);
                groups.Add(reading!.Read(spool.Count, cells));
            }
        }
        faults.AddRange(rows.Notes);
        if (spool.Count == 0)
            faults.Add(new(ImportCodes.NoFormation, null, null, "Aucune ligne ne suit les titres des colonnes."));
    }

    private void ReadHeader(ISheetRows rows, string[] cells)
    {
        if (SheetHeader.Known(cells) == 0)
            throw Fault(ImportCodes.NotASheet, rows.Line, null, "La première ligne ne porte aucun titre de colonne du format.");
        Header = SheetHeader.Read(cells, rows.Line, faults);
        reading = new RowReading(Header);
        // Without these each row would be wrong in the same way.
        if (faults.FindLast(f => f.Code == ImportCodes.MissingColumn) is { } missing)
        {
            faults.Remove(missing);
            throw new SheetFaultException(missing);
        }
    }

    private string[] Cells(ISheetRows rows, SheetLimits limits)
    {
        var cells = new string[rows.Count];
        for (var place = 0; place < cells.Length; place++)
        {
            var column = Header is { } header && place < header.Columns.Length ? header.Columns[place] : null;
            cells[place] = rows.Cell(place, column);
            if (cells[place].Length > limits.CellCharacters)
                throw Fault(ImportCodes.NodeTooLarge, rows.Line, column?.Name,
                    $"Une cellule a {Quote.Number(cells[place].Length)} caractères ; permis : {Quote.Number(limits.CellCharacters)}.");
            if (Header?.IsNameless(place) == true && !string.IsNullOrWhiteSpace(cells[place]))
                throw Fault(ImportCodes.UnknownColumn, rows.Line, $"{place + 1}", $"La colonne n° {place + 1} n'a pas de titre.");
        }
        return cells;
    }

    /// <summary>The cells of a row as they are written, by place.</summary>
    public string[] Raw(int ordinal) => spool.Read(ordinal);

    /// <summary>A row understood.</summary>
    public SheetRow Row(int ordinal)
    {
        if (last?.Ordinal == ordinal)
            return last;
        var row = reading!.Read(ordinal, spool.Read(ordinal));
        foreach (var (of, from) in Inherited)
            row.Values[of] ??= row.Values[from];
        return last = row;
    }

    /// <summary>The physical line of a row; 0 is the header's, unknown.</summary>
    public int? LineOf(int ordinal) => ordinal > 0 && ordinal <= spool.Count ? spool.LineOf(ordinal) : null;

    /// <summary>A column as the file heads it, or as the template does.</summary>
    public string? NameOf(int column) => column < 0 ? null : Header?.Headings[column] ?? SheetColumns.All[column].Name;

    private static SheetFaultException Fault(ImportCode code, int line, string? column, string text) => new(new(code, line, column, text));

    private static (int, int) Pair(string of, string from) => (SheetColumns.Named(of).Index, SheetColumns.Named(from).Index);

    public void Dispose() => spool.Dispose();
}
