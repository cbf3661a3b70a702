using Marketplace.Core.Demo;
using Marketplace.Core.Reference;
using Marketplace.Core.Time;
using Marketplace.Indexing.Outbox;
using Marketplace.Web.Commands;
using Npgsql;

namespace Marketplace.Web.Hosting;

/// <summary>What a person sees who starts the program for the first time: a demo catalogue being made, then the address.</summary>
public static class FirstStart
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Makes the demo catalogue in an empty database, where the settings want one (default: in Development).</summary>
    public static async Task SeedAsync(WebApplication app, CancellationToken cancel)
    {
        if (!app.Configuration.GetValue("Seed:Demo", app.Environment.IsDevelopment()))
            return;
        var services = app.Services;
        await DemoCommand.WithProgressAsync(DemoCatalogue.DefaultActions, progress => DemoCatalogue.EnsureAsync(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<ReferenceDataStore>().Current,
            services.GetRequiredService<TimeProvider>().Today(), progress, cancel));
    }

    /// <summary>Prints the address for people once searches find something; service managers read the log instead.</summary>
    public static void AnnounceAddress(WebApplication app)
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
