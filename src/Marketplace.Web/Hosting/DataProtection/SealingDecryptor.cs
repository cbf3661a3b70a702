using System.Xml.Linq;
using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Marketplace.Web.Hosting.DataProtection;

/// <summary>
/// Opens what <see cref="SealingEncryptor"/> sealed. The framework makes it from its type's name, which stands in the
/// stored keys: renaming or moving this type would lock them out.
/// </summary>
public sealed class SealingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => SealedXml.Open(encryptedElement, services.GetRequiredService<MasterKeys>());
}
