using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Alerts;

/// <summary>The key in a digest's link: an account that nobody can read or make up. It ends alerts and does nothing else, so it never expires.</summary>
public sealed class UnsubscribeKey(IDataProtectionProvider protection)
{
    private const int Longest = 500;

    private readonly IDataProtector protector = protection.CreateProtector("alerts", "unsubscribe");

    public string For(Guid account) => Base64Url.EncodeToString(protector.Protect(account.ToByteArray()));

    /// <summary>Null when we did not write it.</summary>
    public Guid? Read(string key)
    {
        if (key.Length > Longest || !Base64Url.IsValid(key))
            return null;
        try
        {
            var account = protector.Unprotect(Base64Url.DecodeFromChars(key));
            return account.Length == 16 ? new Guid(account) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
