using Dapper;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Money.Entitlements;

/// <summary>Reads a holder's rights. Whoever calls has written the look-up into the access log.</summary>
public sealed class EntitlementStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Activity is declared in the year that follows; two more for late declarations.</summary>
    private const int YearsOfDeclarations = 3;

    private static readonly string Sql = $"""
        SELECT retired_on AS RetiredOn, coalesce((SELECT sum(owed - kept_back) FROM annual_assessment WHERE holder = @holder), 0)::bigint AS Owed
        FROM ledger_holder WHERE id = @holder;

        SELECT a.id, a.kind, a.code, a.funder, a.earmark, a.usable_until AS UsableUntil, a.refund_rest AS RefundRest, a.opened_at AS OpenedAt,
            b.balance AS Available, coalesce(rb.balance, 0) AS Reserved, coalesce(s.credited, 0) AS Credited, coalesce(s.taken_back, 0) AS TakenBack, coalesce(s.spent, 0) AS Spent
        FROM ledger_account a JOIN ledger_balance b ON b.account = a.id
        LEFT JOIN ledger_account r ON r.bucket = a.id LEFT JOIN ledger_balance rb ON rb.account = r.id
        LEFT JOIN (
            SELECT CASE t.nature WHEN 'debit' THEN d.bucket WHEN 'withdraw' THEN t.debit WHEN 'convert' THEN t.debit WHEN 'refund' THEN t.debit WHEN 'forfeit' THEN t.debit ELSE t.credit END AS bucket,
                sum(t.amount) FILTER (WHERE t.nature IN ('credit', 'receive'))::bigint AS credited,
                sum(t.amount) FILTER (WHERE t.nature IN ('withdraw', 'convert', 'refund', 'forfeit'))::bigint AS taken_back,
                sum(CASE t.nature WHEN 'debit' THEN t.amount WHEN 'recredit' THEN -t.amount ELSE 0 END)::bigint AS spent
            FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit WHERE t.holder = @holder AND t.nature NOT IN ('reserve', 'release', 'hold', 'unhold') GROUP BY 1) s ON s.bucket = a.id
        WHERE a.holder = @holder AND a.bucket IS NULL ORDER BY a.id;

        SELECT year::int AS Year, category AS Category, base_due AS BaseDue, base_cap AS BaseCap, base_credited AS BaseCredited,
            supplement_due AS SupplementDue, supplement_cap AS SupplementCap, supplement_credited AS SupplementCredited,
            hours_due AS HoursDue, hours_cap AS HoursCap, hours_credited AS HoursCredited, found AS Found, base_limit AS BaseLimit, base_peak AS BasePeak,
            total_limit AS TotalLimit, total_peak AS TotalPeak, found_hours AS FoundHours, hours_limit AS HoursLimit, hours_peak AS HoursPeak
        FROM ({AssessedYears.Of("holder = @holder")}) y ORDER BY year DESC;

        SELECT declared_on AS Day, below_level_3 AS Holds FROM level_declaration WHERE holder = @holder ORDER BY declared_on, recorded_at;

        SELECT declared_on AS Day, public_agent AS Holds FROM public_agent_declaration WHERE holder = @holder ORDER BY recorded_at DESC LIMIT 1;

        SELECT DISTINCT ON (d.year, d.siren, d.contract) d.year::int AS Year, d.regime, d.basis, d.quantity, d.reference, d.absences, d.starts, d.ends,
            d.low_qualified AS LowQualified, d.disabled, d.contribution_paid AS ContributionPaid
        FROM ledger_holder h JOIN activity_declaration d ON d.person = h.person AND d.year = ANY (@years)
        WHERE h.id = @holder ORDER BY d.year, d.siren, d.contract, d.revision DESC LIMIT 500;
        """;

    /// <summary>The rights of an account; null while its NIR is not tied.</summary>
    public async Task<HolderEntitlements?> OfAccountAsync(Guid account, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await OfAccountAsync(connection, account, cancel);
    }

    /// <summary>The same, as the caller's transaction sees it.</summary>
    public async Task<HolderEntitlements?> OfAccountAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel) =>
        await LedgerAccounts.OfAccountAsync(connection, account, cancel) is { } holder
            ? await OfHolderAsync(connection, holder, cancel) : null;

    private async Task<HolderEntitlements> OfHolderAsync(NpgsqlConnection connection, long holder, CancellationToken cancel)
    {
        var today = clock.Today();
        var years = Enumerable.Range(today.Year - YearsOfDeclarations + 1, YearsOfDeclarations).Select(year => (short)year).ToArray();
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { holder, years }, cancellationToken: cancel));
        var (retired, owed) = await results.ReadSingleAsync<(DateOnly? RetiredOn, long Owed)>();
        var buckets = (await results.ReadAsync<BucketRow>()).Select(row => row.Read()).ToList();
        var assessed = (await results.ReadAsync<YearRow>()).Select(row => row.Read()).ToList();
        var levels = (await results.ReadAsync<StatementRow>()).Select(row => new HolderStatement(row.Day, row.Holds)).ToList();
        var agent = (await results.ReadAsync<StatementRow>()).Select(row => new HolderStatement(row.Day, row.Holds)).SingleOrDefault();
        var declarations = (await results.ReadAsync<DeclarationRow>()).Select(row => row.Read()).ToList();
        return new HolderEntitlements(holder, retired, buckets, assessed, levels, agent, owed, declarations);
    }

    // Classes rather than records: Dapper cannot fill a constructor that takes an array.
    private sealed class BucketRow
    {
        public long Id { get; init; }
        public string Kind { get; init; } = "";
        public string Code { get; init; } = "";
        public string? Funder { get; init; }
        public string[]? Earmark { get; init; }
        public DateOnly? UsableUntil { get; init; }
        public bool RefundRest { get; init; }
        public DateTime OpenedAt { get; init; }
        public long Available { get; init; }
        public long Reserved { get; init; }
        public long Credited { get; init; }
        public long TakenBack { get; init; }
        public long Spent { get; init; }

        public BucketState Read() =>
            new(new Bucket(Id, new BucketTerms(Kind, Code, Funder, Earmark, UsableUntil, RefundRest), Available, Reserved),
            Credited, TakenBack, Spent, ParisTime.DateOf(DateTime.SpecifyKind(OpenedAt, DateTimeKind.Utc)));
    }

    private sealed class StatementRow
    {
        public DateOnly Day { get; init; }
        public bool Holds { get; init; }
    }

    private sealed class YearRow
    {
        public int Year { get; init; }
        public string Category { get; init; } = "";
        public long BaseDue { get; init; }
        public long BaseCap { get; init; }
        public long BaseCredited { get; init; }
        public long SupplementDue { get; init; }
        public long SupplementCap { get; init; }
        public long SupplementCredited { get; init; }
        public long HoursDue { get; init; }
        public long HoursCap { get; init; }
        public long HoursCredited { get; init; }
        public long? Found { get; init; }
        public long? BaseLimit { get; init; }
        public long BasePeak { get; init; }
        public long? TotalLimit { get; init; }
        public long TotalPeak { get; init; }
        public long? FoundHours { get; init; }
        public long? HoursLimit { get; init; }
        public long HoursPeak { get; init; }

        public AssessedYear Read() => new(Year, Category, new YearCredit(
            new(BaseDue, BaseCap, BaseCredited, BaseLimit, BasePeak),
            new(SupplementDue, SupplementCap, SupplementCredited, TotalLimit, TotalPeak),
            new(HoursDue, HoursCap, HoursCredited, HoursLimit, HoursPeak), Found, FoundHours));
    }

    private sealed class DeclarationRow
    {
        public int Year { get; init; }
        public string Regime { get; init; } = "";
        public string Basis { get; init; } = "";
        public long Quantity { get; init; }
        public long? Reference { get; init; }
        public string Absences { get; init; } = "";
        public DateOnly Starts { get; init; }
        public DateOnly Ends { get; init; }
        public bool LowQualified { get; init; }
        public bool Disabled { get; init; }
        public bool ContributionPaid { get; init; }

        public (int, ActivityDeclaration) Read() =>
            (Year, new ActivityDeclaration(
            Regime, Basis, Quantity, Reference, Absences, Starts, Ends, LowQualified, Disabled, ContributionPaid));
    }
}
