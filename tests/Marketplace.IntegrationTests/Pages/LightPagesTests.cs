using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>The catalogue outside Development.</summary>
public sealed class ProductionCatalogue : CatalogueApplication
{
    protected override string Environment => "Production";
}

public sealed class LightPagesInDevelopmentTests(CatalogueApplication application) : LightPages(application),
    IClassFixture<CatalogueApplication>;

public sealed class LightPagesInProductionTests(ProductionCatalogue application) : LightPages(application),
    IClassFixture<ProductionCatalogue>;

/// <summary>What pages weigh: assets are asked for once, public pages come compressed, and nothing that holds a secret does.</summary>
public abstract class LightPages(CatalogueApplication application)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/recherche?q=cuisine")]
    [InlineData("/connexion/compte")]
    public async Task Asset_OfAPage_IsNamedByItsContentCompressedAndKept(string path)
    {
        using var client = application.CreateClient();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(path, Stop));
        var assets = page.QuerySelectorAll("link[rel=stylesheet], script[src], link[rel=icon]")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToList();
        Assert.True(assets.Count >= 7);
        foreach (var asset in assets)
        {
            using var answer = await GetAsync(client, asset, "gzip");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
            Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.SingleOrDefault());
        }
    }

    /// <summary>A script's import or a style sheet's address would be asked for under its bare name.</summary>
    [Fact]
    public async Task Asset_NamedByAnother_IsAFontOrIconThatIsKeptForAMonth()
    {
        using var client = application.CreateClient();
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/", Stop));
        foreach (var script in page.QuerySelectorAll("script[src]"))
            Assert.DoesNotMatch(@"\bimport\s*[('""{]|\bfrom\s*['""]", await client.GetStringAsync(script.GetAttribute("src"), Stop));
        foreach (var asset in new[] { "/dsfr/fonts/Marianne-Bold.woff2", "/dsfr/icons/system/search-line.svg" })
        {
            using var answer = await GetAsync(client, asset, "gzip");
            Assert.Equal("max-age=2592000", answer.Headers.CacheControl?.ToString());
        }
    }

    [Theory]
    [InlineData("/recherche?q=cuisine", "br")]
    [InlineData("/recherche?q=cuisine", "gzip")]
    [InlineData("/", "br")]
    [InlineData("/regles", "br")]
    public async Task PublicPage_ForWhoTakesIt_IsCompressed(string path, string encoding)
    {
        using var client = application.CreateClient();
        var plain = await client.GetByteArrayAsync(path, Stop);
        using var answer = await GetAsync(client, path, encoding);
        var sent = await answer.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.True(sent.Length * 2 < plain.Length, $"{sent.Length} of {plain.Length} bytes");
        await using Stream unpacked = encoding == "br"
            ? new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(sent), CompressionMode.Decompress);
        Assert.NotNull((await new HtmlParser().ParseDocumentAsync(unpacked, Stop)).QuerySelector("main h1"));
    }

    /// <summary>A page of twenty results in Brotli was larger than in gzip, at the level that comes without asking.</summary>
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task PublicPage_OfManyResults_IsAFifthOrLess(string encoding)
    {
        using var client = application.CreateClient();
        var plain = await client.GetByteArrayAsync("/recherche", Stop);
        using var answer = await GetAsync(client, "/recherche", encoding);
        var sent = await answer.Content.ReadAsByteArrayAsync(Stop);
        Assert.True(sent.Length * 5 < plain.Length, $"{sent.Length} of {plain.Length} bytes");
    }

    /// <summary>A form token, a link's key, something of a person: its length would tell of it.</summary>
    [Theory]
    [InlineData("/simulateur")]
    [InlineData("/annulation")]
    [InlineData("/connexion")]
    [InlineData("/connexion/compte")]
    [InlineData("/mes-favoris")]
    [InlineData("/desabonnement/CfDJ8")]
    [InlineData("/invitations/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/nulle-part")]
    [InlineData("/api/v1/actions?q=cuisine")]
    public async Task PageThatMayHoldASecret_IsNeverCompressed(string path)
    {
        using var client = application.CreateClient();
        using var answer = await GetAsync(client, path, "br", "gzip");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, params string[] encodings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var encoding in encodings)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        return await client.SendAsync(request, Stop);
    }
}
