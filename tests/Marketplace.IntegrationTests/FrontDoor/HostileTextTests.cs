using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Accounts;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Web.Mailing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.FrontDoor;

/// <summary>Markup, script, SQL and template marks in every text field of every form, as a person of each role.</summary>
public sealed class HostileTextTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private const string Hostile = """'"><script>alert(1)</script>{{7*7}}; DROP TABLE account;--""";
    private const int MostPages = 60;

    public static TheoryData<string> People => new(DemoPeople.All.Select(person => person.Key).Prepend(""));

    [Theory, MemberData(nameof(People))]
    public async Task EveryFormOfEveryPage_HostileText_StaysText(string person)
    {
        using var browser = person.Length == 0 ? new Visitor(application) : await Visitor.SignedInAsync(application, person);
        var waiting = await WaitingHolderAsync();
        var pages = new Queue<string>(
            [.. Pages(), $"/gestion/identites/{waiting}", $"/gestion/motif/{waiting}", $"/gestion/titulaires/{waiting}"]);
        if (person.Length == 0)
            await BeginSignInAsync(browser, pages);
        var seen = new HashSet<string>(pages);
        var posted = 0;
        for (var visited = 0; visited < MostPages && pages.TryDequeue(out var path); visited++)
        {
            var answer = await browser.GetAsync(path);
            Harmless(answer, path);
            foreach (var link in answer.Page.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!).Where(IsPersonal))
                if (seen.Add(link))
                    pages.Enqueue(link);
            foreach (var form in answer.Page.Forms.Where(HasText)
                .Where(f => !(f.GetAttribute("action") ?? "").StartsWith("/dev", StringComparison.Ordinal)))
            {
                foreach (var typed in new[] { true, false })
                    Harmless(await SubmitAsync(browser, path, form, typed), $"{path} → {form.GetAttribute("action")}");
                posted++;
            }
        }
        // At least the search form of the home page, in words and as a person would type it.
        Assert.True(posted > 0, "No form was found.");
        foreach (var path in seen.Take(MostPages))
            Harmless(await browser.GetAsync(path), path);
        foreach (var mail in await application.Services.GetRequiredService<CaughtMails>().ListAsync(TestContext.Current.CancellationToken))
            Assert.DoesNotContain("<script>alert(1)", mail.Mail!.Html);
        Assert.True(await application.ScalarAsync<int>("SELECT count(*)::int FROM account") > 0);
    }

    [Fact]
    public async Task Name_HoldingTemplateMarks_IsShownLiterally()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.HolderAsync("accolades@exemple.fr");
        Assert.Equal("/mon-compte",
            (await browser.DeclareAsync("{{formToken}} {{{x}}} {{> facts facts}} Roux", HolderVisits.Jpeg)).Location);
        foreach (var page in new[] { await browser.GetAsync("/mon-compte"), await browser.GetAsync("/mon-compte/identite"),
            await rights.GetAsync($"/gestion/identites/{id}"), await rights.GetAsync("/gestion/identites") })
        {
            Assert.Contains("{{formToken}} {{{x}}} {{> facts facts}} Roux", page.Text);
            Assert.All(page.Page.QuerySelectorAll($"input[name={Visitor.TokenField}]"), token => Assert.NotNull(token.Closest("form")));
        }
    }

    private static void Harmless(Answer answer, string where)
    {
        Assert.True((int)answer.Status < 500, $"{where}: {answer.Status}");
        Assert.False(answer.Html.Contains("<script>alert(1)", StringComparison.OrdinalIgnoreCase), $"{where} holds the script.");
        Assert.DoesNotContain(answer.Page.Scripts, script => script.TextContent.StartsWith("alert(1)", StringComparison.Ordinal));
    }

    /// <param name="typed">Fields with a type of their own (e-mail, date, number) get something that fits it, so that the others are looked
    /// at and kept.</param>
    private static async Task<Answer> SubmitAsync(Visitor browser, string path, IHtmlFormElement form, bool typed)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var element in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            var name = element.GetAttribute("name")!;
            if (element is IHtmlInputElement { Type: "hidden" } hidden && name != Visitor.TokenField)
                fields.Add((name, hidden.Value));
            else if (element is IHtmlInputElement { Type: "checkbox" or "radio" } box)
                fields.Add((name, box.Value));
            else if (element is IHtmlSelectElement select)
                fields.Add((name, select.Options.Last().Value));
            else if (element is IHtmlInputElement { Type: not ("hidden" or "file" or "submit") } or IHtmlTextAreaElement)
                fields.Add((name, Value(element, typed)));
        }
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : path;
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
            return await browser.GetAsync(action + "?" + string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}")));
        var token = await browser.TokenAsync();
        if (form.QuerySelector("input[type=file]") is not { } file)
            return await browser.PostBareAsync(action, [(Visitor.TokenField, token), .. fields]);
        using var content = new MultipartFormDataContent { { new StringContent(token), Visitor.TokenField } };
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(HolderVisits.Jpeg), file.GetAttribute("name")!, "piege.jpg");
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    private static string Value(IElement element, bool typed)
    {
        var fitting = (element.GetAttribute("type"), element.GetAttribute("name")) switch
        {
            ("email", _) => $"{Guid.NewGuid():N}@exemple.fr",
            ("date", _) => "1985-02-14",
            (_, "birthPlace") => "69123",
            (_, "birthCountry") => "99100",
            (_, "sirets") => string.Concat(Enumerable.Range(0, 14).Select(_ => Random.Shared.Next(10))),
            _ => null,
        };
        var most = int.TryParse(element.GetAttribute("maxlength"), out var length) ? length : Hostile.Length;
        return typed && fitting is not null ? fitting : Hostile[..Math.Min(most, Hostile.Length)];
    }

    private static bool HasText(IHtmlFormElement form) =>
        form.QuerySelectorAll("input, textarea")
            .Any(e => e is IHtmlTextAreaElement
            or IHtmlInputElement { Type: "text" or "email" or "search" or "password" or "date" or "number" or "tel" });

    private static bool IsPersonal(string path) =>
        new[] { "/gestion", "/mon-compte", "/espace", "/organisations/", "/cep/", "/connexion", "/invitations" }.Any(
            start => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Addresses of pages without a parameter.</summary>
    private IEnumerable<string> Pages() => application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.Parameters.Count == 0
            && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
        .Where(path => path == "/" || IsPersonal(path) || path is "/recherche" or "/aide").Distinct();

    /// <summary>Pages on the way into an account: its link, and the code after the password.</summary>
    private async Task BeginSignInAsync(Visitor browser, Queue<string> pages)
    {
        await browser.PostAsync("/connexion/inscription", ("email", "page.lien@exemple.fr"));
        pages.Enqueue(await application.LinkToAsync("page.lien@exemple.fr", "activation"));
        var (person, _) = await LocalPerson.HolderAsync(application, "page.code@exemple.fr");
        Assert.Equal("/connexion/code", (await person.GivePasswordAsync(browser)).Location);
    }

    /// <summary>Somebody for the operators to look at.</summary>
    private async Task<Guid> WaitingHolderAsync()
    {
        var (id, browser) = await application.HolderAsync($"{Guid.NewGuid():N}@exemple.fr");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.DeclareAsync(Hostile, HolderVisits.Jpeg)).Status);
        return id;
    }
}
