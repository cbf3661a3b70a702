using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Text;
using Npgsql;

namespace Marketplace.Bookings.Recoveries;

/// <summary>A recovery, as its provider and operators see it.</summary>
public sealed record RecoveryView(
    Guid Id, Guid Booking, Guid Account, long Number, string Siret, long Cents, long RecoveredCents, string State, DateOnly ClaimUntil,
    DateOnly? OpposeUntil, DateTime OpenedAt);

/// <summary>Claims back what was undue: taken from payouts to come, enforced after a month, or dropped.</summary>
public sealed class RecoveryClaims(NpgsqlDataSource database, DossierDesk desk)
{
    private const string Select = """
        SELECT r.id, r.booking_id AS Booking, b.account_id AS Account, b.number, r.siret, r.amount AS Cents, r.recovered AS RecoveredCents, r.state,
            r.claim_until AS ClaimUntil, r.oppose_until AS OpposeUntil, r.opened_at AS OpenedAt
        FROM recovery r JOIN booking b ON b.id = r.booking_id
        """;

    /// <summary>Begins one: what each line paid beyond what is due is what it gets back.</summary>
    internal async Task ClaimAsync(OpenDossier dossier, Guid control, long cents, CancellationToken cancel)
    {
        var (row, connection) = (dossier.Row, dossier.Connection);
        var paid = await BookingLedger.DebitedAsync(connection, row.Id, cancel);
        var undue = RecoverySharing.Undue(cents, [.. paid.Select(line => line.Remaining)]);
        var until = dossier.WorkingDays.End(dossier.Today, dossier.Rules.Get(RecoveryRules.Claim));
        var step = RecoveryProcess.Table.Begin(RecoveryProcess.Claim, Roles.Program, new RecoveryFacts(dossier.Today, until, false));
        var id = Guid.NewGuid();
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO recovery (id, booking_id, control_id, siret, amount, state, claim_until, opened_at)
            VALUES (@id, @booking, @control, @Siret, @cents, @state, @until, @Now)
            """, new { id, booking = row.Id, control, row.Siret, cents, state = step.To, until, dossier.Now }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO recovery_share (recovery_id, line, bucket, amount) VALUES (@id, @line, @Bucket, @share)",
            paid.Zip(undue).Where(p => p.Second > 0).Select(p => new { id, line = p.First.Id, p.First.Bucket, share = p.Second }),
            cancellationToken: cancel));
        await Payables.AddAsync(connection, new NewPayable(
            KeyOf(id), row.Siret, PayableKinds.Recovery, row.Id, BookingNumber.Text(row.Number), -cents, until), dossier.Now, cancel);
        await dossier.TellProviderAsync(new("Un remboursement vous est demandé",
            $"{EuroText.Of(cents)} ont été payés ou facturés à tort pour cette formation.",
            $"La somme est retenue sur vos prochains versements. Vous avez jusqu’au {DossierWords.Day(until)} pour la contester ou la payer."), cancel);
    }

    /// <summary>Those of an establishment, or all, latest first.</summary>
    public async Task<IReadOnlyList<RecoveryView>> ListAsync(IReadOnlyCollection<string>? sirets, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<RecoveryView>(new CommandDefinition(
            $"{Select} WHERE @sirets::text[] IS NULL OR r.siret = ANY (@sirets) ORDER BY r.state IN ('settled', 'dropped'), r.opened_at DESC LIMIT 100",
            new { sirets = sirets?.ToArray() }, cancellationToken: cancel))];
    }

    /// <summary>Delivers what enforces it, or drops it.</summary>
    /// <param name="seen">State as it was shown.</param>
    /// <exception cref="ProcessRefusedException">It is not the moment.</exception>
    public Task DecideAsync(DossierKey key, Guid recovery, string @event, string seen, Actor actor, CancellationToken cancel) =>
        desk.EditAsync(key, null, async dossier =>
        {
            var connection = dossier.Connection;
            await connection.ExecuteAsync(new CommandDefinition(
                "SELECT FROM recovery WHERE id = @recovery AND booking_id = @Id FOR UPDATE", new { recovery, key.Id },
                cancellationToken: cancel));
            var found = await connection.QuerySingleOrDefaultAsync<RecoveryView>(new CommandDefinition(
                $"{Select} WHERE r.id = @recovery AND r.booking_id = @Id", new { recovery, key.Id }, cancellationToken: cancel))
                ?? throw new UnknownDossierException();
            if (found.State != seen)
                throw new Platform.Data.Editing.StaleChangeException();
            var threshold = decimal.Ceiling(
                dossier.Rules.Get(RecoveryRules.SocialSecurityCeiling) * dossier.Rules.Get(RecoveryRules.ThresholdShare) / 100) * 100;
            var step = RecoveryProcess.Table.Take(
                found.State, @event, actor.Role, new RecoveryFacts(dossier.Today, found.ClaimUntil, found.Cents >= threshold));
            if (@event == RecoveryProcess.Drop)
                await Payables.DropAsync(connection, KeyOf(recovery), cancel);
            await RecoveryProcess.Column.MoveAsync(
                connection, step, [recovery], cancel, "oppose_until = coalesce(@until, oppose_until)", new
            {
                until = @event == RecoveryProcess.Enforce
                    ? dossier.WorkingDays.End(dossier.Today, dossier.Rules.Get(RecoveryRules.Opposition)) : (DateOnly?)null,
            });
            await AccessLog.WriteAsync(connection, actor, new AccessEntry(
                Rights.BookingsOperateAct, AccessOperation.Change, dossier.Row.AccountId, $"booking:{dossier.Row.Id}"), cancel);
        }, cancel);

    internal static string KeyOf(Guid recovery) => $"recovery/{recovery:N}";
}
