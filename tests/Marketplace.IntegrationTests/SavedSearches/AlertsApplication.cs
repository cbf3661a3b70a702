using Dapper;
using Marketplace.Catalogue.Offers;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.SavedSearches;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Testing;
using Marketplace.Web.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.SavedSearches;

/// <summary>The program with learners who save searches, a provider who publishes, and days that pass.</summary>
public sealed class AlertsApplication : BrowserApplication
{
    private int publications;

    public static readonly Guid Camille = PersonBrowser.Demo("holder");
    public static readonly Guid Dominique = PersonBrowser.Demo("holder-declared");

    protected override async Task AfterStartAsync()
    {
        await Services.GetRequiredService<DemoPeople>().EnsureAsync(CancellationToken.None);
        // What the sample catalogue published is new to nobody.
        await PassDayAsync();
    }

    /// <summary>Everybody's searches and mails are gone.</summary>
    public Task ForgetAsync() =>
        this.ExecuteAsync("DELETE FROM saved_search; DELETE FROM mail; UPDATE account SET disabled_at = NULL; DELETE FROM saved_query");

    public Task ForgetMailsAsync() => this.ExecuteAsync("DELETE FROM mail");

    public Task<bool> SaveAsync(Guid account, string name, string query, bool alert = true) =>
        Services.GetRequiredService<SavedSearchStore>()
            .SaveAsync(account, name, query, alert, new Actor(account, Roles.Holder), TestContext.Current.CancellationToken);

    /// <summary>A provider of its own publishes one action for each title, and they are found.</summary>
    /// <returns>The provider, to publish again.</returns>
    public async Task<string> PublishAsync(params string[] titles)
    {
        var siret = $"9990000{++publications:0000}000";
        await PublishAsync(siret,
            titles.Select(title =>
            new AcceptedOffer(TestOffers.Offer(title) with { Title = title, Objective = "Apprendre", Content = "Leçons" }, [Action()])));
        return siret;
    }

    public async Task PublishAsync(string siret, IEnumerable<AcceptedOffer> offers)
    {
        await using (var import = await CatalogueImport.BeginAsync(Database.Source, siret))
        {
            foreach (var offer in offers)
                await import.AddAsync(offer);
            await import.CommitAsync(complete: true);
        }
        var search = Services.GetRequiredService<MarketplaceSearch>();
        var query = new SearchQuery { Today = Services.GetRequiredService<TimeProvider>().Today(), Provider = [siret] };
        await Eventually.SeeAsync(
            "actions found", async () => (await search.SearchAsync(query, TestContext.Current.CancellationToken)).Total,
            total => total > 0);
    }

    public static AcceptedAction Action() =>
        TestOffers.Accepted(TestOffers.Action(), TestOffers.Session("S1", DateOnly.FromDateTime(DateTime.UtcNow).AddYears(3)));

    /// <summary>It is ten in the morning of the next day, and the day's run is over.</summary>
    public async Task PassDayAsync()
    {
        var clock = Services.GetRequiredService<MarketplaceClock>();
        await clock.MoveForwardAsync(
            ParisTime.StartOf(clock.Today().AddDays(1)).AddHours(10) - clock.GetUtcNow().UtcDateTime,
            TestContext.Current.CancellationToken);
        await RunAsync();
    }

    /// <summary>Waits until today's run is over, whoever does it: the program's own job may have begun it.</summary>
    public async Task RunAsync()
    {
        var today = Services.GetRequiredService<TimeProvider>().Today();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        do
            await Services.GetRequiredService<AlertDay>().RunAsync(limit.Token);
        while (!await this.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM alert_run WHERE finished_on = @today)", new { today }));
    }

    /// <summary>Digests to somebody, oldest first.</summary>
    public async Task<IReadOnlyList<MailMessage>> DigestsAsync(Guid account) =>
        [.. (await this.MailsToAsync((await this.ScalarAsync<string>("SELECT email FROM account WHERE id = @account", new { account }))!))
            .Where(mail => mail.Template == AlertLetter.Template)];
}
