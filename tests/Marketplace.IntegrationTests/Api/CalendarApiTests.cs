using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marketplace.IntegrationTests.Hosting;
using Xunit;

namespace Marketplace.IntegrationTests.Api;

public sealed class CalendarApiTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Holidays_OfAZone_AreListedWithNames()
    {
        using var client = application.CreateClient();
        var days = await client.GetFromJsonAsync<JsonElement>(
            "/api/v1/calendar/2026?zone=alsace-moselle", TestContext.Current.CancellationToken);
        Assert.Equal(13, days.GetArrayLength());
        Assert.Equal(["2026-04-03", "Vendredi saint"], days[1].EnumerateObject().Select(p => p.Value.GetString()));
    }

    [Fact]
    public async Task WorkingDays_OverChristmas_EndOnTheThirtieth()
    {
        using var client = application.CreateClient();
        var answer = await client.GetStringAsync(
            "/api/v1/calendar/working-days?from=2026-12-24&days=3", TestContext.Current.CancellationToken);
        Assert.Equal("""{"date":"2026-12-30"}""", answer);
    }

    [Theory]
    [InlineData("/api/v1/calendar/2051", "year")]
    [InlineData("/api/v1/calendar/2014", "year")]
    [InlineData("/api/v1/calendar/deux", "year")]
    [InlineData("/api/v1/calendar/2026?zone=corse", "zone")]
    [InlineData("/api/v1/calendar/2026?autre=1", "autre")]
    [InlineData("/api/v1/calendar/working-days?days=3", "from")]
    [InlineData("/api/v1/calendar/working-days?from=2026-12-24", "days")]
    [InlineData("/api/v1/calendar/working-days?from=2026-12-24&days=-1", "days")]
    [InlineData("/api/v1/calendar/working-days?from=2050-12-24&days=100", "days")]
    public async Task Calendar_BadParameter_IsNamed(string path, string parameter)
    {
        using var client = application.CreateClient();
        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
    }
}
