using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Access;

/// <summary>A browser, signed in or not, that follows no redirect and posts our forms as people do.</summary>
public sealed class PersonBrowser : IDisposable
{
    private readonly HttpClient _client;
    private KeyValuePair<string, string>? _token;

    private PersonBrowser(MarketplaceApplication application, Guid session, string? token)
    {
        var cookies = new CookieContainer();
        if (token is not null)
            cookies.Add(new Cookie("session", token, "/", "localhost"));
        _client = application.CreateDefaultClient(new CookieContainerHandler(cookies));
        Session = session;
    }

    /// <summary>Id of the session; the log's lines carry it.</summary>
    public Guid Session { get; }

    public static PersonBrowser Visitor(MarketplaceApplication application) => new(application, Guid.Empty, null);

    /// <summary>Signed in as the account, whatever its factors are.</summary>
    public static async Task<PersonBrowser> SignInAsync(MarketplaceApplication application, Guid account)
    {
        await using var connection = await application.Services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        var (id, token) = await application.Services.GetRequiredService<Sessions>()
            .StartAsync(connection, account, "development", "Navigateur d’essai");
        return new PersonBrowser(application, id, token);
    }

    /// <summary>Signed in as one of <see cref="DemoPeople.All"/>.</summary>
    public static Task<PersonBrowser> SignInAsync(MarketplaceApplication application, string demoPerson) =>
        SignInAsync(application, Demo(demoPerson));

    /// <summary>Account of a demo person.</summary>
    public static Guid Demo(string key) => DemoPeople.All.Single(person => person.Key == key).Id;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        _client.SendAsync(new HttpRequestMessage(method, path), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Asks as a browser that unpacks answers.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks and may leave before the answer.</summary>
    public Task<HttpResponseMessage> GetUntilAsync(string path, CancellationToken leave) => _client.GetAsync(path, leave);

    /// <summary>The page at an address, which must show.</summary>
    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Posts a form with the token that our pages give this browser.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync();
        using var form = new FormUrlEncodedContent([token, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await _client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a form with one file, as a browser does.</summary>
    public async Task<HttpResponseMessage> UploadAsync(
        string path, string field, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token.Value), token.Key }, { new ByteArrayContent(content), field, name },
        };
        foreach (var (key, value) in fields)
            form.Add(new StringContent(value), key);
        return await _client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    private async Task<KeyValuePair<string, string>> TokenAsync()
    {
        if (_token is { } known)
            return known;
        var field = (await PageAsync("/dev")).QuerySelector("input[type=hidden]")!;
        _token = KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!);
        return _token.Value;
    }

    public void Dispose() => _client.Dispose();
}
