using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Marketplace.Platform.Vault;

/// <summary>
/// The secret part of a data-protection key as it stands in <c>data_protection_key.xml</c>: base64 of the seal in one element.
/// </summary>
public static class SealedXml
{
    private static readonly XName Name = XNamespace.Get("urn:marketplace:vault") + "sealed";

    /// <summary>Puts an element under seal.</summary>
    public static XElement Seal(XElement plain, MasterKeys keys) => new(
        Name, Convert.ToBase64String(
        keys.Seal(Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting)), SealPurpose.DataProtection)));

    /// <summary>The element that <see cref="Seal"/> was given.</summary>
    /// <exception cref="CryptographicException">Changed, or its master key is not among the settings.</exception>
    public static XElement Open(XElement sealedElement, MasterKeys keys) =>
        XElement.Parse(Encoding.UTF8.GetString(keys.Open(Content(sealedElement), SealPurpose.DataProtection)),
            LoadOptions.PreserveWhitespace);

    /// <summary>Seals with the current key what other keys sealed anywhere in a document; null when there is nothing to do.</summary>
    /// <exception cref="CryptographicException">Changed, or its master key is not among the settings.</exception>
    public static string? Reseal(string xml, MasterKeys keys)
    {
        var document = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        var others = document.DescendantsAndSelf(Name).Where(element => MasterKeys.KeyOf(Content(element)) != keys.Current).ToList();
        foreach (var element in others)
            element.Value = Convert.ToBase64String(keys.Reseal(Content(element), SealPurpose.DataProtection));
        return others.Count == 0 ? null : document.ToString(SaveOptions.DisableFormatting);
    }

    private static byte[] Content(XElement element)
    {
        try
        {
            return Convert.FromBase64String(element.Value);
        }
        catch (FormatException failure)
        {
            throw new CryptographicException("This is not a sealed element.", failure);
        }
    }
}
