using Dapper;
using Marketplace.Core.Access;
using Marketplace.Core.Audit;
using Npgsql;

namespace Marketplace.Core.Accounts.Local;

/// <summary>Limits on guessing (settings <c>SignIn__MaxAttempts</c>, <c>SignIn__LockMinutes</c>).</summary>
public sealed class AttemptSettings
{
    public const string Section = "SignIn";

    /// <summary>Wrong passwords or codes in a row before the account is locked.</summary>
    public int MaxAttempts { get; set; } = 5;

    public int LockMinutes { get; set; } = 15;

    /// <summary>Minutes between two links by e-mail to one account: nobody's mailbox is filled, and no link is ended by a stranger again and again.</summary>
    public int LinkPauseMinutes { get; set; } = 5;

    /// <summary>Hours between an operator's yes to a lost second factor and its replacement: time for the owner of the address to stop it.</summary>
    public int RecoveryDelayHours { get; set; } = 72;
}

/// <summary>
/// Lock-out. An attempt is paid for before it is checked, in one statement that locks the account's row, so that many
/// guesses at the same time count as many; a right one gives all back.
/// </summary>
public sealed class SignInAttempts(NpgsqlDataSource database, AttemptSettings settings)
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
    public async Task RefuseAsync(Guid? account, string why, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await AccessLog.WriteAsync(connection, Actor.Visitor, new AccessEntry("sign-in.use", AccessOperation.Refusal, account, why), cancel);
    }
}
