using System.Globalization;
using Marketplace.Money.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Crediting;

/// <summary>
/// Collects what a chunk decided and writes it: missing accounts, transfers, assessments; three statements whatever the size.
/// </summary>
internal sealed class CreditingWrites(int year, DateOnly today, string ruleSet, (long Money, long Hours) funders)
{
    private readonly List<(CreditedHolder Holder, string Category, CreditDecision Decision)> _decided = [];

    public int Count => _decided.Count;

    public void Add(CreditedHolder holder, string category, CreditDecision decision) => _decided.Add((holder, category, decision));

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (_decided.Count == 0)
            return;
        var money = await OpenAsync(connection, AccountKinds.Annual, "cent",
            [.. _decided.Where(d => d.Holder.AnnualAccount is null && d.Decision.BaseCredit + d.Decision.SupplementCredit > 0)
            .Select(d => d.Holder.Id)], cancel);
        var hours = await OpenAsync(connection, AccountKinds.PublicHours, "centihour",
            [.. _decided.Where(d => d.Holder.HoursAccount is null && d.Decision.HoursCredit > 0).Select(d => d.Holder.Id)], cancel);
        await TransferAsync(connection, money, hours, cancel);
        await AssessAsync(connection, cancel);
    }

    private static async Task<Dictionary<long, long>> OpenAsync(
        NpgsqlConnection connection, string kind, string unit, long[] holders, CancellationToken cancel)
    {
        var opened = new Dictionary<long, long>(holders.Length);
        if (holders.Length == 0)
            return opened;
        await using var insert = new NpgsqlCommand(
            "INSERT INTO ledger_account (holder, kind, unit) SELECT h, $2, $3 FROM unnest($1) h RETURNING holder, id", connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = holders });
        insert.Parameters.Add(new NpgsqlParameter { Value = kind });
        insert.Parameters.Add(new NpgsqlParameter { Value = unit });
        await using var reader = await insert.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            opened[reader.GetInt64(0)] = reader.GetInt64(1);
        return opened;
    }

    private async Task TransferAsync(
        NpgsqlConnection connection, Dictionary<long, long> money, Dictionary<long, long> hours, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set) FROM STDIN (FORMAT BINARY)",
            cancel);
        foreach (var (holder, category, decision) in _decided)
        {
            var annual = holder.AnnualAccount ?? money.GetValueOrDefault(holder.Id);
            var publicHours = holder.HoursAccount ?? hours.GetValueOrDefault(holder.Id);
            short line = 0;
            await LineAsync(Natures.Credit, funders.Money, annual, decision.BaseCredit, CreditReasons.Base(year, category));
            await LineAsync(Natures.Credit, funders.Money, annual, decision.SupplementCredit, CreditReasons.Supplement(year));
            await LineAsync(Natures.Withdraw, annual, funders.Money, decision.Withdraw, CreditReasons.Correction(year));
            await LineAsync(Natures.Withdraw, annual, funders.Money, decision.KeptBack, CreditReasons.KeptBack(year));
            await LineAsync(Natures.Credit, funders.Hours, publicHours, decision.HoursCredit, CreditReasons.Hours(year));
            await LineAsync(Natures.Withdraw, publicHours, funders.Hours, decision.HoursWithdraw, CreditReasons.Correction(year));

            async Task LineAsync(string nature, long debit, long credit, long amount, string reason)
            {
                if (amount == 0)
                    return;
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(
                    string.Create(CultureInfo.InvariantCulture, $"annual/{year}/{holder.Id}/{holder.Revision + 1}"), NpgsqlDbType.Text,
                    cancel);
                await copy.WriteAsync(++line, NpgsqlDbType.Smallint, cancel);
                await copy.WriteAsync(nature, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(holder.Id, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(debit, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(credit, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(amount, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(today, NpgsqlDbType.Date, cancel);
                await copy.WriteAsync(reason, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(ruleSet, NpgsqlDbType.Text, cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    private async Task AssessAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY annual_assessment (holder, year, revision, category, base_due, base_cap, base_credited, supplement_due, supplement_cap, supplement_credited,
                hours_due, hours_cap, hours_credited, owed, kept_back, rule_set, rights_found, base_limit, total_limit, hours_found, hours_limit) FROM STDIN (FORMAT BINARY)
            """, cancel);
        foreach (var (holder, category, decision) in _decided)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(holder.Id, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync((short)year, NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(holder.Revision + 1, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(category, NpgsqlDbType.Text, cancel);
            foreach (var part in new[] { decision.Year.Base, decision.Year.Supplement, decision.Year.Hours })
            {
                await copy.WriteAsync(part.Due, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(part.Cap, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(part.Credited, NpgsqlDbType.Bigint, cancel);
            }
            await copy.WriteAsync(decision.Owed, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(decision.KeptBack, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(ruleSet, NpgsqlDbType.Text, cancel);
            var credit = decision.Year;
            foreach (var bound in new[] { credit.Found, credit.Base.Limit, credit.Supplement.Limit, credit.FoundHours, credit.Hours.Limit })
                await WriteOrNullAsync(copy, bound, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task WriteOrNullAsync(NpgsqlBinaryImporter copy, long? number, CancellationToken cancel) =>
        number is { } value ? copy.WriteAsync(value, NpgsqlDbType.Bigint, cancel) : copy.WriteNullAsync(cancel);
}
