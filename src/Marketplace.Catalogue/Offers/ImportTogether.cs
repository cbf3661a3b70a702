using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>What belongs to the transaction of an import: who publishes says so in it, so that both are there or neither is.</summary>
/// <param name="Snapshot">Under which what is written over is kept for <see cref="CatalogueUndo"/>.</param>
/// <param name="Expected">Version of the catalogue that was compared with (<see cref="CatalogueComparison.Version"/>).</param>
/// <param name="Complete">What the file lacks is archived.</param>
/// <param name="Then">What else is done, before the commit.</param>
public sealed record ImportTogether(
    Guid Snapshot, string Expected, bool Complete, Func<NpgsqlConnection, ImportOutcome, CancellationToken, Task> Then);

/// <param name="Version">Of the catalogue as it is now.</param>
public sealed record ImportOutcome(ImportChanges Changes, string Version);

/// <summary>The catalogue is no longer the one that was compared with: nothing was written.</summary>
public sealed class CatalogueChangedException() : Exception("The catalogue changed since it was compared with.");
