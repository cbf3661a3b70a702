using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Hosting;

/// <summary>What came back.</summary>
public sealed record Answer(HttpResponseMessage Response, string Html)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>Where a redirect leads; empty otherwise.</summary>
    public string Location => Response.Headers.Location?.ToString() ?? "";

    public IHtmlDocument Page => new HtmlParser().ParseDocument(Html);

    /// <summary>The page's words, blanks put together.</summary>
    public string Text => string.Join(' ', (Page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

/// <summary>Somebody with a browser of their own: cookies are kept and redirects shown, not followed.</summary>
public sealed class Visitor : IDisposable
{
    /// <summary>A page that anybody may see and that has a form.</summary>
    public const string FormPage = "/connexion/compte";

    public const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _client;

    /// <param name="scheme">https outside Development: cookies are for safe connections there.</param>
    public Visitor(MarketplaceApplication application, string scheme = "http")
    {
        var server = application.Services.GetRequiredService<IServer>();
        _client = server is TestServer
            ? application.CreateDefaultClient(new Uri($"{scheme}://localhost"), new CookieContainerHandler(Cookies))
            : new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies })
            {
                BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>What it asks, it asks as a program with a token of a holder.</summary>
    public void UseToken(string token) => _client.DefaultRequestHeaders.Authorization = new("Bearer", token);

    public Uri Site => _client.BaseAddress!;

    /// <summary>Signed in as a demo person of <see cref="DemoPeople"/>.</summary>
    public static async Task<Visitor> SignedInAsync(MarketplaceApplication application, string person)
    {
        var visitor = new Visitor(application);
        var answer = await visitor.PostAsync("/dev/connexion", ("person", person));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return visitor;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts a form of ours, with its hidden field.</summary>
    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await PostBareAsync(path, [(TokenField, await TokenAsync()), .. fields]);

    /// <summary>Posts just these fields.</summary>
    public Task<Answer> PostBareAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(
            HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The hidden field of a form, fit for this browser's cookies.</summary>
    public async Task<string> TokenAsync() =>
        (await GetAsync(FormPage)).Page.QuerySelector($"input[name={TokenField}]")!.GetAttribute("value")!;

    public string? Cookie(string name) => Cookies.GetCookies(Site)[name]?.Value;

    /// <summary>Puts a cookie into the browser, as somebody else would.</summary>
    public void Plant(string name, string value) => Cookies.Add(new Cookie(name, value, "/", Site.Host));

    public void Dispose() => _client.Dispose();
}
