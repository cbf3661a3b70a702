using Dapper;
using Marketplace.Money.Regulation;
using Npgsql;

namespace Marketplace.Money.Entitlements;

/// <summary>
/// A holder's transfers, page by page along their ids (index ledger_transfer_by_holder): a page costs the same at the end
/// of a long history as at its beginning. One statement a page; rules that the book no longer has are loaded once each.
/// </summary>
public sealed class EntitlementHistory(NpgsqlDataSource database, RuleBook book)
{
    public const int PageSize = 50;

    /// <summary>Lines of a statement. Nobody has as many: two a month for a hundred years.</summary>
    public const int Most = 2_400;

    /// <param name="older">One page towards older lines: the ids below the bound, from the largest.</param>
    private static string Sql(bool older) => $"""
        SELECT t.id AS Id, t.day AS Day, t.nature AS Nature, t.reason AS Reason, t.amount AS Amount, b.kind AS Kind, b.code AS Code, t.rule_set AS RuleSet,
            y.revision AS Revision, y.base_due AS BaseDue, y.base_cap AS BaseCap, y.base_credited AS BaseCredited, y.supplement_due AS SupplementDue,
            y.supplement_cap AS SupplementCap, y.hours_due AS HoursDue, y.hours_cap AS HoursCap
        FROM (SELECT * FROM ledger_transfer WHERE holder = @holder AND id {(older ? "<" : ">")} @bound ORDER BY id {(older ? "DESC" : "")} LIMIT @limit) t
        JOIN ledger_account d ON d.id = t.debit
        JOIN ledger_account b ON b.id = CASE WHEN t.nature = 'debit' THEN d.bucket WHEN t.nature IN ('withdraw', 'convert', 'refund', 'forfeit', 'reserve', 'hold') THEN t.debit ELSE t.credit END
        LEFT JOIN annual_assessment y ON y.holder = t.holder AND t.event LIKE 'annual/%'
            AND y.year = CASE WHEN t.event LIKE 'annual/%' THEN split_part(t.event, '/', 2)::smallint END
            AND y.revision = CASE WHEN t.event LIKE 'annual/%' THEN split_part(t.event, '/', 4)::integer END
        ORDER BY t.id DESC
        """;

    /// <summary>One page: the latest lines, or those before or after a line.</summary>
    /// <param name="before">Older than this line.</param>
    /// <param name="after">Newer than this line; only one of both.</param>
    public async Task<HistoryPage> PageAsync(
        long holder, long? before, long? after, int size = PageSize, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var older = after is null;
        var lines = (await connection.QueryAsync<Row>(
            new CommandDefinition(
            Sql(older), new { holder, bound = after ?? before ?? long.MaxValue, limit = size + 1 }, cancellationToken: cancel)))
            .Select(row => row.Read()).ToList();
        var more = lines.Count > size;
        if (more)
            lines.RemoveAt(older ? lines.Count - 1 : 0);
        return new HistoryPage(lines, await RulesAsync(connection, lines, cancel), older ? before is not null : more, !older || more);
    }

    private async Task<Dictionary<string, RulesInForce>> RulesAsync(
        NpgsqlConnection connection, List<HistoryLine> lines, CancellationToken cancel)
    {
        var rules = new Dictionary<string, RulesInForce>();
        foreach (var stamp in lines.Select(line => line.RuleSet).Distinct())
            rules[stamp] = await RuleSets.LoadAsync(connection, book, stamp, cancel);
        return rules;
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public DateOnly Day { get; init; }
        public string Nature { get; init; } = "";
        public string Reason { get; init; } = "";
        public long Amount { get; init; }
        public string Kind { get; init; } = "";
        public string Code { get; init; } = "";
        public string RuleSet { get; init; } = "";
        public int? Revision { get; init; }
        public long BaseDue { get; init; }
        public long BaseCap { get; init; }
        public long BaseCredited { get; init; }
        public long SupplementDue { get; init; }
        public long SupplementCap { get; init; }
        public long HoursDue { get; init; }
        public long HoursCap { get; init; }

        public HistoryLine Read() => new(Id, Day, Nature, Reason, Amount, Kind, Code, RuleSet,
            Revision is { } revision
            ? new HistoryAssessment(revision, BaseDue, BaseCap, BaseCredited, SupplementDue, SupplementCap, HoursDue, HoursCap) : null);
    }
}
