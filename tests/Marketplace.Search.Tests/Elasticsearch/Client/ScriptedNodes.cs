using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Marketplace.Search.Elasticsearch;

namespace Marketplace.Search.Tests.Elasticsearch.Client;

/// <summary>Three nodes, a, b and c, that answer as the test says, and a client of theirs.</summary>
internal sealed class ScriptedNodes : HttpMessageHandler
{
    public static readonly TimeSpan SearchLimit = TimeSpan.FromSeconds(1), WriteLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> answers = new();
    private readonly ConcurrentQueue<string> asked = new();
    private readonly Channel<string> arrivals = Channel.CreateUnbounded<string>();

    public ScriptedNodes(int count = 3)
    {
        Names = [.. "abc".Take(count).Select(c => c.ToString())];
        foreach (var name in Names)
            Answers(name);
        Client = new ElasticsearchClient(
            new ElasticsearchOptions { Nodes = [.. Names.Select(n => new Uri($"http://{n}:9200"))], SearchTimeout = SearchLimit,
            WriteTimeout = WriteLimit },
            Clock, this);
    }

    public ManualClock Clock { get; } = new();

    public ElasticsearchClient Client { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Which nodes were asked, in order, since the last time this was called: "ab".</summary>
    public string Asked()
    {
        var names = string.Concat(asked);
        asked.Clear();
        return names;
    }

    public ValueTask<string> ArrivalAsync() => arrivals.Reader.ReadAsync();

    public void Answers(string name, HttpStatusCode status = HttpStatusCode.OK, string body = "{}") =>
        Answers(name, () => new StringContent(body, Encoding.UTF8, "application/json"), status);

    /// <summary>Begins an answer and does not end it.</summary>
    public void HangsAmidAnAnswer(string name) => Answers(name, () => new StreamContent(new EndlessAnswer()));

    /// <summary>Answers when the test says so.</summary>
    public TaskCompletionSource AnswersLater(string name)
    {
        var told = new TaskCompletionSource();
        Answers(name);
        var answer = answers[name];
        answers[name] = async cancel =>
        {
            await told.Task.WaitAsync(cancel);
            return await answer(cancel);
        };
        return told;
    }

    public void Fails(string name, Exception how) => answers[name] = _ => Task.FromException<HttpResponseMessage>(how);

    public void Refuses(string name) => Fails(name, new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));

    public void Breaks(string name) =>
        Fails(name, new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

    /// <summary>Takes the request and says nothing.</summary>
    public void Hangs(string name) => answers[name] = async cancel =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        throw new InvalidOperationException();
    };

    public void All(Action<string> what)
    {
        foreach (var name in Names)
            what(name);
    }

    public Task<JsonDocument> SendAsync(CallKind kind, CancellationToken cancel = default) =>
        Client.SendAsync(HttpMethod.Post, "marketplace-actions/_search", kind, "{}"u8.ToArray(), cancel: cancel);

    private void Answers(string name, Func<HttpContent> body, HttpStatusCode status = HttpStatusCode.OK) => answers[name] = _ =>
        Task.FromResult(new HttpResponseMessage(status) { Content = body(), Headers = { { "X-elastic-product", "Elasticsearch" } } });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = request.RequestUri!.Host;
        asked.Enqueue(name);
        arrivals.Writer.TryWrite(name);
        return answers[name](cancellationToken);
    }
}
