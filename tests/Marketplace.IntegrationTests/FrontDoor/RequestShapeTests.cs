using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Accounts;
using Marketplace.People.Holders;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>
/// Requests that no browser sends: too much, twice, in another form, at addresses that should not be. One file beyond 300 lines: one host
/// on a port serves them all.
/// </summary>
public sealed class RequestShapeTests(PortApplication application) : IClassFixture<PortApplication>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task Form_BeyondAMegabyte_IsRefusedWithAPage()
    {
        using var browser = new Visitor(application);
        var answer = await SendAsync(browser, "/connexion/compte", Form, "email=" + new string('a', 1_200_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("Envoi trop volumineux", answer.Text);
    }

    [Fact]
    public async Task Upload_BeyondTenMegabytes_IsRefusedWithAPageAndOneWithinIsTaken()
    {
        using var browser = await Visitor.SignedInAsync(application, "holder-declared");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[11 * 1024 * 1024]), "documents", "piece.jpg" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mon-compte/identite") { Content = form };
        request.Headers.ExpectContinue = true;
        var refused = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("Envoi trop volumineux", refused.Text);
        byte[] large = [.. HolderVisits.Jpeg, .. new byte[IdentityDocument.MaxLength - 100]];
        Assert.Equal("/mon-compte", (await browser.DeclareAsync("VOLUMINEUX", large, large)).Location);
    }

    [Fact]
    public async Task Form_TooManyFields_IsRefused() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, Form, string.Join('&', Enumerable.Range(0, 600).Select(i => $"f{i}=1")));

    [Fact]
    public async Task Form_TooLongAFieldName_IsRefused() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, Form, new string('n', 200) + "=1");

    [Fact]
    public async Task Form_TooLongAField_IsRefused() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, Form, "email=" + new string('a', 70_000));

    [Fact]
    public async Task Form_FieldLongerThanItsForm_IsRefused()
    {
        using var browser = new Visitor(application);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/connexion/oubli", ("email", new string('a', 300)))).Status);
    }

    [Theory]
    [InlineData("email")]
    [InlineData("Email")]
    public async Task Form_FieldGivenTwice_IsRefused(string second)
    {
        using var browser = new Visitor(application);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await browser.PostAsync("/connexion/oubli", ("email", "a@exemple.fr"), (second, "b@exemple.fr"))).Status);
        Assert.Empty(await application.MailsToAsync("b@exemple.fr"));
    }

    [Theory]
    [InlineData("application/json", "{\"email\":\"a@exemple.fr\"}")]
    [InlineData("text/plain", "email=a@exemple.fr")]
    [InlineData("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><email>&e;</email>")]
    public async Task Form_InAnotherForm_IsNotUnderstood(string type, string body) =>
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, type, body);

    [Theory]
    [InlineData(Form, "email=%FF%FE%ED%A0%80%C0%AF&password=%ED%BF%BF")]
    [InlineData(Form, "email=%00&password=%00")]
    [InlineData(Form, "email=%&password=%zz&=&&==")]
    [InlineData(Form + "; charset=utf-16", "email=a&password=b")]
    [InlineData(Form + "; charset=utf-7", "email=+AGE-&password=b")]
    [InlineData(Form + "; charset=inconnu", "email=a&password=b")]
    [InlineData("multipart/form-data", "email=a")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nrien\r\n\r\n--x--")]
    public async Task Form_BrokenBytes_IsOurFaultNever(string type, string body)
    {
        using var browser = new Visitor(application);
        var token = await browser.TokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion/compte") { Content = new StringContent(body) };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add("RequestVerificationToken", token);
        Assert.True((int)(await browser.SendAsync(request)).Status < 500);
    }

    [Fact]
    public async Task Form_LoneSurrogatesInNames_AreRefused()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var answer = await browser.PostAsync(
            "/gestion/organisations", ("kind", "provider"), ("name", "A\uFFFDB"), ("sirets", "1"), ("email", "a@exemple.fr"));
        Assert.True((int)answer.Status < 500);
        Assert.Equal(0, await application.ScalarAsync<int>("SELECT count(*)::int FROM organisation WHERE name LIKE 'A%B'"));
    }

    [Theory]
    [InlineData("a@exemple.fr\r\nBcc: tous@exemple.fr")]
    [InlineData("a@exemple.fr\nBcc: tous@exemple.fr")]
    [InlineData("a@exemple.fr, tous@exemple.fr")]
    [InlineData("a@exemple.fr;tous@exemple.fr")]
    [InlineData("\"a\" <a@exemple.fr>")]
    [InlineData("a@exemple.fr\u2028Bcc:tous@exemple.fr")]
    [InlineData("İa@exemple.fr")]
    [InlineData("a@éxemple.fr")]
    [InlineData("a@@exemple.fr")]
    public async Task Address_ThatIsMoreThanAnAddress_GetsNoMail(string email)
    {
        var before = await application.ScalarAsync<int>("SELECT count(*)::int FROM mail");
        using var browser = new Visitor(application);
        var answer = await browser.PostAsync("/connexion/inscription", ("email", email));
        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.OK, answer.Status.ToString());
        Assert.DoesNotContain("Consultez votre messagerie", answer.Text);
        Assert.Equal(before, await application.ScalarAsync<int>("SELECT count(*)::int FROM mail"));
    }

    [Fact]
    public async Task Name_WithALineEnd_IsRefused()
    {
        using var browser = await Visitor.SignedInAsync(application, "operator-administrator");
        var answer = await browser.PostAsync(
            "/gestion/organisations", ("kind", "provider"), ("name", "Organisme\r\nBcc: tous@exemple.fr"), ("sirets", "12345678901234"),
            ("email", "ligne@exemple.fr"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(await application.MailsToAsync("ligne@exemple.fr"));
    }

    [Fact]
    public async Task Headers_TooMany_AreRefused() =>
        Assert.StartsWith("HTTP/1.1 431",
            await RawAsync("GET / HTTP/1.1", string.Concat(Enumerable.Range(0, 150).Select(i => $"X-{i}: 1\r\n"))));

    [Fact]
    public async Task Headers_TooLong_AreRefused() =>
        Assert.StartsWith("HTTP/1.1 431", await RawAsync("GET / HTTP/1.1", $"X-Long: {new string('a', 40_000)}\r\n"));

    [Fact]
    public async Task Address_TooLong_IsRefused() =>
        Assert.StartsWith("HTTP/1.1 414", await RawAsync($"GET /{new string('a', 10_000)} HTTP/1.1"));

    [Theory]
    [InlineData("/connexion/activer/../../../etc/passwd")]
    [InlineData("/connexion/activer/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/connexion/activer/..%2F..%2F..%2F..%2F..%2F..%2F..%2Fetc%2Fpasswd.......")]
    [InlineData("/connexion/activer/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'")]
    [InlineData("/connexion/activer/%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9")]
    [InlineData("/invitations/%00%00%00")]
    [InlineData("/organisations/..%2f..%2fgestion")]
    [InlineData("/organisations/%00")]
    [InlineData("/gestion/identites/00000000-0000-0000-0000-000000000000/pieces/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/gestion/titulaires/1%20OR%201=1")]
    [InlineData("/formations/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/js/..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/js/..%5c..%5c..%5cetc%5cpasswd")]
    [InlineData("/js/%252e%252e%252fpasskey.js")]
    [InlineData("//mechant.example/%2e%2e")]
    public async Task Path_LeadingElsewhere_FindsNothing(string path)
    {
        var answer = await RawAsync($"GET {path} HTTP/1.1");
        Assert.Matches("^HTTP/1.1 (400|404|302) ", answer);
        Assert.DoesNotContain("root:", answer);
        Assert.DoesNotContain("Location: //", answer);
    }

    [Theory]
    [InlineData("holder", "/recherche?page=99999999999999999999")]
    [InlineData("holder", "/recherche?page=2147483647")]
    [InlineData("holder", "/recherche?page=-1&radius=1e308&near=%00&q=%00")]
    [InlineData("holder", "/recherche?q=%ED%A0%80%FF")]
    [InlineData("holder", "/organismes/99999999999999999999999")]
    [InlineData("holder", "/sitemap/9223372036854775807.xml")]
    [InlineData("holder", "/sitemap/-9223372036854775808.xml")]
    [InlineData("holder", "/api/v1/actions?page=2147483647&pageSize=2147483647")]
    [InlineData("holder", "/mon-compte/consultations?page=2147483647")]
    [InlineData("holder", "/mon-compte/consultations?page=-5")]
    [InlineData("operator-administrator", "/gestion/journal?page=2147483647")]
    [InlineData("operator-administrator",
        "/gestion/journal?page=99999999999999999999&sujet=%00&acteur=x&nature=%00&du=9999-12-31&au=9999-12-31")]
    [InlineData("operator-administrator", "/gestion/organisations?q=%00")]
    [InlineData("operator-administrator", "/gestion/organisations?q=%25_%5C&q=b")]
    public async Task Query_NumbersAndBytesOutOfRange_AreOurFaultNever(string person, string address)
    {
        using var browser = await Visitor.SignedInAsync(application, person);
        var answer = await browser.GetAsync(address);
        Assert.True((int)answer.Status < 500, answer.Status.ToString());
    }

    [Theory]
    [InlineData("session", "x")]
    [InlineData("session", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("session", "%00%FF';DROP TABLE session_key;--")]
    [InlineData("form", "x")]
    [InlineData("form", "CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("form", "%F0%9F%92%A3")]
    [InlineData("pending", "x")]
    [InlineData("pending", "CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pending", "=;=,\"")]
    public async Task Cookie_Malformed_IsAsGoodAsNone(string name, string value)
    {
        foreach (var path in new[] { "/connexion/compte", "/connexion/code", "/connexion/second-facteur", "/mon-compte" })
        {
            var answer = await RawAsync($"GET {path} HTTP/1.1", $"Cookie: {name}={value}\r\n");
            Assert.Matches(path == "/connexion/compte" ? "^HTTP/1.1 200 " : "^HTTP/1.1 302 ", answer);
        }
    }

    [Fact]
    public async Task Cookie_ThousandsOfThem_AreAsGoodAsNone()
    {
        var many = string.Join("; ", Enumerable.Range(0, 3000).Select(i => $"c{i}=1"));
        Assert.StartsWith("HTTP/1.1 200",
            await RawAsync("GET /connexion/compte HTTP/1.1", $"Cookie: {many}; session={new string('a', 4000)}\r\n"));
    }

    [Fact]
    public async Task Session_AnotherOnesTokenByName_IsNotGuessed() =>
        Assert.StartsWith("HTTP/1.1 302",
            await RawAsync("GET /mon-compte HTTP/1.1",
            $"Cookie: session={SecretToken.New()}\r\nAuthorization: Bearer {SecretToken.New()}\r\n"));

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    [InlineData("CONNECTIONS")]
    [InlineData("post")]
    public async Task Verb_OtherThanTheForms_IsRefusedAndChangesNothing(string verb)
    {
        using var browser = await Visitor.SignedInAsync(application, "holder");
        using var other = await Visitor.SignedInAsync(application, "holder");
        var answer = await RawAsync(
            $"{verb} /mon-compte/securite/deconnecter HTTP/1.1",
            $"Cookie: session={browser.Cookie("session")}\r\nX-HTTP-Method-Override: POST\r\n");
        Assert.Matches("^HTTP/1.1 (405|404|400) ", answer);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/mon-compte")).Status);
    }

    [Fact]
    public async Task Verb_OverrideHeaderOrField_IsNotObeyed()
    {
        using var browser = new Visitor(application);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion/oubli?_method=GET")
        {
            Content = new FormUrlEncodedContent([new("_method", "GET"), new("email", "a@exemple.fr")]),
        };
        request.Headers.Add("X-HTTP-Method-Override", "GET");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}")]
    [InlineData("{\"id\":\"%\",\"rawId\":\"%\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"%\",\"authenticatorData\":\"%\",\"signature\":\"%\"}}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task Passkey_AnswerThatIsNone_IsRefused(string credential)
    {
        using var browser = new Visitor(application);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/connexion/cle/options")).Status);
        Assert.Equal("/connexion/refus", (await browser.PostAsync("/connexion/cle", ("credential", credential))).Location);
    }

    private async Task RefusedAsync(HttpStatusCode status, string type, string body)
    {
        using var browser = new Visitor(application);
        var answer = await SendAsync(browser, "/connexion/oubli", type, body);
        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Page.QuerySelectorAll("h1"));
    }

    private static Task<Answer> SendAsync(Visitor browser, string path, string type, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        // The server refuses before the body is sent: else the answer could be lost with the connection.
        request.Headers.ExpectContinue = true;
        return browser.SendAsync(request);
    }

    /// <summary>Sends what no client library would.</summary>
    private async Task<string> RawAsync(string line, string headers = "")
    {
        using var browser = new Visitor(application);
        using var client = new TcpClient();
        await client.ConnectAsync(browser.Site.Host, browser.Site.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"{line}\r\nHost: {browser.Site.Authority}\r\nConnection: close\r\n{headers}\r\n"),
            TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server hung up on what it did not want to read; its answer came before.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
