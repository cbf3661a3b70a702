using System.Text.Json;
using Dapper;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.BankDetails;

/// <summary>
/// Changes a provider's bank details under control: they wait for a second person or for the end of a delay, and everybody who could know
/// better is told with a link that stops them. Changes of one SIRET take turns.
/// </summary>
public sealed class BankDetailsChanges(
    NpgsqlDataSource database, IdentityVault vault, BankDetailsMail mail, RuleBook book, TimeProvider clock)
{
    private const string VaultKind = "bank-details";
    private const int MostAtOnce = 100;

    /// <summary>Enters details, which wait.</summary>
    /// <returns>Their id.</returns>
    /// <exception cref="ProcessRefusedException">Others wait already.</exception>
    public Task<Guid> EnterAsync(Guid organisation, string siret, BankAccount account, Actor actor, CancellationToken cancel)
    {
        if ((Iban.Problem(account.Iban) ?? Iban.BicProblem(account.Bic)) is { } problem)
            throw new ArgumentException(problem, nameof(account));
        return database.InTransactionAsync(async connection =>
        {
            await BankDetailsRows.TakeTurnAsync(connection, organisation, siret, cancel);
            var now = clock.GetUtcNow();
            var waits = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT FROM bank_details WHERE siret = @siret AND state = 'waiting')", new { siret },
                cancellationToken: cancel));
            var step = BankDetailsProcess.Table.Begin(
                BankDetailsProcess.Enter, actor.Role, new BankDetailsFacts(NoneWaits: !waits), now);
            var token = SecretToken.New();
            var row = new BankDetailsRow(
                Guid.NewGuid(), siret, organisation, step.To, account.Iban[..2], account.Iban[^4..], actor.AccountId!.Value, Effect(now),
                await vault.StoreAsync(connection, VaultKind, JsonSerializer.SerializeToUtf8Bytes(account), null, cancel), true);
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO bank_details (id, siret, organisation_id, state, entry, country, ending, asked_by, asked_at, takes_effect_at, stop_hash, epoch)
                SELECT @Id, @Siret, @Organisation, @State, @Entry, @Country, @Ending, @AskedBy, @now, @TakesEffectAt, @hash, epoch FROM index_epoch
                """, new
            {
                row.Id, row.Siret, row.Organisation, row.State, row.Entry, row.Country, row.Ending, row.AskedBy,
                now, row.TakesEffectAt, hash = SecretToken.HashOf(token),
            }, cancellationToken: cancel));
            await BankDetailsRows.WriteAsync(connection, row, actor, BankDetailsProcess.Enter, cancel);
            await mail.EnteredAsync(connection, siret, organisation, row.Masked, row.TakesEffectAt, token, cancel);
            return row.Id;
        }, cancel);
    }

    /// <summary>A second person confirms: the details count at once. What waits never changes, so that its id is its version.</summary>
    /// <returns>False: there are none of the SIRET's, or they do not wait any more.</returns>
    /// <exception cref="ProcessRefusedException">It is the same person.</exception>
    public Task<bool> ConfirmAsync(Guid organisation, string siret, Guid id, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await BankDetailsRows.TakeTurnAsync(connection, organisation, siret, cancel);
            if (await BankDetailsRows.FindAsync(
                connection, "b.id = @id AND b.organisation_id = @organisation AND b.siret = @siret AND b.state = 'waiting'",
                new { id, organisation, siret }, cancel) is not { SameEpoch: true } row)
                return false;
            await CountAsync(connection, row, BankDetailsProcess.Confirm, actor, cancel);
            return true;
        }, cancel);

    /// <summary>Stops what waits, by a member of the organisation.</summary>
    /// <returns>False: there are none of the SIRET's, or they do not wait any more.</returns>
    public Task<bool> StopAsync(Guid organisation, string siret, Guid id, Actor actor, CancellationToken cancel) =>
        StopAsync("b.id = @id AND b.organisation_id = @organisation AND b.siret = @siret", new { id, organisation, siret }, actor, cancel);

    /// <summary>Stops what waits, by the link of an e-mail.</summary>
    /// <returns>False: the link serves no more.</returns>
    public async Task<bool> StopAsync(string token, Actor actor, CancellationToken cancel) =>
        SecretToken.HashOf(token) is { } hash && await StopAsync("b.stop_hash = @hash", new { hash }, actor, cancel);

    /// <summary>Whether the link of an e-mail still stops something.</summary>
    public async Task<bool> IsWaitingAsync(string token, CancellationToken cancel)
    {
        if (SecretToken.HashOf(token) is not { } hash)
            return false;
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await BankDetailsRows.FindAsync(connection, "b.stop_hash = @hash AND b.state = 'waiting'", new { hash }, cancel) is not null;
    }

    /// <summary>Lets those count whose delay is over, and stops those of before a restore.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        List<BankDetailsRow> due;
        await using (var connection = await database.OpenConnectionAsync(cancel))
            due = [.. await connection.QueryAsync<BankDetailsRow>(new CommandDefinition(
                $"{BankDetailsRows.Read} WHERE b.state = 'waiting' AND (b.takes_effect_at <= @now OR b.epoch <> e.epoch) ORDER BY b.takes_effect_at LIMIT {MostAtOnce}",
                new { now = clock.GetUtcNow() }, cancellationToken: cancel))];
        foreach (var one in due)
            await database.InTransactionAsync(async connection =>
            {
                await BankDetailsRows.TakeTurnAsync(connection, one.Organisation, one.Siret, cancel);
                if (await BankDetailsRows.FindAsync(connection, "b.id = @Id AND b.state = 'waiting'", new { one.Id }, cancel) is { } row)
                    await (row.SameEpoch
                        ? CountAsync(connection, row, BankDetailsProcess.TakeEffect, Actor.Program, cancel)
                        : EndAsync(connection, row, Actor.Program, cancel));
            }, cancel);
        return due.Count;
    }

    /// <summary>The moment when details count that nobody confirms: the delay's last day is over.</summary>
    private DateTime Effect(DateTimeOffset now)
    {
        var today = ParisTime.DateOf(now);
        var delay = book.On(today).Get(PaymentRules.BankDetailsDelay);
        return ParisTime.StartOf(WorkingDays.Of(HolidayZone.Metropole).End(today, delay).AddDays(1));
    }

    private Task<bool> StopAsync(string condition, object values, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            if (await BankDetailsRows.FindAsync(connection, condition, values, cancel) is not { } found)
                return false;
            await BankDetailsRows.TakeTurnAsync(connection, found.Organisation, found.Siret, cancel);
            if (await BankDetailsRows.FindAsync(connection, "b.id = @Id AND b.state = 'waiting'", new { found.Id }, cancel) is not { } row)
                return false;
            await EndAsync(connection, row, actor, cancel);
            return true;
        }, cancel);

    private async Task EndAsync(NpgsqlConnection connection, BankDetailsRow row, Actor actor, CancellationToken cancel)
    {
        var step = BankDetailsProcess.Table.Take(row.State, BankDetailsProcess.Stop, actor.Role, new BankDetailsFacts());
        await BankDetailsProcess.Column.MoveAsync(connection, step, [row.Id], cancel);
        await BankDetailsRows.WriteAsync(connection, row, actor, BankDetailsProcess.Stop, cancel);
        await mail.StoppedAsync(connection, row.Siret, row.Organisation, row.Masked, cancel);
    }

    private async Task CountAsync(NpgsqlConnection connection, BankDetailsRow row, string @event, Actor actor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var facts = new BankDetailsFacts(OtherPerson: actor.AccountId != row.AskedBy, TakesEffectAt: row.TakesEffectAt);
        var step = BankDetailsProcess.Table.Take(row.State, @event, actor.Role, facts, now);
        // Those that are told are those of before: afterwards the old contact is nobody's any more.
        await mail.CountsAsync(connection, row.Siret, row.Organisation, row.Masked, cancel);
        if (await BankDetailsRows.FindAsync(
            connection, "b.siret = @Siret AND b.state = 'effective'", new { row.Siret }, cancel) is { } before)
            await BankDetailsProcess.Column.MoveAsync(connection, BankDetailsProcess.Table.Take(
                before.State, BankDetailsProcess.Replace, Roles.Program, facts, now), [before.Id], cancel);
        await BankDetailsProcess.Column.MoveAsync(
            connection, step, [row.Id], cancel, "effective_at = @now, confirmed_by = @AccountId", new { now, actor.AccountId });
        await BankDetailsRows.WriteAsync(connection, row, actor, @event, cancel);
    }
}
