using Marketplace.Indexing.Outbox;

namespace Marketplace.Web.Hosting;

/// <summary>Tells people who start the program where to look.</summary>
public static class Announcement
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Prints the address for people once searches find something; service managers read the log instead.</summary>
    public static void Prepare(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.Lifetime.ApplicationStarted.Register(() => _ = AnnounceAsync(app));
    }

    private static async Task AnnounceAsync(WebApplication app)
    {
        // The names of places take a moment to read: not in the first visitor's time.
        _ = app.Services.GetRequiredService<SearchVocabulary>().Gazetteer;
        var index = app.Services.GetRequiredService<IndexReadiness>();
        var deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (!index.Ready && Environment.TickCount64 < deadline && !app.Lifetime.ApplicationStopping.IsCancellationRequested)
            await Task.Delay(50);
        foreach (var address in app.Urls)
            Console.WriteLine($"Prêt : ouvrez {address} dans un navigateur (Ctrl+C arrête le serveur).");
    }
}
