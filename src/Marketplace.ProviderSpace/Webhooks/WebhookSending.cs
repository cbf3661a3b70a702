using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.ProviderSpace.Webhooks;

/// <summary>
/// Sends what is due, each try signed anew. A receiver that is slow takes its share and no more: the others' events go on meanwhile.
/// </summary>
public sealed partial class WebhookSending : IDisposable
{
    private const int AtOnce = 16;
    private const string Agent = "Marketplace-Webhooks";

    /// <summary>A receiver answers within it, or the try has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly DeliveryQueue _queue;
    private readonly MasterKeys _keys;
    private readonly ILogger<WebhookSending> _log;
    private readonly HttpClient _client;

    public WebhookSending(
        NpgsqlDataSource database, MasterKeys keys, IHostResolver resolver, WebhookSettings settings, ILogger<WebhookSending> log)
    {
        (_queue, _keys, _log) = (new DeliveryQueue(database), keys, log);
        _client = new HttpClient(new GuardedConnections(resolver, settings).Handler()) { Timeout = Patience };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Agent, "1"));
    }

    /// <summary>Sends all that is due now.</summary>
    /// <returns>How many tries there were.</returns>
    public async Task<int> RunAsync(CancellationToken cancel = default)
    {
        var (sent, running) = (0, new List<(Guid Webhook, Task Work)>());
        while (true)
        {
            running.RemoveAll(one => one.Work.IsCompleted);
            var busy = running.GroupBy(one => one.Webhook).Where(own => own.Count() >= DeliveryQueue.Share).Select(own => own.Key).ToList();
            var taken = running.Count >= AtOnce ? [] : await _queue.TakeAsync(busy, AtOnce - running.Count, cancel);
            if (taken.Count == 0 && running.Count == 0)
                return sent;
            running.AddRange(taken.Select(delivery => (delivery.Webhook, SendAsync(delivery, cancel))));
            sent += taken.Count;
            if (taken.Count == 0)
                // One that ends makes room; and what falls due meanwhile does not wait for the slowest.
                await Task.WhenAny([.. running.Select(one => one.Work), Task.Delay(TimeSpan.FromMilliseconds(500), cancel)]);
        }
    }

    private async Task SendAsync(TakenDelivery delivery, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var request = RequestOf(delivery);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var (status, took) = ((int)answer.StatusCode, Stopwatch.GetElapsedTime(started));
            await (answer switch
            {
                { IsSuccessStatusCode: true } => _queue.DoneAsync(delivery, status, took, cancel),
                { StatusCode: HttpStatusCode.Gone } => _queue.GoneAsync(delivery, status, took, cancel),
                _ => _queue.FailedAsync(delivery, status, null, took, cancel),
            });
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The process ends: the lease does the rest.
        }
        catch (Exception failure)
        {
            await NoteAsync(delivery, failure, Stopwatch.GetElapsedTime(started), cancel);
        }
    }

    private async Task NoteAsync(TakenDelivery delivery, Exception failure, TimeSpan took, CancellationToken cancel)
    {
        try
        {
            await _queue.FailedAsync(delivery, null, WordOf(failure), took, cancel);
        }
        catch (Exception second) when (second is NpgsqlException or OperationCanceledException)
        {
            // What became of it nobody knows: after the lease it is tried again.
            Unwritten(delivery.Id, second);
        }
    }

    /// <summary>For the log on screen; never what the receiver said.</summary>
    private static string WordOf(Exception failure) => failure switch
    {
        OperationCanceledException => "timeout",
        HttpRequestException { Message: "target not public" } or { InnerException.Message: "target not public" } => "not-public",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls",
        HttpRequestException => "connection",
        System.Net.Sockets.SocketException => "name",
        _ => "other",
    };

    private HttpRequestMessage RequestOf(TakenDelivery delivery)
    {
        using var data = JsonDocument.Parse(delivery.Data);
        var body = JsonSerializer.Serialize(new
        {
            type = delivery.Type, timestamp = DateTime.SpecifyKind(delivery.OccurredAt, DateTimeKind.Utc), data = data.RootElement,
        });
        var id = $"msg_{delivery.Id:N}";
        // Real time: receivers compare it with theirs.
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        byte[][] sealedSecrets = delivery.Previous is { } previous ? [delivery.Secret, previous] : [delivery.Secret];
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature",
            WebhookSecret.Sign(id, timestamp, body, sealedSecrets.Select(secret => _keys.Open(secret, SealPurpose.Webhook))));
        return request;
    }

    public void Dispose() => _client.Dispose();

    [LoggerMessage(LogLevel.Warning, "Webhooks: what became of delivery {Delivery} could not be written")]
    private partial void Unwritten(Guid delivery, Exception failure);
}
