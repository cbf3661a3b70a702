using System.Xml.Linq;
using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Marketplace.Web.Hosting.DataProtection;

/// <summary>Seals the secret part of a data-protection key with the current master key.</summary>
public sealed class SealingEncryptor(MasterKeys keys) : IXmlEncryptor
{
    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedXml.Seal(plaintextElement, keys), typeof(SealingDecryptor));
}
