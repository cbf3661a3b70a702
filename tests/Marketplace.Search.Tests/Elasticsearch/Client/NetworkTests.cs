using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.Search.Elasticsearch;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

public sealed class NetworkTests
{
    private static readonly byte[] Long = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', 5000)}}"}""");

    [Fact]
    public async Task Send_LongBody_IsCompressedBothWays()
    {
        await using var server = await LocalServer.StartAsync(async http =>
        {
            Assert.Equal("gzip", http.Request.Headers.ContentEncoding);
            Assert.Contains("gzip", http.Request.Headers.AcceptEncoding.ToString(), StringComparison.Ordinal);
            var zipped = new MemoryStream();
            await http.Request.Body.CopyToAsync(zipped);
            Assert.InRange(zipped.Length, 10, 500);
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.Body.WriteAsync(zipped.ToArray());
        });
        using var client = Client(server);
        using var answer = await client.SendAsync(HttpMethod.Post, "x/_bulk", CallKind.Write, Long);
        Assert.Equal(5000, answer.RootElement.GetProperty("text").GetString()!.Length);
    }

    [Fact]
    public async Task Send_Search_IsNotCompressedEitherWay()
    {
        await using var server = await LocalServer.StartAsync(async http =>
        {
            Assert.Equal("", http.Request.Headers.ContentEncoding.ToString());
            Assert.Equal("", http.Request.Headers.AcceptEncoding.ToString());
            await http.Request.Body.CopyToAsync(http.Response.Body);
        });
        using var client = Client(server);
        using var answer = await client.SendAsync(HttpMethod.Post, "x/_search", CallKind.Search, Long);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Send_ShortBodyOrNoCompression_IsSentAsItIs(bool compress, bool longBody)
    {
        await using var server = await LocalServer.StartAsync(async http =>
        {
            Assert.Equal("", http.Request.Headers.ContentEncoding.ToString());
            Assert.Equal(compress, http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal));
            await http.Request.Body.CopyToAsync(http.Response.Body);
        });
        using var client = Client(server, o => o with { Compress = compress });
        using var answer = await client.SendAsync(HttpMethod.Post, "x/_search", CallKind.Read, longBody ? Long : "{}"u8.ToArray());
    }

    [Fact]
    public async Task Send_WithKeyOrPassword_SendsThemAndTheTypeOfTheBody()
    {
        await using var server = await LocalServer.StartAsync(http => http.Response.WriteAsync(
            $$"""{"key":"{{http.Request.Headers.Authorization}}","type":"{{http.Request.ContentType}}","path":"{{http.Request.Path}}{{http.Request.QueryString}}"}"""));
        using var withKey = Client(server, o => o with { ApiKey = "abc==" });
        using var lines = await withKey.SendAsync(HttpMethod.Post, "_bulk?timeout=5s", CallKind.Write, "{}\n"u8.ToArray(), lines: true);
        Assert.Equal("""{"key":"ApiKey abc==","type":"application/x-ndjson","path":"/_bulk?timeout=5s"}""", lines.RootElement.GetRawText());
        using var withPassword = Client(server, o => o with { Nodes = [new Uri(o.Nodes[0], "below")], Username = "é", Password = "a:b" });
        using var json = await withPassword.SendAsync(HttpMethod.Put, "x", CallKind.Admin, "{}"u8.ToArray());
        Assert.Equal(
            $$"""{"key":"Basic {{Convert.ToBase64String("é:a:b"u8)}}","type":"application/json","path":"/below/x"}""",
            json.RootElement.GetRawText());
    }

    [Fact]
    public async Task Admin_ConnectionBreaksAfterTheRequest_IsNotRepeated()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(http =>
        {
            Interlocked.Increment(ref requests);
            http.Abort();
            return Task.CompletedTask;
        });
        using var client = Client(server);
        await Assert.ThrowsAsync<SearchUnavailableException>(() => client.SendAsync(HttpMethod.Put, "x", CallKind.Admin, "{}"u8.ToArray()));
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task Admin_NobodyListensAtTheFirstAddress_SecondAnswers()
    {
        // Bound and not listening: nobody else gets the port, and connections are refused.
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var server = await LocalServer.StartAsync(http => http.Response.WriteAsync("{}"));
        using var client = Client(server, o => o with { Nodes = [new Uri($"http://{closed.LocalEndPoint}"), .. o.Nodes] });
        using var answer = await client.SendAsync(HttpMethod.Put, "x", CallKind.Admin);
    }

    [Fact]
    public async Task Read_AnswerIsCutOff_NextNodeAnswers()
    {
        await using var cutting = await LocalServer.StartAsync(async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("{\"a\":");
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        await using var whole = await LocalServer.StartAsync(http => http.Response.WriteAsync("{}"));
        using var client = Client(whole, o => o with { Nodes = [cutting.Address, .. o.Nodes] });
        using var answer = await client.SendAsync(HttpMethod.Get, "x/_search", CallKind.Read);
    }

    [Fact]
    public async Task Search_AnswerBeginsInTimeAndDoesNotEnd_IsUnavailable()
    {
        await using var server = await LocalServer.StartAsync(async http =>
        {
            await http.Response.WriteAsync("{\"a\":");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var client = Client(server, o => o with { SearchTimeout = TimeSpan.FromMilliseconds(200) });
        await Assert.ThrowsAsync<SearchUnavailableException>(() => client.SendAsync(HttpMethod.Get, "x/_search", CallKind.Search));
    }

    [Fact]
    public async Task Send_Redirection_IsNotFollowed()
    {
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var client = Client(server);
        var error = await Assert.ThrowsAsync<ElasticsearchException>(() => client.SendAsync(HttpMethod.Get, "x", CallKind.Read));
        Assert.Equal(302, error.Status);
    }

    private static ElasticsearchClient Client(LocalServer server, Func<ElasticsearchOptions, ElasticsearchOptions>? with = null)
    {
        // Long limits: these tests are about what arrives, on a machine that may be busy.
        var options = new ElasticsearchOptions { Nodes = [server.Address], SearchTimeout = TimeSpan.FromMinutes(1) };
        return new ElasticsearchClient(with?.Invoke(options) ?? options);
    }
}
