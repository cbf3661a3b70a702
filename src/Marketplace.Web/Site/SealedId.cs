using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Site;

/// <summary>An internal id in the link of an e-mail, which nobody can read or make up.</summary>
public sealed class SealedId(IDataProtector protector)
{
    private const int Longest = 500;

    public string Write(Guid id) => Base64Url.EncodeToString(protector.Protect(id.ToByteArray()));

    /// <summary>Null when we did not write it.</summary>
    public Guid? Read(string key)
    {
        if (key.Length > Longest || !Base64Url.IsValid(key))
            return null;
        try
        {
            var id = protector.Unprotect(Base64Url.DecodeFromChars(key));
            return id.Length == 16 ? new Guid(id) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
