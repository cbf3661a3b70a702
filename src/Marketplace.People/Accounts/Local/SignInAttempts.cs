using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Npgsql;

namespace Marketplace.People.Accounts.Local;

/// <summary>Limits on guessing (settings <c>SignIn__MaxAttempts</c>, <c>SignIn__LockMinutes</c>).</summary>
public sealed class AttemptSettings
{
    public const string Section = "SignIn";

    /// <summary>Wrong passwords or codes in a row before the account is locked.</summary>
    public int MaxAttempts { get; set; } = 5;

    public int LockMinutes { get; set; } = 15;

    /// <summary>Minutes between two e-mails to one mailbox that somebody else may have caused.</summary>
    public int LinkPauseMinutes { get; set; } = 5;

    /// <summary>The same as a length of time.</summary>
    public TimeSpan MailPause => TimeSpan.FromMinutes(LinkPauseMinutes);

    /// <summary>
    /// Hours between an operator's yes to a lost second factor and its replacement: time for the owner of the address to stop it.
    /// </summary>
    public int RecoveryDelayHours { get; set; } = 72;
}

/// <summary>
/// Lock-out. An attempt is paid for before it is checked, in one statement that locks the account's row, so that many
/// guesses at the same time count as many; a right one gives all back.
/// </summary>
public sealed class SignInAttempts(NpgsqlDataSource database, AttemptSettings settings, StrangerLines lines)
{
    /// <summary>Pays for an attempt.</summary>
    /// <returns>Whether it may be made; not while the account is locked.</returns>
    public async Task<bool> PayAsync(Guid account, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition("""
            UPDATE account SET
                failed_attempts = CASE WHEN locked_until IS NULL THEN failed_attempts + 1 ELSE 1 END,
                locked_until = CASE WHEN (CASE WHEN locked_until IS NULL THEN failed_attempts + 1 ELSE 1 END) >= @MaxAttempts
                    THEN now() + make_interval(mins => @LockMinutes) END
            WHERE id = @account AND (locked_until IS NULL OR locked_until < now())
            RETURNING failed_attempts
            """, new { account, settings.MaxAttempts, settings.LockMinutes }, cancellationToken: cancel)) is not null;
    }

    /// <summary>After a right password: this attempt was none, but earlier wrong ones stay until the second factor is given too.</summary>
    public static Task RefundAsync(NpgsqlConnection connection, Guid account) => connection.ExecuteAsync(
        "UPDATE account SET failed_attempts = greatest(failed_attempts - 1, 0), locked_until = NULL WHERE id = @account", new { account });

    /// <summary>After a right answer.</summary>
    public static Task ForgiveAsync(NpgsqlConnection connection, Guid account) =>
        connection.ExecuteAsync("UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = @account", new { account });

    /// <summary>Writes a refused sign-in into the access log.</summary>
    /// <param name="why">A code, such as <c>password</c> or <c>locked</c>.</param>
    /// <param name="address">Where the request came from.</param>
    public Task RefuseAsync(Guid? account, string why, string address, CancellationToken cancel) =>
        lines.WriteAsync(address, new AccessEntry(Rights.SignInUse, AccessOperation.Refusal, account, why), cancel);
}
