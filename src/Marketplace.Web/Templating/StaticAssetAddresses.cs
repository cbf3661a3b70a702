using Microsoft.AspNetCore.StaticAssets;

namespace Marketplace.Web.Templating;

/// <summary>
/// Addresses of style sheets and scripts with the fingerprint of their content: a browser keeps them for good, and an
/// upgrade of the program has others.
/// </summary>
public sealed class StaticAssetAddresses(EndpointDataSource endpoints)
{
    private readonly Lazy<Dictionary<string, string>> byName = new(() => Read(endpoints));

    /// <param name="name">Path below wwwroot, such as <c>css/marketplace.css</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such asset.</exception>
    public string Of(string name) => byName.Value.TryGetValue(name, out var address)
        ? address
        : throw new FileNotFoundException($"There is no static asset {name}.");

    private static Dictionary<string, string> Read(EndpointDataSource endpoints)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var asset in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
            .OfType<StaticAssetDescriptor>())
        {
            if (asset.Properties.FirstOrDefault(property => property.Name == "label") is { Value: { } name })
                found[name] = "/" + asset.Route;
        }
        return found;
    }
}
