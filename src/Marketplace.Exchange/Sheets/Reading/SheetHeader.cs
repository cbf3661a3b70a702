using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;

namespace Marketplace.Exchange.Sheets.Reading;

/// <summary>Which cell of a row belongs to which column.</summary>
internal sealed class SheetHeader
{
    /// <summary>Head of the column that an annotated file adds; read as nothing.</summary>
    public const string Errors = "Erreurs";

    /// <summary>Columns beginning so are the provider's own notes.</summary>
    private const char Note = '#';

    /// <summary>The headers as the file writes them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>By place in the row; null for what is no column of ours.</summary>
    public SheetColumn?[] Columns { get; }

    /// <summary>How the file heads a column of ours; null when it has none.</summary>
    public string?[] Headings { get; } = new string?[SheetColumns.All.Count];

    private SheetHeader(IReadOnlyList<string> names)
    {
        Names = names;
        Columns = new SheetColumn?[names.Count];
    }

    /// <summary>Reads a header and names all that is wrong with it.</summary>
    public static SheetHeader Read(IReadOnlyList<string> names, int line, List<SheetFault> faults)
    {
        var header = new SheetHeader(names);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim();
            if (name.Length == 0 || name[0] == Note || HeaderKey.Of(name) == HeaderKey.Of(Errors))
                continue;
            if (SheetColumns.Find(name) is not { } column)
                faults.Add(new(ImportCodes.UnknownColumn, line, Quote.Short(name),
                    $"La colonne « {Quote.Short(name)} » n'est pas du format.{Near(name)}"));
            else if (header.Headings[column.Index] is { } first)
                faults.Add(new(ImportCodes.DoubledColumn, line, Quote.Short(name),
                    $"« {Quote.Short(name)} » et « {Quote.Short(first)} » sont la même colonne."));
            else
                (header.Columns[i], header.Headings[column.Index]) = (column, name);
        }
        foreach (var column in SheetColumns.All.Where(c => c.Need == SheetNeed.Required && header.Headings[c.Index] is null))
            if (column.Level == ItemLevel.Formation || header.Has(column.Level))
                faults.Add(new(ImportCodes.MissingColumn, line, column.Name, $"La colonne « {column.Name} » ({column.Label}) manque."));
        return header;
    }

    /// <summary>Columns of ours among these headers.</summary>
    public static int Known(IEnumerable<string> names) => names.Count(n => SheetColumns.Find(n) is not null);

    /// <summary>A place without heading that has something in it.</summary>
    public bool IsNameless(int place) => place >= Names.Count || string.IsNullOrWhiteSpace(Names[place]);

    private bool Has(ItemLevel level) => Columns.Any(c => c?.Level == level);

    private static string Near(string name)
    {
        var key = HeaderKey.Of(name);
        var near = SheetColumns.All.Select(c => (c.Name, Distance: Distance(key, HeaderKey.Of(c.Name)))).MinBy(c => c.Distance);
        return key.Length > 3 && near.Distance <= 2 ? $" Est-ce « {near.Name} » ?" : "";
    }

    /// <summary>Letters to change, add or drop.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
            return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
