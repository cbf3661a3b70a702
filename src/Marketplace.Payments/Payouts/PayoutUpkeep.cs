using Dapper;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>The site's address and where mails of payouts lead: known by whoever hosts this.</summary>
/// <param name="Provider">A provider's payments, behind the choice of the organisation.</param>
/// <param name="Desk">The operators' desk.</param>
public sealed record PayoutSite(Func<string> Address, string Provider, string Desk);

/// <summary>
/// What follows of payouts without anybody asking: providers are told of transfers and refusals, refused sums go on once their bank details
/// have changed, and operators are warned before the last day. Each row once; killed in between, the next run goes on.
/// </summary>
public sealed class PayoutUpkeep(
    NpgsqlDataSource database, Func<IPayableFollower> follower, MasterKeys keys, PayoutSite site, TimeProvider clock)
{
    private const int AtOnce = 200;
    private const int MostStaff = 20;

    /// <returns>Mails that were queued, and sums that go on.</returns>
    public async Task<(int Told, int Retried)> RunAsync(CancellationToken cancel = default)
    {
        var told = 0;
        while (await database.InTransactionAsync(connection => TellAsync(connection, cancel), cancel) is > 0 and var some)
            told += some;
        return (told + await database.InTransactionAsync(connection => WarnAsync(connection, cancel), cancel),
            await database.InTransactionAsync(connection => RetryAsync(connection, cancel), cancel));
    }

    /// <returns>Transfers whose providers are told.</returns>
    private async Task<int> TellAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var transfers = (await connection.QueryAsync<(Guid Id, string Siret, long Cents, string State, string Reference)>(new CommandDefinition($"""
            SELECT id, siret, amount, state, reference FROM payout_transfer WHERE told_at IS NULL AND state IN ('paid', 'rejected', 'returned')
            ORDER BY changed_at, id LIMIT {AtOnce} FOR UPDATE SKIP LOCKED
            """, cancellationToken: cancel))).ToList();
        var staff = (await connection.QueryAsync<(string Siret, string Email)>(new CommandDefinition("""
            SELECT DISTINCT s.siret, a.email FROM organisation_siret s JOIN organisation o ON o.id = s.organisation_id AND o.closed_at IS NULL
            JOIN membership m ON m.organisation_id = o.id JOIN account a ON a.id = m.account_id
            WHERE s.siret = ANY (@sirets) AND s.kind = 'provider' AND 'billing' = ANY (m.roles) AND (m.sirets IS NULL OR s.siret = ANY (m.sirets))
                AND a.email IS NOT NULL AND a.disabled_at IS NULL ORDER BY s.siret, a.email
            """, new { sirets = transfers.Select(t => t.Siret).Distinct().ToArray() }, cancellationToken: cancel))).ToLookup(s => s.Siret, s => s.Email);
        foreach (var transfer in transfers)
            foreach (var address in staff[transfer.Siret].Take(MostStaff))
                await SendAsync(connection, address, transfer.State == TransferProcess.Paid
                    ? "Un versement est exécuté" : "Un versement n’a pas abouti",
                    transfer.State == TransferProcess.Paid
                        ? transfer.Cents > 0
                            ? "La banque a exécuté un virement du service vers votre compte. Son avis détaille les factures payées."
                            : "Ce qui vous était dû a compensé ce que vous deviez : rien n’est viré."
                        : "La banque a rejeté un virement vers votre compte. Vérifiez vos coordonnées bancaires : le versement reprend dès qu’elles changent.",
                    site.Provider, cancel);
        await connection.ExecuteAsync(new CommandDefinition("UPDATE payout_transfer SET told_at = @now WHERE id = ANY (@ids)",
            new { now = clock.GetUtcNow(), ids = transfers.Select(t => t.Id).ToArray() }, cancellationToken: cancel));
        return transfers.Count;
    }

    /// <summary>Once for each sum whose last day is near.</summary>
    private async Task<int> WarnAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var near = await connection.ExecuteAsync(new CommandDefinition("""
            UPDATE payable SET warned_at = @now WHERE warned_at IS NULL AND amount > 0 AND state NOT IN ('paid', 'cancelled', 'sent') AND due_on <= @near
            """, new { now = clock.GetUtcNow(), near = clock.Today().AddDays(PayoutDesk.NearDays) }, cancellationToken: cancel));
        if (near == 0)
            return 0;
        var operators = (await connection.QueryAsync<string>(new CommandDefinition($"""
            SELECT a.email FROM operator_mission m JOIN account a ON a.id = m.account_id
            WHERE m.mission = 'payments' AND a.email IS NOT NULL AND a.disabled_at IS NULL ORDER BY a.email LIMIT {MostStaff}
            """, cancellationToken: cancel))).ToList();
        foreach (var address in operators)
            await SendAsync(connection, address, "Des versements arrivent à échéance",
                $"{near} sommes dues à des organismes doivent être payées dans les {PayoutDesk.NearDays} jours, ou ne sont pas payées à temps.",
                site.Desk, cancel);
        return operators.Count;
    }

    private async Task<int> RetryAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var rejected = (await connection.QueryAsync<(Guid Id, Guid Booking, string Siret, string? Version)>(new CommandDefinition("""
            SELECT p.id, p.booking, p.siret, (SELECT t.account_version FROM payout_line l JOIN payout_transfer t ON t.id = l.transfer
                WHERE l.payable = p.id ORDER BY t.changed_at DESC LIMIT 1)
            FROM payable p WHERE p.state = 'rejected' ORDER BY p.id LIMIT 10000
            """, commandTimeout: 0, cancellationToken: cancel))).ToList();
        var known = await PayeeBook.VersionsAsync(connection, [.. rejected.Select(p => p.Siret).Distinct()], cancel);
        var again = rejected.Where(p => known.TryGetValue(p.Siret, out var version) && version != p.Version).ToList();
        await follower().LockAsync(connection, [.. again.Select(p => p.Booking).Distinct()], cancel);
        // What was suspended meanwhile is left where it is.
        var still = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM payable WHERE id = ANY (@ids) AND state = 'rejected' ORDER BY id FOR UPDATE",
            new { ids = again.Select(p => p.Id).ToArray() }, cancellationToken: cancel))).ToList();
        await PayableProcess.MoveAsync(
            connection, PayableProcess.Rejected, PayableProcess.Retry, Roles.Program, still, cancel, "problem = NULL");
        await follower().MovedAsync(connection, PayableProcess.Retry, still, cancel);
        return still.Count;
    }

    private Task SendAsync(
        NpgsqlConnection connection, string address, string subject, string text, string path, CancellationToken cancel) =>
        MailQueue.EnqueueAsync(connection, keys, new MailMessage("payout", address, new Dictionary<string, string>
        {
            ["subject"] = subject, ["text"] = text, ["link"] = site.Address() + path,
        }), cancel);
}
