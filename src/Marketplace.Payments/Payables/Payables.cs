using Dapper;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Payments.Payables;

/// <summary>Sums that fall due, wait, and are given up again: in the transaction of who owes them.</summary>
public static class Payables
{
    /// <summary>A sum falls due; once however often it is said.</summary>
    /// <exception cref="ArgumentException">The key named another sum.</exception>
    public static async Task<Guid> AddAsync(NpgsqlConnection connection, NewPayable payable, DateTimeOffset now, CancellationToken cancel)
    {
        var step = PayableProcess.Table.Begin(PayableProcess.Begin, Roles.Program, PayableFacts.None);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO payable (id, key, siret, kind, booking, invoice, reference, amount, state, due_on, created_at)
            VALUES (@id, @Key, @Siret, @Kind, @Booking, @Invoice, @Reference, @Cents, @state, @DueOn, @now) ON CONFLICT (key) DO NOTHING
            """, new
        {
            id = Guid.CreateVersion7(now), payable.Key, payable.Siret, payable.Kind, payable.Booking, payable.Invoice, payable.Reference,
            payable.Cents, state = step.To, payable.DueOn, now,
        }, cancellationToken: cancel));
        var (found, cents) = await connection.QuerySingleAsync<(Guid, long)>(new CommandDefinition(
            "SELECT id, amount FROM payable WHERE key = @Key", new { payable.Key }, cancellationToken: cancel));
        return cents == payable.Cents ? found : throw new ArgumentException($"The key {payable.Key} names another sum.", nameof(payable));
    }

    /// <summary>Gives up what an invoice asked for.</summary>
    /// <exception cref="ProcessRefusedException">Some of it is in a batch, at the bank, or paid.</exception>
    public static Task CancelAsync(NpgsqlConnection connection, Guid invoice, CancellationToken cancel) =>
        MoveAsync(connection, PayableProcess.Cancel, "invoice = @invoice", new { invoice }, cancel, only: false);

    /// <summary>Gives one sum up.</summary>
    /// <exception cref="ProcessRefusedException">It is in a batch, at the bank, or paid.</exception>
    public static Task DropAsync(NpgsqlConnection connection, string key, CancellationToken cancel) =>
        MoveAsync(connection, PayableProcess.Cancel, "key = @key", new { key }, cancel, only: false);

    /// <summary>What of a booking is not at the bank yet waits until <see cref="ResumeAsync"/>.</summary>
    public static Task SuspendAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        MoveAsync(connection, PayableProcess.Suspend, "booking = @booking", new { booking }, cancel);

    /// <summary>What of a booking was suspended goes on.</summary>
    public static Task ResumeAsync(NpgsqlConnection connection, Guid booking, CancellationToken cancel) =>
        MoveAsync(connection, PayableProcess.Resume, "booking = @booking", new { booking }, cancel);

    /// <param name="only">Those that the process lets; else all of them, or none.</param>
    private static async Task MoveAsync(
        NpgsqlConnection connection, string @event, string which, object values, CancellationToken cancel, bool only = true)
    {
        var rows = (await connection.QueryAsync<(Guid Id, string State)>(new CommandDefinition(
            $"SELECT id, state FROM payable WHERE {which} ORDER BY id FOR UPDATE", values, cancellationToken: cancel))).ToList();
        foreach (var group in rows.GroupBy(row => row.State))
            if (!only || PayableProcess.Table.Allows(group.Key, @event, Roles.Program, PayableFacts.None))
                await PayableProcess.MoveAsync(connection, group.Key, @event, Roles.Program, [.. group.Select(row => row.Id)], cancel);
    }
}
