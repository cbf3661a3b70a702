using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Marketplace.Platform.Mail;

/// <summary>
/// A mailbox rests between two e-mails that somebody else than its owner may have caused, of whatever kind: nobody's
/// mailbox is filled, and no link is ended by a stranger again and again. Each such e-mail therefore says all that its
/// owner may need meanwhile.
/// </summary>
public static class MailPause
{
    /// <summary>Takes the mailbox' turn within the caller's transaction; of many at the same time one gets it.</summary>
    /// <param name="mailbox">An address in lower case.</param>
    /// <returns>Whether an e-mail may be sent now.</returns>
    public static Task<bool> TakeAsync(NpgsqlConnection connection, string mailbox, TimeSpan pause) => connection.ExecuteScalarAsync<bool>("""
        WITH taken AS (
            INSERT INTO mail_pause AS p (mailbox, last_at) VALUES (@mark, now())
            ON CONFLICT (mailbox) DO UPDATE SET last_at = excluded.last_at WHERE p.last_at <= now() - @pause
            RETURNING 1)
        SELECT EXISTS (SELECT FROM taken)
        """, new { mark = MarkOf(mailbox), pause });

    /// <summary>The owner has used a link that came to the mailbox: what they ask for next was not caused by a stranger.</summary>
    public static Task EndAsync(NpgsqlConnection connection, string mailbox) =>
        connection.ExecuteAsync("DELETE FROM mail_pause WHERE mailbox = @mark", new { mark = MarkOf(mailbox) });

    private static byte[] MarkOf(string mailbox) => SHA256.HashData(Encoding.UTF8.GetBytes(mailbox));
}
