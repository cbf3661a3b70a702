using Marketplace.ProviderSpace.Uploads;
using Marketplace.People.Access;
using Marketplace.Web.Access;
using Marketplace.Web.FrontDoor;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Advisors;
using Marketplace.Web.Pages.BankDetails;
using Marketplace.Web.Pages.Bookings;
using Marketplace.Web.Pages.Certifications;
using Marketplace.Web.Pages.Compare;
using Marketplace.Web.Pages.Endings;
using Marketplace.Web.Pages.Documents;
using Marketplace.Web.Pages.Entitlements;
using Marketplace.Web.Pages.Favourites;
using Marketplace.Web.Pages.Funders;
using Marketplace.Web.Pages.Home;
using Marketplace.Web.Pages.Information;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Operations;
using Marketplace.Web.Pages.Operations.Bookings;
using Marketplace.Web.Pages.Organisations;
using Marketplace.Web.Pages.ProviderBilling;
using Marketplace.Web.Pages.ProviderBookings;
using Marketplace.Web.Pages.ProviderUploads;
using Marketplace.Web.Pages.ProviderDashboard;
using Marketplace.Web.Pages.ProviderOffers;
using Marketplace.Web.Pages.Providers;
using Marketplace.Web.Pages.Referencing;
using Marketplace.Web.Pages.SavedSearches;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Pages.SignIn;
using Marketplace.Web.Pages.ServiceDone;
using Marketplace.Web.Pages.Simulator;
using Marketplace.Web.Pages.Sitemap;
using Marketplace.Web.Pages.Statistics;
using Marketplace.Web.Pages.Tokens;
using Marketplace.Web.Pages.Waiting;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;
using Marketplace.Web.Site;
using Marketplace.Web.Statements;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages;

/// <summary>The pages: services and addresses.</summary>
public static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<OperatorSettings>().BindConfiguration(OperatorSettings.Section);
        services.AddSingleton<StaticAssetAddresses>();
        services.AddSingleton<Templates>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<ProviderPageQuery>();
        services.AddSingleton<SitemapQuery>();
        services.AddSingleton<HolderPlan>();
        services.AddSingleton<ProviderDossiers>();
        services.AddSingleton<FundingRequestPage>();
        services.AddSingleton<OperatorDossiers>();
        services.AddSingleton<StatementTurns>();
        services.AddSingleton<FranceOutlines>();
        services.AddSingleton<StatisticsWords>();
        services.AddBookingPages();
        services.AddProviderOfferPages();
        services.AddScoped<SearchMap>();
        services.AddScoped<VisitorSearch>();
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        StaticAssetRoutes.Map(routes);
        var pages = routes.MapGroup("").ExcludeFromDescription().RequireRight(RightsGate.Open);
        Map(pages, SiteAddresses.Home, HomePage.Show);
        Map(pages, SearchAddresses.Results, SearchPage.Show);
        Map(pages, SearchAddresses.Action.Pattern, ActionPage.Show);
        Map(pages, SearchAddresses.Compare, ComparePage.Show);
        Map(pages, SearchAddresses.Provider.Pattern, ProviderPage.Show);
        Map(pages, SearchAddresses.Certification.Pattern, CertificationPage.Show);
        InformationPages.Map(pages);
        Map(pages, InformationAddresses.Ranking, RankingPage.Show);
        Map(pages, InformationAddresses.Rules, RulesPage.Show);
        Map(pages, InformationAddresses.Simulator, SimulatorPage.Show);
        pages.MapPost(InformationAddresses.Simulator, SimulatorPage.PostAsync);
        Map(pages, InformationAddresses.Ending, EndingPage.Show);
        pages.MapPost(InformationAddresses.Ending, EndingPage.PostAsync);
        Map(pages, SiteAddresses.Sitemap, SitemapPages.Root);
        Map(pages, SiteAddresses.SitemapList.Pattern, SitemapPages.List);
        Map(pages, SiteAddresses.Robots, SitemapPages.Robots);
        Map(pages, InformationAddresses.AccessRights, RightsPage.Show);
        Map(pages, InformationAddresses.ImportCodes, ImportCodesPage.Show);
        Map(pages, SiteAddresses.SecurityText, SecurityText.Show);
        var personal = routes.MapGroup("").ExcludeFromDescription();
        var report = personal.MapGroup("").RequireRight(Rights.OffersReport);
        report.MapGet(ModerationAddresses.Report.Pattern, ReportPage.ShowAsync);
        report.MapPost(ModerationAddresses.Report.Pattern, ReportPage.PostAsync).WithMetadata(new ReportingRoute());
        SignInPages.Map(personal, routes.ServiceProvider.GetRequiredService<SignInWays>());
        AccountPages.Map(personal);
        EntitlementPages.Map(personal);
        BookingPages.Map(personal);
        FavouritesPage.Map(personal);
        SavedSearchesPage.Map(personal);
        WaitingPages.Map(personal);
        UnsubscribePage.Map(personal);
        OrganisationPages.Map(personal);
        AdvisorPages.Map(personal);
        FunderPages.Map(personal);
        DocumentPages.Map(personal);
        TokensPage.Map(personal);
        ProviderBookingPages.Map(personal);
        DashboardPage.Map(personal);
        BankDetailsPage.Map(personal);
        UploadPages.Map(personal, routes.ServiceProvider.GetRequiredService<UploadSettings>());
        BillingPages.Map(personal);
        ControlPages.Map(personal);
        ApplicationPage.Map(personal);
        ProviderOfferPages.Map(personal);
        OperationsPages.Map(personal);
        StatisticsPages.Map(pages, personal);
        return routes;
    }

    /// <summary>Answers GET, and HEAD for the robots and monitors that ask so.</summary>
    internal static void Map(IEndpointRouteBuilder routes, string path, Delegate handler) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], handler);
}
