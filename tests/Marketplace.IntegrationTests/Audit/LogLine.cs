using Marketplace.IntegrationTests.Access;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>A line of the access log as it is stored.</summary>
public sealed record LogLine(
    Guid? Actor, string Role, Guid? OnBehalfOf, string Nature, string Operation, Guid? Subject, string? Object, string? Reason);

/// <summary>Reads the access log as the owner of the schema, oldest first.</summary>
public static class StoredLog
{
    public static Task<IReadOnlyList<LogLine>> OfSessionAsync(PeopleApplication application, Guid session, long after = 0) =>
        application.ReadAsync<LogLine>("""
            SELECT actor_id AS actor, actor_role AS role, on_behalf_of AS onbehalfof, nature, operation, subject_id AS subject, object, reason
            FROM access_log WHERE session_id = @session AND id > @after ORDER BY id
            """, new { session, after });

    /// <summary>Where the log ends now.</summary>
    public static async Task<long> EndAsync(PeopleApplication application) =>
        (await application.ReadAsync<long>("SELECT coalesce(max(id), 0) FROM access_log"))[0];
}
