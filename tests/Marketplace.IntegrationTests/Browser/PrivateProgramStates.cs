using Dapper;
using Marketplace.Demo;
using Marketplace.People.Access;
using Marketplace.People.Organisations;
using Marketplace.ProviderSpace.Keys;
using Marketplace.ProviderSpace.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.IntegrationTests.Browser;

/// <summary>Keys and webhooks of the provider in the states that its pages show.</summary>
internal static class PrivateProgramStates
{
    /// <returns>The webhook with a log.</returns>
    public static async Task<Guid> AddAsync(IServiceProvider services)
    {
        var cancel = CancellationToken.None;
        var organisation = DemoPeople.OrganisationOf("provider");
        var siret = (await services.GetRequiredService<OrganisationStore>().FindAsync(organisation, cancel))!.Sirets[0];
        var (keys, hooks) = (services.GetRequiredService<ProviderKeys>(), services.GetRequiredService<WebhookRegister>());
        var actor = new Actor(null, Roles.AccessManager, organisation);
        var first = await keys.CreateAsync(new(siret, "Ancienne", ["catalogue", "bookings"], 30, false), organisation, actor, cancel);
        await keys.RotateAsync(first!.Id, [siret], organisation, actor, cancel);
        var ended = await keys.CreateAsync(new(siret, "Révoquée", ["billing"], 30, true), organisation, actor, cancel);
        await keys.RevokeAsync(ended!.Id, [siret], organisation, actor, cancel);
        var off = await hooks.CreateAsync(siret, true, "https://ancien.example/", ["offer"], actor, cancel);
        var scope = new WebhookScope([siret], null);
        await hooks.SwitchAsync(scope, off!.Id, false, actor, cancel);
        var hook = (await hooks.CreateAsync(siret, false, "https://logiciel.example/evenements", ["booking", "offer"], actor, cancel))!;
        await hooks.RotateAsync(scope, hook.Id, actor, cancel);
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("""
            INSERT INTO webhook_delivery (webhook_id, type, occurred_at, data, attempts, next_try_at, delivered_at, set_aside_at)
            VALUES (@Id, 'booking.requested', now(), '{}', 1, now() + interval '1 year', now(), NULL),
                (@Id, 'booking.accepted', now(), '{}', 10, now() + interval '1 year', NULL, now()),
                (@Id, 'offer.changed', now(), '{}', 0, now() + interval '1 year', NULL, NULL);
            INSERT INTO webhook_attempt (delivery_id, status, error, took_ms)
            SELECT id, CASE WHEN attempts = 1 THEN 204 END, CASE WHEN attempts > 1 THEN 'timeout' END, 12 FROM webhook_delivery
            WHERE webhook_id = @Id AND attempts > 0
            """, new { hook.Id });
        return hook.Id;
    }
}
