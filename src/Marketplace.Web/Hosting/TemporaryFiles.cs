namespace Marketplace.Web.Hosting;

/// <summary>
/// Temporary files of the web framework. This program's forms stay in memory; what a killed process of an earlier version
/// left, or of another program of this user, holds people's data in clear and goes at the start.
/// </summary>
public static class TemporaryFiles
{
    private const string FrameworkPattern = "ASPNETCORE_*.tmp";

    /// <summary>Removes those that nobody has open any more. The folder is everybody's: links and others' files are left alone.</summary>
    public static void Sweep()
    {
        // Where the framework would write.
        var folder = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") is { Length: > 0 } chosen ? chosen : Path.GetTempPath();
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, FrameworkPattern) : [])
        {
            try
            {
                if (new FileInfo(path).LinkTarget is not null)
                    continue;
                // The framework's own processes hold theirs alone while they live.
                using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    File.Delete(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, in use, or gone already.
            }
        }
    }
}
