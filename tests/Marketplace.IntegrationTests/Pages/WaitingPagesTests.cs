using System.Net;
using AngleSharp.Dom;
using Marketplace.Bookings.Waiting;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Seats;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Pages;

/// <summary>From a full session on the action's page to the seat that is offered.</summary>
public sealed class WaitingPagesTests(CatalogueApplication application) : IClassFixture<CatalogueApplication>, IAsyncLifetime
{
    private const string List = "/mes-listes-d-attente";

    private static int offers;

    /// <summary>Each test has an action of its own.</summary>
    private readonly string action = PublicId.Of(SampleCatalogue.Siret, $"cuisine-{Interlocked.Increment(ref offers)}", "A1");
    private readonly Guid booking = Guid.NewGuid();
    private PersonBrowser browser = null!;
    private long session;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await application.Services.GetRequiredService<DemoPeople>().EnsureAsync(Stop);
        session = await application.ScalarAsync<long>(
            "SELECT s.id FROM session s JOIN action a ON a.id = s.action_id WHERE a.public_id = @action", new { action });
        await application.ExecuteAsync("UPDATE waiting_entry SET state = 'left' WHERE state = 'waiting'");
        await application.Database.Source.InTransactionAsync(async connection =>
        {
            await SessionSeats.SetCapacityAsync(connection, session, 3, Stop);
            await SessionSeats.TakeAsync(connection, session, booking, Stop);
        }, Stop);
        browser = await PersonBrowser.SignInAsync(application, "holder");
    }

    public ValueTask DisposeAsync()
    {
        browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Action_WithSeatsLeft_SaysHowMany_AndFullThatOneMayWait()
    {
        var page = await browser.PageAsync("/formations/" + action);
        Assert.Contains("2\u00A0places restantes", page.QuerySelector(".mkt-session")!.TextContent);
        Assert.Null(page.QuerySelector($"form[action='{List}/rejoindre']"));

        await FillAsync();

        page = await browser.PageAsync("/formations/" + action);
        Assert.Contains("Complète", page.QuerySelector(".mkt-session")!.TextContent);
        var form = page.QuerySelector($"form[action='{List}/rejoindre']")!;
        Assert.Equal(session.ToString(System.Globalization.CultureInfo.InvariantCulture),
            form.QuerySelector("[name=session]")!.GetAttribute("value"));
        Assert.StartsWith("Me prévenir si une place se libère", form.QuerySelector("button")!.TextContent, StringComparison.Ordinal);
        using var visitor = PersonBrowser.Visitor(application);
        page = await visitor.PageAsync("/formations/" + action);
        Assert.Null(page.QuerySelector($"form[action='{List}/rejoindre']"));
        Assert.Contains(page.QuerySelectorAll(".mkt-session a"),
            link => link.GetAttribute("href")!.Contains("retour=", StringComparison.Ordinal));
        using var professional = await PersonBrowser.SignInAsync(application, "provider:billing");
        Assert.DoesNotContain("place se libère", (await professional.PageAsync("/formations/" + action)).Body!.TextContent);
    }

    [Fact]
    public async Task Joined_ThenOfferedASeat_SeesPositionEndOfTheOfferAndWhatToDo()
    {
        await FillAsync();
        using (var joined = await JoinAsync())
            Assert.Equal(List + "?fait=inscrit", joined.Headers.Location!.OriginalString);
        var waiting = Assert.Single(await EntriesAsync(), entry => entry.TextContent.Contains("En attente", StringComparison.Ordinal));
        Assert.Contains("Vous êtes en position 1 sur la liste.", waiting.TextContent);
        Assert.Equal(["Quitter"], Buttons(waiting));

        await FreeAsync();

        var offered = Assert.Single(await EntriesAsync(), entry => entry.TextContent.Contains("Place proposée", StringComparison.Ordinal));
        Assert.Contains("Une place est gardée pour vous jusqu’au", offered.TextContent);
        Assert.Equal(["S’inscrire", "Refuser", "Quitter"], Buttons(offered));
        Assert.Equal($"/inscriptions/nouvelle?session={session}", offered.QuerySelector("a.fr-btn")!.GetAttribute("href"));
        var decline = offered.QuerySelector("form[action$='/refuser']")!.GetAttribute("action")!;
        using (var refused = await browser.PostAsync(decline))
            Assert.Equal(List + "?fait=refuse", refused.Headers.Location!.OriginalString);
        Assert.Contains(await EntriesAsync(), entry => entry.TextContent.Contains("Place refusée", StringComparison.Ordinal));
        using var again = await browser.PostAsync(decline);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Join_WhatCannotBe_IsSaidOrNotFound()
    {
        using (var free = await JoinAsync())
        {
            Assert.Equal(HttpStatusCode.Conflict, free.StatusCode);
            Assert.Contains("Il reste des places", WebUtility.HtmlDecode(await free.Content.ReadAsStringAsync(Stop)));
        }
        foreach (var odd in new[] { "", "x", "-1", "999999999", "9999999999999999999" })
        {
            using var unknown = await browser.PostAsync(List + "/rejoindre", ("session", odd));
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }
    }

    [Fact]
    public async Task Leave_OfSomebodyElse_IsNotFound()
    {
        await FillAsync();
        (await JoinAsync()).Dispose();
        var leave = (await EntriesAsync()).Select(entry => entry.QuerySelector("form[action$='/quitter']")).OfType<IElement>().First()
            .GetAttribute("action")!;
        using var other = await PersonBrowser.SignInAsync(application, "holder-declared");

        using (var refused = await other.PostAsync(leave))
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var left = await browser.PostAsync(leave);
        Assert.Equal(List + "?fait=quitte", left.Headers.Location!.OriginalString);
    }

    private Task<HttpResponseMessage> JoinAsync() => browser.PostAsync(
        List + "/rejoindre", ("session", session.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private Task FillAsync() => application.Database.Source.InTransactionAsync(async connection =>
    {
        await SessionSeats.TakeAsync(connection, session, Guid.NewGuid(), Stop);
        await SessionSeats.TakeAsync(connection, session, Guid.NewGuid(), Stop);
    }, Stop);

    private Task FreeAsync() => application.Database.Source.InTransactionAsync(async connection =>
    {
        await SessionSeats.ReleaseAsync(connection, booking, Stop);
        await application.Services.GetRequiredService<WaitingList>().SeatFreedAsync(connection, session, DateTimeOffset.UtcNow, null, Stop);
    }, Stop);

    private async Task<IReadOnlyList<IElement>> EntriesAsync() => [.. (await browser.PageAsync(List)).QuerySelectorAll(".mkt-entry")];

    /// <summary>What is seen of each button: the rest is for who hears the page.</summary>
    private static IEnumerable<string> Buttons(IElement entry) =>
        entry.QuerySelectorAll(".fr-btn").Select(button => button.FirstChild!.TextContent.Trim());
}
