using System.Xml;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Sheets.Document;

/// <summary>A node of the document that a sheet stands for.</summary>
/// <param name="Type">None for a finding: what a cell has wrong, told while its item is open.</param>
/// <param name="Mark">Its place in the sheet: <see cref="SheetMark"/>.</param>
internal readonly record struct SheetNode(
    XmlNodeType Type, int Depth, string Prefix, string Name, string Namespace, string Value, int Mark,
    IReadOnlyList<SheetAttribute> Attributes, bool IsEmpty = false, ElementPlan? Plan = null, ImportCode? Finding = null);

internal readonly record struct SheetAttribute(string Prefix, string Name, string Namespace, string Value);

/// <summary>A place in a sheet as one number, since the readers of documents count lines.</summary>
internal static class SheetMark
{
    private const int ColumnBits = 10;
    /// <summary>Rows that can be told apart.</summary>
    public const int MostRows = 1 << (31 - ColumnBits);

    /// <param name="row">Its ordinal, 0 for the header.</param>
    /// <param name="column">Index of the column; -1 for the row as a whole.</param>
    public static int Of(int row, int column) => row << ColumnBits | column + 1;

    public static (int Row, int Column) Read(int mark) => (mark >> ColumnBits, (mark & (1 << ColumnBits) - 1) - 1);
}
