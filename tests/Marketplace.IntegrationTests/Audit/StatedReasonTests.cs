using System.Net;
using AngleSharp.Dom;
using Marketplace.IntegrationTests.Access;
using Marketplace.People.Audit;
using Xunit;

namespace Marketplace.IntegrationTests.Audit;

/// <summary>Operator staff say why before they see a file, and the answer goes where the holder reads it.</summary>
public sealed class StatedReasonTests(PeopleApplication application) : IClassFixture<PeopleApplication>
{
    private const string Reason = "Réclamation ou recours";

    private const string Key = "operator-support";

    [Fact]
    public async Task File_WithoutReason_AsksForOneOfTheList()
    {
        var file = $"/gestion/titulaires/{await application.AddHolderAsync()}";
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        using var answer = await browser.GetAsync(file);
        var page = await browser.PageAsync(answer.Headers.Location!.ToString());
        Assert.Equal(StatedReasons.Choices,
            page.QuerySelectorAll("select[name=reason] option").Select(option => option.GetAttribute("value")!)
            .Where(value => value.Length > 0));
        Assert.Equal($"{answer.Headers.Location}", page.QuerySelector("main form[method=post]")!.GetAttribute("action"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Curiosité")]
    public async Task Reason_NotOfTheList_OpensNothing(string reason)
    {
        var holder = await application.AddHolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        using var answer = await browser.PostAsync($"/gestion/motif/{holder}", ("reason", reason));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser, holder));
    }

    [Fact]
    public async Task Reason_Stated_IsShownAndStandsInTheLine()
    {
        var holder = await application.AddHolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        var file = await StateAsync(browser, holder);
        var page = await browser.PageAsync(file);
        Assert.Contains($"Motif de votre consultation : {Reason}.", page.Body!.TextContent);
        Assert.Contains("TITULAIRE", page.Body.TextContent);
        Assert.Equal(new LogLine(PersonBrowser.Demo(Key), "operator-support", null, "holder.file.view", "look-up", holder, null, Reason),
            Assert.Single(await StoredLog.OfSessionAsync(application, browser.Session), line => line.Nature == "holder.file.view"));
    }

    [Fact]
    public async Task Reason_Expired_IsAskedAgain()
    {
        var holder = await application.AddHolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        await StateAsync(browser, holder);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, holder));
        Assert.Equal(1, await application.AsOwnerAsync(
            "UPDATE stated_reason SET expires_at = now() - interval '1 second' WHERE subject_id = @holder", new { holder }));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser, holder));
        await StateAsync(browser, holder);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, holder));
    }

    [Fact]
    public async Task Reason_ForOneHolderInOneSession_ServesForNoOther()
    {
        var (holder, neighbour) = (await application.AddHolderAsync(), await application.AddHolderAsync());
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        using var elsewhere = await PersonBrowser.SignInAsync(application, Key);
        await StateAsync(browser, holder);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser, neighbour));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(elsewhere, holder));
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    public async Task Reason_WithAWayBackToAnotherSite_LeadsToTheFile(string back)
    {
        var holder = await application.AddHolderAsync();
        using var browser = await PersonBrowser.SignInAsync(application, Key);
        using var answer = await browser.PostAsync($"/gestion/motif/{holder}?retour={Uri.EscapeDataString(back)}", ("reason", Reason));
        Assert.Equal($"/gestion/titulaires/{holder}", answer.Headers.Location?.ToString());
    }

    private static async Task<string> StateAsync(PersonBrowser browser, Guid holder)
    {
        using var answer = await browser.PostAsync($"/gestion/motif/{holder}", ("reason", Reason));
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpStatusCode> StatusAsync(PersonBrowser browser, Guid holder)
    {
        using var answer = await browser.GetAsync($"/gestion/titulaires/{holder}");
        return answer.StatusCode;
    }
}
