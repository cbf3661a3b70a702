using System.Globalization;
using System.Xml;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;

namespace Marketplace.Exchange.Edof.Exporting;

/// <summary>
/// Writes an <c>extras</c>: known members first, then those kept as they came. Members kept from inside a known group
/// go back into it.
/// </summary>
internal readonly struct ExtrasWriter
{
    private readonly XmlWriter xml;
    private readonly IReadOnlyList<Extra> others;
    private readonly HashSet<Extra> merged = new(ReferenceEqualityComparer.Instance);

    /// <param name="others">Kept members of this group.</param>
    public ExtrasWriter(XmlWriter xml, string info, IReadOnlyList<Extra> others)
    {
        (this.xml, this.others) = (xml, others);
        Start(xml, "extras", info, null);
    }

    public void Text(string info, string? value)
    {
        if (value is null)
            return;
        Start(xml, "extra", info, null);
        xml.Text(value);
        xml.WriteEndElement();
    }

    public void Number(string info, int? value) => Text(info, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>With the decimals that it came with.</summary>
    public void Amount(string info, decimal? value) => Text(info, value?.ToString(CultureInfo.InvariantCulture));

    public void YesNo(string info, bool? value) => Text(info, value switch { true => "1", false => "0", null => null });

    /// <summary>A group of codes; left out when there is none.</summary>
    public void Codes<T>(string group, string member, IReadOnlyList<T> codes) where T : notnull
    {
        var kept = Kept(group);
        if (codes.Count == 0 && kept is null)
            return;
        Start(xml, "extras", group, kept?.Number);
        foreach (var code in codes)
            Text(member, Convert.ToString(code, CultureInfo.InvariantCulture));
        WriteAll(kept?.Children ?? []);
        xml.WriteEndElement();
    }

    public void Fees(Fees fees)
    {
        var kept = Kept("frais-pedagogiques");
        Start(xml, "extras", "frais-pedagogiques", kept?.Number);
        Amount("taux-tva", fees.VatRate);
        Amount("frais-ht", fees.Exclusive);
        Amount("frais-ttc", fees.Inclusive);
        WriteAll(kept?.Children ?? []);
        xml.WriteEndElement();
    }

    /// <summary>A contact inside an extra, with the extras that follow it there.</summary>
    public void Contact(string info, Contact contact, IReadOnlyList<Extra> following)
    {
        Start(xml, "extra", info, null);
        ContactWriter.Write(xml, contact);
        WriteAll(following);
        xml.WriteEndElement();
    }

    /// <summary>The members that have no field of their own and were not put back into a group.</summary>
    public void Others()
    {
        foreach (var extra in others)
            if (!merged.Contains(extra))
                Write(xml, extra);
    }

    public void End() => xml.WriteEndElement();

    private Extra? Kept(string group)
    {
        foreach (var extra in others)
        {
            if (extra.Info != group || extra.Children is null)
                continue;
            merged.Add(extra);
            return extra;
        }
        return null;
    }

    private void WriteAll(IReadOnlyList<Extra> extras) => WriteAll(xml, extras);

    public static void WriteAll(XmlWriter xml, IReadOnlyList<Extra> extras)
    {
        foreach (var extra in extras)
            Write(xml, extra);
    }

    private static void Write(XmlWriter xml, Extra extra)
    {
        Start(xml, extra.Children is null ? "extra" : "extras", extra.Info, extra.Number);
        if (extra.Children is not null)
            WriteAll(xml, extra.Children);
        else if (extra.Markup is not null)
            WriteMarkup(xml, extra.Markup);
        else
            xml.Text(extra.Text ?? "");
        xml.WriteEndElement();
    }

    private static void WriteMarkup(XmlWriter xml, string markup)
    {
        using var text = new StringReader(markup);
        using var reader = XmlReader.Create(text, new XmlReaderSettings
        {
            ConformanceLevel = ConformanceLevel.Fragment, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
        });
        reader.Read();
        while (!reader.EOF)
            xml.WriteNode(reader, defattr: false);
    }

    private static void Start(XmlWriter xml, string name, string? info, string? number)
    {
        xml.Start(name);
        xml.Attribute("numero", number);
        xml.Attribute("info", info);
    }
}
