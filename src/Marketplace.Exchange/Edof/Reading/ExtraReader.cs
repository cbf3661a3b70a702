using System.Xml;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Reporting;

namespace Marketplace.Exchange.Edof.Reading;

/// <summary>Reads extras that the format does not name, so that an export gives them back.</summary>
internal static class ExtraReader
{
    /// <summary>One unknown <c>extra</c> or <c>extras</c>, with a warning.</summary>
    public static Extra ReadUnknown(EdofCursor cursor)
    {
        cursor.Journal.Report(ImportCodes.UnknownExtra, cursor.Line,
            $"<{cursor.Name} info=\"{Quote.Short(cursor.Attribute("info") ?? "")}\"> n'est pas connu à cet endroit.");
        return Read(cursor);
    }

    /// <summary>An <c>extras</c> of free content (of a contact, of a place): no member has a meaning here.</summary>
    public static Extra Read(EdofCursor cursor)
    {
        cursor.CountExtra();
        var (info, number) = (cursor.Attribute("info"), cursor.Attribute("numero"));
        if (cursor.Name == "extras")
            return new Extra(info, number, null, ReadMembers(cursor));

        cursor.CheckAttributes(ElementShape.Extras.Attributes);
        var markup = cursor.ReadMarkup(out var text);
        return text is not null ? new Extra(info, number, text) : new Extra(info, number, null, null, markup);
    }

    private static List<Extra> ReadMembers(EdofCursor cursor)
    {
        var members = new List<Extra>();
        var children = new ChildElements(cursor, ElementShape.Extras);
        while (children.Next())
            members.Add(Read(cursor));
        return members;
    }
}
