using System.Net;
using AngleSharp.Html.Parser;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Crediting;
using Marketplace.Money.Entitlements;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>What holders declare about themselves, and what they dispute.</summary>
public sealed class DeclarationTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    private const string Rights = "/mon-compte/droits";
    private const string Conversion = "/mon-compte/droits/conversion";
    private const string Level = "/mon-compte/droits/declarations/niveau";
    private const string Agent = "/mon-compte/droits/declarations/agent-public";
    private const string Contest = "/mon-compte/droits/contestations";

    [Fact]
    public async Task Level_DeclaredAndWithdrawn_IsDatedLoggedAndCountsOnce()
    {
        var world = await HolderWithHistory.CreateAsync(application, "niveau@exemple.fr", 1);
        using var browser = world.Browser;
        using (var without = await browser.PostAsync(Level, ("choix", "declarer")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        for (var twice = 0; twice < 2; twice++)
        {
            using var declared = await browser.PostAsync(Level, ("choix", "declarer"), ("honneur", "oui"));
            Assert.Equal("/mon-compte/droits/declarations?fait=niveau", declared.Headers.Location!.OriginalString);
        }
        Assert.Contains("Vous avez déclaré ce niveau le", (await browser.PageAsync("/mon-compte/droits/declarations")).Body!.TextContent);
        using (var withdrawn = await browser.PostAsync(Level, ("choix", "retirer")))
            Assert.Equal("/mon-compte/droits/declarations?fait=sans-niveau", withdrawn.Headers.Location!.OriginalString);
        Assert.Equal("true,false",
            await application.ScalarAsync<string>(
            "SELECT string_agg(below_level_3::text, ',' ORDER BY recorded_at) FROM level_declaration WHERE holder = @Holder",
            new { world.Holder }));
        Assert.Equal(2, await application.ScalarAsync<int>(
            "SELECT count(*) FROM access_log WHERE subject_id = @Account AND nature = 'entitlements.declare' AND operation = 'change'",
            new { world.Account }));
        Assert.Equal("level-declared,level-withdrawn",
            await application.ScalarAsync<string>(
            "SELECT string_agg(event, ',' ORDER BY id) FROM account_event WHERE account_id = @Account", new { world.Account }));
        // R6323-3-1 III: until the end of this year the declaration still counts.
        var year = DateTime.UtcNow.Year;
        var day = DateOnly.FromDateTime(DateTime.UtcNow);
        Assert.Equal((true, false),
            (LevelOfYear.IsLowQualified(year, [(day, true), (day, false)]),
            LevelOfYear.IsLowQualified(year + 1, [(day, true), (day, false)])));
    }

    [Fact]
    public async Task PublicAgent_DeclaredAndWithdrawn_IsShown()
    {
        var world = await HolderWithHistory.CreateAsync(application, "agent@exemple.fr", 1);
        using var browser = world.Browser;
        (await browser.PostAsync(Agent, ("choix", "declarer"))).Dispose();
        Assert.Contains("Vous avez déclaré être agent public.", (await browser.PageAsync("/mon-compte/droits")).Body!.TextContent);
        (await browser.PostAsync(Agent, ("choix", "retirer"))).Dispose();
        Assert.Contains("Vous n’avez pas déclaré être agent public.", (await browser.PageAsync("/mon-compte/droits")).Body!.TextContent);
        Assert.Contains("Vous avez retiré ce statut le", (await browser.PageAsync("/mon-compte/droits/declarations")).Body!.TextContent);
        using var odd = await browser.PostAsync(Agent, ("choix", "autre"));
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    [Fact]
    public async Task Hours_ConvertedOnRequest_BecomeEurosOnceAndAreExplained()
    {
        var world = await HolderWithHistory.CreateAsync(application, "heures@exemple.fr", 1);
        using var browser = world.Browser;
        Assert.Null((await browser.PageAsync(Rights)).QuerySelector("#compris"));
        await application.AddHoursAsync(world.Holder, 100_00);

        var page = await browser.PageAsync(Rights);
        Assert.Contains("500,00", page.QuerySelector("form[action$=conversion]")!.PreviousElementSibling!.TextContent);
        var request = page.QuerySelector("input[name=demande]")!.GetAttribute("value")!;
        using (var unsure = await browser.PostAsync(Conversion, ("demande", request)))
            Assert.Equal("/mon-compte/droits?fait=case", unsure.Headers.Location!.OriginalString);
        var shown = page.ShownAt(Conversion);
        using (var converted = await browser.PostAsync(Conversion, [("demande", request), ("compris", "oui"), .. shown]))
            Assert.Equal("/mon-compte/droits?fait=converti", converted.Headers.Location!.OriginalString);
        using (var again = await browser.PostAsync(Conversion, ("demande", request), ("compris", "oui")))
            Assert.Equal("/mon-compte/droits?fait=rien", again.Headers.Location!.OriginalString);
        using (var odd = await browser.PostAsync(Conversion, ("demande", "1"), ("compris", "oui")))
            Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);

        Assert.Null((await browser.PageAsync(Rights)).QuerySelector("#compris"));
        Assert.Contains("Heures converties en euros", (await browser.PageAsync("/mon-compte/droits/historique")).Body!.TextContent);
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*) FROM account_event WHERE account_id = @Account AND event = 'hours-converted'", new { world.Account }));
    }

    [Theory]
    [InlineData(Level)]
    [InlineData(Agent)]
    [InlineData(Contest)]
    public async Task Change_WithoutTiedNumber_ChangesNothing(string path)
    {
        using var browser = await PersonBrowser.SignInAsync(application, "holder-declared");
        using var answer = await browser.PostAsync(path, ("choix", "declarer"), ("honneur", "oui"), ("texte", "Bonjour"));
        Assert.Equal("/mon-compte/droits", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Hours_MoreThanWereShown_AreNotConverted()
    {
        var world = await HolderWithHistory.CreateAsync(application, "heures.vues@exemple.fr", 1);
        using var browser = world.Browser;
        await application.AddHoursAsync(world.Holder, 100_00);
        var page = await browser.PageAsync(Rights);
        (string, string)[] form = [
            ("demande", page.QuerySelector("input[name=demande]")!.GetAttribute("value")!), ("compris", "oui"),
            .. page.ShownAt(Conversion)];
        await application.AddHoursAsync(world.Holder, 20_00);
        using var answer = await browser.PostAsync(Conversion, form);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Vous aviez vu",
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(0, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM account_event WHERE account_id = @Account AND event = 'hours-converted'", new { world.Account }));
    }

    [Fact]
    public async Task Contestation_AnsweredMeanwhile_IsNotAnsweredAgain_AndShowsWhatWasSaid()
    {
        var world = await HolderWithHistory.CreateAsync(application, "conteste.deux@exemple.fr", 1);
        using var browser = world.Browser;
        (await browser.PostAsync(Contest, ("texte", "Il manque 2023."))).Dispose();
        using var rights = await PersonBrowser.SignInAsync(application, "operator-rights");
        var id = ("contestation",
            (await application.ScalarAsync<Guid>("SELECT id FROM contestation WHERE account_id = @Account", new { world.Account }))
            .ToString());
        var shown = await rights.ShownAsync("/gestion/contestations", "/gestion/contestations", id);
        (await rights.DecideAsync("/gestion/contestations", "/gestion/contestations", id, ("reponse", "Première réponse."))).Dispose();
        using var answer = await rights.PostAsync("/gestion/contestations", [id, ("reponse", "Seconde réponse."), .. shown]);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Première réponse.", text);
        Assert.Contains("Seconde réponse.", text);
        Assert.Contains("Première réponse.", (await browser.PageAsync(Contest)).QuerySelector(".mkt-entry")!.TextContent);
    }

    [Fact]
    public async Task Contestation_Sent_IsAnsweredByAnOperatorOnceAndSeenByItsHolder()
    {
        var world = await HolderWithHistory.CreateAsync(application, "conteste@exemple.fr", 1);
        using var browser = world.Browser;
        using (var empty = await browser.PostAsync(Contest, ("texte", "  \r\n ")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using (var longer = await browser.PostAsync(Contest, ("texte", new string('a', 2001))))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.StatusCode);
            Assert.Contains("raccourcissez-le à 2000",
                WebUtility.HtmlDecode(await longer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }
        using (var sent = await browser.PostAsync(Contest, ("texte", "L’année 2024 manque.\r\nJ’ai travaillé <b>toute</b> l’année.")))
            Assert.Equal("/mon-compte/droits/contestations?fait=envoyee", sent.Headers.Location!.OriginalString);
        Assert.Equal("Reçue", (await browser.PageAsync(Contest)).QuerySelector(".mkt-entry .fr-badge")!.TextContent);

        using var rights = await PersonBrowser.SignInAsync(application, "operator-rights");
        var queue = await rights.PageAsync("/gestion/contestations");
        var entry = queue.QuerySelectorAll(".mkt-entry")
            .Single(e => e.TextContent.Contains("L’année 2024 manque.", StringComparison.Ordinal));
        Assert.Contains("<b>toute</b>", entry.TextContent);
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*) FROM access_log WHERE session_id = @Session AND nature = 'contestations.list' AND subject_id = @Account",
            new { rights.Session, world.Account }));
        var id = entry.QuerySelector("input[name=contestation]")!.GetAttribute("value")!;
        using (var empty = await rights.PostAsync("/gestion/contestations", ("contestation", id), ("reponse", " ")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        // What was written must not be lost for being a little too long.
        var tooLong = new string('x', Contestations.LongestText + 1);
        using (var refused = await rights.PostAsync("/gestion/contestations", ("contestation", id), ("reponse", tooLong)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            PageStructure.AssertIds(page);
            var field = page.GetElementById(Assert.Single(page.QuerySelectorAll("#erreurs a")).GetAttribute("href")![1..])!;
            Assert.Equal(tooLong, field.TextContent);
        }
        using (var answered = await rights.DecideAsync(
            "/gestion/contestations", "/gestion/contestations", ("contestation", id),
            ("reponse", "Votre employeur a corrigé sa déclaration.")))
            Assert.Equal("/gestion/contestations?fait=repondu", answered.Headers.Location!.OriginalString);
        using (var again = await rights.DecideAsync(
            "/gestion/contestations", "/gestion/contestations", ("contestation", id), ("reponse", "Autre réponse.")))
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        var seen = (await browser.PageAsync(Contest)).QuerySelector(".mkt-entry")!;
        Assert.Equal("Réponse donnée", seen.QuerySelector(".fr-badge")!.TextContent);
        Assert.Contains("Votre employeur a corrigé sa déclaration.", seen.TextContent);
        Assert.Equal("contestation-received,contestation-answered",
            await application.ScalarAsync<string>(
            "SELECT string_agg(event, ',' ORDER BY id) FROM account_event WHERE account_id = @Account", new { world.Account }));
    }

    [Fact]
    public async Task Contestation_BeyondThoseThatMayWait_IsRefused()
    {
        var world = await HolderWithHistory.CreateAsync(application, "beaucoup@exemple.fr", 1);
        using var browser = world.Browser;
        for (var n = 0; n < 5; n++)
            (await browser.PostAsync(Contest, ("texte", $"Contestation {n}"))).Dispose();
        using var one = await browser.PostAsync(Contest, ("texte", "Une de trop"));
        Assert.Equal(HttpStatusCode.Conflict, one.StatusCode);
        Assert.Equal(5, await application.ScalarAsync<int>(
            "SELECT count(*) FROM contestation WHERE account_id = @Account", new { world.Account }));
    }
}
