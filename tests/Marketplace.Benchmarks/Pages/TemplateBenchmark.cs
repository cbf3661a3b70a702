using System.Diagnostics;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Testing;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;

namespace Marketplace.Benchmarks.Pages;

/// <summary>
/// What the templates of a page cost, page and layout, from filled models: time and memory, against the same templates by
/// Scriban untuned. Rounds of both take turns.
/// </summary>
internal static class TemplateBenchmark
{
    private const int Rounds = 15;

    public static IReadOnlyList<BenchmarkRow> Run(int renders)
    {
        var folder = Path.Combine(SharedData.Repository(), "templates");
        var tuned = new TemplateSet(folder, name => "/" + name);
        var untuned = new UntunedPages(folder);
        return
        [
            .. Of("results page", "pages/search/results", FilledModel.Of<SearchPageModel>()),
            .. Of("action page", "pages/actions/action", FilledModel.Of<ActionPageModel>()),
            .. Of("form page", "pages/account/identity", FilledModel.Of<IdentityModel>()),
        ];

        IEnumerable<BenchmarkRow> Of(string work, string template, object model)
        {
            Figures ours = new(), baseline = new();
            for (var round = -1; round < Rounds; round++)
            {
                Measure(ours, tuned.Render);
                Measure(baseline, untuned.Render);
                // The first round warms up.
                if (round < 0)
                    (ours, baseline) = (new Figures(), new Figures());
            }
            yield return BenchmarkRow.OfTimes(work, "ms", ours.Times, baseline.Times);
            yield return BenchmarkRow.OfTimes(work, "KB", ours.Kilobytes, baseline.Kilobytes);

            void Measure(Figures figures, Func<string, object, string> render)
            {
                var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                for (var i = 0; i < renders; i++)
                    Page(render);
                figures.Times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / renders);
                figures.Kilobytes.Add((GC.GetAllocatedBytesForCurrentThread() - allocated) / 1024.0 / renders);
            }

            void Page(Func<string, object, string> render) => render("layouts/page", new LayoutModel
            {
                Head = new PageHead("Accompagnement", "Des formations"),
                Operator = new OperatorSettings(),
                Body = Html.Trusted(render(template, model)),
                CanonicalUrl = null,
                IsSearch = true,
                Account = null,
            });
        }
    }

    private sealed class Figures
    {
        public List<double> Times { get; } = [];
        public List<double> Kilobytes { get; } = [];
    }
}
