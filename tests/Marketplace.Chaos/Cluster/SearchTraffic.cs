using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Web.Searching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Chaos.Cluster;

/// <param name="At">When it was asked, since the traffic's beginning.</param>
/// <param name="Milliseconds">Until its answer or failure.</param>
/// <param name="Failure">Null when it was answered.</param>
internal sealed record SearchOutcome(TimeSpan At, double Milliseconds, Exception? Failure)
{
    /// <summary>When it was answered or failed: one that was under way when a node stopped was not asked of one that was there.</summary>
    public TimeSpan Ended => At + TimeSpan.FromMilliseconds(Milliseconds);

    /// <summary>Refused in the way that pages and API expect.</summary>
    public bool Refused => Failure is SearchUnavailableException;

    public string Reason => Failure is null
        ? "" : $"{Failure.GetType().Name}: {Failure.Message}{(Failure.InnerException is { } inner ? $" ({inner.Message})" : "")}";
}

/// <summary>Searches of several kinds at a steady rate, as pages and API ask them, whether or not the ones before are answered.</summary>
internal sealed class SearchTraffic(ISearchIndex index)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Spell = TimeSpan.FromSeconds(10);

    /// <summary>Milliseconds within which 19 of 20 answers come from warm programs.</summary>
    private const double Quick = 150;

    private readonly MarketplaceSearch search = new(index);
    private readonly ConcurrentQueue<SearchOutcome> outcomes = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Since the traffic's beginning.</summary>
    public TimeSpan Now => clock.Elapsed;

    public IReadOnlyList<SearchOutcome> Outcomes => [.. outcomes];

    private static SearchQuery Base => new() { Today = ClusterCatalogue.Today };

    private static SearchQuery[] Shapes { get; } =
    [
        Base,
        Base with { Text = "cuisine" },
        Base with { Text = "comptabilité", Near = new(45.76, 4.84) },
        Base with { Text = "soudage", Near = new(45.76, 4.84), Sort = SearchSort.Distance },
        Base with { Text = "comptabilté" },
        Base with { Text = "anglais", Departments = ["69"], Modality = [Modalities.InPerson] },
        Base with { Near = new(45.9, 4.9), RadiusKm = 50, CertificationType = [CertificationTypes.Rncp], Sort = SearchSort.Price },
        Base with { StartAfter = ClusterCatalogue.Today, StartBefore = ClusterCatalogue.Today.AddDays(60) },
        Base with { Text = "plomberie", Page = 2 },
    ];

    /// <summary>
    /// Asks uncounted, first an eighth as often, twice as often whenever answers come quickly: programs that have just
    /// started are slow, and several on two cores are kept slow by the load itself. Ends when the whole rate is served
    /// quickly, or patience does.
    /// </summary>
    /// <returns>How long it took, and what the last spell met.</returns>
    public async Task<string> WarmAsync(int aSecond, TimeSpan patience, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(patience);
        clock.Restart();
        var rate = Math.Max(1, aSecond / 8);
        var warm = false;
        while (!warm && !enough.IsCancellationRequested)
        {
            outcomes.Clear();
            using var spell = CancellationTokenSource.CreateLinkedTokenSource(enough.Token);
            spell.CancelAfter(Spell);
            await RunAsync(rate, spell.Token);
            if (outcomes.Count(o => o.Failure is not null || o.Milliseconds > Quick) > outcomes.Count / 20)
            {
                // Their compilers catch up.
                await Task.Delay(Spell / 2, CancellationToken.None);
                continue;
            }
            warm = rate == aSecond;
            rate = Math.Min(aSecond, rate * 2);
        }
        cancel.ThrowIfCancellationRequested();
        var report = FormattableString.Invariant($"warm-up {clock.Elapsed.TotalSeconds:F0} s, at last {rate} searches a second: {Figures.Of(outcomes.Select(o => o.Milliseconds))}");
        outcomes.Clear();
        clock.Restart();
        return report;
    }

    /// <summary>Runs until told to stop, and waits for the last answers.</summary>
    public async Task RunAsync(int aSecond, CancellationToken stop)
    {
        var began = clock.Elapsed;
        var asked = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            var due = (int)((clock.Elapsed - began).TotalSeconds * aSecond);
            while (asked.Count < due)
                asked.Add(AskAsync(Shapes[asked.Count % Shapes.Length], CancellationToken.None));
            await Task.Delay(Beat, CancellationToken.None);
        }
        await Task.WhenAll(asked);
    }

    /// <summary>Asks one, and counts it. Null when it failed.</summary>
    public async Task<SearchResult?> AskAsync(SearchQuery query, CancellationToken cancel)
    {
        var at = clock.Elapsed;
        try
        {
            using var visitor = new VisitorSearch(search, index, NullLogger<VisitorSearch>.Instance);
            var result = await Task.Run(() => visitor.SearchAsync(query, cancel), cancel);
            outcomes.Enqueue(new(at, (clock.Elapsed - at).TotalMilliseconds, null));
            return result;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            outcomes.Enqueue(new(at, (clock.Elapsed - at).TotalMilliseconds, failure));
            return null;
        }
    }
}
