using Dapper;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Marketplace.People.Federation;
using Marketplace.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Organisations;

/// <summary>A professional and their browser, with an account as their provider's answer makes it.</summary>
public sealed record Professional(Guid Id, string Email, Visitor Browser)
{
    public static async Task<Professional> SignedInAsync(MarketplaceApplication application, string email)
    {
        var browser = new Visitor(application);
        var account = await application.Services.GetRequiredService<ExternalAccounts>()
            .ProfessionalAsync("proconnect", email, email, "Personne", email, TestContext.Current.CancellationToken);
        var sessions = application.Services.GetRequiredService<Sessions>();
        var (_, token) = await application.Services.GetRequiredService<NpgsqlDataSource>()
            .InTransactionAsync(connection => sessions.StartAsync(connection, account.Account!.Value, "proconnect", "essai"),
                TestContext.Current.CancellationToken);
        browser.Plant("session", token);
        return new Professional(account.Account!.Value, email, browser);
    }

    /// <summary>An organisation with SIRETs of its own and these people as members.</summary>
    public static async Task<Guid> OrganisationAsync(
        MarketplaceApplication application, string kind, params (Professional Who, string[] Roles)[] members)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES (@kind, 'Organisation ' || gen_random_uuid()) RETURNING id", new { kind });
        foreach (var (who, roles) in members)
            await connection.ExecuteAsync(
                "INSERT INTO membership (organisation_id, account_id, roles) VALUES (@id, @member, @roles)",
                new { id, member = who.Id, roles });
        return id;
    }
}
