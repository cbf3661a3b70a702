using System.Diagnostics;
using Xunit;

namespace Marketplace.Testing;

/// <summary>
/// Waits for what comes about by itself: asks until the answer fits, however busy the machine is, and when patience ends
/// says what was seen last. Nothing here hangs on a moment; a state that is only passed through must be held by the test.
/// </summary>
public static class Eventually
{
    /// <summary>Long: a test that waits in vain has failed anyway.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until what is seen fits, and returns it.</summary>
    /// <param name="what">What is waited for, for the message of a failure.</param>
    public static async Task<T> SeeAsync<T>(string what, Func<Task<T>> look, Func<T, bool> fits)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (fits(seen))
                return seen;
            Assert.True(waited.Elapsed < Patience, $"{what}: still {seen} after {waited.Elapsed.TotalSeconds:F0} s.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks until the value is there.</summary>
    public static Task<T> SeeAsync<T>(string what, T expected, Func<Task<T>> look) =>
        SeeAsync(what, look, seen => EqualityComparer<T>.Default.Equals(seen, expected));

    /// <summary>Looks until it is so.</summary>
    public static Task BeAsync(string what, Func<Task<bool>> look) => SeeAsync(what, true, look);
}
