using Marketplace.Catalogue.Changes;
using Npgsql;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// Takes offers and actions out of sight and back, in the caller's transaction, without touching what they say: no file knows of it, so
/// none undoes it. Search is told at once; bookings that there are go on.
/// </summary>
public static class OfferVisibility
{
    /// <summary>A provider suspends its offer, or shows it again.</summary>
    /// <param name="at">Null: it is shown again.</param>
    /// <returns>False: it was so already.</returns>
    public static Task<bool> SuspendAsync(NpgsqlConnection connection, long offer, DateTimeOffset? at, CancellationToken cancel) =>
        SetAsync(connection, "UPDATE offer SET suspended_at = $2 WHERE id = $1 AND (suspended_at IS NULL) = ($2 IS NOT NULL)",
            "SELECT id FROM action WHERE offer_id = $1 AND archived_at IS NULL ORDER BY id", offer, at, cancel);

    /// <summary>An operator withdraws a whole offer, or lets it be shown again.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    public static Task<bool> WithdrawOfferAsync(NpgsqlConnection connection, long offer, DateTimeOffset? at, CancellationToken cancel) =>
        SetAsync(connection, "UPDATE offer SET withdrawn_at = $2 WHERE id = $1 AND (withdrawn_at IS NULL) = ($2 IS NOT NULL)",
            "SELECT id FROM action WHERE offer_id = $1 AND archived_at IS NULL ORDER BY id", offer, at, cancel);

    /// <summary>An operator withdraws one action, or lets it be shown again.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    public static Task<bool> WithdrawActionAsync(NpgsqlConnection connection, long action, DateTimeOffset? at, CancellationToken cancel) =>
        SetAsync(connection, "UPDATE action SET withdrawn_at = $2 WHERE id = $1 AND (withdrawn_at IS NULL) = ($2 IS NOT NULL)",
            "SELECT id FROM action WHERE id = $1", action, at, cancel);

    private static async Task<bool> SetAsync(
        NpgsqlConnection connection, string update, string touched, long id, DateTimeOffset? at, CancellationToken cancel)
    {
        await using var set = new NpgsqlCommand(update, connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = at?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        };
        if (await set.ExecuteNonQueryAsync(cancel) == 0)
            return false;
        var actions = new List<long>();
        await using (var query = new NpgsqlCommand(touched, connection) { Parameters = { new() { Value = id } } })
        await using (var rows = await query.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                actions.Add(rows.GetInt64(0));
        }
        await ActionChanges.AnnounceAsync(connection, actions, cancel);
        return true;
    }
}
