using Marketplace.Web.Site;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Alerts;

/// <summary>
/// The key in a digest's link: an account that nobody can read or make up. It ends alerts and does nothing else, so it never expires.
/// </summary>
public sealed class UnsubscribeKey(IDataProtectionProvider protection)
{
    private readonly SealedId sealedId = new(protection.CreateProtector("alerts", "unsubscribe"));

    public string For(Guid account) => sealedId.Write(account);

    /// <summary>Null when we did not write it.</summary>
    public Guid? Read(string key) => sealedId.Read(key);
}
