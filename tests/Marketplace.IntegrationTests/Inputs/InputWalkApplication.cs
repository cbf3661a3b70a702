using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.People.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Inputs;

/// <summary>Everybody and everything of the walk over the routes, a small catalogue, and ears for the names of inputs.</summary>
public sealed class InputWalkApplication : WalkApplication
{
    public AskedNames Names { get; } = new();

    /// <summary>What the program says of its own faults.</summary>
    public CapturedLogs Logs { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.AddProvider(Logs));
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(Names));
    }

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        await using var import = await CatalogueImport.BeginAsync(Database.Source, SampleCatalogue.Siret);
        foreach (var offer in SampleCatalogue.Wanted)
            await import.AddAsync(offer);
        await import.CommitAsync(complete: true);
    }

    /// <summary>A browser in which the asker is signed in; who needs reasons has said them.</summary>
    public async Task<Visitor> BrowseAsync(Asker asker)
    {
        var browser = new Visitor(this);
        if (asker.Account is not { } account)
            return browser;
        await using var connection = await Services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        var (session, token) = await Services.GetRequiredService<Sessions>()
            .StartAsync(connection, account, "development", "Navigateur d’essai");
        browser.Plant("session", token);
        await AsOwnerAsync("INSERT INTO stated_reason SELECT @session, unnest(@holders), 'Demande du titulaire', now() + interval '30 minutes'",
            new { session, holders = asker.ReasonFor.ToArray() });
        return browser;
    }
}
