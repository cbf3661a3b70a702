using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.People.Accounts.Local;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.SignIn;

/// <summary>What is known between two steps of a sign-in: in a protected cookie of ten minutes, never in the address.</summary>
/// <param name="AccountId">Who gave the first factor.</param>
/// <param name="Return">Where they wanted to go.</param>
/// <param name="Challenge">State of a passkey ceremony.</param>
/// <param name="Stamp">Of the password that was given; absent: none was.</param>
public sealed record PendingState(Guid? AccountId, string? Return, string? Challenge = null, string? Stamp = null);

/// <summary>Keeps a <see cref="PendingState"/> with the browser.</summary>
public sealed class PendingSignIn(IDataProtectionProvider protection, IHostEnvironment environment)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("pending-sign-in").ToTimeLimitedDataProtector();
    private readonly string _name = environment.IsDevelopment() ? "pending" : "__Host-pending";

    public void Write(HttpContext context, PendingState state) =>
        context.Response.Cookies.Append(_name, _protector.Protect(JsonSerializer.Serialize(state), Lasts), Options(context));

    /// <summary>Null when there is none, or it is too old or was tampered with.</summary>
    public PendingState? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[_name] is { Length: < 4000 } cookie
                ? JsonSerializer.Deserialize<PendingState>(_protector.Unprotect(cookie)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The state of who gave the password that is still in use; null otherwise, also for a passkey ceremony.</summary>
    public async Task<PendingState?> AfterPasswordAsync(HttpContext context, PasswordSignIn signIn, CancellationToken cancel) =>
        Read(context) is { AccountId: { } account, Stamp: { } stamp } state && stamp == await signIn.StampAsync(account, cancel)
            ? state : null;

    public void Remove(HttpContext context) => context.Response.Cookies.Delete(_name, Options(context));

    private CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = !environment.IsDevelopment() || context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
        MaxAge = Lasts,
    };
}
