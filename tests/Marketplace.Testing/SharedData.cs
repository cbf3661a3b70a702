using Xunit;

namespace Marketplace.Testing;

/// <summary>
/// Test data kept beside the repository, in <c>../shared/data</c>: real files too large or not free to be copied into it.
/// Tests that need them are skipped where they are absent, except on the build server, where they fail.
/// </summary>
public static class SharedData
{
    /// <summary>The full path of a file or folder in it.</summary>
    /// <param name="relative">Such as <c>edof-xml</c>.</param>
    public static string Path(string relative)
    {
        if (Root() is { } root && System.IO.Path.Combine(root, relative) is var path && System.IO.Path.Exists(path))
            return path;
        var reason = $"../shared/data/{relative} is not there.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    /// <summary>The folder of the repository.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Marketplace.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private static string? Root()
    {
        var data = System.IO.Path.Combine(Repository(), "..", "shared", "data");
        return Directory.Exists(data) ? System.IO.Path.GetFullPath(data) : null;
    }
}
