using Npgsql;

namespace Marketplace.Catalogue.Reference;

/// <summary>
/// Holds the current snapshot of the reference tables. Singleton; <see cref="OpenAsync"/> before first use.
/// A snapshot taken from <see cref="Current"/> never changes: take it once a request.
/// </summary>
public sealed class ReferenceDataStore(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile ReferenceData? current;

    /// <exception cref="InvalidOperationException">Nothing was loaded yet.</exception>
    public ReferenceData Current => current ?? throw new InvalidOperationException("Reference data is not loaded: call OpenAsync first.");

    /// <summary>Fills the tables from the seed where needed, then loads them. Cheap when nothing changed.</summary>
    public async Task<ReferenceData> OpenAsync(CancellationToken cancel = default)
    {
        await SeedLoader.LoadAsync(database, cancel);
        await ReloadAsync(cancel: cancel);
        return Current;
    }

    /// <summary>Loads again what changed.</summary>
    /// <param name="tables">Names of changed tables; none means all.</param>
    public async Task ReloadAsync(IReadOnlyCollection<string>? tables = null, CancellationToken cancel = default)
    {
        await loading.WaitAsync(cancel);
        try
        {
            var before = current;
            await using var connection = await database.OpenConnectionAsync(cancel);
            var places = before is null || Touched("place") ? await ReferenceReader.PlacesAsync(connection, cancel) : before.Places;
            var certifications = before is null || Touched("certification") || Touched("certification_block")
                ? await ReferenceReader.CertificationsAsync(connection, cancel)
                : before.Certifications;
            current = await ReferenceReader.TitlesAsync(connection, places, certifications, cancel);
        }
        finally
        {
            loading.Release();
        }

        bool Touched(string table) => tables is null || tables.Count == 0 || tables.Contains(table);
    }

    /// <inheritdoc />
    public void Dispose() => loading.Dispose();
}
