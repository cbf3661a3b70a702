using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Talks to an Elasticsearch 8 cluster: fail-over between its nodes, time limits, repetition where it is safe, and a
/// circuit breaker for searches. Knows nothing of queries and documents. One for the whole process.
/// </summary>
public sealed class ElasticsearchClient : IDisposable
{
    private readonly ElasticsearchOptions options;
    private readonly TimeProvider clock;
    private readonly HttpClient http;
    private readonly NodePool nodes;
    private readonly CallPolicies policies;

    /// <param name="clock">Counts limits, rests and waits.</param>
    /// <param name="handler">Instead of the network, in tests.</param>
    /// <exception cref="ArgumentException">See <see cref="ElasticsearchOptions.Validate"/>.</exception>
    public ElasticsearchClient(ElasticsearchOptions options, TimeProvider? clock = null, HttpMessageHandler? handler = null)
    {
        options.Validate();
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        nodes = new NodePool(options.Nodes, this.clock);
        policies = new CallPolicies(options, this.clock);
        http = new HttpClient(handler ?? Transport.For(options)) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Authorization = options switch
        {
            { ApiKey: { } key } => new AuthenticationHeaderValue("ApiKey", key),
            { Username: { } user } => new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}"))),
            _ => null,
        };
    }

    /// <summary>Sends a request and returns the parsed answer, which the caller disposes.</summary>
    /// <param name="path">Without leading slash, its parts escaped: <c>marketplace-actions/_search</c>.</param>
    /// <param name="body">UTF-8 JSON; with <paramref name="lines"/> one JSON value a line, the last one ended too.</param>
    /// <exception cref="ElasticsearchException">The cluster refused the request.</exception>
    /// <exception cref="SearchUnavailableException">No node answered in time, or the cluster has too much to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    internal async Task<JsonDocument> SendAsync(
        HttpMethod method, string path, CallKind kind, ReadOnlyMemory<byte> body = default, bool lines = false, CancellationToken cancel = default) =>
        (await RunAsync(method, path, kind, body, lines, cancel))!;

    /// <summary>Whether an index, alias or document exists.</summary>
    /// <inheritdoc cref="SendAsync"/>
    internal async Task<bool> ExistsAsync(string path, CancellationToken cancel = default)
    {
        try
        {
            await RunAsync(HttpMethod.Head, path, CallKind.Read, default, false, cancel);
            return true;
        }
        catch (ElasticsearchException answer) when (answer.Status == (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonDocument?> RunAsync(
        HttpMethod method, string path, CallKind kind, ReadOnlyMemory<byte> body, bool lines, CancellationToken cancel)
    {
        using var trace = CallTrace.Start(method, path);
        var call = new Call(method, path, kind, body, lines, options.Compress) { Trace = trace, Began = clock.GetTimestamp() };
        try
        {
            return await policies.For(kind).ExecuteAsync(
                static async (state, token) => await state.Client.AskAsync(state.Call, token), (Client: this, Call: call), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            CallTrace.Fail(trace, "cancelled");
            throw new OperationCanceledException(cancel);
        }
        catch (ElasticsearchException answer)
        {
            CallTrace.Fail(trace, answer.Type ?? "error");
            throw;
        }
        catch (FailedTry failed)
        {
            CallTrace.Fail(trace, failed.ErrorType);
            throw new SearchUnavailableException($"Elasticsearch is not available: {failed.Message}.", failed.InnerException);
        }
        catch (TimeoutRejectedException late)
        {
            CallTrace.Fail(trace, "timeout");
            throw new SearchUnavailableException("Elasticsearch is not available: no answer in time.", late);
        }
        catch (BrokenCircuitException open)
        {
            CallTrace.Fail(trace, "circuit_open");
            throw new SearchUnavailableException("Elasticsearch is not available: it failed lately and is asked again in a moment.", open.InnerException);
        }
    }

    /// <summary>
    /// One try on the next node. A search that takes long there is asked of a second one too, and whichever answers first
    /// counts: a node that was just started can take seconds for what the others do in 50 ms. Polly's hedging would take a
    /// failure for a reason to ask a second node as well, also where the policies say that there is to be none.
    /// </summary>
    private async Task<JsonDocument?> AskAsync(Call call, CancellationToken cancel)
    {
        var pick = nodes.Next(call.Tried, call.Kind == CallKind.Search);
        if (call.Kind != CallKind.Search || nodes.Count == 1)
            return await TryAsync(call, pick, cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var first = TryAsync(call, pick, over.Token);
        try
        {
            if (await EndsSoonAsync(first, over.Token) || nodes.Second(pick.Node, call.Tried) is not { } spare)
                return await first;
            var second = TryAsync(call, spare, over.Token);
            var earlier = await Task.WhenAny(first, second);
            var other = earlier == first ? second : first;
            if (earlier.Exception?.InnerException is FailedTry)
                return await other;
            _ = other.ContinueWith(static late => late.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            return await earlier;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>Whether a try ends before a second node is worth asking.</summary>
    private async Task<bool> EndsSoonAsync(Task first, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(first, Task.Delay(options.SearchTimeout / 4, clock, ended.Token));
        await ended.CancelAsync();
        return first.IsCompleted || cancel.IsCancellationRequested;
    }

    private async Task<JsonDocument?> TryAsync(Call call, NodePick pick, CancellationToken cancel)
    {
        if (!call.Tried.Contains(pick.Node))
            call.Tried.Add(pick.Node);
        var answered = false;
        CallTrace.Asks(call.Trace, pick.Node);
        using var limit = new CancellationTokenSource(LimitOf(call.Kind), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var request = call.RequestTo(pick.Node);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            CallTrace.Answers(call.Trace, pick.Node, answer.StatusCode);
            var document = await AnswerReader.ReadAsync(answer, call.Method, call.Path, either.Token);
            nodes.Answered(pick);
            answered = true;
            return document;
        }
        catch (ElasticsearchException answer)
        {
            var kind = FailedTry.Read(answer);
            if (kind == FailureKind.NotServing)
                nodes.Failed(pick);
            else
                nodes.Answered(pick);
            if (kind == FailureKind.Overloaded)
                nodes.Refused(pick);
            if (kind is null)
                throw;
            throw Failed(kind.Value, answer);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && FailedTry.Read(failure, limit.IsCancellationRequested) is not null)
        {
            nodes.Failed(pick);
            throw Failed(FailedTry.Read(failure, limit.IsCancellationRequested)!.Value, failure);
        }
        finally
        {
            nodes.Ended(pick, answered);
        }

        FailedTry Failed(FailureKind kind, Exception cause) =>
            new(kind, pick.Node, call.Tried.Count, call.Tried.Count < nodes.Count, clock.GetElapsedTime(call.Began), cause);
    }

    /// <summary>Creating an index and moving an alias wait for other nodes, twice 30 s by Elasticsearch's own limits.</summary>
    private TimeSpan LimitOf(CallKind kind) => kind switch
    {
        CallKind.Search => options.SearchTimeout,
        CallKind.Admin => options.WriteTimeout * 2,
        _ => options.WriteTimeout,
    };
}
