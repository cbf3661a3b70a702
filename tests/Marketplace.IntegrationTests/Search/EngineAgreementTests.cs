using System.Text.Json;
using Marketplace.Catalogue.Reference;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Indexing.Documents;
using Marketplace.Indexing.Outbox;
using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Embedded;
using Marketplace.Testing;
using Marketplace.Web.Searching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.IntegrationTests.Search;

/// <summary>The real catalogue on both engines, asked the judged queries: same counts, and as good as the same first results.</summary>
public sealed class EngineAgreementTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    private readonly string folder = Directory.CreateTempSubdirectory("engines-").FullName;
    private readonly List<IAsyncDisposable> opened = [];
    private MarketplaceSearch embedded = null!, cluster = null!;
    private ReferenceData reference = null!;
    private ElasticsearchIndex elasticsearch = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var files = SharedData.Path("edof-real/edof-real.zip");
        var options = new ElasticsearchOptions
        {
            Nodes = [await ElasticsearchServer.AddressAsync()], Name = $"agree{Guid.NewGuid():N}", Replicas = 0,
                SearchTimeout = TimeSpan.FromSeconds(30),
        };
        var database = await TestDatabase.CreateAsync();
        opened.Add(database);
        var store = new ReferenceDataStore(database.Source);
        reference = await store.OpenAsync(Cancel);
        using (var sources = SourceFiles.Find([files]))
            Assert.All(
                await new FileImportRun(new EdofImport(reference, TimeProvider.System))
                .RunAsync(sources.Files, database.Source, cancel: Cancel),
                r => Assert.Equal(FileStatus.Accepted, r.Status));
        reference = await store.OpenAsync(Cancel);
        var local = EmbeddedIndex.Open(folder);
        elasticsearch = new ElasticsearchIndex(new ElasticsearchClient(options), options);
        opened.AddRange([local, elasticsearch]);
        var vocabulary = new SearchVocabulary(store);
        embedded = await FilledAsync(local, database, vocabulary);
        cluster = await FilledAsync(elasticsearch, database, vocabulary);
    }

    public async ValueTask DisposeAsync()
    {
        if (elasticsearch is not null)
            await elasticsearch.DeleteAsync(CancellationToken.None);
        for (var i = opened.Count - 1; i >= 0; i--)
            await opened[i].DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task JudgedQueries_OnBothEngines_CountTheSameAndShareTheFirstTen()
    {
        var overlaps = new List<double>();
        foreach (var query in Queries())
        {
            var (here, there) = (await embedded.SearchAsync(query, Cancel), await cluster.SearchAsync(query, Cancel));
            Assert.Equal((query.Text, here.Total, here.Groups), (query.Text, there.Total, there.Groups));
            Assert.Equal((here.Correction, here.Widened), (there.Correction, there.Widened));
            Assert.Equal(here.LeftOut, there.LeftOut);
            Assert.Equal((query.Text, here.Approximate), (query.Text, there.Approximate));
            Assert.Equal(Counts(here), Counts(there));
            if (here.Hits.Count > 0)
                overlaps.Add(FirstTen(here).Intersect(FirstTen(there)).Count() / (double)FirstTen(here).Count());
        }
        TestContext.Current.SendDiagnosticMessage(
            $"Overlap of the first ten over {overlaps.Count} queries: {overlaps.Average():F3}, the least {overlaps.Min():F1}");
        Assert.True(overlaps.Average() >= 0.8, $"Mean overlap of the first ten {overlaps.Average():F3}");
    }

    private IEnumerable<SearchQuery> Queries()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.Path("relevance/queries.json")));
        var queries = file.RootElement.ValueKind == JsonValueKind.Array ? file.RootElement : file.RootElement.GetProperty("queries");
        foreach (var judged in queries.EnumerateArray())
        {
            var parameters = new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["q"] = judged.GetProperty("q")
                .GetString() };
            if (judged.TryGetProperty("params", out var more))
                foreach (var parameter in more.EnumerateObject())
                    parameters[parameter.Name] = parameter.Value.ToString();
            var bound = SearchBinder.Bind(new QueryCollection(parameters), reference, Today);
            Assert.Empty(bound.Problems);
            yield return bound.Query;
        }
    }

    private static async Task<MarketplaceSearch> FilledAsync(ISearchIndex index, TestDatabase database, SearchVocabulary vocabulary)
    {
        var (rows, dead) = (new ActionRows(database.Source), new DeadLetters(database.Source));
        var reference = await new ReferenceDataStore(database.Source).OpenAsync(Cancel);
        var projector = new Projector(rows, dead, () => reference, NullLogger<Projector>.Instance);
        await using var rebuild = await new IndexRebuild(database.Source, index, rows, projector).BeginAsync(Cancel);
        Assert.Equal(22_782, await rebuild.FillAsync(null, Cancel));
        await rebuild.SwapAsync(Cancel);
        Assert.Empty(await dead.ListAsync(10, Cancel));
        return new MarketplaceSearch(
            index, () => vocabulary.Gazetteer, () => vocabulary.Suggestions, () => vocabulary.Acronyms, () => vocabulary.NamedWishes);
    }

    private static IEnumerable<string> FirstTen(SearchResult result) => result.Hits.Take(10).Select(h => h.Document.Id);

    private static IEnumerable<string> Counts(SearchResult result) =>
        result.Facets.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Select(v => $"{f.Key} {v.Value} {v.Count}"));
}
