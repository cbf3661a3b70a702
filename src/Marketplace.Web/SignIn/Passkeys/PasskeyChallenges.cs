using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Marketplace.Web.SignIn.Passkeys;

/// <summary>
/// A challenge serves once. It waits in the browser's cookie, which can be sent again, and a synced key counts nothing
/// that would betray a second use: so that the database remembers which were answered.
/// </summary>
public sealed class PasskeyChallenges(NpgsqlDataSource database)
{
    /// <summary>Spends a challenge, whether the answer to it turns out right or wrong.</summary>
    /// <param name="state">Of the ceremony.</param>
    /// <returns>False: it was answered before.</returns>
    public async Task<bool> SpendAsync(string state, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // Older ones are refused with their cookie, which lasts ten minutes.
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("""
            WITH old AS (DELETE FROM used_challenge WHERE used_at < now() - interval '1 hour'),
                spent AS (INSERT INTO used_challenge (state_hash) VALUES (@hash) ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*)::int FROM spent
            """, new { hash = SHA256.HashData(Encoding.UTF8.GetBytes(state)) }, cancellationToken: cancel)) == 1;
    }
}
