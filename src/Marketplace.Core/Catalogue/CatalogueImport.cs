using Marketplace.Core.Places;
using Npgsql;

namespace Marketplace.Core.Catalogue;

/// <summary>An accepted offer of a file with those of its actions and sessions that were accepted too.</summary>
public sealed record AcceptedOffer(Offer Offer, IReadOnlyList<AcceptedAction> Actions);

public sealed record AcceptedAction(TrainingAction Action, Location Location, IReadOnlyList<Session> Sessions);

/// <param name="Unchanged">Items (offers, actions, sessions) that were already so.</param>
/// <param name="Archived">Items that the file no longer holds.</param>
public sealed record ImportChanges(int Added, int Changed, int Unchanged, int Archived);

/// <summary>
/// Applies one provider's wanted catalogue in one transaction: state and outbox together, under a lock per provider.
/// Nothing is visible before <see cref="CommitAsync"/>; disposed without it, nothing happened.
/// </summary>
public sealed class CatalogueImport : IAsyncDisposable
{
    public static Task<CatalogueImport> BeginAsync(NpgsqlDataSource database, string siret, CancellationToken cancel = default) =>
        throw new NotSupportedException();

    /// <summary>Adds or updates an offer; called in the file's order.</summary>
    public Task AddAsync(AcceptedOffer offer, CancellationToken cancel = default) => throw new NotSupportedException();

    /// <summary>Commits. <paramref name="complete"/>: the file was accepted whole, so what it lacks is archived.</summary>
    public Task<ImportChanges> CommitAsync(bool complete, CancellationToken cancel = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
