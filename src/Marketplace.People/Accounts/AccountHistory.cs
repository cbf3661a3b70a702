using System.Text.Json;
using Dapper;
using Npgsql;

namespace Marketplace.People.Accounts;

/// <summary>
/// What happened to an account or an organisation, kept as long as it lives: apart from the access log, which is kept
/// for a year. Only added to.
/// </summary>
public static class AccountHistory
{
    /// <summary>Adds an event within the caller's transaction.</summary>
    /// <param name="detail">Codes and internal ids only, no names or addresses.</param>
    public static Task AddAsync(
        NpgsqlConnection connection, string @event, Guid? actor, Guid? account = null, Guid? organisation = null, object? detail = null) =>
        connection.ExecuteAsync("""
            INSERT INTO account_event (account_id, organisation_id, actor_id, event, detail)
            VALUES (@account, @organisation, @actor, @event, @detail::jsonb)
            """, new { account, organisation, actor, @event, detail = JsonSerializer.Serialize(detail ?? new { }) });
}
