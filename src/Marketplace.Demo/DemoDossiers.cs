using System.Globalization;
using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Reference;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Demo;

/// <summary>What was made.</summary>
/// <param name="Failed">State and reason of stories that did not come to their end.</param>
public sealed record DemoDossiersReport(int Made, IReadOnlyList<string> Failed);

/// <summary>
/// Dossiers of the demo holder in every state of the process, at the demo people's own provider, and money in the demo funder's fund;
/// made once, by the commands that people use, as if it had happened over the last months. A start that was interrupted is taken up again.
/// </summary>
public sealed class DemoDossiers(
    NpgsqlDataSource database, ReferenceDataStore reference, MasterKeys keys, RuleBook book, BookingSite site, TimeProvider clock)
{
    private const string Began = "demo-dossiers-began";
    private const string Done = "demo-dossiers";
    private const long FundCents = 50_000_00;

    /// <param name="told">State of each story that came to its end.</param>
    public async Task<DemoDossiersReport> EnsureAsync(Action<string>? told = null, CancellationToken cancel = default)
    {
        await using var turn = await database.OpenConnectionAsync(cancel);
        await turn.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(7420436)", cancellationToken: cancel));
        try
        {
            return await MarkAsync(Done, null, cancel) is null ? await MakeAsync(told, cancel) : new(0, []);
        }
        finally
        {
            await turn.ExecuteAsync("SELECT pg_advisory_unlock(7420436)");
        }
    }

    private async Task<DemoDossiersReport> MakeAsync(Action<string>? told, CancellationToken cancel)
    {
        var now = DateTimeOffset.Parse(
            (await MarkAsync(Began, clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancel))!, CultureInfo.InvariantCulture);
        var stories = new DemoStories(now).All();
        await DemoCatalogue.AddAsync(database, DemoCourses.Of(reference.Current, stories, ParisTime.DateOf(now)), cancel);
        await database.InTransactionAsync(connection => FillFundAsync(connection, ParisTime.DateOf(now), cancel), cancel);
        var (made, failed) = (0, new List<string>());
        await using var stage = new DemoStage(database, keys, book, site);
        foreach (var story in stories)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await TellAsync(stage, story, cancel);
                made++;
                told?.Invoke(story.State);
            }
            catch (Exception failure) when (failure is not OperationCanceledException and not NpgsqlException)
            {
                failed.Add($"{story.State}: {failure.Message}");
            }
        }
        await MarkAsync(Done, "", cancel);
        return new(made, failed);
    }

    private async Task TellAsync(DemoStage stage, DemoStory story, CancellationToken cancel)
    {
        var session = await ScalarAsync<long>("""
            SELECT s.id FROM session s JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id WHERE o.siret = @Siret AND s.number = @Number
            """, new { DemoCourses.Siret, story.Number }, cancel);
        var begun = await BegunAsync(session, cancel);
        // One that went another way, as when the clock was moved meanwhile, is left to itself.
        var next = begun is { } known ? story.Next(known.State) : null;
        var id = next is null || begun!.Value.State == BookingProcess.Draft ? await stage.DraftAsync(session, story.Begins)
            : begun!.Value.Id;
        foreach (var step in story.Steps.Skip(next ?? 0))
        {
            stage.Enter(id, step.At);
            await step.TakeAsync(stage);
        }
        var state = await ScalarAsync<string>("SELECT state FROM booking WHERE id = @id", new { id }, cancel);
        if (state != story.State)
            throw new InvalidOperationException($"The dossier is {state}.");
    }

    private async Task<(Guid Id, string State)?> BegunAsync(long session, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<(Guid, string)?>(new CommandDefinition("""
            SELECT id, state FROM booking WHERE session_id = @session AND account_id = @holder AND discarded_at IS NULL ORDER BY number DESC LIMIT 1
            """, new { session, holder = DemoPeople.IdOf("holder") }, cancellationToken: cancel));
    }

    private async Task FillFundAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancel)
    {
        var rules = await RuleSets.FreezeAsync(connection, book.On(today), cancel);
        var funder = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, DemoPeople.Fund, cancel: cancel);
        var cash = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank, cancel: cancel);
        await LedgerPosting.PostAsync(connection, new LedgerEvent("demo/funder/receive", null, today, rules),
            [new Transfer(Natures.Receive, cash, funder, FundCents, "dotation.received")], cancel);
    }

    /// <summary>What stands beside a mark, which is set if it is not there and there is something to set.</summary>
    private async Task<string?> MarkAsync(string name, string? value, CancellationToken cancel)
    {
        if (value is not null)
            await ScalarAsync<string?>(
                "INSERT INTO seed_file (name, checksum) VALUES (@name, @value) ON CONFLICT DO NOTHING", new { name, value }, cancel);
        return await ScalarAsync<string?>("SELECT checksum FROM seed_file WHERE name = @name", new { name }, cancel);
    }

    private async Task<T> ScalarAsync<T>(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, values, cancellationToken: cancel)))!;
    }
}
