using Marketplace.Bookings;
using Marketplace.Bookings.Dossiers;
using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.Demo;
using Marketplace.Indexing;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.People.Accounts;
using Marketplace.People.Audit;
using Marketplace.People.Favourites;
using Marketplace.People.Federation;
using Marketplace.People.Holders;
using Marketplace.People.Operators;
using Marketplace.People.Organisations;
using Marketplace.People.SavedSearches;
using Marketplace.People.Tokens;
using Marketplace.Payments.BankDetails;
using Marketplace.Platform.Data;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Marketplace.ProviderSpace;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Embedded;
using Marketplace.Statistics;
using Marketplace.Statistics.Editions;
using Marketplace.Web.Cards;
using Marketplace.Web.Payouts;
using Marketplace.Web.Searching;
using Marketplace.Web.Searching.Log;
using Marketplace.Web.Site;

namespace Marketplace.Web.Hosting;

/// <summary>Settings to database, and the services that every process has: server and commands alike.</summary>
public static class ProcessServices
{
    /// <summary>The data directory of the settings.</summary>
    public static DataDirectory DataDirectory(this IConfiguration settings) =>
        Marketplace.Platform.Data.DataDirectory.At(settings["Data:Directory"] is { Length: > 0 } path ? path : ".data");

    /// <summary>The configured database or the private cluster, migrated.</summary>
    public static async Task<MarketplaceDatabase> OpenAsync(IConfiguration settings, CancellationToken cancel)
    {
        var database = await MarketplaceDatabase.OpenAsync(
            settings.GetConnectionString("Marketplace"), settings.GetConnectionString("MarketplaceOwner"), settings.DataDirectory(),
            cancel: cancel);
        if (database.PrivateServer?.Folder.Notice is { } notice)
            await Console.Error.WriteLineAsync(notice);
        if (!MarketplaceDatabase.HasOwnRole(settings.GetConnectionString("Marketplace"), settings.GetConnectionString("MarketplaceOwner")))
            await Console.Error.WriteLineAsync("Attention : le programme travaille avec les droits du propriétaire de la base, qui peut réécrire le journal des accès. Donnez-lui un rôle à part (docs/operations.md).");
        return database;
    }

    /// <summary>Services shared by server and commands. The caller disposes of <paramref name="database"/> after the services.</summary>
    public static async Task AddMarketplaceAsync(
        this IServiceCollection services, MarketplaceDatabase database, IConfiguration settings, IHostEnvironment environment,
        CancellationToken cancel)
    {
        var clock = environment.IsDevelopment() ? await MarketplaceClock.MovableAsync(database.Source, cancel) : MarketplaceClock.Fixed;
        services.AddSingleton(database);
        services.AddSingleton(database.Source);
        services.AddSingleton(settings.DataDirectory());
        services.AddSingleton(MasterKeySettings.Load(settings, settings.DataDirectory(), environment.IsDevelopment()));
        services.AddSingleton<IdentityVault>();
        services.AddSingleton<VaultRotation>();
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(RuleBook.Current);
        await services.AddReferenceDataAsync(database.Source, cancel);
        services.AddSearchIndex(settings);
        services.AddSingleton<SearchVocabulary>();
        services.AddSingleton(provider =>
        {
            var vocabulary = provider.GetRequiredService<SearchVocabulary>();
            return new MarketplaceSearch(
                provider.GetRequiredService<ISearchIndex>(), () => vocabulary.Gazetteer, () => vocabulary.Suggestions,
                () => vocabulary.Acronyms, () => vocabulary.NamedWishes);
        });
        services.AddQueryLog();
        services.AddAccess().AddAudit(settings).AddAccounts(settings).AddHolders().AddFederatedAccounts().AddTokens();
        services.AddSingleton<ContextWarmUp>();
        services.AddOrganisations().AddOperators().AddFavourites().AddSavedSearches();
        services.AddDotations().AddBank().AddEntitlements().AddDemo();
        services.AddDossiersOfThisSite(settings);
        services.AddCardPayments(settings, environment);
        services.AddProviderPayouts(settings);
        services.AddIndexing();
    }

    private static void AddDossiersOfThisSite(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton<PublicSite>();
        services.AddSingleton(provider => new BookingSite(() => provider.GetRequiredService<PublicSite>().Address));
        services.AddSingleton(provider => new BankDetailsSite(() => provider.GetRequiredService<PublicSite>().Address));
        services.AddSingleton(provider => new ReferencingSite(() => provider.GetRequiredService<PublicSite>().Address));
        services.AddSingleton<ActionPageQuery>();
        services.AddBankDetails();
        services.AddBookings();
        services.AddProviderSpace();
        services.AddStatistics(new StatisticsSettings(settings.GetValue("Statistics:K", StatisticsSettings.UsualK)));
    }

    /// <summary>The index on a cluster, which any number of processes share, or this process's own.</summary>
    /// <exception cref="SetupException">A setting of the cluster cannot work.</exception>
    private static void AddSearchIndex(this IServiceCollection services, IConfiguration settings)
    {
        var cluster = ElasticsearchSettings.Read(settings);
        services.AddSingleton(ElasticsearchSettings.AddressOf(cluster));
        if (cluster is { } options)
        {
            // Made by the container, so that it ends with the host; nothing is asked of the cluster yet.
            services.AddSingleton(_ => new ElasticsearchClient(options, TimeProvider.System));
            services.AddSingleton<ISearchIndex>(
                provider => new ElasticsearchIndex(provider.GetRequiredService<ElasticsearchClient>(), options, TimeProvider.System));
            return;
        }
        // Opened by who first needs it: an index has one process, and most commands do without.
        services.AddSingleton<ISearchIndex>(provider => OpenIndex(
            Path.Combine(provider.GetRequiredService<DataDirectory>().Path, "index"),
            provider.GetRequiredService<ILogger<EmbeddedIndex>>()));
    }

    /// <summary>
    /// Opens the saved index; one that was damaged or of an older format is rebuilt by who feeds it, and the log says why.
    /// </summary>
    private static EmbeddedIndex OpenIndex(string directory, ILogger log)
    {
        var index = EmbeddedIndex.Open(directory, TimeProvider.System);
        if (index.Problem is { } problem)
            log.LogWarning("{Problem} It is rebuilt from the write side.", problem);
        return index;
    }
}
