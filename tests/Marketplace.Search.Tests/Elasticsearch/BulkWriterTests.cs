using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Search.Elasticsearch;
using Marketplace.Search.Tests.Elasticsearch.Client;
using static Marketplace.Search.Tests.Conformance.TestDocuments;

namespace Marketplace.Search.Tests.Elasticsearch;

/// <summary>What becomes of each item of a bulk request, whatever the cluster answers for it.</summary>
public sealed class BulkWriterTests
{
    private readonly BulkNode node = new();

    [Fact]
    public async Task Items_WithoutRoom_AreSentAgainAlone()
    {
        node.Answers(201, 429, 201, 503);
        node.Answers(201, 429);
        node.Answers(201);
        await node.WriteAsync(Put(Action("a")), Put(Action("b")), Put(Action("c")), Put(Action("d")));
        Assert.Equal(["a b c d", "b d", "d"], node.Sent);
    }

    [Fact]
    public async Task Items_OfAnOlderVersion_AreDone()
    {
        node.Answers(201, 409);
        await node.WriteAsync(Put(Action("a")), Put(Action("b")));
        Assert.Equal(["a b"], node.Sent);
    }

    [Fact]
    public async Task Items_Refused_AreToldOnceAllOthersAreWritten()
    {
        node.Answers(400, 429);
        node.Answers(201);
        var refusal = await Assert.ThrowsAsync<DocumentsRefusedException>(() => node.WriteAsync(Put(Action("bad")), Put(Action("late"))));
        Assert.Equal(["bad late", "late"], node.Sent);
        Assert.Equal(new RefusedDocument("bad", "some_exception: because"), Assert.Single(refusal.Refused));
    }

    [Fact]
    public async Task Items_NeverFindingRoom_EndInUnavailable()
    {
        for (var i = 0; i < 20; i++)
            node.Answers(429);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => node.WriteAsync(Put(Action("a"))));
        Assert.InRange(node.Sent.Count, 5, 15);
    }

    [Fact]
    public async Task Batch_LargerThanARequest_IsCutByBytes()
    {
        for (var i = 0; i < 10; i++)
            node.Answers(201, 201, 201);
        await node.WriteAsync([.. Enumerable.Range(0, 10).Select(i => Put(Action($"a{i}") with { Description = new string('x', 2_000) }))]);
        Assert.Equal(10, node.Sent.Sum(s => s.Split(' ').Length));
        Assert.True(node.Sent.Count > 2, $"{node.Sent.Count} requests");
        Assert.All(node.Sizes, size => Assert.InRange(size, 1, BulkNode.Limit * 3));
    }

    /// <summary>One node that answers bulk requests with the statuses that the test gives, its waits passing at once.</summary>
    private sealed class BulkNode : HttpMessageHandler
    {
        public const int Limit = 8_000;

        private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

        private readonly Queue<int[]> answers = new();
        private readonly ManualClock clock = new();

        public List<string> Sent { get; } = [];

        public List<int> Sizes { get; } = [];

        public void Answers(params int[] statuses) => answers.Enqueue(statuses);

        public async Task WriteAsync(params DocumentChange[] changes)
        {
            var options = new ElasticsearchOptions { Nodes = [new Uri("http://a:9200")], BulkBytes = Limit, Compress = false };
            using var client = new ElasticsearchClient(options, clock, this);
            var writing = new BulkWriter(client, options, clock).WriteAsync("index", isAlias: false, changes, CancellationToken.None);
            await clock.PassWaitsAsync(writing, options.WriteTimeout);
            await writing;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var ids = body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 0)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("index").GetProperty("_id").GetString()!).ToList();
            Sent.Add(string.Join(' ', ids));
            Sizes.Add(body.Length);
            var statuses = answers.Dequeue();
            var items = ids.Select((_, i) => new
            {
                index = new { status = statuses[i], error = statuses[i] < 300
                    ? null : new { type = "some_exception", reason = "because" } },
            });
            var answer = JsonSerializer.Serialize(new { errors = statuses.Take(ids.Count).Any(s => s >= 300), items }, WithoutNulls);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
