using Dapper;
using Marketplace.People.Access;
using Npgsql;

namespace Marketplace.Payments.Cards;

/// <summary>Rows of payments, in the caller's transaction.</summary>
internal static class CardRows
{
    public static Task<CardPayment?> FindAsync(NpgsqlConnection connection, Guid payment, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<CardPayment>(
            new CommandDefinition($"{CardPayment.Select} WHERE p.id = @payment", new { payment }, cancellationToken: cancel));

    /// <summary>Takes the payment's turn, then reads it: what was committed while we waited is seen.</summary>
    public static async Task<CardPayment?> LockAsync(NpgsqlConnection connection, Guid payment, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT FROM card_payment WHERE id = @payment FOR NO KEY UPDATE", new { payment }, cancellationToken: cancel));
        return await FindAsync(connection, payment, cancel);
    }

    /// <summary>The open payment of a booking, locked.</summary>
    public static async Task<CardPayment?> OpenOfAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT id FROM card_payment WHERE booking = @booking AND state = 'open' FOR NO KEY UPDATE", new { booking },
            cancellationToken: cancel)) is { } open ? await FindAsync(connection, open, cancel) : null;

    /// <summary>Moves a payment that the caller has locked.</summary>
    /// <returns>It as it stands now.</returns>
    /// <exception cref="Platform.Processes.ProcessRefusedException">It may not be.</exception>
    public static async Task<CardPayment> MoveAsync(
        NpgsqlConnection connection, CardPayment payment, string @event, CardFacts facts, DateTimeOffset now, CancellationToken cancel,
        string? set = null, object? values = null)
    {
        var step = CardProcess.Table.Take(payment.State, @event, Roles.Program, facts, now);
        await CardProcess.Column.MoveAsync(connection, step, [payment.Id], cancel, set, values);
        return (await FindAsync(connection, payment.Id, cancel))!;
    }
}
