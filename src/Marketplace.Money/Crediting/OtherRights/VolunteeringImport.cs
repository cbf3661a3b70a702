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

/// <summary><c>import volunteering</c>: activities of a year, credited once each. A person's number is hashed as it is read.</summary>
public sealed class VolunteeringImport(IdentityVault vault, RuleBook book, TimeProvider clock)
{
    private const int MaxMeasure = 100_000;

    private static readonly (string, string[])[] Columns =
        [("nir", ["nir"]), ("activity", ["activite", "activité"]), ("year", ["annee", "année"]), ("duration", ["duree", "durée"]),
            ("within?", ["dont"])];

    private const string Stage = """
        CREATE TEMP TABLE rights_stage (line bigint, person bytea, activity text, year smallint, duration integer, within integer, annual bigint, cap bigint,
            rule_set text) ON COMMIT DROP
        """;

    private const string Repeated = """
        SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY person, activity, year) AS first FROM rights_stage) s WHERE line > first ORDER BY line
        """;

    /// <summary>Lines that say something else than what is recorded of the activity. They would have no effect: said aloud.</summary>
    private const string Contradictions = """
        SELECT s.line FROM (SELECT DISTINCT ON (person, activity, year) * FROM rights_stage ORDER BY person, activity, year, line) s
        JOIN ledger_holder h ON h.person = s.person
        JOIN volunteering_activity k ON k.holder = h.id AND k.year = s.year AND k.activity = s.activity
        WHERE (k.duration, k.within) <> (s.duration, s.within) ORDER BY s.line
        """;

    /// <summary>New activities in the order of the file; the cap is reached by the account as it stands and by those before.</summary>
    private const string Record = """
        INSERT INTO volunteering_activity (holder, year, activity, duration, within, credited, rule_set)
        SELECT holder, year, activity, duration, within, greatest(0, least(annual, cap - rights - before)), rule_set FROM (
            SELECT h.id AS holder, s.*, coalesce(b.balance, 0) + coalesce(rb.balance, 0) AS rights,
                coalesce(sum(s.annual) OVER (PARTITION BY h.id ORDER BY s.line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS before
            FROM (SELECT DISTINCT ON (person, activity, year) * FROM rights_stage ORDER BY person, activity, year, line) s
            JOIN ledger_holder h ON h.person = s.person
            LEFT JOIN ledger_account a ON a.holder = h.id AND a.kind = 'volunteering' LEFT JOIN ledger_balance b ON b.account = a.id
            LEFT JOIN ledger_account r ON r.bucket = a.id LEFT JOIN ledger_balance rb ON rb.account = r.id
            WHERE NOT EXISTS (SELECT FROM volunteering_activity k WHERE k.holder = h.id AND k.year = s.year AND k.activity = s.activity)) n
        """;

    private const string Credit = """
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
        SELECT format('volunteering/%s/%s/%s', v.holder, v.year, v.activity), 1, 'credit', v.holder, $1, a.id, v.credited, $2,
            format('crediting.volunteering %s %s', v.year, v.activity), v.rule_set
        FROM volunteering_activity v JOIN ledger_account a ON a.holder = v.holder AND a.kind = 'volunteering'
        WHERE v.holder IN (SELECT h.id FROM ledger_holder h WHERE h.person IN (SELECT person FROM rights_stage)) AND v.credited > 0
            AND NOT EXISTS (SELECT FROM ledger_transfer t WHERE t.event = format('volunteering/%s/%s/%s', v.holder, v.year, v.activity))
        """;

    public Task<ReferenceReport> RunAsync(
        NpgsqlDataSource database, string path, bool dryRun, IProgress<long>? progress = null, CancellationToken cancel = default) =>
        TableImport.RunAsync(database, path, dryRun, Columns, async (connection, table, report) =>
        {
            await RightsStage.ExecuteAsync(connection, Stage, cancel);
            await CopyAsync(connection, table, report, progress, cancel);
            await RightsStage.ExecuteAsync(connection, "ANALYZE rights_stage", cancel);
            await using (var repeated = new NpgsqlCommand(Repeated, connection) { CommandTimeout = 0 })
            await using (var reader = await repeated.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel))
                    report.Error(reader.GetInt64(0),
                        $"Cette personne, cette activité et cette année figurent déjà ligne {reader.GetInt64(1)}.");
            }
            await RightsStage.LockAsync(connection, cancel);
            foreach (var line in await RightsStage.LinesAsync(connection, Contradictions, cancel))
                report.Error(line, "duree, dont : cette activité est déjà inscrite pour cette année avec une autre durée ; ses droits restent ceux d’alors.");
            var recorded = await RightsStage.ExecuteAsync(connection, Record, cancel);
            await RightsStage.OpenAsync(connection, AccountKinds.Volunteering, cancel);
            var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, CounterCodes.Volunteering, cancel: cancel);
            await RightsStage.ExecuteAsync(connection, Credit, cancel, funder, clock.Today());
            await RightsStage.ExecuteAsync(connection, "DROP TABLE rights_stage", cancel);
            return recorded;
        }, cancel);

    private async Task CopyAsync(
        NpgsqlConnection connection, CsvTable table, ReferenceFileReport report, IProgress<long>? progress, CancellationToken cancel)
    {
        var hash = await vault.LookupsAsync(connection, HolderNir.Kind, cancel);
        var rules = new Dictionary<int, RulesInForce>();
        for (var year = RuleBook.Begins.Year; year <= clock.Today().Year; year++)
        {
            rules[year] = book.On(new DateOnly(year, 12, 31));
            await RuleSets.FreezeAsync(connection, rules[year], cancel);
        }
        await using var copy = await connection.BeginBinaryImportAsync("COPY rights_stage FROM STDIN (FORMAT BINARY)", cancel);
        copy.Timeout = TimeSpan.FromHours(1);
        while (table.Read())
        {
            if (report.Read % 1000 == 0)
                progress?.Report(report.Read);
            if (Read(table, rules, out var nir, out var activity, out var year, out var duration, out var within) is { } problem)
            {
                report.Error(table.Line, problem);
                continue;
            }
            var inForce = rules[year];
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(table.Line, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(hash(nir.Value), NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(activity!.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync((short)year, NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(duration, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(within, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(inForce.Get(CreditingRules.VolunteeringAnnual), NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(inForce.Get(CreditingRules.VolunteeringCap), NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(inForce.Stamp, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>Reads the current line; else says why not, without the number of the person.</summary>
    private string? Read(
        CsvTable table, Dictionary<int, RulesInForce> rules, out Nir nir, out VolunteeringActivity? activity, out int year,
        out int duration, out int within)
    {
        (activity, year, duration, within) = (null, 0, 0, 0);
        if (!Nir.TryParse(table["nir"], out nir, out var problem))
            return $"NIR : {problem}";
        activity = VolunteeringActivity.All.FirstOrDefault(known => known.Word == table["activity"]);
        if (activity is null)
            return $"activite : {string.Join(", ", VolunteeringActivity.All.Select(known => known.Word))} attendu.";
        // Measured over a year that has ended (D5151-14 II).
        if (!int.TryParse(table["year"], NumberStyles.None, CultureInfo.InvariantCulture, out year) || !rules.ContainsKey(year)
            || year == clock.Today().Year)
            return $"annee : une année écoulée est attendue, de {RuleBook.Begins.Year} à {clock.Today().Year - 1}.";
        if (!Measure(table["duration"], out duration) || !Measure(table["within?"] ?? "0", out within))
            return "duree, dont : un nombre entier est attendu.";
        var inForce = rules[year];
        if (!activity.Suffices(duration, within, inForce))
            return activity.Within is { } second
                ? $"duree, dont : {inForce.Get(activity.Duration)} et {inForce.Get(second)} au moins sont nécessaires (D5151-14)."
                : $"duree : {inForce.Get(activity.Duration)} au moins sont nécessaires (D5151-14).";
        var last = inForce.Get(CreditingRules.VolunteeringDeclareBy).In(year + 1);
        return activity.IsOwnWord && clock.Today() > last ? $"benevolat : à déclarer au plus tard le {last:dd/MM/yyyy} (R5151-16)." : null;
    }

    private static bool Measure(string? text, out int measure) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out measure) && measure <= MaxMeasure;
}
