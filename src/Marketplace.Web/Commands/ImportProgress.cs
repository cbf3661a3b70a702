using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary>Shows how far an import is: a bar on a terminal, a line every ten percent elsewhere.</summary>
internal static class ImportProgress
{
    /// <summary>Nothing worth a line in a log ends sooner.</summary>
    private const long QuietBytes = 4 << 20;

    /// <param name="total">Bytes to come.</param>
    /// <param name="work">Gets what it must call with bytes done, from any thread.</param>
    public static async Task<T> ShowAsync<T>(long total, Func<Action<long>, Task<T>> work)
    {
        if (Console.IsOutputRedirected)
            return await PlainAsync(total, work);
        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async shown =>
            {
                var bar = shown.AddTask("Import", maxValue: Math.Max(1, total));
                var result = await work(bytes => bar.Increment(bytes));
                bar.Value = bar.MaxValue;
                return result;
            });
    }

    private static Task<T> PlainAsync<T>(long total, Func<Action<long>, Task<T>> work)
    {
        long done = 0;
        var said = 0;
        return work(bytes =>
        {
            var tenths = (int)(Interlocked.Add(ref done, bytes) * 10 / Math.Max(1, total));
            var before = Volatile.Read(ref said);
            if (total > QuietBytes && tenths > before && Interlocked.CompareExchange(ref said, tenths, before) == before)
                Console.WriteLine($"Import : {tenths * 10} %");
        });
    }
}
