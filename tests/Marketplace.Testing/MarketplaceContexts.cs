using System.Reflection;
using Marketplace.Platform.Data.Editing;

namespace Marketplace.Testing;

/// <summary>The contexts of the program, found in the assemblies beside the tests.</summary>
public static class MarketplaceContexts
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "Marketplace.*.dll")
            .Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal))
            .SelectMany(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)).GetTypes())
            .Where(type => type.IsSubclassOf(typeof(MarketplaceContext)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];
}
