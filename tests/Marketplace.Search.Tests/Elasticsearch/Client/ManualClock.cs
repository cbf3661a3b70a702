using System.Threading.Channels;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>A clock that moves only when told; its timers fire then.</summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly Channel<TimeSpan> started = Channel.CreateUnbounded<TimeSpan>();
    private TimeSpan now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Beginning + Now;

    public override long GetTimestamp() => Now.Ticks;

    public TimeSpan Now
    {
        get
        {
            lock (gate)
                return now;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(t => t.Due <= now).OrderBy(t => t.Due)];
            timers.RemoveAll(due.Contains);
        }
        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Lets a call run to its end, each of its waits passing at once.</summary>
    /// <param name="limits">Timers of these lengths are time limits, not waits.</param>
    /// <returns>The waits.</returns>
    public async Task<List<TimeSpan>> PassWaitsAsync(Task call, params TimeSpan[] limits)
    {
        var waits = new List<TimeSpan>();
        while (await Task.WhenAny(call, started.Reader.WaitToReadAsync().AsTask()) != call)
            while (started.Reader.TryRead(out var wait))
                if (!limits.Contains(wait))
                {
                    waits.Add(wait);
                    Advance(wait);
                }
        return waits;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock.now + dueTime;
                clock.timers.Add(this);
            }
            clock.started.Writer.TryWrite(dueTime);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
