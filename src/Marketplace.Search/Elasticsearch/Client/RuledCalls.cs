using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Runs calls by our rules: on which node, within which time, how often, and what their failures are called. The limit of a
/// try is over its whole answer, the body included.
/// </summary>
internal sealed class RuledCalls(ElasticsearchOptions options, TimeProvider clock)
{
    private readonly NodePool nodes = new(options.Nodes, clock);
    private readonly CallPolicies policies = new(options, clock);

    /// <param name="ask">One try on one node, from the request to the end of the answer.</param>
    /// <exception cref="ElasticsearchException">The cluster refused the request.</exception>
    /// <exception cref="SearchUnavailableException">No node answered in time, or the cluster has too much to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<T> RunAsync<T>(Call call, Func<Node, CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var trace = CallTrace.Start(call.Method, call.Path);
        (call.Trace, call.Began) = (trace, clock.GetTimestamp());
        try
        {
            return await policies.For(call.Kind).ExecuteAsync(
                static async (state, token) => await state.Rules.TryAsync(state.Call, state.Ask, token),
                (Rules: this, Call: call, Ask: ask), cancel);
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
            throw new SearchUnavailableException(
                "Elasticsearch is not available: it failed lately and is asked again in a moment.", open.InnerException);
        }
    }

    /// <summary>
    /// One try on the next node. A search that takes long there is asked of a second one too, and whichever answers first
    /// counts: a node that was just started can take seconds for what the others do in 50 ms. Polly's hedging would take a
    /// failure for a reason to ask a second node as well, also where the policies say that there is to be none.
    /// </summary>
    private async Task<T> TryAsync<T>(Call call, Func<Node, CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        var pick = nodes.Next(call.Tried, call.Kind == CallKind.Search);
        if (call.Kind != CallKind.Search || nodes.Count == 1)
            return await AskAsync(call, pick, ask, cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var first = AskAsync(call, pick, ask, over.Token);
        try
        {
            if (await EndsSoonAsync(first, over.Token) || nodes.Second(pick.Node, call.Tried) is not { } spare)
                return await first;
            var second = AskAsync(call, spare, ask, over.Token);
            var earlier = await Task.WhenAny(first, second);
            var other = earlier == first ? second : first;
            if (earlier.Exception?.InnerException is FailedTry)
                return await other;
            _ = other.ContinueWith(
                static late => (late.Result as IDisposable)?.Dispose(), CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
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

    private async Task<T> AskAsync<T>(Call call, NodePick pick, Func<Node, CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        if (!call.Tried.Contains(pick.Node))
            call.Tried.Add(pick.Node);
        var answered = false;
        CallTrace.Asks(call.Trace, pick.Node);
        using var limit = new CancellationTokenSource(LimitOf(call.Kind), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var answer = await ask(pick.Node, either.Token);
            nodes.Answered(pick);
            answered = true;
            return answer;
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
        catch (Exception failure) when (
            !cancel.IsCancellationRequested && FailedTry.Read(failure, limit.IsCancellationRequested) is not null)
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
