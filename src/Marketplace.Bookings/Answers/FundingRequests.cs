using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Ledger;
using Npgsql;

namespace Marketplace.Bookings.Answers;

/// <summary>
/// Requests for money addressed to a funder, with what it needs to answer them and no more. Whoever calls logs the look-up.
/// </summary>
public sealed class FundingRequests(NpgsqlDataSource database)
{
    private const int Most = 200;

    private const string Select = """
        SELECT b.id, b.account_id AS AccountId, b.number, b.state, trim(coalesce(a.given_names, '') || ' ' || coalesce(a.family_name, '')) AS LearnerName,
            b.title, b.provider_name AS ProviderName, b.starts, b.ends, b.price, b.funder, b.funder_cents AS Cents, b.funder_asked_at AS AskedAt, b.zone,
            d.due_at AS DueAt, (SELECT e.event FROM booking_event e WHERE e.booking_id = b.id AND e.event IN ('funder-grants', 'funder-refuses', 'funder-silent')
                AND e.at >= b.funder_asked_at ORDER BY e.id DESC LIMIT 1) AS Answer, b.xmin::text AS RowVersion
        FROM booking b JOIN account a ON a.id = b.account_id
        LEFT JOIN booking_deadline d ON d.booking_id = b.id AND d.event = 'funder-silent' AND d.done_at IS NULL
        WHERE b.funder = ANY (@funds) AND b.state <> 'draft' AND b.funder_asked_at IS NOT NULL
        """;

    /// <summary>Those that wait first, by when they have to be answered; then the latest.</summary>
    public async Task<IReadOnlyList<FundingRequest>> ListAsync(IReadOnlyCollection<string> funds, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<FundingRequest>(new CommandDefinition(
            $"{Select} ORDER BY (b.state = 'awaiting-funder') DESC, d.due_at, b.funder_asked_at DESC LIMIT {Most}",
            new { funds = funds.ToArray() },
            cancellationToken: cancel))];
    }

    /// <summary>One of them; null: none of these funds was asked.</summary>
    public async Task<FundingRequest?> FindAsync(IReadOnlyCollection<string> funds, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<FundingRequest>(new CommandDefinition(
            $"{Select} AND b.id = @id", new { funds = funds.ToArray(), id }, cancellationToken: cancel));
    }

    /// <summary>What is in a fund, in cents.</summary>
    public async Task<long> BalanceAsync(string fund, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LedgerAccounts.FundBalanceAsync(connection, fund, cancel);
    }
}

/// <summary>A request for money.</summary>
/// <param name="Cents">That were asked for.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="Zone">Of public holidays at the place of the training.</param>
/// <param name="DueAt">UTC, the first moment that is too late; null: no answer is waited for.</param>
/// <param name="Answer">Event of <see cref="BookingProcess"/>; null: none yet.</param>
public sealed record FundingRequest(
    Guid Id, Guid AccountId, long Number, string State, string LearnerName, string Title, string ProviderName, DateOnly? Starts,
    DateOnly? Ends,
    long Price, string Funder, long Cents, DateTime AskedAt, string Zone, DateTime? DueAt, string? Answer, string RowVersion)
{
    /// <summary>An answer is waited for.</summary>
    public bool Waits => State == BookingProcess.AwaitingFunder;

    /// <summary>As <see cref="BookingRow.Version"/>.</summary>
    public string Version => $"{Id:N}-{RowVersion}";
}
