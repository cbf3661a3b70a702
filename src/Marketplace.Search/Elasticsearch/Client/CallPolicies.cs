using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// How often and when each kind of call is tried, and the circuit breaker of searches. A failed try is a
/// <see cref="FailedTry"/>; any other exception ends the call.
/// </summary>
internal sealed class CallPolicies
{
    /// <summary>Tries of a write in all.</summary>
    public const int WriteTries = 10;

    /// <summary>
    /// No further try of a write is prepared later than this after its beginning, so that with its wait it begins within a minute.
    /// </summary>
    public static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(50);

    /// <summary>Tries of a read in all.</summary>
    public const int ReadTries = 4;

    /// <summary>How long searches are refused at once before one finds out whether the cluster is back.</summary>
    public static readonly TimeSpan BreakerRest = TimeSpan.FromSeconds(1.5);

    /// <summary>The time in which more than half of the searches, and at least three, must fail for the breaker to open.</summary>
    public static readonly TimeSpan BreakerMemory = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly ResiliencePipeline search;
    private readonly ResiliencePipeline read;
    private readonly ResiliencePipeline write;
    private readonly ResiliencePipeline admin;

    public CallPolicies(ElasticsearchOptions options, TimeProvider clock)
    {
        var nodes = options.Nodes.Count;
        search = Builder(clock)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 3,
                SamplingDuration = BreakerMemory,
                BreakDuration = BreakerRest,
                ShouldHandle = new PredicateBuilder().Handle<FailedTry>().Handle<TimeoutRejectedException>(),
            })
            .AddTimeout(options.SearchTimeout * 2)
            .AddRetry(Retry(Math.Max(2, nodes), SearchAgain))
            .Build();
        read = Builder(clock).AddRetry(Retry(Math.Max(ReadTries, nodes), (_, _) => true)).Build();
        write = Builder(clock).AddRetry(Retry(Math.Max(WriteTries, nodes), (_, _) => true)).Build();
        // What may have arrived is not repeated: the index may exist, the alias may have moved.
        admin = Builder(clock).AddRetry(Retry(Math.Max(ReadTries, nodes), (failed, _) => failed.Kind == FailureKind.NoConnection)).Build();
    }

    public ResiliencePipeline For(CallKind kind) => kind switch
    {
        CallKind.Search => search,
        CallKind.Read => read,
        CallKind.Write => write,
        _ => admin,
    };

    /// <summary>
    /// A search has one second try. Refused connections cost nothing and lead on to every node; a node that has too much
    /// to do must not get more, nor a lone one that is slow, nor a third when two were slow.
    /// </summary>
    private static bool SearchAgain(FailedTry failed, int tries) => failed.Kind switch
    {
        FailureKind.NoConnection => failed.OthersLeft || tries == 0,
        FailureKind.Overloaded => false,
        FailureKind.TooSlow => failed.OthersLeft && failed.Tried == 1,
        _ => tries == 0,
    };

    private static ResiliencePipelineBuilder Builder(TimeProvider clock) => new() { TimeProvider = clock };

    private static RetryStrategyOptions Retry(int tries, Func<FailedTry, int, bool> again) => new()
    {
        MaxRetryAttempts = tries - 1,
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is FailedTry failed
            && failed.CallTook < WritePatience && again(failed, args.AttemptNumber)),
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(WaitBefore((FailedTry)args.Outcome.Exception!, args.AttemptNumber)),
    };

    /// <summary>Another node at once; else twice as long each time, half of it by chance so that callers scatter.</summary>
    private static TimeSpan WaitBefore(FailedTry failed, int tries)
    {
        if (failed.Kind != FailureKind.Overloaded && failed.OthersLeft)
            return TimeSpan.Zero;
        var longest = FirstWait * Math.Pow(2, tries);
        return (longest < LongestWait ? longest : LongestWait) * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
