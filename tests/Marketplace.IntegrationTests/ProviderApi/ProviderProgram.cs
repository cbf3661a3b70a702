using System.Net.Http.Json;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.People.Access;
using Marketplace.ProviderSpace.Keys;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>A program of a provider with a key.</summary>
public static class ProviderProgram
{
    public const string Bookings = "/api/v1/provider/bookings";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A new key of an establishment.</summary>
    public static async Task<MadeKey> KeyAsync(
        MarketplaceApplication application, string siret, string scopes = "catalogue,bookings,billing", bool sandbox = false) =>
        (await application.Services.GetRequiredService<ProviderKeys>().CreateAsync(
            new(siret, "Essai", scopes.Split(','), 30, sandbox), null, Actor.Program, Stop))!;

    /// <summary>A program that sends a new key with all it asks.</summary>
    public static async Task<HttpClient> StartAsync(
        MarketplaceApplication application, string siret, string scopes = "catalogue,bookings,billing", bool sandbox = false) =>
        TokenWorld.Program(application, (await KeyAsync(application, siret, scopes, sandbox)).Text);

    /// <summary>Asks with a body and headers.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? once = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (once is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", once);
        return await client.SendAsync(request, Stop);
    }

    /// <summary>Does something in a booking.</summary>
    public static Task<HttpResponseMessage> StepAsync(
        this HttpClient client, Guid id, object body, string? ifMatch = null, string? once = null) =>
        client.SendAsync(HttpMethod.Post, $"{Bookings}/{id}/events", body, ifMatch, once);
}
