using Dapper;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>The whole program in Development with the demo people, who stand for every role.</summary>
public class PeopleApplication : MarketplaceApplication, IAsyncLifetime
{
    /// <summary>The role that the application itself has in the database.</summary>
    public string ApplicationRole => new NpgsqlConnectionStringBuilder(Database.ApplicationConnectionString).Username!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        CreateClient().Dispose();
        await Services.GetRequiredService<DemoPeople>().EnsureAsync(TestContext.Current.CancellationToken);
        await PrepareAsync();
    }

    /// <summary>What a class of tests needs besides.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Runs as the owner of the schema.</summary>
    public async Task<int> AsOwnerAsync(string sql, object? values = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteAsync(sql, values);
    }

    /// <summary>Reads as the owner of the schema.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<T>(sql, values)];
    }

    /// <summary>One more holder, with a declared identity.</summary>
    public async Task<Guid> AddHolderAsync(string name = "TITULAIRE")
    {
        var id = Guid.NewGuid();
        await AsOwnerAsync("""
            INSERT INTO account (id, kind, email, given_names, family_name, activated_at) VALUES (@id, 'holder', @email, 'Claude', @name, now());
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country)
            VALUES (@id, @name, 'Claude', '1990-05-17', 'male', '75056', '99100')
            """, new { id, name, email = $"{id}@example.org" });
        return id;
    }

    /// <summary>Consent of a holder, as the page would have written it.</summary>
    public Task ConsentAsync(Guid holder, Guid organisation, string expires = "1 month", bool revoked = false, string scope = "account") => AsOwnerAsync("""
        INSERT INTO consent (holder_id, organisation_id, scope, granted_at, expires_at, revoked_at)
        VALUES (@holder, @organisation, @scope, now() - interval '1 year', now() + @expires::interval, CASE WHEN @revoked THEN now() END)
        """, new { holder, organisation, expires, revoked, scope });
}
