using System.CommandLine;
using Marketplace.Benchmarks.Account;
using Marketplace.Benchmarks.Booking;
using Marketplace.Benchmarks.Crediting;
using Marketplace.Benchmarks.Editing;
using Marketplace.Benchmarks.Import;
using Marketplace.Benchmarks.Pages;
using Marketplace.Benchmarks.Payouts;
using Marketplace.Benchmarks.Publish;
using Marketplace.Benchmarks.Reporting;
using Marketplace.Benchmarks.Search;
using Marketplace.Benchmarks.Search.Catalogue;
using Marketplace.Benchmarks.Statistics;
using Marketplace.Benchmarks.Suggesting;
using Marketplace.Money.Crediting;

// Each benchmark compares with its baseline in the same run. Figures of the last runs are in docs/search.md, docs/operations.md and
// docs/decisions/0041 and 0046.
var json = new Option<string?>("--json") { Description = "Also write the table to this file.", HelpName = "FILE" };

var input = new Option<string>(
    "--input") { Description = "Folder or zip of EDOF files.", DefaultValueFactory = _ => "../shared/data/edof-real/edof-real.zip" };
var sample = new Option<int>("--sample") { Description = "Catalogues written again for the comparison.", DefaultValueFactory = _ => 300 };
var uploadsAlone = new Option<bool>("--uploads") { Description = "Only the uploads of providers." };
var import = new Command("import", "EDOF import: whole set, unchanged set, writing against row by row; sheets; uploads of providers.")
    { input, sample, uploadsAlone, json };
import.SetAction(async (parsed, cancel) => BenchmarkTable.Write(parsed.GetValue(uploadsAlone)
    ? await ImportBenchmark.RunUploadsAsync(cancel)
    : await ImportBenchmark.RunAsync(parsed.GetValue(input)!, parsed.GetValue(sample), cancel), parsed.GetValue(json)));

var changes = new Option<int>("--changes") { Description = "Changes to publish.", DefaultValueFactory = _ => 200 };
var searches = new Option<int>("--searches") { Description = "Searches a second meanwhile.", DefaultValueFactory = _ => 20 };
var actions = new Option<int>("--actions") { Description = "Demo actions in the catalogue.", DefaultValueFactory = _ => 20_000 };
var elsewhere = new Option<string?>("--elasticsearch") { Description = "Search on an Elasticsearch 8 at this address.", HelpName = "URL" };
var beside = new Option<int>("--upload") { Description = "Also while a provider's upload of so many actions is published; 0: not." };
var publish = new Command("publish", "From commit to searchable, under searches.") { changes, searches, actions, elsewhere, beside, json };
publish.SetAction(async (parsed, cancel) => BenchmarkTable.Write(await PublishBenchmark.RunAsync(
    parsed.GetValue(changes), parsed.GetValue(searches), parsed.GetValue(actions), AddressOf(parsed.GetValue(elsewhere)),
    parsed.GetValue(beside), cancel), parsed.GetValue(json)));

var indexed = new Option<int>("--actions") { Description = "Synthetic actions in the index.", DefaultValueFactory = _ => 100_000 };
var seed = new Option<int>("--seed") { Description = "Seed of the synthetic catalogue.", DefaultValueFactory = _ => 1 };
var withoutPostgresql = new Option<bool>("--without-postgresql") { Description = "Leave out the comparison with PostgreSQL full text." };
var elasticsearch = new Option<string?>(
    "--elasticsearch") { Description = "Also compare with an Elasticsearch 8 at this address.", HelpName = "URL" };
var withoutEngine = new Option<bool>("--without-engine") { Description = "Only the rebuild from a write side and the pages." };
var rebuild = new Option<bool>(
    "--rebuild") { Description = "Also rebuild from a write side of so many actions, and ask a server for whole pages." };
var search = new Command("search", "The embedded engine: eight query shapes and their mix, updates, saving; rebuild and whole pages.")
    { indexed, seed, withoutPostgresql, elasticsearch, withoutEngine, rebuild, json };
search.SetAction(async (parsed, cancel) =>
{
    var (count, ofSeed) = (parsed.GetValue(indexed), parsed.GetValue(seed));
    List<BenchmarkRow> rows = [];
    if (!parsed.GetValue(withoutEngine))
        rows.AddRange(await SearchBenchmark.RunAsync(count, ofSeed, !parsed.GetValue(withoutPostgresql),
            AddressOf(parsed.GetValue(elasticsearch)), cancel));
    if (parsed.GetValue(rebuild) || parsed.GetValue(withoutEngine))
        rows.AddRange(await new RebuildBenchmark(count, ofSeed).RunAsync(cancel));
    BenchmarkTable.Write(rows, parsed.GetValue(json));
});

var suggested = new Option<int>(
    "--certifications") { Description = "Certifications; jobs and popular queries come in the proportions of the real registers.",
    DefaultValueFactory = _ => 8_000 };
var suggest = new Command("suggest", "Suggestions while somebody types, keystroke by keystroke.") { suggested, json };
suggest.SetAction(parsed => BenchmarkTable.Write(SuggestBenchmark.Run(parsed.GetValue(suggested)), parsed.GetValue(json)));

var accounts = new Option<int[]>(
    "--accounts") { Description = "Sizes to credit, one after the other.", DefaultValueFactory = _ => [100_000],
    AllowMultipleArgumentsPerToken = true };
var workers = new Option<int>(
    "--workers") { Description = "Slices credited at a time.", DefaultValueFactory = _ => CreditingBatch.UsualWorkers };
var crediting = new Command(
    "crediting", "A year's crediting: first year, second year, again; ledger verify; against one transaction a person.") { accounts,
    workers, json };
crediting.SetAction(async (parsed, cancel) =>
    BenchmarkTable.Write(await CreditingBenchmark.RunAsync(parsed.GetValue(accounts)!, parsed.GetValue(workers), cancel),
        parsed.GetValue(json)));

var history = new Option<int>("--lines") { Description = "Lines of the holder's history.", DefaultValueFactory = _ => 200 };
var others = new Option<int>(
    "--others") { Description = "Other holders in the ledger, with forty lines each.", DefaultValueFactory = _ => 5_000 };
var requests = new Option<int>("--requests") { Description = "Of each page.", DefaultValueFactory = _ => 300 };
var accountPage = new Command(
    "account-page", "A holder's pages through a server: with a long history against none.") { history, others, requests, json };
accountPage.SetAction(async (parsed, cancel) =>
    BenchmarkTable.Write(await AccountPageBenchmark.RunAsync(
        parsed.GetValue(history), parsed.GetValue(others), parsed.GetValue(requests), cancel), parsed.GetValue(json)));

var renders = new Option<int>("--renders") { Description = "Of each page in each round.", DefaultValueFactory = _ => 200 };
var page = new Command(
    "page", "What the templates of a page cost, in time and memory: results, an action, a form; against Scriban untuned.") { renders,
    json };
page.SetAction(parsed => BenchmarkTable.Write(TemplateBenchmark.Run(parsed.GetValue(renders)), parsed.GetValue(json)));

var edits = new Option<int>("--changes") { Description = "In each round.", DefaultValueFactory = _ => 200 };
var edit = new Command("edit", "A form's change by a context, in time and memory; against SQL.") { edits, json };
edit.SetAction(async (parsed, cancel) =>
    BenchmarkTable.Write(await EditBenchmark.RunAsync(parsed.GetValue(edits), cancel), parsed.GetValue(json)));

var minutes = new Option<double>("--minutes") { Description = "Of load.", DefaultValueFactory = _ => 10 };
var booking = new Command(
    "booking", "Whole requests through the funnel's pages, five a second beside sixty searches; against one alone.") { minutes, actions,
    json };
booking.SetAction(async (parsed, cancel) =>
{
    var rows = await BookingBenchmark.RunAsync(parsed.GetValue(minutes), parsed.GetValue(actions), cancel);
    BenchmarkTable.Write(rows, parsed.GetValue(json));
    return rows.Any(row => row.Work == BookingBenchmark.Errors && row.Ours > 0) ? 1 : 0;
});

var facts = new Option<int>("--bookings") { Description = "Facts that are made up.", DefaultValueFactory = _ => 5_000_000 };
var dossiers = new Option<int>("--history") { Description = "Dossiers whose events are read.", DefaultValueFactory = _ => 20_000 };
var statistics = new Command(
    "statistics", "Public and analysts' questions, editions, events; against plain SQL and DuckDB over Parquet.") { facts, dossiers, json };
statistics.SetAction(async (parsed, cancel) => BenchmarkTable.Write(
    await StatisticsBenchmark.RunAsync(parsed.GetValue(facts), parsed.GetValue(dossiers), cancel), parsed.GetValue(json)));

var invoices = new Option<int>("--invoices") { Description = "To pay, twenty for each provider.", DefaultValueFactory = _ => 250_000 };
var payouts = new Command("payouts", "Invoices into files for the bank: a batch prepared and approved.") { invoices, json };
payouts.SetAction(async (parsed, cancel) =>
    BenchmarkTable.Write(await PayoutBenchmark.RunAsync(parsed.GetValue(invoices), cancel), parsed.GetValue(json)));

return await new RootCommand(
    "Benchmarks of the marketplace.") { import, publish, search, suggest, crediting, accountPage, page, edit, booking, statistics,
    payouts }.Parse(args)
    .InvokeAsync();

static Uri? AddressOf(string? text) => text is null ? null : new Uri(text);
