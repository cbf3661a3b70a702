using AngleSharp.Html.Dom;
using Marketplace.IntegrationTests.Access;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>The administrator searches the log, and is in it for having done so.</summary>
public sealed class LogSearchTests(PeopleApplication application) : IClassFixture<PeopleApplication>
{
    private const string Page = "/gestion/journal";
    private static readonly Guid Administrator = PersonBrowser.Demo("operator-administrator");

    [Fact]
    public async Task Search_ByAddress_LeadsToTheIdAndLeavesALineAboutThePerson()
    {
        var holder = await application.AddHolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, Administrator);
        using var answer = await browser.PostAsync(Page, ("email", $"{holder}@EXAMPLE.org"), ("role", "sujet"));
        Assert.Equal($"{Page}?sujet={holder}", answer.Headers.Location?.ToString());
        Assert.Equal(new LogLine(Administrator, "operator-administrator", null, "access-log.search", "look-up", holder, null, null),
            Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session)));
    }

    [Fact]
    public async Task Search_ByAnAddressNobodyHas_SaysSo()
    {
        using var browser = await PersonBrowser.SignInAsync(application, Administrator);
        using var answer = await browser.PostAsync(Page, ("email", "personne@example.org"), ("role", "acteur"));
        Assert.Contains("Aucun compte n’a cette adresse.",
            (await browser.PageAsync(answer.Headers.Location!.ToString())).Body!.TextContent);
    }

    [Fact]
    public async Task Page_ShowsLinesOfTheSubjectAndLeavesALineItself()
    {
        var (holder, neighbour) = (await application.AddHolderAsync(), await application.AddHolderAsync());
        await AddLinesAsync(holder, 1);
        await AddLinesAsync(neighbour, 1);
        using var browser = await PersonBrowser.SignInAsync(application, Administrator);
        var entry = Assert.Single(Entries(await browser.PageAsync($"{Page}?sujet={holder}")));
        Assert.Contains($"{holder}", entry);
        Assert.Contains("Gestionnaire : assistance", entry);
        Assert.Contains("Motif : Demande du titulaire", entry);
        Assert.Contains("Objet : essai 1 fin", entry);
        Assert.Equal(new LogLine(Administrator, "operator-administrator", null, "access-log.search", "look-up", null, null, null),
            Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session)));
    }

    [Fact]
    public async Task Pages_BeyondFiftyLines_ShowEachLineOnceNewestFirst()
    {
        var holder = await application.AddHolderAsync();
        await AddLinesAsync(holder, 120);
        using var browser = await PersonBrowser.SignInAsync(application, Administrator);
        var entries = new List<string>();
        var sizes = new List<int>();
        for (var path = $"?sujet={holder}"; path is not null;)
        {
            var page = await browser.PageAsync(Page + path);
            sizes.Add(Entries(page).Count);
            entries.AddRange(Entries(page));
            path = page.QuerySelectorAll("main a").FirstOrDefault(link => link.TextContent == "Plus ancien")?.GetAttribute("href");
        }
        Assert.Equal([50, 50, 20], sizes);
        Assert.All(Enumerable.Range(1, 120), number => Assert.Contains($"essai {number} fin", entries[120 - number]));
    }

    [Fact]
    public async Task Page_FilteredByNatureAndDay_ShowsOnlyThose()
    {
        var holder = await application.AddHolderAsync();
        await AddLinesAsync(holder, 3);
        using var browser = await PersonBrowser.SignInAsync(application, Administrator);
        Assert.Equal(3, Entries(await browser.PageAsync($"{Page}?sujet={holder}&nature=holder.file.view&du=2020-01-01")).Count);
        Assert.Empty(Entries(await browser.PageAsync($"{Page}?sujet={holder}&nature=holders.search")));
        Assert.Empty(Entries(await browser.PageAsync($"{Page}?sujet={holder}&au=2020-01-01")));
    }

    private Task AddLinesAsync(Guid subject, int count) => application.AsOwnerAsync("""
        INSERT INTO access_log (at, actor_id, actor_role, nature, operation, subject_id, object, reason)
        SELECT now() - make_interval(secs => @count - n), @actor, 'operator-support', 'holder.file.view', 'look-up', @subject, 'essai ' || n || ' fin', 'Demande du titulaire'
        FROM generate_series(1, @count) n
        """, new { subject, count, actor = PersonBrowser.Demo("operator-support") });

    private static IReadOnlyList<string> Entries(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("li.mkt-entry").Select(entry => entry.TextContent)];
}
