using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Xunit;

namespace Marketplace.IntegrationTests.SignIn;

/// <summary>
/// What a browser without scripts does: keeps the site's cookies and follows redirects between the site in this process and the providers
/// on their ports.
/// </summary>
internal sealed class PlainBrowser : IDisposable
{
    private const int MaxSteps = 12;
    private static readonly Uri Home = new("http://localhost/");

    private readonly HttpClient _site;
    private readonly HttpClient _elsewhere = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public PlainBrowser(WebApplicationFactory<Program> application) =>
        _site = application.CreateDefaultClient(Home, new CookieContainerHandler(Cookies));

    public CookieContainer Cookies { get; } = new();

    /// <summary>The session's cookie as the site gave it; null when there is none.</summary>
    public string? Session => Cookies.GetCookies(Home)["session"]?.Value;

    /// <summary>The Set-Cookie headers of the site since the start.</summary>
    public List<string> CookiesSet { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _site.Dispose();
        _elsewhere.Dispose();
    }

    /// <summary>Plants a session cookie, as a hostile neighbour would.</summary>
    public void Plant(string session) => Cookies.Add(Home, new Cookie("session", session, "/"));

    /// <summary>Opens an address and goes wherever it leads.</summary>
    public Task<SeenPage> OpenAsync(string address) => FollowAsync(new Uri(Home, address), null);

    /// <summary>Starts a sign-in and stops at the provider's answer.</summary>
    /// <returns>The address with the code, not opened yet.</returns>
    public async Task<string> AnswerOfProviderAsync(string scheme)
    {
        var stop = $"/connexion/{scheme}/retour";
        var page = await FollowAsync(new Uri(Home, "/connexion/" + scheme), stop);
        Assert.Equal(stop, page.Path);
        return page.Address.PathAndQuery;
    }

    /// <summary>Sends a form of a page as its button would.</summary>
    public async Task<SeenPage> SubmitAsync(SeenPage page, string action)
    {
        var form = page.Document.QuerySelector($"form[action='{action}']")
            ?? throw new InvalidOperationException($"No form leads to {action}.");
        var fields = form.QuerySelectorAll("input[name]")
            .Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await _site.PostAsync(new Uri(Home, action), content, Cancel);
        Remember(answer);
        return answer.Headers.Location is { } next
            ? await FollowAsync(new Uri(Home, next), null)
            : await SeenPage.ReadAsync(new Uri(Home, action), answer, Cancel);
    }

    private async Task<SeenPage> FollowAsync(Uri address, string? stop)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            if (address.AbsolutePath == stop)
                return new SeenPage(address, HttpStatusCode.Found, new HtmlParser().ParseDocument(""), "", null);
            var here = address.Host == Home.Host;
            // Nothing but the site and the local providers is ever asked: an address elsewhere is where the walk ends.
            Assert.True(here || address.IsLoopback, $"The browser was sent to {address.Host}.");
            using var answer = await (here ? _site : _elsewhere).GetAsync(address, Cancel);
            if (here)
                Remember(answer);
            if (answer.Headers.Location is not { } next)
                return await SeenPage.ReadAsync(address, answer, Cancel);
            address = new Uri(address, next);
        }
        throw new InvalidOperationException("The redirects do not end.");
    }

    private void Remember(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            CookiesSet.AddRange(cookies);
    }
}

/// <summary>Where the browser arrived.</summary>
/// <param name="Text">The page as it came.</param>
/// <param name="Refresh">Where the page leads on by itself.</param>
internal sealed record SeenPage(Uri Address, HttpStatusCode Status, IHtmlDocument Document, string Text, string? Refresh)
{
    public string Path => Address.AbsolutePath;

    /// <summary>Whose account the page says it is.</summary>
    public string? Name => Document.QuerySelector(".mkt-lead")?.TextContent.Trim();

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public static async Task<SeenPage> ReadAsync(Uri address, HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return new(address, answer.StatusCode, new HtmlParser().ParseDocument(text), text,
            answer.Headers.TryGetValues("Refresh", out var refresh) ? refresh.Single() : null);
    }
}
