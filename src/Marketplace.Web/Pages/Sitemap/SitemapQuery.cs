using Marketplace.Catalogue.Changes;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Marketplace.Web.Pages.Sitemap;

/// <summary>Reads the addresses of published actions, streamed.</summary>
public sealed class SitemapQuery(NpgsqlDataSource database)
{
    /// <summary>Highest row number of an action; 0 when there is none.</summary>
    public async Task<long> LastRowAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT coalesce(max(id), 0) FROM action");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Published actions with row numbers above <paramref name="after"/> up to <paramref name="last"/>.</summary>
    public async IAsyncEnumerable<(string PublicId, DateTime Updated)> ActionsAsync(
        long after, long last, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            SELECT a.public_id, a.updated_at
            FROM action a JOIN offer o ON o.id = a.offer_id
            WHERE a.id > $1 AND a.id <= $2 AND {Visibility.Shown} AND {Visibility.Listed}
            ORDER BY a.id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = last });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return (reader.GetString(0), reader.GetDateTime(1));
    }
}
