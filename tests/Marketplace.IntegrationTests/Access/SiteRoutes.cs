using Marketplace.IntegrationTests.Hosting;
using Marketplace.Web.Access;
using Marketplace.Web.Api.Tokens;
using Marketplace.Web.Addresses;
using Marketplace.Web.FrontDoor;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.IntegrationTests.Access;

/// <summary>A way into the program.</summary>
public sealed record SiteRoute(RouteEndpoint Endpoint, string Method)
{
    public string Pattern => '/' + Endpoint.RoutePattern.RawText!.TrimStart('/');

    public string Action => Endpoint.Metadata.GetRequiredMetadata<RequiredRight>().Action;

    public bool Changes => Method is not ("GET" or "HEAD");

    /// <summary>Takes posts that come from no form of ours.</summary>
    public bool NeedsNoForm => Endpoint.Metadata.GetMetadata<WithoutFormToken>() is not null;

    /// <summary>Answers tokens of holders alone, which nobody of the walk sends.</summary>
    public bool TakesToken => Endpoint.Metadata.GetMetadata<TakesToken>() is not null;

    /// <summary>Takes JSON at an address that takes a form too: what is neither goes to the form.</summary>
    public bool IsBesideAForm => NeedsNoForm && Pattern == DevelopmentAddresses.Clock;

    public bool TakesHolder => Endpoint.RoutePattern.GetParameter("holder") is not null;

    public bool TakesOrganisation => Endpoint.RoutePattern.GetParameter("organisation") is not null;

    /// <summary>Whether it names things other than the objects of rights, which the tests do not have.</summary>
    public bool TakesOthers => Endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is not ("holder" or "organisation"));

    /// <summary>The address of an object.</summary>
    public string Path(Guid? organisation = null, Guid? holder = null) =>
        '/' + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "organisation" } => organisation.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "holder" } => holder.ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "token" } => new string('A', 43),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "document" or "id" or "message" or "attachment" } =>
            Guid.NewGuid().ToString(),
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart other
                when other.ParameterPolicies.Any(policy => policy.Content == "guid") => Guid.NewGuid().ToString(),
            _ => "1",
        }))));
}

/// <summary>Every way into the program that runs.</summary>
public static class SiteRoutes
{
    /// <summary>
    /// The framework's own, in Development only: files that came into wwwroot after the build. It takes no conventions,
    /// so it has no right and answers nobody.
    /// </summary>
    public const string FileAfterBuild = "Fallback {**path:file}";

    /// <summary>All but <see cref="FileAfterBuild"/>.</summary>
    public static IReadOnlyList<RouteEndpoint> Endpoints(MarketplaceApplication application) =>
        [.. application.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()
            .Where(endpoint => endpoint.DisplayName != FileAfterBuild)];

    /// <summary>Routes with each of their methods, files of the site apart.</summary>
    public static IReadOnlyList<SiteRoute> All(MarketplaceApplication application) =>
        [.. Endpoints(application).Where(endpoint => !IsFile(endpoint)).SelectMany(endpoint =>
            endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => new SiteRoute(endpoint, method)))];

    /// <summary>A file of the site: hundreds, all alike.</summary>
    public static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
