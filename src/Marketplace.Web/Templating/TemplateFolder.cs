namespace Marketplace.Web.Templating;

/// <summary>Where the templates are read from.</summary>
public static class TemplateFolder
{
    /// <summary>
    /// In Development the repository's own folder, so that an edit shows at once; else the copy beside the program.
    /// </summary>
    public static string Find(IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var templates = Path.Combine(folder.FullName, "templates");
                if (File.Exists(Path.Combine(folder.FullName, "Marketplace.sln")) && Directory.Exists(templates))
                    return templates;
            }
        }
        return Path.Combine(AppContext.BaseDirectory, "templates");
    }
}
