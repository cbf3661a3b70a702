using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Elastic.Clients.Elasticsearch;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class TraceTests
{
    private const string Transports = Elastic.Transport.Diagnostics.OpenTelemetry.ElasticTransportActivitySourceName;
    private const string Counted = """{"count":3,"_shards":{"total":1,"successful":1,"failed":0}}""";

    [Fact]
    public async Task Send_IsOneSpanWithNodeAndStatusAndNoParameters()
    {
        var nodes = new ScriptedNodes();
        nodes.Breaks("a");
        var span = await RecordAsync(() => nodes.Client.SendAsync(HttpMethod.Get, "x/_doc/secret?routing=secret", CallKind.Read));
        Assert.Equal("elasticsearch doc", span.DisplayName);
        Assert.Equal(("elasticsearch", "x", "b", 200, null), (
            span.GetTagItem("db.system.name"), span.GetTagItem("db.collection.name"), span.GetTagItem("server.address"),
            span.GetTagItem("http.response.status_code"), span.GetTagItem("error.type")));
        Assert.DoesNotContain(span.TagObjects, t => t.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "index_not_found_exception")]
    [InlineData(HttpStatusCode.TooManyRequests, "429")]
    public async Task Send_Fails_SpanSaysHow(HttpStatusCode status, string type)
    {
        var nodes = new ScriptedNodes();
        nodes.All(n => nodes.Answers(n, status, """{"error":{"type":"index_not_found_exception"}}"""));
        var span = await RecordAsync(() => nodes.SendAsync(CallKind.Search));
        Assert.Equal((ActivityStatusCode.Error, type, (int)status),
            (span.Status, span.GetTagItem("error.type"), span.GetTagItem("http.response.status_code")));
    }

    [Theory]
    [InlineData("POST", "_bulk", "bulk")]
    [InlineData("PUT", "marketplace-actions-1", "put")]
    [InlineData("GET", "x/_search?q=_y", "search")]
    [InlineData("GET", "_cluster/health", "cluster")]
    public void OperationOf_Path_IsTheFirstOperationInIt(string method, string path, string operation) =>
        Assert.Equal(operation, CallName.OperationOf(new HttpMethod(method), path));

    /// <summary>
    /// Its tags hold whole addresses, with the ids in them. Calls of the typed client, whose addresses hold index names only, it may see.
    /// </summary>
    [Fact]
    public async Task Send_SomebodyListensToTheTransportsOwnSource_HearsNothing()
    {
        var nodes = new ScriptedNodes();
        using var parent = new Activity("test").Start();
        Assert.Empty(await SpansAsync(
            parent, Transports, () => nodes.Client.SendAsync(HttpMethod.Get, "x/_doc/secret?routing=secret", CallKind.Read)));
        nodes.All(n => nodes.Answers(n, body: Counted));
        Assert.NotEmpty(await SpansAsync(
            parent, Transports, () => nodes.Client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")))));
    }

    [Fact]
    public async Task Typed_IsOneSpanOfOurs()
    {
        var nodes = new ScriptedNodes();
        nodes.All(n => nodes.Answers(n, body: Counted));
        var span = await RecordAsync(() => nodes.Client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x"))));
        Assert.Equal(("elasticsearch count", "x", "a", 200), (
            span.DisplayName, span.GetTagItem("db.collection.name"), span.GetTagItem("server.address"),
            span.GetTagItem("http.response.status_code")));
    }

    private static async Task<Activity> RecordAsync(Func<Task> call)
    {
        using var parent = new Activity("test").Start();
        return Assert.Single(await SpansAsync(parent, "Marketplace", call));
    }

    private static async Task<List<Activity>> SpansAsync(Activity parent, string source, Func<Task> call)
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await Record.ExceptionAsync(call);
        // Other tests run beside this one.
        return [.. ended.Where(a => a.TraceId == parent.TraceId)];
    }
}
