using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Tokens;
using Marketplace.ProviderSpace.Keys;
using Marketplace.Web.Api.Provider;
using Xunit;

namespace Marketplace.IntegrationTests.ProviderApi;

/// <summary>Keys of establishments: made in the space, shown once, used within their scopes, renewed with an overlap, ended.</summary>
public sealed class KeyTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_MadeOnThePage_IsShownOnce_IsRenewedWithAnOverlap_AndEndsWhenRevoked()
    {
        await using var world = await ManagedAsync();
        var pages = $"/of/{world.Staff.OnBehalfOf}/api";
        using var browser = await PersonBrowser.SignInAsync(application, world.Staff.AccountId!.Value);
        using var made = await browser.PostAsync(pages, ("name", "Logiciel"), ("siret", world.Siret), ("scopes", "bookings"),
            ("tenant", "production"), ("days", "90"));
        var (key, page) = await ShownAsync(made);
        Assert.StartsWith(ProviderKeys.Prefix, key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, (await browser.PageAsync(pages)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var program = TokenWorld.Program(application, key);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
        Assert.Contains("Utilisée pour la dernière fois", (await browser.PageAsync(pages)).Body!.TextContent, StringComparison.Ordinal);

        var id = page.QuerySelector("input[name=cle]")!.GetAttribute("value")!;
        var (next, _) = await ShownAsync(await browser.PostAsync($"{pages}/renouveler", ("cle", id)));
        using var renewed = TokenWorld.Program(application, next);
        Assert.All([await program.GetAsync(ProviderProgram.Bookings, Stop), await renewed.GetAsync(ProviderProgram.Bookings, Stop)],
            answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.True(await world.ScalarAsync<bool>(
            "SELECT expires_at < now() + interval '8 days' FROM provider_key WHERE id = @id::uuid", new { id }));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync($"{pages}/renouveler", ("cle", id))).StatusCode);
        await world.ExecuteAsync(
            "UPDATE provider_key SET created_at = now() - interval '9 days', expires_at = now() - interval '1 second' WHERE id = @id::uuid",
            new { id });
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);

        var second = await world.ScalarAsync<Guid>("SELECT id FROM provider_key WHERE replaces = @id::uuid", new { id });
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync($"{pages}/revoquer", ("cle", second.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await renewed.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
        Assert.Equal(3, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE nature = 'keys.manage' AND operation = 'change' AND on_behalf_of = @OnBehalfOf",
            new { world.Staff.OnBehalfOf }));
    }

    [Fact]
    public async Task Keys_KeepTheirHashAlone()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var key = await ProviderProgram.KeyAsync(application, world.Siret);
        Assert.Equal(0, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM provider_key k WHERE k::text LIKE '%' || @text || '%'", new { text = key.Text[^43..] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mkp_")]
    [InlineData("mkp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Key_ThatIsNone_IsNobody(string? key)
    {
        using var program = TokenWorld.Program(application, key);
        using var answer = await program.GetAsync(ProviderProgram.Bookings, Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json", "Bearer"),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task Key_OfAnEstablishmentThatItsOrganisationLost_IsNobody()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        using var program = await ProviderProgram.StartAsync(application, world.Siret);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
        await world.ExecuteAsync("DELETE FROM organisation_siret WHERE siret = @Siret", new { world.Siret });
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
    }

    [Fact]
    public async Task Key_OfAnEstablishmentWithoutOrganisation_WorksForOperators()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        await world.ExecuteAsync("DELETE FROM organisation_siret WHERE siret = @Siret", new { world.Siret });
        using var program = await ProviderProgram.StartAsync(application, world.Siret);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
    }

    [Fact]
    public async Task Key_OfAnotherOrganisation_IsNeitherRevokedNorRenewed()
    {
        await using var world = await ManagedAsync();
        await using var other = await TokenWorld.BookingsAsync(application);
        var key = await ProviderProgram.KeyAsync(application, other.Siret);
        using var browser = await PersonBrowser.SignInAsync(application, world.Staff.AccountId!.Value);
        foreach (var act in new[] { "revoquer", "renouveler" })
            Assert.Equal(HttpStatusCode.NotFound,
                (await browser.PostAsync($"/of/{world.Staff.OnBehalfOf}/api/{act}", ("cle", key.Id.ToString()))).StatusCode);
        using var program = TokenWorld.Program(application, key.Text);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync(ProviderProgram.Bookings, Stop)).StatusCode);
    }

    /// <summary>Each scope against each address: what the file of rights gives its role is let in, and nothing else.</summary>
    [Fact]
    public async Task Keys_OfEachScope_OpenWhatTheFileOfRightsSays()
    {
        await using var world = await TokenWorld.BookingsAsync(application);
        var file = RightsFile.Read();
        var routes = SiteRoutes.All(application).Where(route => route.TakesKey).ToList();
        Assert.NotEmpty(routes);
        var used = new HashSet<(string, string)>();
        foreach (var scope in KeyScopes.Labels.Keys)
        {
            using var earnest = await ProviderProgram.StartAsync(application, world.Siret, scope);
            using var tried = await ProviderProgram.StartAsync(application, world.Siret, scope, sandbox: true);
            var role = KeyScopes.RolesOf([scope]).Single();
            foreach (var route in routes)
            {
                var asked = route.Endpoint.Metadata.OfType<TakesKey>().Single().Scope;
                var may = (asked is null || asked == scope) && file.Lines.Any(line => line.Action == route.Action && line.Role == role);
                var program = route.Pattern.Contains("/sandbox/", StringComparison.Ordinal) ? tried : earnest;
                using var answer = await program.SendAsync(new HttpMethod(route.Method), route.Path());
                Assert.True(may == answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized),
                    $"{route.Method} {route.Pattern} with {scope}: {answer.StatusCode}");
                if (may)
                    used.Add((route.Action, role));
            }
        }
        Assert.All(file.Lines.Where(line => line.Action.StartsWith("program.", StringComparison.Ordinal)),
            line => Assert.Contains((line.Action, line.Role), used));
    }

    /// <summary>A world whose member of staff answers for accesses too.</summary>
    private async Task<BookingWorld> ManagedAsync()
    {
        var world = await TokenWorld.BookingsAsync(application);
        await world.ExecuteAsync("UPDATE membership SET roles = ARRAY['bookings', 'access-manager'] WHERE account_id = @AccountId",
            new { world.Staff.AccountId });
        return world;
    }

    private static async Task<(string Key, IHtmlDocument Page)> ShownAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
        return (page.QuerySelector(".mkt-code")!.TextContent.Trim(), page);
    }
}
