namespace Marketplace.Web.Templating;

/// <summary>The templates in use: parsed at start, and again after an edit in Development.</summary>
public sealed class Templates : IDisposable
{
    private readonly string folder;
    private readonly Func<string, string> asset;
    private readonly FileSystemWatcher? watcher;
    private volatile Lazy<TemplateSet> current;

    /// <summary>Those of the program, watched in Development.</summary>
    public Templates(IHostEnvironment environment, StaticAssetAddresses assets)
        : this(TemplateFolder.Find(environment), assets.Of, environment.IsDevelopment())
    {
    }

    /// <param name="asset">Address of a static asset by its path below wwwroot.</param>
    /// <param name="watched">An edit shows at once.</param>
    public Templates(string folder, Func<string, string> asset, bool watched)
    {
        (this.folder, this.asset) = (folder, asset);
        current = Fresh();
        _ = Current;
        if (!watched)
            return;
        watcher = new FileSystemWatcher(folder, "*" + TemplateFile.Extension) { IncludeSubdirectories = true };
        watcher.Changed += Forget;
        watcher.Created += Forget;
        watcher.Deleted += Forget;
        watcher.Renamed += Forget;
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>The newest templates; throws what is wrong, with file, line and column, when an edit broke one.</summary>
    public TemplateSet Current => current.Value;

    public void Dispose() => watcher?.Dispose();

    /// <summary>Who is reading the files while they change keeps what they read to themselves.</summary>
    private void Forget(object sender, FileSystemEventArgs change) => current = Fresh();

    private Lazy<TemplateSet> Fresh() => new(() => new TemplateSet(folder, asset), LazyThreadSafetyMode.PublicationOnly);
}
