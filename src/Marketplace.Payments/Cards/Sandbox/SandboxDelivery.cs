using System.Net.Http.Headers;
using Dapper;
using Marketplace.Platform.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Payments.Cards.Sandbox;

/// <summary>
/// Sends the sandbox's notifications over HTTP, as any provider would: again until it is answered, and sometimes twice.
/// </summary>
public sealed class SandboxDelivery(
    NpgsqlDataSource database, SandboxOptions options, IHttpClientFactory clients, TimeProvider clock, ILogger<SandboxDelivery> log)
    : TimedWorker(Every, TimeProvider.System, log)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string Client = "card-sandbox";

    private const int MostTries = 10;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public override async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var due = await connection.QueryAsync<Due>(new CommandDefinition("""
            SELECT n.id, n.reference, n.event, n.times, n.tries, p.transaction, p.amount, p.notification_address AS Address
            FROM sandbox_notification n JOIN sandbox_payment p ON p.reference = n.reference WHERE n.due_at <= @now ORDER BY n.due_at, n.id LIMIT 100
            """, new { now = clock.GetUtcNow() }, cancellationToken: cancel));
        foreach (var one in due)
        {
            var left = one.Times;
            while (left > 0 && await SendAsync(one, cancel))
                left--;
            await connection.ExecuteAsync(left == 0 || one.Tries + 1 >= MostTries
                ? new CommandDefinition("DELETE FROM sandbox_notification WHERE id = @Id", one, cancellationToken: cancel)
                : new CommandDefinition(
                    "UPDATE sandbox_notification SET times = @left, tries = tries + 1, due_at = @next WHERE id = @Id",
                    new { left, one.Id, next = clock.GetUtcNow().AddSeconds(5 * (one.Tries + 1)) }, cancellationToken: cancel));
        }
    }

    private async Task<bool> SendAsync(Due one, CancellationToken cancel)
    {
        var (body, signature) = SandboxProvider.Write(
            new(one.Id.ToString("N"), one.Reference, Enum.Parse<CardEvent>(one.Event), one.Transaction, one.Amount, "EUR"), options.Key);
        using var client = clients.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, one.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(SandboxProvider.SignatureHeader, signature);
        try
        {
            using var answer = await client.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed record Due
    {
        public Guid Id { get; init; }
        public string Reference { get; init; } = "";
        public string Event { get; init; } = "";
        public int Times { get; init; }
        public int Tries { get; init; }
        public string? Transaction { get; init; }
        public long Amount { get; init; }
        public string Address { get; init; } = "";
    }
}
