using Marketplace.Web.Access;
using Marketplace.Web.SignIn;
using Microsoft.AspNetCore.StaticAssets;

namespace Marketplace.Web.Pages;

/// <summary>Style sheets, scripts, fonts and pictures, as the framework lists, compresses and names them.</summary>
public static class StaticAssetRoutes
{
    /// <summary>Setting of the framework: without it Development forbids browsers to keep anything.</summary>
    private const string KeptInDevelopment = "EnableStaticAssetsDevelopmentCaching";

    /// <summary>
    /// Setting of the framework: with it Development packs each asset anew at each request, without making it smaller (586 KB
    /// for a style sheet of 77). An edited asset is served after the next build.
    /// </summary>
    private const string ReadAnewInDevelopment = "ReloadStaticAssetsAtRuntime";

    /// <summary>
    /// What the design system's own style sheet names cannot have a fingerprint in its name. Its version is pinned, and an
    /// icon or font of the one before harms nobody: a month.
    /// </summary>
    private const string Month = "max-age=2592000";

    /// <summary>The same in every environment: the name of a style sheet or script says its content.</summary>
    public static void KeepAssetsInBrowsers(this WebApplicationBuilder builder) =>
        builder.Configuration.AddInMemoryCollection([new(KeptInDevelopment, "true"), new(ReadAnewInDevelopment, "false")]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var assets = routes.MapStaticAssets();
        assets.RequireRight(RightsGate.Open).WithMetadata(new WithoutSession());
        assets.Add(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } serve
                || endpoint.Metadata.OfType<StaticAssetDescriptor>().FirstOrDefault() is not { } asset || !IsOfDesignSystem(asset))
                return;
            endpoint.RequestDelegate = context =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.CacheControl = Month;
                    return Task.CompletedTask;
                });
                return serve(context);
            };
        });
    }

    private static bool IsOfDesignSystem(StaticAssetDescriptor asset) =>
        (asset.Route.StartsWith("dsfr/fonts/", StringComparison.Ordinal) || asset.Route.StartsWith("dsfr/icons/", StringComparison.Ordinal))
        && asset.Properties.All(property => property.Name != "fingerprint");
}
