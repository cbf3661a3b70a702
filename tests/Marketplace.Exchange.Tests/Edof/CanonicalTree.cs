using System.Xml;
using System.Xml.Linq;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>A file as plain text that depends only on its items and values: for comparing what went in and what came out.</summary>
internal static class CanonicalTree
{
    public static string Of(byte[] file)
    {
        using var reader = XmlReader.Create(new MemoryStream(file));
        return Of(XDocument.Load(reader).Root!, "");
    }

    private static string Of(XElement element, string indent)
    {
        var attributes = element.Attributes().Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.LocalName)
            .Select(a => $" {a.Name.LocalName}={a.Value.Trim()}");
        var text = element.HasElements ? "" : element.Value.Trim(' ', '\t', '\r', '\n');
        return $"{indent}{element.Name.LocalName}{string.Concat(attributes)}: {text}\n" + string.Concat(
            element.Elements().Select(e => Of(e, indent + " ")));
    }
}
