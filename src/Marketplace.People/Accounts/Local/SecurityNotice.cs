using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.People.Accounts.Local;

/// <summary>Tells somebody by e-mail that a way into their account changed: who did not do it will know.</summary>
public static class SecurityNotice
{
    /// <summary>Queues within the caller's transaction.</summary>
    /// <param name="change">What changed, as a French sentence.</param>
    public static Task SendAsync(NpgsqlConnection connection, MasterKeys keys, string email, string change, CancellationToken cancel) =>
        MailQueue.EnqueueAsync(connection, keys, new MailMessage("security-changed", email, new Dictionary<string, string>
        {
            ["change"] = change,
            ["at"] = ParisTime.InWords(DateTimeOffset.UtcNow),
        }), cancel);
}
