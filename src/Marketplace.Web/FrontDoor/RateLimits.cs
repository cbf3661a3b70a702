using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Marketplace.Web.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Web.FrontDoor;

/// <summary>How often one address or one account may ask (settings <c>RateLimits__...</c>); zero switches a limit off.</summary>
public sealed class RateLimitSettings
{
    public const string Section = "RateLimits";

    /// <summary>Requests of one address a minute, files of the site included. An office may stand behind one address.</summary>
    public int AddressPerMinute { get; set; } = 3000;

    /// <summary>Requests of one account a minute.</summary>
    public int AccountPerMinute { get; set; } = 600;

    /// <summary>Attempts to sign in, or to be sent an e-mail, of one address a minute.</summary>
    public int SignInPerMinute { get; set; } = 20;

    /// <summary>E-mails that one address may ask for an hour, and accounts with them.</summary>
    public int MailsPerHour { get; set; } = 60;

    /// <summary>Offers that one address may point at an hour.</summary>
    public int ReportsPerHour { get; set; } = 10;
}

/// <summary>Endpoint metadata: guessing here is worth somebody's while.</summary>
public sealed record GuessableRoute;

/// <summary>Endpoint metadata: who is not signed in can have an e-mail sent here.</summary>
public sealed record MailingRoute;

/// <summary>Endpoint metadata: who is not signed in can give operators work here.</summary>
public sealed record ReportingRoute;

/// <summary>The framework's limiter, before sessions are looked up (by address) and after (by account).</summary>
public static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Call before sessions are read.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app, RateLimitSettings settings) =>
        app.UseRateLimiter(Options(PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context => Of(AddressOf(context), settings.AddressPerMinute)),
            // Before the guesses: a refusal takes from the limits before it.
            PartitionedRateLimiter.Create<HttpContext, string>(context => Posts<MailingRoute>(context)
                ? AnHour(context, settings.MailsPerHour) : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Posts<ReportingRoute>(context)
                ? AnHour(context, settings.ReportsPerHour) : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(context => Posts<GuessableRoute>(context)
                ? Of(AddressOf(context), settings.SignInPerMinute)
                : RateLimitPartition.GetNoLimiter("")))));

    /// <summary>Call after sessions are read.</summary>
    public static IApplicationBuilder UseAccountLimits(this IApplicationBuilder app, RateLimitSettings settings) =>
        app.UseRateLimiter(Options(PartitionedRateLimiter.Create<HttpContext, string>(context => context.Person() is { } person
            ? Of(person.AccountId.ToString(), settings.AccountPerMinute)
            : RateLimitPartition.GetNoLimiter(""))));

    private static bool Posts<TRoute>(HttpContext context) where TRoute : class =>
        HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<TRoute>() is not null;

    private static RateLimitPartition<string> AnHour(HttpContext context, int most) => most <= 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetFixedWindowLimiter(AddressOf(context), _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromHours(1), QueueLimit = 0 });

    private static RateLimitPartition<string> Of(string key, int perMinute) => perMinute <= 0
        ? RateLimitPartition.GetNoLimiter(key)
        : RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = Window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        });

    /// <summary>An IPv6 network counts as one: its owner has all of its addresses.</summary>
    internal static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes).ToString();
    }

    private static RateLimiterOptions Options(PartitionedRateLimiter<HttpContext> limiter) => new()
    {
        GlobalLimiter = limiter,
        RejectionStatusCode = StatusCodes.Status429TooManyRequests,
        OnRejected = (rejected, _) =>
        {
            // A sliding window does not say when it lets through again: at most a segment from now, plus what others take.
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        },
    };
}
