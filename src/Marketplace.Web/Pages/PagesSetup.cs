using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Certifications;
using Marketplace.Web.Pages.Home;
using Marketplace.Web.Pages.Information;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Providers;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Pages.Sitemap;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages;

/// <summary>The pages: services and addresses.</summary>
public static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<OperatorSettings>().BindConfiguration(OperatorSettings.Section);
        services.AddSingleton<Templates>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<ActionPageQuery>();
        services.AddSingleton<ProviderPageQuery>();
        services.AddSingleton<SitemapQuery>();
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", HomePage.Show);
        pages.MapGet("/recherche", SearchPage.Show);
        pages.MapGet("/formations/{actionId}", ActionPage.Show);
        pages.MapGet("/organismes/{siret}", ProviderPage.Show);
        pages.MapGet("/certifications/{code}", CertificationPage.Show);
        InformationPages.Map(pages);
        pages.MapGet("/sitemap.xml", SitemapPages.Root);
        pages.MapGet("/sitemap/{list:long}.xml", SitemapPages.List);
        pages.MapGet("/robots.txt", SitemapPages.Robots);
        return routes;
    }
}
