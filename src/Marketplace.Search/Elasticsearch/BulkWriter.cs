using System.Collections.Concurrent;
using System.Text.Json;

namespace Marketplace.Search.Elasticsearch;

/// <summary>
/// Writes changes in bulk requests of limited size, each document under its version: an older one is ignored. What the
/// cluster has no room for, or fails over, is sent again with growing pauses; what it refuses for good is told once all
/// else is written.
/// </summary>
internal sealed class BulkWriter(ElasticsearchClient client, ElasticsearchOptions options, TimeProvider clock)
{
    private const int MostTries = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<DocumentWriter> writers = [];

    /// <param name="index">An index, or an alias, which must exist then.</param>
    /// <param name="met">Told the terms of each document; see <see cref="DocumentWriter.Write"/>.</param>
    /// <exception cref="DocumentsRefusedException">Some documents were refused, all others are written.</exception>
    public async Task WriteAsync(
        string index, bool isAlias, IReadOnlyList<DocumentChange> changes, CancellationToken cancel, Action<TextField, string>? met = null)
    {
        var refused = new List<RefusedDocument>();
        var writer = writers.TryTake(out var free) ? free : new DocumentWriter();
        try
        {
            var batch = new BulkBatch(writer, clock.GetUtcNow(), met);
            foreach (var change in changes)
            {
                batch.Add(change);
                if (batch.Size >= options.BulkBytes)
                    await SendAsync(index, isAlias, batch, refused, cancel);
            }
            await SendAsync(index, isAlias, batch, refused, cancel);
        }
        finally
        {
            writers.Add(writer);
        }
        if (refused.Count > 0)
            throw new DocumentsRefusedException(refused);
    }

    private async Task SendAsync(string index, bool isAlias, BulkBatch batch, List<RefusedDocument> refused, CancellationToken cancel)
    {
        var path = $"{index}/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason{(isAlias ? "&require_alias=true" : "")}";
        for (var tries = 1; batch.Count > 0; tries++)
        {
            List<int> again;
            using (var answer = await client.SendAsync(HttpMethod.Post, path, CallKind.Write, batch.Body, lines: true, cancel))
                again = Unwritten(answer.RootElement, batch, refused, lastTry: tries == MostTries);
            batch.Keep(again);
            if (batch.Count == 0)
                return;
            if (tries == MostTries)
                throw new SearchUnavailableException($"Elasticsearch has no room for {batch.Count} writes to {index}.");
            var pause = TimeSpan.FromMilliseconds(
                Math.Min(LongestPause.TotalMilliseconds, 50 * Math.Pow(2, tries)) * (0.5 + Random.Shared.NextDouble()));
            await Task.Delay(pause, clock, cancel);
        }
    }

    /// <summary>The items to send again.</summary>
    private static List<int> Unwritten(JsonElement answer, BulkBatch batch, List<RefusedDocument> refused, bool lastTry)
    {
        List<int> again = [];
        if (!answer.GetProperty("errors").GetBoolean())
            return again;
        var item = 0;
        foreach (var result in answer.GetProperty("items").EnumerateArray())
        {
            var outcome = result.EnumerateObject().First().Value;
            switch (outcome.GetProperty("status").GetInt32())
            {
                // Done, or a newer version is there.
                case < 300 or 409:
                    break;
                case 429 or 503:
                    again.Add(item);
                    break;
                case 404:
                    throw new SearchUnavailableException($"The index is not there: {Reason(outcome)}");
                // Rights or a blocked index: no document is at fault.
                case 401 or 403:
                    throw new SearchUnavailableException($"The index may not be written: {Reason(outcome)}");
                // A node that closes says so with 500; a document over which the cluster stumbles does it each time.
                case >= 500 when !lastTry:
                    again.Add(item);
                    break;
                default:
                    refused.Add(new RefusedDocument(batch.IdOf(item), Reason(outcome)));
                    break;
            }
            item++;
        }
        return again;
    }

    private static string Reason(JsonElement outcome) => outcome.TryGetProperty("error", out var error)
        ? $"{error.GetProperty("type").GetString()}: {(error.TryGetProperty("reason", out var reason) ? reason.GetString() : null)}"
            : "unknown";
}
