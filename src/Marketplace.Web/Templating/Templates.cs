namespace Marketplace.Web.Templating;

/// <summary>The templates in use: compiled at start, and again after an edit in Development.</summary>
public sealed class Templates : IDisposable
{
    private readonly string folder;
    private readonly StaticAssetAddresses assets;
    private readonly FileSystemWatcher? watcher;
    private volatile TemplateSet? current;

    public Templates(IHostEnvironment environment, StaticAssetAddresses assets)
    {
        folder = TemplateFolder.Find(environment);
        this.assets = assets;
        current = new TemplateSet(folder, assets.Of);
        if (!environment.IsDevelopment())
            return;
        watcher = new FileSystemWatcher(folder, "*.hbs") { IncludeSubdirectories = true };
        watcher.Changed += Forget;
        watcher.Created += Forget;
        watcher.Deleted += Forget;
        watcher.Renamed += Forget;
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>The newest templates; throws what the compiler says when an edit broke one.</summary>
    public TemplateSet Current => current ??= new TemplateSet(folder, assets.Of);

    public void Dispose() => watcher?.Dispose();

    private void Forget(object sender, FileSystemEventArgs change) => current = null;
}
