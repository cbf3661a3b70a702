using System.Text.Json;
using CsvHelper;
using Dapper;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.People.Holders;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Npgsql;
using NpgsqlTypes;

namespace Marketplace.Money.Dotations;

/// <summary>What an order is for.</summary>
/// <param name="Code">One of the product's.</param>
public sealed record OrderRequest(Guid Organisation, string Siren, DotationProduct Product, string Code);

/// <summary>
/// Makes a draft order of a file of beneficiaries: streamed into a temporary table, checked, taken over, in one
/// transaction. A person's number is hashed as it is read and stored nowhere.
/// </summary>
public sealed class BeneficiaryImport(NpgsqlDataSource database, IdentityVault vault, RuleBook book)
{
    /// <summary>Beneficiaries of one order.</summary>
    public const int MostLines = 100_000;
    /// <summary>Drafts of one organisation that wait to be confirmed.</summary>
    public const int MostDrafts = 20;
    private const int ReportKept = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>The order's id; null when no line can be taken. And the report, line by line.</returns>
    public async Task<(Guid? Order, ReferenceFileReport Report)> RunAsync(
        OrderRequest request, ReferenceInput file, Actor actor, DateOnly today, CancellationToken cancel = default)
    {
        var report = new ReferenceFileReport(file.Name);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await RefuseForeignAsync(connection, request, cancel);
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT count(*)::int FROM dotation_order WHERE organisation_id = @Organisation AND state = 'draft'",
                new { request.Organisation }, cancellationToken: cancel)) >= MostDrafts)
                throw new UnreadableFileException(
                    $"Vous avez déjà {MostDrafts} commandes à valider : validez-en ou annulez-en une d’abord.");
            using (var table = new CsvTable(file, report, BeneficiaryLine.Columns))
                await StageAsync(connection, table, report, request.Product, book.On(today), today, cancel);
            await RefuseStagedAsync(connection, report, cancel);
            if (await TakeAsync(connection, request, actor, book.On(today), report, cancel) is not { } order)
                return (null, report);
            await transaction.CommitAsync(cancel);
            return (order, report);
        }
        catch (Exception e) when (e is UnreadableFileException or CsvFormatException or IOException or InvalidDataException)
        {
            report.Reject(e is UnreadableFileException
                ? e.Message : $"{file.Name} n’a pas pu être lu jusqu’au bout : {e.Message} Rien n’a été pris.");
            return (null, report);
        }
    }

    /// <summary>Takes the organisation's turn; refuses what it may not order, and who it may not pay as.</summary>
    private static async Task RefuseForeignAsync(NpgsqlConnection connection, OrderRequest request, CancellationToken cancel)
    {
        var (kind, speaks) = await connection.QuerySingleOrDefaultAsync<(string?, bool)>(new CommandDefinition("""
            SELECT kind, EXISTS (SELECT FROM organisation_siret s WHERE s.organisation_id = o.id AND starts_with(s.siret, @Siren))
            FROM organisation o WHERE id = @Organisation AND closed_at IS NULL FOR UPDATE
            """, new { request.Organisation, request.Siren }, cancellationToken: cancel));
        if (kind is null || request.Product.OrganisationKind != kind || !request.Product.Codes.Contains(request.Code))
            throw new UnreadableFileException("Votre organisation ne commande pas ces droits.");
        if (!speaks || request.Siren.Length != 9)
            throw new UnreadableFileException("Ce SIREN n’est pas celui d’un établissement de votre organisation.");
    }

    private async Task StageAsync(
        NpgsqlConnection connection, CsvTable table, ReferenceFileReport report, DotationProduct product, RulesInForce rules,
        DateOnly today, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "CREATE TEMP TABLE beneficiary_stage (line bigint, person bytea, amount bigint, earmark text[], usable_until date, refund_rest boolean) ON COMMIT DROP", cancellationToken: cancel));
        var hash = await vault.LookupsAsync(connection, HolderNir.Kind, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("COPY beneficiary_stage FROM STDIN (FORMAT BINARY)", cancel);
        while (table.Read())
        {
            if (report.Read > MostLines)
                throw new UnreadableFileException($"Le fichier a plus de {MostLines} lignes : partagez-le en plusieurs commandes.");
            if (BeneficiaryLine.Read(table, product, rules, today, out var problem) is not { } line)
            {
                report.Error(table.Line, problem!);
                continue;
            }
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(table.Line, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(hash(line.Nir.Value), NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(line.Cents, NpgsqlDbType.Bigint, cancel);
            await (line.Earmark is { } earmark
                ? copy.WriteAsync(earmark.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel) : copy.WriteNullAsync(cancel));
            await (line.UsableUntil is { } until ? copy.WriteAsync(until, NpgsqlDbType.Date, cancel) : copy.WriteNullAsync(cancel));
            await copy.WriteAsync(line.RefundRest, NpgsqlDbType.Boolean, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>What only the whole file and the tables can tell: persons given twice, certifications that nobody knows.</summary>
    private static async Task RefuseStagedAsync(NpgsqlConnection connection, ReferenceFileReport report, CancellationToken cancel)
    {
        foreach (var (line, first) in await connection.QueryAsync<(long, long)>(new CommandDefinition("""
            WITH repeated AS (
                SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY person) AS first FROM beneficiary_stage) s WHERE line > first
            ), removed AS (DELETE FROM beneficiary_stage WHERE line IN (SELECT line FROM repeated))
            SELECT line, first FROM repeated ORDER BY line
            """, cancellationToken: cancel)))
            report.Error(line, $"Cette personne figure déjà ligne {first} : une ligne par personne.");
        foreach (var (line, codes) in await connection.QueryAsync<(long, string)>(new CommandDefinition("""
            WITH unknown AS (
                SELECT s.line, string_agg(e.code, ', ' ORDER BY e.code) AS codes FROM beneficiary_stage s, unnest(s.earmark) AS e (code)
                WHERE NOT EXISTS (SELECT FROM certification c WHERE c.code = e.code) GROUP BY s.line
            ), removed AS (DELETE FROM beneficiary_stage WHERE line IN (SELECT line FROM unknown))
            SELECT line, codes FROM unknown ORDER BY line
            """, cancellationToken: cancel)))
            report.Error(line, $"certifications : {codes} n’est pas connu. Vérifiez le code sur francecompetences.fr.");
    }

    private static async Task<Guid?> TakeAsync(
        NpgsqlConnection connection, OrderRequest request, Actor actor, RulesInForce rules, ReferenceFileReport report,
        CancellationToken cancel)
    {
        var (lines, total) = await connection.QuerySingleAsync<(int, long)>(new CommandDefinition(
            "SELECT count(*)::int, coalesce(sum(amount), 0)::bigint FROM beneficiary_stage", cancellationToken: cancel));
        if (lines == 0)
        {
            if (report.Refused == 0)
                report.Reject("Le fichier n’a aucune ligne de bénéficiaire.");
            return null;
        }
        report.Changed = lines;
        var order = await connection.ExecuteScalarAsync<Guid>(new CommandDefinition("""
            INSERT INTO dotation_order (organisation_id, product, code, siren, funder, beneficiaries, total, refused, report, rule_set, created_by, state)
            VALUES (@Organisation, @product, @Code, @Siren, @funder, @lines, @total, @Refused, @messages::jsonb, @rules, @by, @state) RETURNING id
            """, new
        {
            request.Organisation, product = request.Product.Key, request.Code, request.Siren,
                funder = CounterCodes.Fund(request.Product.OrganisationKind, request.Siren), lines, total,
            report.Refused, messages = JsonSerializer.Serialize(report.Messages.OrderBy(m => m.Line).Take(ReportKept), Json),
            rules = await RuleSets.FreezeAsync(connection, rules, cancel), by = actor.AccountId,
            state = OrderProcess.Table.Begin(OrderProcess.HandIn, actor.Role, new OrderFacts()).To,
        }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO dotation_line (order_id, line, person, amount, earmark, usable_until, refund_rest)
            SELECT @order, line, person, amount, earmark, usable_until, refund_rest FROM beneficiary_stage
            """, new { order }, commandTimeout: 0, cancellationToken: cancel));
        await AccountHistory.AddAsync(
            connection, "dotation-draft", actor.AccountId, organisation: request.Organisation, detail: new { order, cents = total });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.DotationsOrder, AccessOperation.Change, Object: $"dotation-order:{order}"), cancel);
        return order;
    }
}
