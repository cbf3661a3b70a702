using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Marketplace.Payments.Cards.Systempay;

/// <summary>A transaction as the REST services tell it: what we read of it, and nothing of the card.</summary>
public sealed record SystempayTransaction(
    string Uuid, long Amount, string Currency, string OperationType, string DetailedStatus, DateTimeOffset? CreationDate);

/// <summary>An answer that is no success.</summary>
internal sealed class SystempayRefusalException(string code) : Exception($"Systempay a répondu {code}.")
{
    public string Code { get; } = code;
}

/// <summary>The REST services (V4) that we use.</summary>
public sealed class SystempayApi(IHttpClientFactory clients, SystempayOptions options)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string Client = "systempay";

    /// <summary>No order of that reference: nobody has tried to pay it.</summary>
    private const string UnknownOrder = "PSP_010";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All transactions of a reference, oldest first.</summary>
    /// <exception cref="CardProviderException">It could not be asked.</exception>
    public async Task<IReadOnlyList<SystempayTransaction>> OfOrderAsync(string reference, CancellationToken cancel)
    {
        try
        {
            var answer = await PostAsync("Order/Get", new { orderId = reference }, cancel);
            return [.. answer.GetProperty("transactions").Deserialize<List<SystempayTransaction>>(Json)!.OrderBy(t => t.CreationDate)];
        }
        catch (SystempayRefusalException refusal) when (refusal.Code == UnknownOrder)
        {
            return [];
        }
        catch (SystempayRefusalException refusal)
        {
            throw new CardProviderException(refusal.Message, refusal);
        }
        catch (Exception odd) when (odd is KeyNotFoundException or InvalidOperationException or JsonException)
        {
            throw new CardProviderException("Réponse inattendue de Systempay.", odd);
        }
    }

    /// <summary>Cancels a payment that is not captured, or gives back all or part of one that is.</summary>
    /// <returns>Uuid of the refund, or of the payment that was cancelled.</returns>
    internal async Task<string> CancelOrRefundAsync(
        string transaction, long amountCents, bool cancels, string comment, CancellationToken cancel)
    {
        var answer = await PostAsync("Transaction/CancelOrRefund", new
        {
            uuid = transaction, amount = amountCents, currency = "EUR", resolutionMode = cancels ? "CANCELLATION_ONLY" : "REFUND_ONLY",
                comment,
        }, cancel);
        return answer.GetProperty("uuid").GetString()!;
    }

    private async Task<JsonElement> PostAsync(string service, object question, CancellationToken cancel)
    {
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Api, service));
        request.Content = JsonContent.Create(question);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.SiteId}:{options.ApiPassword}")));
        try
        {
            using var response = await client.SendAsync(request, cancel);
            if (!response.IsSuccessStatusCode)
                throw new CardProviderException(
                    $"Systempay a répondu {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)}.");
            var read = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            var answer = read.GetProperty("answer");
            return read.GetProperty("status").GetString() == "SUCCESS" ? answer
                : throw new SystempayRefusalException(answer.TryGetProperty("errorCode", out var code) ? code.GetString() ?? "" : "");
        }
        catch (Exception failure) when (
            failure is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new CardProviderException("Systempay ne répond pas.", failure);
        }
    }
}
