using Dapper;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.Platform.Data;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>Whose webhooks.</summary>
/// <param name="Sandbox">Null: those of the sandbox too.</param>
public sealed record WebhookScope(IReadOnlyCollection<string> Sirets, bool? Sandbox);

/// <summary>Where providers' events are sent. Secrets are shown once and kept sealed.</summary>
public sealed class WebhookRegister(NpgsqlDataSource database, MasterKeys keys)
{
    /// <summary>Of one establishment at a time.</summary>
    public const int Most = 10;

    /// <summary>How long a secret signs beside the one that replaces it.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Mine = "siret = ANY (@sirets) AND sandbox = coalesce(@Sandbox, sandbox) AND removed_at IS NULL";

    private const string Select = $"""
        SELECT id, siret, sandbox, url, array_to_string(events, ' ') AS EventList, created_at AS CreatedAt, switched_off_at AS SwitchedOffAt,
            switched_off_why AS SwitchedOffWhy, CASE WHEN previous_until > now() THEN previous_until END AS PreviousUntil, failures
        FROM webhook WHERE {Mine}
        """;

    public async Task<IReadOnlyList<WebhookView>> ListAsync(WebhookScope scope, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<WebhookView>(new CommandDefinition(
            $"{Select} ORDER BY created_at, id", Values(scope), cancellationToken: cancel))];
    }

    /// <summary>Null: there is none of theirs.</summary>
    public async Task<WebhookView?> FindAsync(WebhookScope scope, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<WebhookView>(new CommandDefinition(
            $"{Select} AND id = @id", Values(scope, id), cancellationToken: cancel));
    }

    /// <param name="url">That <see cref="WebhookTarget.ProblemOf"/> finds nothing wrong with.</param>
    /// <param name="events">Keys of <see cref="WebhookEvents.Labels"/>.</param>
    /// <returns>Null: there are too many.</returns>
    public Task<MadeWebhook?> CreateAsync(
        string siret, bool sandbox, string url, IReadOnlyList<string> events, Actor actor, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "SELECT pg_advisory_xact_lock(hashtextextended('webhook:' || @siret, 0))", new { siret }, cancellationToken: cancel));
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "SELECT count(*)::int FROM webhook WHERE siret = @siret AND removed_at IS NULL", new { siret },
                cancellationToken: cancel)) >= Most)
                return null;
            var secret = WebhookSecret.New();
            var id = await connection.ExecuteScalarAsync<Guid>(new CommandDefinition("""
                INSERT INTO webhook (siret, sandbox, organisation_id, url, events, secret)
                VALUES (@siret, @sandbox, @OnBehalfOf, @url, @events, @secret) RETURNING id
                """, new
            {
                siret, sandbox, actor.OnBehalfOf, url, events = events.ToArray(), secret = keys.Seal(secret, SealPurpose.Webhook),
            }, cancellationToken: cancel));
            await WriteAsync(connection, actor, "webhook-created", id, cancel);
            return new MadeWebhook(id, WebhookSecret.Text(secret));
        }, cancel);

    /// <summary>Another secret; the old one signs beside it for <see cref="Overlap"/>.</summary>
    /// <returns>Null: there is none of theirs.</returns>
    public Task<MadeWebhook?> RotateAsync(WebhookScope scope, Guid id, Actor actor, CancellationToken cancel)
    {
        var secret = WebhookSecret.New();
        var values = Values(scope, id);
        values.AddDynamicParams(new { secret = keys.Seal(secret, SealPurpose.Webhook), Overlap });
        return ChangedAsync(values, "previous_secret = secret, previous_until = now() + @Overlap, secret = @secret", "true",
            "webhook-rotated",
            id, actor, () => new MadeWebhook(id, WebhookSecret.Text(secret)), cancel);
    }

    /// <summary>Changes where it leads and what it wants; null: as it is.</summary>
    /// <returns>False: there is none of theirs.</returns>
    public async Task<bool> ChangeAsync(
        WebhookScope scope, Guid id, string? url, IReadOnlyList<string>? events, Actor actor, CancellationToken cancel)
    {
        var values = Values(scope, id);
        values.AddDynamicParams(new { url, events = events?.ToArray() });
        return await ChangedAsync(values, "url = coalesce(@url, url), events = coalesce(@events, events), failures = 0, held_until = NULL",
            "true", "webhook-changed", id, actor, () => "", cancel) is not null;
    }

    /// <summary>Switches it off, or on again: what happened meanwhile is not sent.</summary>
    /// <returns>False: there is none of theirs that is otherwise.</returns>
    public async Task<bool> SwitchAsync(WebhookScope scope, Guid id, bool on, Actor actor, CancellationToken cancel) =>
        await ChangedAsync(Values(scope, id), on ? "switched_off_at = NULL, switched_off_why = NULL, failures = 0, held_until = NULL"
                : "switched_off_at = now(), switched_off_why = 'by-hand'", $"(switched_off_at IS NULL) <> {(on ? "true" : "false")}",
            on ? "webhook-on" : "webhook-off", id, actor, () => "", cancel) is not null;

    /// <summary>Ends it; its log stays for a while.</summary>
    /// <returns>False: there is none of theirs.</returns>
    public async Task<bool> RemoveAsync(WebhookScope scope, Guid id, Actor actor, CancellationToken cancel) =>
        await ChangedAsync(Values(scope, id), "removed_at = now()", "true", "webhook-removed", id, actor, () => "", cancel) is not null;

    private Task<T?> ChangedAsync<T>(DynamicParameters values, string set, string condition, string @event, Guid id, Actor actor,
        Func<T> result, CancellationToken cancel) where T : class =>
        database.InTransactionAsync(async connection =>
        {
            if (await connection.ExecuteAsync(new CommandDefinition(
                $"UPDATE webhook SET {set} WHERE {Mine} AND id = @id AND {condition}", values, cancellationToken: cancel)) == 0)
                return null;
            await WriteAsync(connection, actor, @event, id, cancel);
            return result();
        }, cancel);

    private static DynamicParameters Values(WebhookScope scope, Guid? id = null) =>
        new(new { sirets = scope.Sirets.ToArray(), scope.Sandbox, id });

    private static async Task WriteAsync(NpgsqlConnection connection, Actor actor, string @event, Guid id, CancellationToken cancel)
    {
        await AccountHistory.AddAsync(connection, @event, actor.AccountId, organisation: actor.OnBehalfOf, detail: new { webhook = id });
        await AccessLog.WriteAsync(
            connection, actor, new AccessEntry(Rights.WebhooksManage, AccessOperation.Change, Object: $"{@event}:{id}"), cancel);
    }
}
