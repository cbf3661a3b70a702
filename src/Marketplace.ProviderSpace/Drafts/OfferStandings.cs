using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Npgsql;

namespace Marketplace.ProviderSpace.Drafts;

/// <summary>A provider takes its offer out of sight, shows it again, or ends it. Bookings that there are go on.</summary>
public sealed class OfferStandings(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Takes an offer out of search until it is shown again; files do not change that.</summary>
    /// <returns>False: there is no such offer.</returns>
    /// <exception cref="ProcessRefusedException">It is suspended already, or archived.</exception>
    public Task<bool> SuspendAsync(long offer, IReadOnlyCollection<string> sirets, Actor actor, CancellationToken cancel) =>
        ChangeAsync(offer, sirets, actor, async (connection, _) =>
        {
            if (!await OfferVisibility.SuspendAsync(connection, offer, clock.GetUtcNow(), cancel))
                throw new ProcessRefusedException("Cette offre est déjà suspendue.");
        }, cancel);

    /// <summary>Shows a suspended offer again.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    /// <exception cref="ProcessRefusedException">It is not suspended.</exception>
    public Task<bool> ResumeAsync(long offer, IReadOnlyCollection<string> sirets, Actor actor, CancellationToken cancel) =>
        ChangeAsync(offer, sirets, actor, async (connection, _) =>
        {
            if (!await OfferVisibility.SuspendAsync(connection, offer, null, cancel))
                throw new ProcessRefusedException("Cette offre n’est pas suspendue.");
        }, cancel);

    /// <summary>Takes an offer out of the catalogue.</summary>
    /// <param name="seen"><see cref="PublishedOffer.Version"/> of what was shown.</param>
    /// <inheritdoc cref="SuspendAsync"/>
    /// <exception cref="StaleChangeException">It changed since it was shown.</exception>
    public Task<bool> ArchiveAsync(long offer, IReadOnlyCollection<string> sirets, string seen, Actor actor, CancellationToken cancel) =>
        ChangeAsync(offer, sirets, actor, async (connection, row) =>
        {
            if (!await OfferWriting.ArchiveAsync(connection, row.Siret, row.Number, seen, cancel))
                throw new StaleChangeException();
        }, cancel);

    private Task<bool> ChangeAsync(
        long offer, IReadOnlyCollection<string> sirets, Actor actor, Func<NpgsqlConnection, Row, Task> change, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
                "SELECT siret, number, archived_at IS NOT NULL AS archived FROM offer WHERE id = @offer AND siret = ANY (@sirets)",
                new { offer, sirets = sirets.ToArray() }, cancellationToken: cancel));
            if (row is null)
                return false;
            if (row.Archived)
                throw new ProcessRefusedException("Cette offre est archivée.");
            await change(connection, row);
            await OfferDrafts.LogAsync(connection, actor, row.Siret, row.Number, cancel);
            return true;
        }, cancel);

    private sealed record Row(string Siret, string Number, bool Archived);
}
