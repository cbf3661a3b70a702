using Marketplace.Statistics.Editions;
using Marketplace.Statistics.Facts;

namespace Marketplace.UnitTests.Statistics;

/// <summary>Facts drawn by lot, skewed as real ones are: a few large domains and regions, many small ones.</summary>
internal sealed class MadeUpFacts : IFactSource
{
    private static readonly string[] Domains = ["311", "311", "311", "312", "326", "326", "320", "321", "413", "336", "230", ""];
    private static readonly (string Region, string Department)[] Places =
        [("11", "75"), ("11", "75"), ("11", "92"), ("84", "69"), ("84", "69"), ("84", "38"), ("84", "01"), ("93", "13"), ("93", "84"),
            ("94", "2A"), ("", "")];

    public MadeUpFacts(int seed, int count, int years = 2)
    {
        var random = new Random(seed);
        var start = Month.Of(2024, 1).Index;
        All = [.. Enumerable.Range(0, count).Select(_ =>
        {
            var validated = start + random.Next(12 * years);
            var domain = Skewed(random, Domains);
            var training = Skewed(random, Places);
            var residence = Skewed(random, Places);
            return new Fact(random.Next(count), validated, random.Next(5) == 0 ? null : validated + random.Next(3),
            [
                domain.Length > 2 ? domain[..2] : domain, domain, domain == "311" && random.Next(3) > 0
                    ? "driving-licence" : random.Next(2) == 0 ? "rncp" : "rs",
                random.Next(4) == 0 ? "remote" : "in-person", training.Region, training.Department, residence.Region, residence.Department,
                random.Next(6) == 0 ? "under-25" : "25-34", random.Next(2) == 0 ? "female" : "male", random.Next(3) == 0
                ? "jobseeker" : "employee",
                random.Next(9) == 0 ? "cancelled-by-learner" : "service-validated", random.Next(7) == 0 ? "under-500" : "1000-1499",
                "21-34",
            ], 100_000 + random.Next(100_000),
            [10_000, 90_000, 0, random.Next(40) == 0 ? 5_000 : 0, 0, 0, 0, random.Next(12) == 0 ? 4_000 : 0, 0],
                random.Next(70));
        })];
    }

    public IReadOnlyList<Fact> All { get; }

    public Task<Month?> FirstAsync(CancellationToken cancel) =>
        Task.FromResult<Month?>(All.Count == 0 ? null : new Month(All.Min(f => f.Validated)));

    public Task<List<Fact>> ValidatedAsync(Month from, Month before, CancellationToken cancel) =>
        Task.FromResult(All.Where(f => f.Validated >= from.Index && f.Validated < before.Index).ToList());

    public Task<List<Fact>> EnteredAsync(Month from, Month before, CancellationToken cancel) =>
        Task.FromResult(All.Where(f => f.Entered >= from.Index && f.Entered < before.Index).ToList());

    public Task<List<Fact>> PendingAsync(Month from, Month before, CancellationToken cancel) =>
        Task.FromResult(All.Where(f => f.Validated < before.Index && (f.Entered is null || f.Entered >= from.Index)).ToList());

    private static T Skewed<T>(Random random, T[] values) => values[(int)(Math.Pow(random.NextDouble(), 2) * values.Length)];
}
