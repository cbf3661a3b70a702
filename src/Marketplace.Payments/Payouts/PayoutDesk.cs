using Dapper;
using Marketplace.Payments.Payables;
using Npgsql;

namespace Marketplace.Payments.Payouts;

/// <summary>A batch as operators follow it.</summary>
public sealed record BatchView(
    Guid Id, long Number, string State, int Payables, int Transfers, long Cents, DateTime PreparedAt, Guid PreparedBy,
    string PreparedByName,
    DateTime? ApprovedAt, string? ApprovedByName, DateOnly? ExecutesOn, int Paid, int Rejected, int Waiting);

/// <summary>A file of a batch.</summary>
public sealed record FileView(int Number, string Message, int Transfers, long Cents, byte[] Sha256, DateTime? FetchedAt);

/// <summary>A transfer of a batch.</summary>
/// <param name="Payee">Name of the account; null: not sent yet.</param>
public sealed record TransferView(
    string Siret, string Reference, long Cents, string State, string? Payee, string? AccountEnd, string? Problem, int Payables);

/// <summary>What waits, at a glance: cents and how many.</summary>
/// <param name="Late">Past their last day.</param>
/// <param name="Near">Within days of it.</param>
/// <param name="Held">Of establishments that owe back more than they are owed.</param>
public sealed record PayoutOverview(
    int Waiting, long WaitingCents, int Late, int Near, int Rejected, int Suspended, int ToCheck, int Held, int Unanswered);

/// <summary>A provider's incident: a refusal of the bank, or no bank details.</summary>
/// <param name="Problem">The bank's code; null: no bank details.</param>
public sealed record IncidentView(string Siret, string Name, int Payables, long Cents, string? Problem, DateOnly DueOn);

/// <summary>A word of the bank that fits nothing.</summary>
public sealed record OddAnswer(DateOnly Day, string Kind, string? Reference, long? Cents, string? Code, string Text, string Outcome);

/// <summary>Payouts as operators and providers see them: only read, each list bounded.</summary>
public sealed class PayoutDesk(NpgsqlDataSource database)
{
    /// <summary>Lines of each list.</summary>
    public const int Shown = 100;

    /// <summary>Days before the last one from which a sum is said to be near it.</summary>
    public const int NearDays = 7;

    private const string SelectBatch = """
        SELECT b.id, b.number, b.state, b.payables, b.transfers, b.total AS Cents, b.prepared_at AS PreparedAt, b.prepared_by AS PreparedBy,
            trim(coalesce(p.given_names, '') || ' ' || coalesce(p.family_name, '')) AS PreparedByName, b.approved_at AS ApprovedAt,
            CASE WHEN a.id IS NOT NULL THEN trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) END AS ApprovedByName,
            b.executes_on AS ExecutesOn, coalesce(t.paid, 0)::int AS Paid, coalesce(t.rejected, 0)::int AS Rejected, coalesce(t.waiting, 0)::int AS Waiting
        FROM payout_batch b JOIN account p ON p.id = b.prepared_by LEFT JOIN account a ON a.id = b.approved_by
        LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE x.state = 'paid') AS paid, count(*) FILTER (WHERE x.state IN ('rejected', 'returned')) AS rejected,
            count(*) FILTER (WHERE x.state = 'sent') AS waiting FROM payout_transfer x WHERE x.batch = b.id) t ON true
        """;

    private const string SelectPayable = """
        SELECT p.id, p.siret, p.kind, p.booking, p.reference, p.amount AS Cents, p.state, p.due_on AS DueOn, p.created_at AS CreatedAt, p.paid_at AS PaidAt,
            p.problem, (SELECT t.reference FROM payout_line l JOIN payout_transfer t ON t.id = l.transfer WHERE l.payable = p.id
                ORDER BY l.counts DESC, t.changed_at DESC LIMIT 1) AS Transfer
        FROM payable p
        """;

    /// <summary>Batches, latest first.</summary>
    public Task<IReadOnlyList<BatchView>> BatchesAsync(CancellationToken cancel) =>
        ListAsync<BatchView>($"{SelectBatch} ORDER BY b.number DESC LIMIT 30", new { }, cancel);

    /// <summary>One of them; null: there is none.</summary>
    public async Task<BatchView?> BatchAsync(Guid batch, CancellationToken cancel) =>
        (await ListAsync<BatchView>($"{SelectBatch} WHERE b.id = @batch", new { batch }, cancel)).FirstOrDefault();

    public Task<IReadOnlyList<FileView>> FilesAsync(Guid batch, CancellationToken cancel) => ListAsync<FileView>("""
        SELECT number, message, transfers, total AS Cents, sha256, fetched_at AS FetchedAt FROM payout_file WHERE batch = @batch ORDER BY number
        """, new { batch }, cancel);

    /// <summary>Those that need somebody first, then the largest.</summary>
    public Task<IReadOnlyList<TransferView>> TransfersAsync(Guid batch, CancellationToken cancel) => ListAsync<TransferView>($"""
        SELECT t.siret, t.reference, t.amount AS Cents, t.state, t.payee, t.account_end AS AccountEnd, t.problem,
            (SELECT count(*)::int FROM payout_line l WHERE l.transfer = t.id) AS Payables
        FROM payout_transfer t WHERE t.batch = @batch ORDER BY t.state IN ('rejected', 'returned') DESC, t.amount DESC, t.id LIMIT {Shown}
        """, new { batch }, cancel);

    public async Task<PayoutOverview> OverviewAsync(DateOnly today, CancellationToken cancel) => (await ListAsync<PayoutOverview>("""
        SELECT count(*) FILTER (WHERE state = 'waiting')::int AS Waiting, coalesce(sum(amount) FILTER (WHERE state = 'waiting'), 0)::bigint AS WaitingCents,
            count(*) FILTER (WHERE amount > 0 AND due_on < @today)::int AS Late,
            count(*) FILTER (WHERE amount > 0 AND due_on BETWEEN @today AND @near)::int AS Near,
            count(*) FILTER (WHERE state = 'rejected')::int AS Rejected, count(*) FILTER (WHERE state = 'suspended')::int AS Suspended,
            count(*) FILTER (WHERE state = 'to-check')::int AS ToCheck,
            (SELECT count(*)::int FROM (SELECT FROM payable WHERE state = 'waiting' GROUP BY siret HAVING sum(amount) < 0) h) AS Held,
            (SELECT count(*)::int FROM payout_transfer t JOIN payout_batch b ON b.id = t.batch WHERE t.state = 'sent' AND b.executes_on < @today) AS Unanswered
        FROM payable WHERE state NOT IN ('paid', 'cancelled')
        """, new { today, near = today.AddDays(NearDays) }, cancel))[0];

    /// <summary>Establishments that cannot be paid, those longest due first.</summary>
    public async Task<IReadOnlyList<IncidentView>> IncidentsAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var open = (await connection.QueryAsync<IncidentView>(new CommandDefinition("""
            SELECT p.siret, coalesce(max(o.name), '') AS Name, count(*)::int AS Payables, sum(p.amount)::bigint AS Cents, max(p.problem) AS Problem, min(p.due_on) AS DueOn
            FROM payable p LEFT JOIN provider o ON o.siret = p.siret WHERE p.state IN ('waiting', 'rejected') AND p.amount > 0
            GROUP BY p.siret, p.state ORDER BY p.state, min(p.due_on), p.siret LIMIT 5000
            """, cancellationToken: cancel))).ToList();
        var known = await PayeeBook.VersionsAsync(connection, [.. open.Select(i => i.Siret).Distinct()], cancel);
        return [.. open.Where(i => i.Problem is not null || !known.ContainsKey(i.Siret)).Take(Shown)];
    }

    /// <summary>Words of the bank that fit nothing, latest first.</summary>
    public Task<IReadOnlyList<OddAnswer>> OddAsync(CancellationToken cancel) => ListAsync<OddAnswer>($"""
        SELECT day, kind, reference, amount AS Cents, code, text, outcome FROM payout_answer
        WHERE outcome IN ('unknown', 'wrong-amount', 'too-late') ORDER BY day DESC, id DESC LIMIT {Shown}
        """, new { }, cancel);

    /// <summary>Sums of establishments, latest first.</summary>
    /// <param name="page">From 1.</param>
    public Task<IReadOnlyList<PayableView>> OfProviderAsync(IReadOnlyCollection<string> sirets, int page, CancellationToken cancel) =>
        ListAsync<PayableView>(
            $"{SelectPayable} WHERE p.siret = ANY (@sirets) ORDER BY p.created_at DESC, p.id DESC LIMIT @most OFFSET @skip",
            new { sirets = sirets.ToArray(), most = Shown + 1, skip = (Math.Max(page, 1) - 1) * Shown }, cancel);

    /// <summary>Cents of establishments by state of their sums.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TotalsAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel) =>
        (await ListAsync<(string State, long Cents)>(
            "SELECT state, sum(amount)::bigint FROM payable WHERE siret = ANY (@sirets) GROUP BY state",
            new { sirets = sirets.ToArray() }, cancel)).ToDictionary(t => t.State, t => t.Cents);

    /// <summary>Transfers of establishments, latest first.</summary>
    public Task<IReadOnlyList<AdviceView>> AdvicesAsync(IReadOnlyCollection<string> sirets, CancellationToken cancel) => ListAsync<AdviceView>($"""
        SELECT t.id, t.siret, t.reference, t.amount AS Cents, t.state, t.account_end AS AccountEnd, t.answered_on AS Day, t.problem
        FROM payout_transfer t WHERE t.siret = ANY (@sirets) AND t.state IN ('sent', 'paid', 'rejected', 'returned')
        ORDER BY t.changed_at DESC, t.id LIMIT {Shown}
        """, new { sirets = sirets.ToArray() }, cancel);

    /// <summary>A transfer with all that it pays and takes back; null: there is none that the scope sees.</summary>
    public async Task<(AdviceView Advice, IReadOnlyList<PayableView> Lines)?> AdviceAsync(
        Guid transfer, IReadOnlyCollection<string> sirets, CancellationToken cancel)
    {
        var found = await ListAsync<AdviceView>("""
            SELECT t.id, t.siret, t.reference, t.amount AS Cents, t.state, t.account_end AS AccountEnd, t.answered_on AS Day, t.problem
            FROM payout_transfer t WHERE t.id = @transfer AND t.siret = ANY (@sirets) AND t.state IN ('sent', 'paid', 'rejected', 'returned')
            """, new { transfer, sirets = sirets.ToArray() }, cancel);
        return found.Count == 0 ? null : (found[0], await ListAsync<PayableView>(
            $"{SelectPayable} WHERE p.id IN (SELECT payable FROM payout_line WHERE transfer = @transfer) ORDER BY p.amount DESC, p.id LIMIT 1000",
            new { transfer }, cancel));
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancel))];
    }
}

/// <summary>A transfer as its provider sees it: the remittance advice.</summary>
/// <param name="Day">The bank's; null: it has not answered.</param>
public sealed record AdviceView(
    Guid Id, string Siret, string Reference, long Cents, string State, string? AccountEnd, DateOnly? Day, string? Problem);
