using System.Net;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Tokens;

/// <summary>Tokens of holders: made, shown once, used, ended.</summary>
public sealed class TokenTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_MadeOnThePage_IsShownOnce_Works_AndEndsWhenRevoked()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, holder.AccountId!.Value);
        using var made = await browser.PostAsync("/mon-compte/jetons", ("name", "Mon téléphone"), ("scope", "read"), ("days", "90"));
        var page = await ParseAsync(made);
        var token = page.QuerySelector(".mkt-code")!.TextContent.Trim();
        Assert.StartsWith(AccessTokens.Prefix, token, StringComparison.Ordinal);
        var again = await browser.PageAsync("/mon-compte/jetons");
        Assert.DoesNotContain(token, again.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("Mon téléphone", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Jamais utilisé", again.Body.TextContent, StringComparison.Ordinal);

        using var program = TokenWorld.Program(application, token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/bookings", Stop)).StatusCode);
        Assert.Contains("Utilisé pour la dernière fois", (await browser.PageAsync("/mon-compte/jetons")).Body!.TextContent,
            StringComparison.Ordinal);

        var id = page.QuerySelector("input[name=jeton]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/mon-compte/jetons/revoquer", ("jeton", id))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/bookings", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/mon-compte/jetons/revoquer", ("jeton", id))).StatusCode);
        Assert.Equal(2, await world.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log WHERE subject_id = @AccountId AND nature = 'tokens.manage' AND operation = 'change'
            """, new { holder.AccountId }));
    }

    [Fact]
    public async Task Tokens_KeepTheirHashAlone()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var token = await TokenWorld.TokenAsync(application, await world.HolderAsync());
        Assert.Equal(32, await world.ScalarAsync<int>("SELECT max(length(token_hash)) FROM access_token"));
        Assert.Equal(0, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_token t WHERE t::text LIKE '%' || @token || '%'", new { token }));
    }

    [Theory]
    [InlineData("UPDATE access_token SET created_at = now() - interval '40 days', expires_at = now() - interval '1 second' WHERE account_id = @AccountId")]
    [InlineData("UPDATE account SET disabled_at = now() WHERE id = @AccountId")]
    [InlineData("UPDATE access_token SET revoked_at = now() WHERE account_id = @AccountId")]
    public async Task Token_ThatHoldsNoMore_IsNobody(string change)
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, holder));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/bookings", Stop)).StatusCode);
        await world.ExecuteAsync(change, new { holder.AccountId });
        using var answer = await program.GetAsync("/api/v1/bookings", Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mkt_")]
    [InlineData("mkt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Token_ThatIsNone_IsNobody(string? token)
    {
        using var program = TokenWorld.Program(application, token);
        using var answer = await program.GetAsync("/api/v1/bookings", Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Session_OfABrowser_IsNoToken()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var browser = await PersonBrowser.SignInAsync(application, (await world.HolderAsync()).AccountId!.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/bookings")).StatusCode);
    }

    /// <summary>On pages a token opens nothing: it is read by the routes that take one.</summary>
    [Theory]
    [InlineData("/mon-compte")]
    [InlineData("/mon-compte/jetons")]
    public async Task Token_OnPages_OpensNothing(string path)
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = TokenWorld.Program(application, await TokenWorld.TokenAsync(application, await world.HolderAsync()));
        Assert.Equal(HttpStatusCode.Redirect, (await program.GetAsync(path, Stop)).StatusCode);
    }

    [Fact]
    public async Task Tokens_BeyondTen_AreRefused_AndAWholeYearIsTheLongest()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var holder = await world.HolderAsync();
        var tokens = application.Services.GetRequiredService<AccessTokens>();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => tokens.CreateAsync("x", TokenScopes.Read, 366, holder, Stop));
        for (var n = 0; n < AccessTokens.Most; n++)
            Assert.NotNull(await tokens.CreateAsync("x", TokenScopes.Read, AccessTokens.MostDays, holder, Stop));
        using var browser = await PersonBrowser.SignInAsync(application, holder.AccountId!.Value);
        using var answer = await browser.PostAsync("/mon-compte/jetons", ("name", "Un de trop"), ("scope", "act"), ("days", "365"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Token_WithAnOldSignIn_IsMadeOnlyAfterTheSecondFactor()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var browser = await PersonBrowser.SignInAsync(application, (await world.HolderAsync()).AccountId!.Value);
        await world.ExecuteAsync(
            "UPDATE session_key SET created_at = now() - interval '1 hour' WHERE id = @Session", new { browser.Session });
        using var answer = await browser.PostAsync("/mon-compte/jetons", ("name", "x"), ("scope", "act"), ("days", "30"));
        Assert.StartsWith("/mon-compte/securite/confirmer", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
}
