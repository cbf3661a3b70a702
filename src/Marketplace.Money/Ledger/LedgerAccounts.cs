using Dapper;
using Npgsql;

namespace Marketplace.Money.Ledger;

/// <summary>Opens and finds accounts of the ledger, in the caller's transaction.</summary>
public static class LedgerAccounts
{
    /// <summary>The holder of a person's rights; opened at first need.</summary>
    /// <param name="person">Keyed hash of the NIR (<see cref="Vault.IdentityVault.LookupAsync"/>).</param>
    public static Task<long> HolderAsync(NpgsqlConnection connection, byte[] person, CancellationToken cancel = default) =>
        FindOrAddAsync(connection, "SELECT id FROM ledger_holder WHERE person = @person",
            "INSERT INTO ledger_holder (person) VALUES (@person) ON CONFLICT DO NOTHING RETURNING id", new { person }, cancel);

    /// <summary>The rights of an account whose NIR is tied; null while none is. The account is linked at first sight.</summary>
    public static async Task<long?> OfAccountAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel = default)
    {
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT id FROM ledger_holder WHERE account_id = @account", new { account }, cancellationToken: cancel)) is { } known)
            return known;
        var person = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition("""
            SELECT v.lookup FROM holder h JOIN vault_entry v ON v.id = h.nir_entry WHERE h.account_id = @account AND h.nir_status = 'tied'
            """, new { account }, cancellationToken: cancel));
        if (person is null)
            return null;
        var holder = await HolderAsync(connection, person, cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE ledger_holder SET account_id = @account WHERE id = @holder AND account_id IS NULL", new { account, holder },
            cancellationToken: cancel));
        return holder;
    }

    /// <summary>A counter-account; opened at first need.</summary>
    public static Task<long> CounterAsync(
        NpgsqlConnection connection, string kind, string code, string unit = "cent", CancellationToken cancel = default) =>
        FindOrAddAsync(connection, "SELECT id FROM ledger_account WHERE holder IS NULL AND kind = @kind AND code = @code AND unit = @unit",
            "INSERT INTO ledger_account (kind, code, unit) VALUES (@kind, @code, @unit) ON CONFLICT DO NOTHING RETURNING id",
            new { kind, code, unit }, cancel);

    /// <summary>What is in a fund, in cents; a fund that never had money has none.</summary>
    /// <param name="fund">Of <see cref="CounterCodes.Fund"/>.</param>
    public static Task<long> FundBalanceAsync(NpgsqlConnection connection, string fund, CancellationToken cancel = default) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition("""
            SELECT coalesce((SELECT f.balance FROM ledger_account a JOIN ledger_fund f ON f.account = a.id WHERE a.kind = 'funder' AND a.code = @fund), 0)
            """, new { fund }, cancellationToken: cancel));

    /// <summary>A bucket for money with these terms: the holder's only one of kinds that have one, else a new one.</summary>
    public static async Task<long> OpenBucketAsync(
        NpgsqlConnection connection, long holder, BucketTerms terms, CancellationToken cancel = default)
    {
        await LedgerPosting.LockAsync(connection, holder, cancel);
        if (terms.Kind is AccountKinds.Annual or AccountKinds.Volunteering or AccountKinds.PublicHours
            && await connection.ExecuteScalarAsync<long?>(
                new CommandDefinition("SELECT id FROM ledger_account WHERE holder = @holder AND kind = @Kind",
                new { holder, terms.Kind }, cancellationToken: cancel)) is { } only)
            return only;
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition("""
            INSERT INTO ledger_account (holder, kind, unit, code, funder, earmark, usable_until, refund_rest)
            VALUES (@holder, @Kind, @Unit, @Code, @Funder, @earmark, @UsableUntil, @RefundRest) RETURNING id
            """, new { holder, terms.Kind, terms.Unit, terms.Code, terms.Funder, earmark = terms.Earmark?.ToArray(), terms.UsableUntil, terms.RefundRest }, cancellationToken: cancel));
    }

    /// <summary>The account that holds what of a bucket is reserved; opened at first need, under the holder's lock.</summary>
    public static Task<long> ReservedOfAsync(NpgsqlConnection connection, long bucket, CancellationToken cancel = default) =>
        FindOrAddAsync(connection, "SELECT id FROM ledger_account WHERE bucket = @bucket", """
            INSERT INTO ledger_account (holder, kind, unit, bucket) SELECT holder, 'reserved', unit, id FROM ledger_account WHERE id = @bucket
            ON CONFLICT DO NOTHING RETURNING id
            """, new { bucket }, cancel);

    /// <summary>All buckets of a holder, oldest first.</summary>
    public static async Task<IReadOnlyList<Bucket>> BucketsAsync(
        NpgsqlConnection connection, long holder, CancellationToken cancel = default) =>
        [.. (await connection.QueryAsync<BucketRow>(new CommandDefinition("""
            SELECT a.id, a.kind, a.code, a.funder, a.earmark, a.usable_until AS UsableUntil, a.refund_rest AS RefundRest,
                b.balance AS Available, coalesce(rb.balance, 0) AS Reserved
            FROM ledger_account a JOIN ledger_balance b ON b.account = a.id
            LEFT JOIN ledger_account r ON r.bucket = a.id LEFT JOIN ledger_balance rb ON rb.account = r.id
            WHERE a.holder = @holder AND a.bucket IS NULL ORDER BY a.id
            """, new { holder }, cancellationToken: cancel)))
            .Select(row => new Bucket(
                row.Id, new BucketTerms(row.Kind, row.Code, row.Funder, row.Earmark, row.UsableUntil, row.RefundRest), row.Available,
                row.Reserved))];

    /// <summary>Looked for again after a lost race: a statement does not see what was committed since it began.</summary>
    private static async Task<long> FindOrAddAsync(
        NpgsqlConnection connection, string find, string add, object values, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition(find, values, cancellationToken: cancel))
        ?? await connection.ExecuteScalarAsync<long?>(new CommandDefinition(add, values, cancellationToken: cancel))
        ?? await connection.ExecuteScalarAsync<long>(new CommandDefinition(find, values, cancellationToken: cancel));

    private sealed record BucketRow
    {
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public string Code { get; init; } = "";
        public string? Funder { get; init; }
        public string[]? Earmark { get; init; }
        public DateOnly? UsableUntil { get; init; }
        public bool RefundRest { get; init; }
        public long Available { get; init; }
        public long Reserved { get; init; }
    }
}
