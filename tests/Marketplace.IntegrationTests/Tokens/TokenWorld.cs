using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.Tokens;
using Marketplace.Platform.Time;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Tokens;

/// <summary>A program with a token, beside the bookings of <see cref="BookingWorld"/> at the moment of the running program.</summary>
public static class TokenWorld
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A world whose clock stands where the program's does, with a session that is far enough away.</summary>
    public static async Task<BookingWorld> BookingsAsync(MarketplaceApplication application)
    {
        var now = application.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var world = await BookingWorld.CreateAsync(application.Database.Source, ParisTime.DateOf(now).AddDays(75));
        world.Clock.Now = now;
        return world;
    }

    /// <summary>A new token of a holder.</summary>
    public static async Task<string> TokenAsync(MarketplaceApplication application, Actor holder, string scope = TokenScopes.Act,
        int days = 30) =>
        (await application.Services.GetRequiredService<AccessTokens>().CreateAsync("Essai", scope, days, holder, Stop))!;

    /// <summary>A program that sends a token with all it asks; null: none.</summary>
    public static HttpClient Program(MarketplaceApplication application, string? token)
    {
        var client = application.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

    /// <summary>Does something in a booking.</summary>
    public static async Task<HttpResponseMessage> ActAsync(this HttpClient client, Guid id, object body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/bookings/{id}/events") { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request, Stop);
    }

    public static Task<HttpResponseMessage> ShowAsync(this HttpClient client, Guid id) => client.GetAsync($"/api/v1/bookings/{id}", Stop);
}
