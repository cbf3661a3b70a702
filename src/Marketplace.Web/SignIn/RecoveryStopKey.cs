using Marketplace.Web.Site;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.SignIn;

/// <summary>
/// The key in the link of an e-mail that stops the replacement of a second factor; it does nothing else and serves while that is under way.
/// </summary>
public sealed class RecoveryStopKey(IDataProtectionProvider protection)
{
    private readonly SealedId sealedId = new(protection.CreateProtector("factor-recovery", "stop"));

    public string For(Guid recovery) => sealedId.Write(recovery);

    /// <summary>Null when we did not write it.</summary>
    public Guid? Read(string key) => sealedId.Read(key);

    /// <summary>Address of the page that stops a request.</summary>
    public string Address(string site, Guid recovery) => site + SignInAddresses.StopRecovery.Of(For(recovery));
}
