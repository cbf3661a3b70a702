using System.Text.Json;
using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Decisions;
using Marketplace.ProviderSpace.Catalogues;
using Npgsql;

namespace Marketplace.ProviderSpace.Sandbox;

/// <summary>The catalogue of an establishment's sandbox: judged by the same rules, kept as documents of its own, never searched.</summary>
public sealed class SandboxOffers(NpgsqlDataSource database, CatalogueRules rules) : IWantedCatalogue
{
    /// <summary>Of one sandbox.</summary>
    public const int Most = 1_000;

    public async Task<IReadOnlyList<WantedOffer>> PageAsync(string siret, string? since, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<string>(new CommandDefinition("""
            SELECT content::text FROM sandbox_offer WHERE siret = @siret AND (@since IS NULL OR (position, number) >
                (SELECT position, number FROM sandbox_offer WHERE siret = @siret AND number = @since)) ORDER BY position, number LIMIT @most
            """, new { siret, since, most }, cancellationToken: cancel))).Select(Read)];
    }

    public async Task<string> VersionAsync(string siret, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return VersionOf(await LoadAsync(connection, siret, cancel));
    }

    public async Task<(WantedOffer Offer, string Version)?> FindAsync(string siret, string number, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await LoadAsync(connection, siret, cancel)).FirstOrDefault(offer => offer.Offer.Number == number) is { } found
            ? (found, VersionOf([found])) : null;
    }

    public Task<WantedOutcome> ReplaceAsync(
        string siret, IReadOnlyList<WantedOffer> offers, string? seen, CancellationToken cancel) =>
        ReplaceAsync(siret, rules.Judge(siret, offers, cancel), seen, cancel);

    public Task<WantedOutcome> ReplaceAsync(string siret, SourceFile file, string? seen, CancellationToken cancel) =>
        ReplaceAsync(siret, rules.Judge(siret, file, cancel), seen, cancel);

    public Task<WantedOutcome> ChangeAsync(
        string siret, IReadOnlyList<WantedOffer> offers, IReadOnlyList<string> archived, string? seen, CancellationToken cancel)
    {
        var judged = offers.Count == 0 ? null : rules.Judge(siret, offers, cancel);
        return judged is { Report: not { Complete: true } }
            ? Task.FromResult(new WantedOutcome(judged.Report, null, judged.Problems))
            : WriteAsync(siret, judged?.Report, before => seen is null || seen == VersionOf(before),
                before => [.. Laid(before, judged is null ? [] : rules.Accepted(judged), siret)
                    .Where(offer => !archived.Contains(offer.Offer.Number))], cancel);
    }

    public Task<WantedOutcome> SaveAsync(string siret, WantedOffer offer, string seen, WantedSeats? seats, CancellationToken cancel)
    {
        var judged = rules.Judge(siret, [offer], cancel);
        return judged.Report is not { Complete: true }
            ? Task.FromResult(new WantedOutcome(judged.Report, null, judged.Problems))
            : WriteAsync(siret, judged.Report, before => seen == VersionOf(before.Where(one => one.Offer.Number == offer.Offer.Number)),
                before => Laid(before, rules.Accepted(judged), siret), cancel);
    }

    private Task<WantedOutcome> ReplaceAsync(string siret, JudgedOffers judged, string? seen, CancellationToken cancel) =>
        judged.Report is not { } report || report.Status == FileStatus.Rejected
            ? Task.FromResult(new WantedOutcome(judged.Report, null, judged.Problems))
            : WriteAsync(siret, report, before => seen is null || seen == VersionOf(before),
                // As with a file: what is not named goes only when all of it was accepted.
                before => Laid(report.Complete ? [] : before, rules.Accepted(judged), siret), cancel);

    private Task<WantedOutcome> WriteAsync(string siret, FileReport? report, Func<IReadOnlyList<WantedOffer>, bool> fits,
        Func<IReadOnlyList<WantedOffer>, IReadOnlyList<WantedOffer>> change, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "SELECT pg_advisory_xact_lock(hashtextextended('sandbox:' || @siret, 0))", new { siret }, cancellationToken: cancel));
            var before = await LoadAsync(connection, siret, cancel);
            if (!fits(before))
                throw new StaleChangeException();
            var after = change(before);
            if (after.Count > Most)
                return new WantedOutcome(null, null, [new("offers", $"Le bac à sable garde {Most} offres au plus.")]);
            await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM sandbox_offer WHERE siret = @siret AND number <> ALL (@kept)",
                new { siret, kept = after.Select(offer => offer.Offer.Number).ToArray() }, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition("""
                INSERT INTO sandbox_offer AS o (siret, number, position, content)
                SELECT @siret, number, position, content::jsonb FROM unnest(@numbers, @positions, @contents) AS t(number, position, content)
                ON CONFLICT (siret, number) DO UPDATE SET position = excluded.position, content = excluded.content
                    WHERE o.content <> excluded.content
                """, new
            {
                siret, numbers = after.Select(offer => offer.Offer.Number).ToArray(),
                    positions = Enumerable.Range(1, after.Count).ToArray(),
                contents = after.Select(Write).ToArray(),
            }, cancellationToken: cancel));
            return new WantedOutcome(report, Compare(before, after), []);
        }, cancel);

    private static IReadOnlyList<WantedOffer> Laid(
        IReadOnlyList<WantedOffer> before, IReadOnlyList<AcceptedOffer> accepted, string siret)
    {
        var written = accepted.Select(offer => WantedOffer.Of(offer, siret)).ToDictionary(offer => offer.Offer.Number);
        return [.. before.Select(offer => written.GetValueOrDefault(offer.Offer.Number, offer)),
            .. written.Values.Where(offer => before.All(one => one.Offer.Number != offer.Offer.Number))];
    }

    /// <summary>Item by item, as the import counts.</summary>
    private static ImportChanges Compare(IReadOnlyList<WantedOffer> before, IReadOnlyList<WantedOffer> after)
    {
        var (old, now) = (Items(before), Items(after));
        var kept = now.Where(item => old.ContainsKey(item.Key)).ToList();
        var same = kept.Count(item => old[item.Key] == item.Value);
        return new(now.Count - kept.Count, kept.Count - same, same, old.Keys.Count(key => !now.ContainsKey(key)));
    }

    private static Dictionary<(string, string?, string?), string> Items(IReadOnlyList<WantedOffer> offers) => offers.SelectMany(offer =>
        offer.Actions.SelectMany(action => action.Sessions.Select(session => (
            Key: (offer.Offer.Number, (string?)action.Action.Number, (string?)session.Session.Number), Text: Text(session)))
            .Prepend((Key: (offer.Offer.Number, action.Action.Number, null), Text: Text(action.Action))))
        .Prepend((Key: (offer.Offer.Number, null, null), Text: Text(offer.Offer))))
        .ToDictionary(item => item.Key, item => item.Text);

    private static async Task<IReadOnlyList<WantedOffer>> LoadAsync(NpgsqlConnection connection, string siret, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT content::text FROM sandbox_offer WHERE siret = @siret ORDER BY position, number", new { siret },
            cancellationToken: cancel))).Select(Read)];

    private static string VersionOf(IEnumerable<WantedOffer> offers) => StateVersion.Of([.. offers.Select(Write)]);

    private static WantedOffer Read(string content) => JsonSerializer.Deserialize<WantedOffer>(content, WantedJson.Options)!;

    private static string Write(WantedOffer offer) => Text(offer);

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, WantedJson.Options);
}
