using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Npgsql;

namespace Marketplace.ProviderSpace.Catalogues;

/// <summary>
/// The published catalogue, written by the path of files and forms (docs/decisions/0047), so that a file and a program never disagree.
/// </summary>
public sealed class PublishedOffers(NpgsqlDataSource database, OfferWriting writing, CatalogueRules rules) : IWantedCatalogue
{
    public async Task<IReadOnlyList<WantedOffer>> PageAsync(string siret, string? since, int most, CancellationToken cancel) =>
        [.. (await CatalogueExport.PageAsync(database, siret, since, most, cancel)).Select(offer => WantedOffer.Of(offer, siret))];

    public Task<string> VersionAsync(string siret, CancellationToken cancel) => writing.VersionAsync(siret, cancel);

    public async Task<(WantedOffer Offer, string Version)?> FindAsync(string siret, string number, CancellationToken cancel) =>
        await writing.FindAsync(siret, number, rules.Places, cancel) is { } shown
            ? (WantedOffer.Of(shown.Offer, siret), shown.Version) : null;

    public Task<WantedOutcome> ReplaceAsync(
        string siret, IReadOnlyList<WantedOffer> offers, string? seen, CancellationToken cancel) =>
        ReplaceAsync(rules.Judge(siret, offers, cancel), seen, cancel);

    public Task<WantedOutcome> ReplaceAsync(string siret, SourceFile file, string? seen, CancellationToken cancel) =>
        ReplaceAsync(rules.Judge(siret, file, cancel), seen, cancel);

    public async Task<WantedOutcome> ChangeAsync(
        string siret, IReadOnlyList<WantedOffer> offers, IReadOnlyList<string> archived, string? seen, CancellationToken cancel)
    {
        var judged = offers.Count == 0 ? null : rules.Judge(siret, offers, cancel);
        if (judged is { Report: not { Complete: true } })
            return new(judged.Report, null, judged.Problems);
        var accepted = judged is null ? [] : rules.Accepted(judged);
        var changes = await database.InTransactionAsync(async connection =>
        {
            var version = await OfferWriting.LockAsync(connection, siret, cancel);
            if (seen is not null && seen != version)
                throw new StaleChangeException();
            var sum = new ImportChanges(0, 0, 0, 0);
            foreach (var offer in accepted)
                sum = Sum(sum, await writing.SaveAsync(connection, siret, offer,
                    await OfferWriting.VersionAsync(connection, siret, offer.Offer.Number, cancel), cancel));
            foreach (var number in archived)
                sum = Sum(sum, await writing.RemoveAsync(connection, siret, number,
                    await OfferWriting.VersionAsync(connection, siret, number, cancel), cancel));
            return sum;
        }, cancel);
        return new(judged?.Report, changes, []);
    }

    public async Task<WantedOutcome> SaveAsync(
        string siret, WantedOffer offer, string seen, WantedSeats? seats, CancellationToken cancel)
    {
        var judged = rules.Judge(siret, [offer], cancel);
        if (judged.Report is not { Complete: true })
            return new(judged.Report, null, judged.Problems);
        var accepted = rules.Accepted(judged).Single();
        var changes = await database.InTransactionAsync(async connection =>
        {
            var saved = await writing.SaveAsync(connection, siret, accepted, seen, cancel) ?? throw new StaleChangeException();
            // Said apart: what a file cannot say it does not take away, and « unlimited » is nothing that a file says.
            if (seats is not null && await SessionRows.IdAsync(
                connection, PublicId.Of(siret, offer.Offer.Number, seats.Action), seats.Session, cancel) is { } session)
                await SessionSeats.SetCapacityAsync(connection, session, seats.Seats, cancel);
            return saved;
        }, cancel);
        return new(judged.Report, changes, []);
    }

    private async Task<WantedOutcome> ReplaceAsync(JudgedOffers judged, string? seen, CancellationToken cancel)
    {
        if (judged.Report is not { } report || report.Status == FileStatus.Rejected)
            return new(judged.Report, null, judged.Problems);
        var applied = await rules.Import.ApplyAsync(database, judged.File!, report, null, cancel, complete: judged.Complete, shown: seen);
        return new(applied, applied.Status == FileStatus.Rejected ? null
            : new(applied.Added, applied.Changed, applied.Unchanged, applied.Archived), []);
    }

    private static ImportChanges Sum(ImportChanges sum, ImportChanges? more) => more is null ? throw new StaleChangeException()
        : new(sum.Added + more.Added, sum.Changed + more.Changed, sum.Unchanged + more.Unchanged, sum.Archived + more.Archived);
}
