using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class TraceTests
{
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
        Assert.Equal((ActivityStatusCode.Error, type, (int)status), (span.Status, span.GetTagItem("error.type"), span.GetTagItem("http.response.status_code")));
    }

    [Theory]
    [InlineData("POST", "_bulk", "bulk")]
    [InlineData("PUT", "marketplace-actions-1", "put")]
    [InlineData("GET", "x/_search?q=_y", "search")]
    [InlineData("GET", "_cluster/health", "cluster")]
    public void OperationOf_Path_IsTheFirstOperationInIt(string method, string path, string operation) =>
        Assert.Equal(operation, CallName.OperationOf(new HttpMethod(method), path));

    private static async Task<Activity> RecordAsync(Func<Task> call)
    {
        using var parent = new Activity("test").Start();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Marketplace",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await Record.ExceptionAsync(call);
        // Other tests run beside this one.
        return Assert.Single(ended, a => a.TraceId == parent.TraceId);
    }
}
