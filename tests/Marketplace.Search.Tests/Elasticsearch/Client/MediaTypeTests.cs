using System.Collections.Concurrent;
using Elastic.Clients.Elasticsearch;
using Elastic.Clients.Elasticsearch.IndexManagement;
using Marketplace.Search.Elasticsearch;
using Microsoft.AspNetCore.Http;
using ElasticsearchClient = Marketplace.Search.Elasticsearch.ElasticsearchClient;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>A server takes no body and gives no answer in the type of another version.</summary>
public sealed class MediaTypeTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Calls_ToAServerOfEitherVersion_NameNone(int version)
    {
        var types = new ConcurrentQueue<string>();
        await using var server = await LocalServer.StartAsync(http => AnswerAsync(http, version, types));
        using var client = new ElasticsearchClient(
            new ElasticsearchOptions { Nodes = [server.Address], SearchTimeout = TimeSpan.FromMinutes(1) });
        using var found = await client.SendAsync(HttpMethod.Post, "x/_search", CallKind.Search, "{}"u8.ToArray());
        using var written = await client.SendAsync(HttpMethod.Post, "x/_bulk", CallKind.Write, "{}\n"u8.ToArray(), lines: true);
        Assert.True(await client.ExistsAsync("x"));
        await client.AdministerAsync(CallKind.Admin, c => c.Indices.CreateAsync(new CreateIndexRequest("x")));
        await client.AdministerAsync(CallKind.Read, c => c.CountAsync(new CountRequest("x")));
        await client.AdministerAsync(CallKind.Admin, c => c.Indices.DeleteAsync(new DeleteIndexRequest("x")));
        Assert.Equal(
        [
            "POST /x/_search application/json application/json", "POST /x/_bulk application/json application/x-ndjson",
            "HEAD /x application/json ", "PUT /x application/json application/json", "POST /x/_count application/json application/json",
            "DELETE /x application/json ",
        ], types);
    }

    private static Task AnswerAsync(HttpContext http, int version, ConcurrentQueue<string> types)
    {
        var (accept, body) = (http.Request.Headers.Accept.ToString(), http.Request.ContentType ?? "");
        types.Enqueue($"{http.Request.Method} {http.Request.Path} {accept} {body}");
        http.Response.Headers["X-elastic-product"] = "Elasticsearch";
        http.Response.ContentType = "application/json";
        if (IsOfAnother(accept) || IsOfAnother(body))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return http.Response.WriteAsync(
                """{"error":{"type":"media_type_header_exception","reason":"Invalid media-type value on headers"},"status":400}""");
        }
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.WriteAsync("""{"acknowledged":true,"shards_acknowledged":true,"index":"x","count":1,"_shards":{"total":1,"successful":1,"failed":0}}""");

        bool IsOfAnother(string type) =>
            type.Contains("compatible-with=", StringComparison.Ordinal)
                && !type.Contains($"compatible-with={version}", StringComparison.Ordinal);
    }
}
