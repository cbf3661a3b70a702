using System.Xml;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>
/// Walks over the members of an <c>extras</c>: known ones go to their reader by their <c>info</c>, others are kept as they are.
/// The schema lets them come in any order; each known one may come once.
/// </summary>
internal struct ExtraMembers
{
    private readonly EdofCursor cursor;
    private readonly ReadOnlyMemory<ExtraKind> known;
    private ChildElements children;
    private ulong seen;

    public ExtraMembers(EdofCursor cursor, ReadOnlyMemory<ExtraKind> known)
    {
        this.cursor = cursor;
        this.known = known;
        children = new ChildElements(cursor, ElementShape.Extras);
    }

    /// <summary>Name of the known member under the cursor.</summary>
    public string Info { get; private set; } = "";

    /// <summary>Members that the format does not know, or that are empty.</summary>
    public List<Extra>? Others { get; private set; }

    /// <summary>Moves to the next known member, whose content is still to be read.</summary>
    public bool Next()
    {
        while (children.Next())
        {
            var info = cursor.Attribute("info") ?? "";
            var index = IndexOf(info);
            if (index < 0)
            {
                Keep(ExtraReader.ReadUnknown(cursor));
                continue;
            }
            cursor.CheckAttributes(ElementShape.Extras.Attributes);
            var kind = known.Span[index];
            if (kind.Group != (cursor.Name == "extras"))
            {
                var (wanted, found) = kind.Group ? ("extras", "extra") : ("extra", "extras");
                cursor.Journal.Report(ImportCodes.WrongExtraKind, cursor.Line, $"« {info} » doit être un <{wanted}>, non un <{found}>.");
                cursor.Skip();
                continue;
            }
            if (kind.Repeatable)
                cursor.CountExtra();
            else if ((seen & (1UL << index)) != 0)
                cursor.Journal.Report(ImportCodes.RepeatedExtra, cursor.Line, $"« {info} » est donné deux fois.");
            seen |= 1UL << index;
            Info = info;
            return true;
        }
        return false;
    }

    /// <summary>
    /// The known member's text. Empty, it is as if absent: kept for export, reported, and false.
    /// </summary>
    public bool Text(out EdofValue value)
    {
        var number = cursor.Attribute("numero");
        value = cursor.ReadText(Info);
        if (value.Text.Length > 0)
            return true;
        cursor.Journal.Report(ImportCodes.EmptyExtra, value.Line, $"« {Info} » est vide.");
        Keep(new Extra(Info, number, ""));
        return false;
    }

    private void Keep(Extra extra) => (Others ??= []).Add(extra);

    private readonly int IndexOf(string info)
    {
        var kinds = known.Span;
        for (var i = 0; i < kinds.Length; i++)
            if (kinds[i].Info == info)
                return i;
        return -1;
    }
}

/// <summary>A member that the format knows.</summary>
/// <param name="Group">An <c>extras</c>, not an <c>extra</c>.</param>
internal readonly record struct ExtraKind(string Info, bool Group = false, bool Repeatable = false);
