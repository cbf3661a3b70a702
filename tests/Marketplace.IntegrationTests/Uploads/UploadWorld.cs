extern alias chaos;

using chaos::Marketplace.Chaos.Uploads;
using Marketplace.Catalogue.Offers;
using Marketplace.Platform.Scanning;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Uploads;

/// <summary>Uploads with a scanner that says what a test wants, over a database of their own.</summary>
public sealed class UploadWorld : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private UploadScene? _scene;
    private int _providers;

    public UploadScene Scene => _scene ?? throw new InvalidOperationException("The scene is not open yet.");

    public Scanner Malware { get; } = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _scene = await UploadScene.OpenAsync(_database.Source, Stop, more: services => services.AddSingleton<IMalwareScanner>(Malware));
    }

    /// <summary>An organisation with an establishment of its own.</summary>
    public async Task<(UploadScope Scope, string Siret)> ProviderAsync()
    {
        var siret = $"6000000000{Interlocked.Increment(ref _providers):0000}";
        return (await Scene.OrganisationAsync(siret), siret);
    }

    /// <summary>An offer of so many actions, with a session each.</summary>
    public static AcceptedOffer Offer(string number, int actions = 2, string objective = "Apprendre", string session = "S1") => new(
        TestOffers.Offer(number) with { Objective = objective }, [.. Enumerable.Range(1, actions).Select(a =>
            TestOffers.Accepted(TestOffers.Action($"A{a}") with { HoursInCentre = 80 + (20 * a) }, TestOffers.Session(session)))]);

    public async Task<Upload> PublishAsync(UploadScope scope, Guid id, string mode, bool confirmed = false)
    {
        await Scene.Get<UploadDesk>().PublishAsync(scope, id, null, mode, confirmed, UploadScene.Editor(scope), Stop);
        await Scene.Get<UploadWork>().RunAsync(Stop);
        return await Scene.FindAsync(scope, id);
    }

    public Task UndoAsync(UploadScope scope, Guid id) => Scene.Get<UploadDesk>().UndoAsync(scope, id, UploadScene.Editor(scope), Stop);

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Finds what it is told to.</summary>
    public sealed class Scanner : IMalwareScanner
    {
        /// <summary>Files that hold this are infected.</summary>
        public const string Infected = "EICAR";

        /// <summary>Files that hold this cannot be looked at.</summary>
        public const string Unreachable = "SCANNER-AWAY";

        public Task<string?> FindAsync(ReadOnlyMemory<byte> content, CancellationToken cancel)
        {
            var text = System.Text.Encoding.UTF8.GetString(content.Span);
            return text.Contains(Unreachable, StringComparison.Ordinal) ? throw new ScannerUnavailableException("away")
                : Task.FromResult(text.Contains(Infected, StringComparison.Ordinal) ? "Eicar-Test-Signature" : null);
        }
    }
}
