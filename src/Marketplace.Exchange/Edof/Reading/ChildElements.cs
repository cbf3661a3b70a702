using System.Xml;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Walks over the children of the element under the cursor and checks them against its shape: names, order, number.
/// Children that do not belong are reported and passed over; misplaced ones are reported and still read.
/// </summary>
internal struct ChildElements
{
    private readonly EdofCursor cursor;
    private readonly ElementShape shape;
    private readonly ImportCode missing;
    private readonly string parent;
    private readonly int line, depth;
    private readonly bool empty;
    private int last, count;
    private ulong seen;
    private bool strayReported;

    /// <param name="missing">Code for a required child that is absent (an official one where it exists).</param>
    public ChildElements(EdofCursor cursor, ElementShape shape, ImportCode? missing = null)
    {
        this.cursor = cursor;
        this.shape = shape;
        this.missing = missing ?? ImportCodes.MissingElement;
        cursor.CheckAttributes(shape.Attributes);
        (parent, line, depth, empty) = (cursor.Name, cursor.Line, cursor.Depth, cursor.IsEmpty);
    }

    /// <summary>Moves to the next child that belongs; false at the end, with the cursor on the parent's end.</summary>
    public bool Next()
    {
        if (!empty)
        {
            while (cursor.Read())
            {
                switch (cursor.NodeType)
                {
                    case XmlNodeType.Element when Belongs():
                        return true;
                    case XmlNodeType.Element:
                        cursor.Skip();
                        break;
                    // Blanks of more than 4,096 characters are a text to XmlReader.
                    case XmlNodeType.Text or XmlNodeType.CDATA when !strayReported && !cursor.IsBlank:
                        strayReported = true;
                        Report(ImportCodes.StrayText, $"Du texte se trouve directement dans <{parent}>.", cursor.TextLine);
                        break;
                    case XmlNodeType.EndElement when cursor.Depth == depth:
                        ReportMissing();
                        return false;
                }
            }
        }
        ReportMissing();
        return false;
    }

    private bool Belongs()
    {
        var name = cursor.Name;
        var index = cursor.InNamespace ? shape.IndexOf(name, last) : -1;
        if (index < 0)
        {
            if (ElementShape.Removed.Contains(name))
                Report(ImportCodes.RemovedElement, $"<{name}> a été supprimé du format.");
            else if (!cursor.InNamespace)
                Report(ImportCodes.UnknownElement,
                    $"<{Quote.Short(name)}> n'est pas dans l'espace de noms d'EDOF ({EdofCursor.Namespace}).");
            else
                Report(ImportCodes.UnknownElement, $"<{Quote.Short(name)}> n'est pas attendu dans <{parent}>.");
            return false;
        }
        var again = (seen & (1UL << index)) != 0;
        if (shape.Ordered && index < last)
            Report(ImportCodes.WrongOrder, $"Dans <{parent}>, <{name}> doit venir avant <{shape.Children[last].Name}>.");
        count = index == last && again ? count + 1 : 1;
        if (again && (count > shape.Children[index].Max || index != last && shape.Children[index].Max == 1))
            Report(ImportCodes.Repeated,
                $"<{name}> est donné plus de {(shape.Children[index].Max == 1 ? "une" : shape.Children[index].Max)} fois dans <{parent}>.");
        seen |= 1UL << index;
        last = shape.Ordered ? Math.Max(last, index) : index;
        return true;
    }

    private readonly void ReportMissing()
    {
        for (var i = 0; i < shape.Children.Length; i++)
            if (shape.Children[i].Min > 0 && (seen & (1UL << i)) == 0)
                cursor.Journal.Report(missing, line, $"<{shape.Children[i].Name}> manque dans <{parent}>.");
    }

    private readonly void Report(ImportCode code, string text, int? at = null)
    {
        // Outside the formations only the file itself can be refused.
        if (cursor.Journal.Level == ItemLevel.File)
            cursor.Journal.RefuseFile(ImportCodes.OutsideFormations, at ?? cursor.Line, text);
        else
            cursor.Journal.Report(code, at ?? cursor.Line, text);
    }
}
