using Marketplace.Platform.Data.Editing;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Applies one provider's wanted catalogue in one transaction: state and outbox together, under a lock per provider.
/// Nothing is visible before <see cref="CommitAsync"/>; disposed without it, nothing happened.
/// Unchanged items are recognised by their hash and cost no write. One offer alone: <see cref="OfferWriting"/>.
/// </summary>
public sealed class CatalogueImport : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly CatalogueWriter writer;
    private readonly string siret;
    private readonly ImportTogether? together;
    private int position;

    private CatalogueImport(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogueWriter writer, string siret, ImportTogether? together) =>
        (this.connection, this.transaction, this.writer, this.siret, this.together) = (connection, transaction, writer, siret, together);

    /// <summary>Starts the import of a provider's catalogue; waits while another import of the same provider runs.</summary>
    /// <param name="together">What belongs to the same transaction; null: nothing does.</param>
    /// <param name="shown"><see cref="OfferWriting.VersionAsync(string, CancellationToken)"/> that is replaced; null: whatever there
    /// is.</param>
    /// <exception cref="CatalogueChangedException">The catalogue is not the one that is expected.</exception>
    /// <exception cref="StaleChangeException">What is published is no longer what was shown.</exception>
    public static async Task<CatalogueImport> BeginAsync(
        NpgsqlDataSource database, string siret, CancellationToken cancel = default, ImportTogether? together = null, string? shown = null)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            // Every look-up here is by key. On tables that grow faster than their statistics the planner would rather
            // hash and scan them whole for each file: an import of 2,891 files took 85 s instead of 22.
            await using (var plans = new NpgsqlCommand(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off", connection))
                await plans.ExecuteNonQueryAsync(cancel);
            await ProviderLock.TakeAsync(connection, siret, cancel);
            var published = await PublishedCatalogue.LoadAsync(connection, siret, cancel);
            if (shown is not null && shown != published.Version())
                throw new StaleChangeException();
            if (together is not null && together.Expected != published.Version())
                throw new CatalogueChangedException();
            var kept = together is null ? null : new KeptRows(together.Snapshot);
            if (kept is not null)
                await kept.BeginAsync(connection, siret, cancel);
            return new(connection, transaction, new CatalogueWriter(database, connection, published, siret, kept), siret, together);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds or updates an offer; called in the file's order.</summary>
    public Task AddAsync(AcceptedOffer accepted, CancellationToken cancel = default) => writer.AddAsync(accepted, ++position, cancel);

    /// <summary>Commits. <paramref name="complete"/>: the file was accepted whole, so what it lacks is archived;
    /// what <see cref="ImportTogether.Complete"/> says goes before.</summary>
    public async Task<ImportChanges> CommitAsync(bool complete, CancellationToken cancel = default)
    {
        var changes = await writer.FinishAsync(together?.Complete ?? complete, cancel);
        if (together is not null)
            await together.Then(
                connection, new(changes, (await PublishedCatalogue.LoadAsync(connection, siret, cancel)).Version()), cancel);
        await transaction.CommitAsync(cancel);
        return changes;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
