using System.Globalization;
using System.Threading.RateLimiting;
using Marketplace.Web.FrontDoor;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Api.Provider;

/// <summary>How often a key may ask, a minute; each answer says what is left.</summary>
public sealed class KeyLimits : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly string Seconds = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private readonly int _most;
    private readonly PartitionedRateLimiter<Guid> _limiter;

    public KeyLimits(IConfiguration settings)
    {
        _most = (settings.GetSection(RateLimitSettings.Section).Get<RateLimitSettings>() ?? new()).KeyPerMinute;
        _limiter = PartitionedRateLimiter.Create<Guid, Guid>(key => _most <= 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = _most, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0,
            }));
    }

    /// <summary>Counts a request, and says in its answer what is left.</summary>
    /// <returns>False: it is one too many.</returns>
    public bool Admit(HttpContext context, Guid key)
    {
        if (_most <= 0)
            return true;
        using var lease = _limiter.AttemptAcquire(key);
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = _most.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] =
            (_limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0).ToString(CultureInfo.InvariantCulture);
        // By then all of it is there again: the window slides.
        headers["RateLimit-Reset"] = Seconds;
        if (!lease.IsAcquired)
            headers[HeaderNames.RetryAfter] = (Window / 6).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
