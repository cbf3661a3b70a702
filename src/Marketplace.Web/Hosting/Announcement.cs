using Marketplace.Indexing.Outbox;
using Marketplace.Platform.Data.Editing;
using Marketplace.Web.Searching;
using Marketplace.Web.Site;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Marketplace.Web.Hosting;

/// <summary>Makes a started server ready for its first visitor, and tells people who start the program where to look.</summary>
public static class Announcement
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Warms the site up once searches find something; in Development then prints its address (service managers read the log instead).
    /// </summary>
    public static void Prepare(WebApplication app, ServerRole role)
    {
        if (role != ServerRole.Jobs)
            app.Lifetime.ApplicationStarted.Register(() => _ = AnnounceAsync(app));
    }

    private static async Task AnnounceAsync(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        // What listens nowhere (a host in a test's process) has no first visitor.
        if (addresses.Count == 0)
            return;
        // The names of places take a moment to read: not in the first visitor's time.
        _ = app.Services.GetRequiredService<SearchVocabulary>().Gazetteer;
        await app.Services.GetRequiredService<ContextWarmUp>().RunAsync(app.Lifetime.ApplicationStopping);
        var index = app.Services.GetRequiredService<IndexReadiness>();
        var deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (!index.Ready && Environment.TickCount64 < deadline && !app.Lifetime.ApplicationStopping.IsCancellationRequested)
            await Task.Delay(50);
        await WarmUp.RunAsync(addresses, app.Lifetime.ApplicationStopping);
        if (!app.Environment.IsDevelopment())
            return;
        foreach (var address in addresses)
            Console.WriteLine($"Prêt : ouvrez {address} dans un navigateur (Ctrl+C arrête le serveur).");
    }
}
