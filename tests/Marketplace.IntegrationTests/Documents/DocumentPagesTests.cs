using System.Net;
using Marketplace.Bookings.Documents;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Microsoft.Extensions.DependencyInjection;
using PdfSharp.Pdf.IO;
using Xunit;

namespace Marketplace.IntegrationTests.Documents;

/// <summary>Documents as learner and provider get them: HTML and PDF that anybody can read, to who may.</summary>
public sealed class DocumentPagesTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_OfAWholeLife_OpenTaggedInFrench_AndBreakNoRuleOfAxe()
    {
        await using var world = await BookingWorld.CreateAsync(application.Database.Source);
        var (holder, id) = await LifeAsync(world);
        using var learner = await PersonBrowser.SignInAsync(application, holder.AccountId!.Value);
        var list = await learner.PageAsync($"/inscriptions/{id}/documents");
        var hrefs = list.QuerySelectorAll("main a[href*='/documents/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(10, hrefs.Count);
        var page = await (await Chromium.GetAsync()).NewPageAsync();
        foreach (var href in hrefs)
        {
            using var answer = await learner.GetAsync(href);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            if (href.EndsWith(".pdf", StringComparison.Ordinal))
            {
                using var document = PdfReader.Open(await answer.Content.ReadAsStreamAsync(Stop), PdfDocumentOpenMode.Import);
                TaggedPdf.AssertTagged(document);
                Assert.Matches(@"^\p{Lu}.+ [A-Z]{3}-\d{9}-1$", document.Info.Title);
                continue;
            }
            await page.SetContentAsync(await answer.Content.ReadAsStringAsync(Stop));
            Assert.Empty(await page.ViolationsAsync());
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            Assert.Equal("fr", await page.EvaluateAsync<string>("document.documentElement.lang"));
        }
        await page.CloseAsync();
    }

    [Fact]
    public async Task Contract_ForTheLearner_SaysWhoPays_AndTheConditions_AndForTheProviderNotWhoPays()
    {
        await using var world = await BookingWorld.CreateAsync(application.Database.Source);
        var (holder, id) = await LifeAsync(world);
        using var learner = await PersonBrowser.SignInAsync(application, holder.AccountId!.Value);
        var mine = await TextAsync(learner, $"/inscriptions/{id}/documents", "CON-");
        Assert.Contains("Vos droits acquis", mine, StringComparison.Ordinal);
        Assert.Contains("1 000,00 €", mine, StringComparison.Ordinal);
        Assert.Contains("Rétractation sans frais jusqu’au mardi 15 décembre 2026 inclus.", mine, StringComparison.Ordinal);
        Assert.Contains((await world.RowAsync(id)).TermsVersion!, mine, StringComparison.Ordinal);

        using var staff = await PersonBrowser.SignInAsync(application, world.Staff.AccountId!.Value);
        var theirs = await TextAsync(staff, $"/of/{world.Staff.OnBehalfOf}/inscriptions/{id}/documents", "COF-");
        Assert.Contains("Rétractation sans frais", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Vos droits acquis", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_OfSomebodyElse_DoNotExist()
    {
        await using var world = await BookingWorld.CreateAsync(application.Database.Source);
        await using var elsewhere = await BookingWorld.CreateAsync(application.Database.Source);
        var (holder, id) = await LifeAsync(world);
        var document = (await application.Services.GetRequiredService<DocumentShelf>().ListAsync(id, DocumentReaders.Learner, Stop))[1].Id;
        using var other = await PersonBrowser.SignInAsync(application, (await world.HolderAsync()).AccountId!.Value);
        using var theirs = await PersonBrowser.SignInAsync(application, elsewhere.Staff.AccountId!.Value);
        using var staff = await PersonBrowser.SignInAsync(application, world.Staff.AccountId!.Value);
        var mine = $"/inscriptions/{id}/documents";
        foreach (var path in new[] { mine, $"{mine}/{document}.html", $"{mine}/{document}.pdf" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        foreach (var path in new[] { "", $"/{document}.html", $"/{document}.pdf" })
        {
            Assert.Equal(HttpStatusCode.NotFound,
                (await theirs.GetAsync($"/of/{elsewhere.Staff.OnBehalfOf}/inscriptions/{id}/documents{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound,
                (await theirs.GetAsync($"/of/{world.Staff.OnBehalfOf}/inscriptions/{id}/documents{path}")).StatusCode);
        }
        // The learner's contract is no document of the provider's.
        Assert.Equal(HttpStatusCode.NotFound,
            (await staff.GetAsync($"/of/{world.Staff.OnBehalfOf}/inscriptions/{id}/documents/{document}.pdf")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await staff.GetAsync($"/of/{world.Staff.OnBehalfOf}/inscriptions/{id}/documents")).StatusCode);
        // A member of other establishments alone does not see it either.
        await world.ExecuteAsync(
            "UPDATE membership SET sirets = ARRAY['00000000000000'] WHERE account_id = @AccountId", new { world.Staff.AccountId });
        Assert.Equal(HttpStatusCode.NotFound,
            (await staff.GetAsync($"/of/{world.Staff.OnBehalfOf}/inscriptions/{id}/documents")).StatusCode);
        Assert.Equal(2, await world.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE actor_id = @AccountId AND subject_id = @holder AND object = @id AND operation = 'look-up'",
            new { world.Staff.AccountId, holder = holder.AccountId, id = $"booking:{id}" }));
    }

    private async Task<(Actor Holder, Guid Id)> LifeAsync(BookingWorld world)
    {
        var holder = await world.HolderAsync();
        var id = await world.EnteredAsync(holder);
        world.MoveTo(new(2027, 2, 26));
        await world.Get<Exits>().DeclareAsync(world.Theirs(id), null, new(world.Today, ExitDeclaration.Total, 100, false), world.Staff,
            Stop);
        world.MoveTo(new(2027, 3, 9));
        await world.RunAsync();
        Assert.Equal(BookingProcess.ServiceValidated, await world.StateAsync(id));
        var report = await application.Services.GetRequiredService<DocumentMaking>().RunAsync(Stop);
        Assert.Equal((0, null), (report.Failed, report.Obstacle));
        return (holder, id);
    }

    /// <summary>The text of the document of a list whose number begins so, blanks as plain ones.</summary>
    private static async Task<string> TextAsync(PersonBrowser browser, string list, string number)
    {
        var item = (await browser.PageAsync(list)).QuerySelectorAll("main li").Single(li =>
            li.TextContent.Contains(number, StringComparison.Ordinal));
        var document = await browser.PageAsync(item.QuerySelector("a[href$='.html']")!.GetAttribute("href")!);
        return document.Body!.TextContent.Replace('\u202F', ' ').Replace('\u00A0', ' ');
    }
}
