using System.Globalization;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Holders;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Crediting.OtherRights;

/// <summary>
/// <c>import dif</c>: hours of the former individual right to training (DIF) that holders entered in time, as euros on their
/// acquired rights; once for each person. Crediting of later years counts them like all rights on the account.
/// </summary>
public sealed class DifImport(IdentityVault vault, RuleBook book, TimeProvider clock)
{
    private static readonly (string, string[])[] Columns = [("nir", ["nir"]), ("hours", ["heures"]), ("entered", ["inscrites"])];

    private const string Stage = "CREATE TEMP TABLE rights_stage (line bigint, person bytea, cents bigint, rule_set text) ON COMMIT DROP";

    /// <summary>Lines about a person who has other hours, entered before or by an earlier line.</summary>
    private const string Contradictions = """
        SELECT s.line FROM (SELECT line, person, cents, first_value(cents) OVER (PARTITION BY person ORDER BY line) AS first FROM rights_stage) s
        JOIN ledger_holder h ON h.person = s.person LEFT JOIN ledger_transfer t ON t.event = 'dif/' || h.id
        WHERE s.cents <> coalesce(t.amount, s.first) ORDER BY s.line
        """;

    /// <summary>L6323-3: nothing more is put on the account of somebody retired; what was entered before stays.</summary>
    private const string Closed = """
        SELECT s.line FROM rights_stage s JOIN ledger_holder h ON h.person = s.person
        WHERE h.retired_on <= $1 AND NOT EXISTS (SELECT FROM ledger_transfer t WHERE t.event = 'dif/' || h.id) ORDER BY s.line
        """;

    private const string Credit = """
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
        SELECT 'dif/' || h.id, 1, 'credit', h.id, $1, a.id, s.cents, $2, 'crediting.dif', s.rule_set
        FROM (SELECT DISTINCT ON (person) * FROM rights_stage ORDER BY person, line) s JOIN ledger_holder h ON h.person = s.person
        JOIN ledger_account a ON a.holder = h.id AND a.kind = 'annual'
        WHERE (h.retired_on <= $2) IS NOT TRUE AND NOT EXISTS (SELECT FROM ledger_transfer t WHERE t.event = 'dif/' || h.id)
        """;

    public Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        TableImport.RunAsync(database, path, dryRun, Columns, async (connection, table, report) =>
        {
            await RightsStage.ExecuteAsync(connection, Stage, cancel);
            await CopyAsync(connection, table, report, progress, cancel);
            await RightsStage.ExecuteAsync(connection, "ANALYZE rights_stage", cancel);
            await RightsStage.LockAsync(connection, cancel);
            foreach (var line in await RightsStage.LinesAsync(connection, Contradictions, cancel))
                report.Error(line, "heures : d’autres heures de DIF sont déjà inscrites pour cette personne.");
            foreach (var line in await RightsStage.LinesAsync(connection, Closed, cancel, clock.Today()))
                report.Error(line, "Le compte de cette personne est clos par sa retraite (L6323-3).");
            await RightsStage.OpenAsync(connection, AccountKinds.Annual, cancel);
            var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.FranceCompetences, cancel: cancel);
            var credited = await RightsStage.ExecuteAsync(connection, Credit, cancel, funder, clock.Today());
            await RightsStage.ExecuteAsync(connection, "DROP TABLE rights_stage", cancel);
            return credited;
        }, cancel);

    private async Task CopyAsync(
        NpgsqlConnection connection, CsvTable table, ReferenceFileReport report, IProgress<long>? progress, CancellationToken cancel)
    {
        var hash = await vault.LookupsAsync(connection, HolderNir.Kind, cancel);
        var rules = book.On(clock.Today());
        await RuleSets.FreezeAsync(connection, rules, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("COPY rights_stage FROM STDIN (FORMAT BINARY)", cancel);
        copy.Timeout = TimeSpan.FromHours(1);
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            if (Read(table, out var nir, out var centiHours) is { } problem)
            {
                report.Error(table.Line, problem);
                continue;
            }
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(table.Line, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(hash(nir.Value), NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(centiHours * rules.Get(CreditingRules.DifHourValue) / 100, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(rules.Stamp, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>Reads the current line; else says why not, without the number of the person.</summary>
    private string? Read(CsvTable table, out Nir nir, out long centiHours)
    {
        centiHours = 0;
        if (!Nir.TryParse(table["nir"], out nir, out var problem))
            return $"NIR : {problem}";
        var most = book.On(clock.Today()).Get(CreditingRules.DifHoursCap);
        if (!decimal.TryParse(
            table["hours"]?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            || hours <= 0 || hours > most || decimal.Truncate(hours * 100) != hours * 100)
            return $"heures : un nombre au-dessus de zéro est attendu, {most} au plus, deux décimales au plus.";
        if (!DateOnly.TryParseExact(table["entered"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var entered)
            || entered > clock.Today())
            return "inscrites : le jour de l’inscription est attendu, comme 2021-03-01.";
        // Entered before the account in euros began: the rules of its first day.
        var last = book.On(entered < RuleBook.Begins ? RuleBook.Begins : entered).Get(CreditingRules.DifEnteredBy);
        if (entered > last)
            return $"inscrites : le dernier jour était le {last:dd/MM/yyyy}.";
        centiHours = (long)(hours * 100);
        return null;
    }
}
