using Dapper;
using Marketplace.Payments.Payables;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>A suspension that stands.</summary>
/// <param name="Body">Who asked for it: key of <see cref="PaymentSuspensions.Bodies"/>.</param>
public sealed record SuspensionView(Guid Id, string Siret, string Name, string Body, string Reason, DateTime Since, long WaitingCents);

/// <summary>
/// Payments to an establishment wait when one of the bodies that the law names asks for it (L6333-7-2), until somebody ends it.
/// </summary>
public sealed class PaymentSuspensions(NpgsqlDataSource database, Func<IPayableFollower> follower, TimeProvider clock)
{
    /// <summary>Who may ask: the bodies of control.</summary>
    public static readonly IReadOnlyDictionary<string, string> Bodies = new Dictionary<string, string>
    {
        ["labour"] = "Services régionaux de contrôle de la formation professionnelle",
        ["taxes"] = "Administration fiscale",
        ["customs"] = "Douanes",
        ["consumers"] = "Concurrence, consommation et répression des fraudes",
        ["social"] = "Organismes de recouvrement des cotisations sociales",
        ["tracfin"] = "Tracfin",
        ["police"] = "Police ou gendarmerie, sur instruction judiciaire",
        ["service"] = "Le service, pendant un contrôle",
    };

    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 1000;

    /// <summary>Those that stand, longest first.</summary>
    public async Task<IReadOnlyList<SuspensionView>> StandingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<SuspensionView>(new CommandDefinition("""
            SELECT s.id, s.siret, coalesce(o.name, '') AS Name, s.body, s.reason, s.since,
                coalesce((SELECT sum(amount) FROM payable p WHERE p.siret = s.siret AND p.state IN ('waiting', 'suspended')), 0)::bigint AS WaitingCents
            FROM payment_suspension s LEFT JOIN provider o ON o.siret = s.siret WHERE s.ended_at IS NULL ORDER BY s.since, s.id LIMIT 200
            """, cancellationToken: cancel))];
    }

    /// <exception cref="ProcessRefusedException">One stands already, or nobody knows this establishment.</exception>
    public Task BeginAsync(string siret, string body, string reason, Actor actor, CancellationToken cancel)
    {
        if (!Bodies.ContainsKey(body) || reason.Length is 0 or > LongestReason)
            throw new ArgumentException("A suspension has a body that asked for it, and a reason.", nameof(body));
        return database.InTransactionAsync(async connection =>
        {
            if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT FROM provider WHERE siret = @siret)", new { siret }, cancellationToken: cancel)))
                throw new ProcessRefusedException("Aucun organisme ne porte ce SIRET.");
            if (await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO payment_suspension (id, siret, body, reason, since, by) VALUES (@id, @siret, @body, @reason, @now, @AccountId)
                ON CONFLICT (siret) WHERE ended_at IS NULL DO NOTHING
                """, new { id = Guid.NewGuid(), siret, body, reason, now = clock.GetUtcNow(), actor.AccountId }, cancellationToken: cancel)) == 0)
                throw new ProcessRefusedException("Les paiements à cet établissement sont déjà suspendus.");
            await LogAsync(connection, siret, actor, cancel);
        }, cancel);
    }

    /// <returns>False: it does not stand.</returns>
    public Task<bool> EndAsync(Guid suspension, Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition("""
            UPDATE payment_suspension SET ended_at = @now, ended_by = @AccountId WHERE id = @suspension AND ended_at IS NULL RETURNING siret
            """, new { suspension, now = clock.GetUtcNow(), actor.AccountId }, cancellationToken: cancel)) is not { } siret)
            return false;
        await LogAsync(connection, siret, actor, cancel);
        return true;
    }, cancel);

    /// <summary>After a restore: the bank's statements since were read, and what they do not show may be paid.</summary>
    /// <returns>How many sums.</returns>
    public Task<int> ReleaseAsync(Actor actor, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var bookings = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT DISTINCT booking FROM payable WHERE state = 'to-check'", commandTimeout: 0, cancellationToken: cancel))).ToList();
        await follower().LockAsync(connection, bookings, cancel);
        var payables = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "SELECT id FROM payable WHERE state = 'to-check' AND booking = ANY (@bookings) ORDER BY id FOR UPDATE",
            new { bookings = bookings.ToArray() }, commandTimeout: 0, cancellationToken: cancel))).ToList();
        await PayableProcess.MoveAsync(connection, PayableProcess.ToCheck, PayableProcess.Release, actor.Role, payables, cancel);
        await follower().MovedAsync(connection, PayableProcess.Release, payables, cancel);
        await AccessLog.WriteAsync(connection, actor,
            new AccessEntry(Rights.PayoutsApprove, AccessOperation.Change, Object: "payables:to-check"), cancel);
        return payables.Count;
    }, cancel);

    private static Task LogAsync(NpgsqlConnection connection, string siret, Actor actor, CancellationToken cancel) =>
        AccessLog.WriteAsync(connection, actor, new AccessEntry(Rights.PaymentsSuspend, AccessOperation.Change, Object: $"siret:{siret}"),
            cancel);
}
