using Dapper;
using Npgsql;

namespace Marketplace.Money.Ledger;

/// <summary>A share of a price with the account it comes from.</summary>
/// <param name="Kind">Of the account.</param>
/// <param name="Code">Of the account.</param>
internal sealed record ShareMoney(long Cents, string Kind, string Code)
{
    /// <summary>The shares above zero, if each may serve that training on that day. Under the holder's lock.</summary>
    /// <param name="certification">That the training prepares for; null: none.</param>
    /// <exception cref="UnusableRightsException">One may not.</exception>
    public static async Task<IReadOnlyList<ShareMoney>> UsableAsync(
        NpgsqlConnection connection, Guid booking, long holder, string? certification, IReadOnlyList<(long Bucket, long Cents)> shares,
        DateOnly day, CancellationToken cancel)
    {
        var some = shares.Where(share => share.Cents > 0).ToList();
        var money = (await connection.QueryAsync<Row>(new CommandDefinition("""
            SELECT s.bucket AS Bucket, s.cents AS Cents, a.kind AS Kind, a.code AS Code, (a.holder IS DISTINCT FROM @holder OR a.unit <> 'cent' OR a.kind = 'reserved'
                OR a.usable_until < @day OR (a.earmark IS NOT NULL AND (@certification IS NULL OR NOT @certification = ANY (a.earmark)))
                OR (h.retired_on <= @day AND a.kind NOT IN ('volunteering', 'learner'))) AS Unusable
            FROM unnest(@buckets, @cents) s (bucket, cents) LEFT JOIN ledger_account a ON a.id = s.bucket LEFT JOIN ledger_holder h ON h.id = a.holder
            """, new { holder, certification, day, buckets = some.Select(s => s.Bucket).ToArray(), cents = some.Select(s => s.Cents).ToArray() },
            cancellationToken: cancel))).ToList();
        return money.Where(m => m.Unusable).Select(m => m.Bucket).ToList() is { Count: > 0 } unusable
            ? throw new UnusableRightsException(booking, unusable)
            : [.. money.Select(m => new ShareMoney(m.Cents, m.Kind!, m.Code!))];
    }

    private sealed record Row
    {
        public long Bucket { get; init; }
        public long Cents { get; init; }
        public string? Kind { get; init; }
        public string? Code { get; init; }
        public bool Unusable { get; init; }
    }
}
