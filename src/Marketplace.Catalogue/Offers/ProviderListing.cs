using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Whether a provider's actions can be found and booked. They stay published as they are: withheld, their documents leave the index and
/// nobody can begin a booking; shown again, they come back as they stand then.
/// </summary>
public static class ProviderListing
{
    /// <summary>Withholds all actions of a provider, or shows them again, in the caller's transaction.</summary>
    public static async Task SetAsync(NpgsqlConnection connection, string siret, bool withheld, CancellationToken cancel)
    {
        // A catalogue that is published meanwhile would not see this, and this would not see its new actions.
        await ProviderLock.TakeAsync(connection, siret, cancel);
        await using var set = new NpgsqlCommand(
            "UPDATE provider SET withheld = $2, updated_at = now() WHERE siret = $1 AND withheld <> $2", connection)
        {
            Parameters = { new() { Value = siret }, new() { Value = withheld } },
        };
        if (await set.ExecuteNonQueryAsync(cancel) > 0)
            await ActionChanges.AnnounceOfProvidersAsync(connection, [siret], cancel);
    }
}
