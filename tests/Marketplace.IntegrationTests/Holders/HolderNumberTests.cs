using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.People.Access;
using Marketplace.People.Holders;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Holders;

public sealed class HolderNumberTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    [Fact]
    public async Task Number_ThatFits_IsTiedOnceAndShownNowhere()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.VerifiedAsync(rights, "nir@exemple.fr", "CONFORME");
        Assert.Equal("/mon-compte", (await browser.EnterAsync(HolderVisits.Number(11), "Conforme")).Location);
        Assert.Equal("tied", await StatusAsync(id));
        await browser.EnterAsync(HolderVisits.Number(12), "Conforme");
        Assert.Equal("tied", await StatusAsync(id));
        Assert.Equal(id, await FindAsync(11));
        Assert.Null(await FindAsync(12));
        foreach (var page in new[] { "/mon-compte", "/mon-compte/numero", "/mon-compte/identite" })
            Assert.DoesNotContain(HolderVisits.Number(11)[..8], (await browser.GetAsync(page)).Html);
    }

    [Fact]
    public async Task Number_BeforeTheIdentity_IsRefused()
    {
        var (id, browser) = await application.HolderAsync("trop.tot@exemple.fr");
        await browser.EnterAsync(HolderVisits.Number(13), "Conforme");
        Assert.Equal("absent", await StatusAsync(id));
        await browser.DeclareAsync("CONFORME", HolderVisits.Jpeg);
        await browser.EnterAsync(HolderVisits.Number(13), "Conforme");
        Assert.Equal("absent", await StatusAsync(id));
        Assert.Null(await FindAsync(13));
    }

    [Fact]
    public async Task Number_WithAWrongKey_IsRefusedWithoutBeingWrittenBack()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.VerifiedAsync(rights, "cle@exemple.fr", "CLEFAUSSE");
        var answer = await browser.EnterAsync("285026912301499", "Conforme");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("au moins un chiffre est mal recopié", answer.Text);
        Assert.DoesNotContain("2850269123", answer.Html);
        Assert.Equal("absent", await StatusAsync(id));
    }

    [Theory]
    [InlineData("accepter", "tied")]
    [InlineData("refuser", "refused")]
    public async Task Number_ThatDoesNotFit_IsDecidedByAnOperator(string decision, string status)
    {
        var order = decision == "accepter" ? 21 : 22;
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (id, browser) = await application.VerifiedAsync(rights, $"{decision}.nir@exemple.fr", "ECART" + decision);
        Assert.Equal("/mon-compte", (await browser.EnterAsync(HolderVisits.Number(order), "Autrement")).Location);
        Assert.Equal("mismatch", await StatusAsync(id));
        // Waiting: a second one is not taken.
        await browser.EnterAsync(HolderVisits.Number(order + 10), "ECART" + decision);
        Assert.Equal("mismatch", await StatusAsync(id));
        var page = await rights.GetAsync($"/gestion/identites/{id}");
        Assert.DoesNotContain(HolderVisits.Number(order)[..8], page.Html);
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(id, "numero", decision, "Voici pourquoi.")).Location);
        Assert.Equal(status, await StatusAsync(id));
        Assert.Equal(decision == "accepter" ? id : (Guid?)null, await FindAsync(order));
        Assert.Equal("identity-decision", (await application.MailsToAsync($"{decision}.nir@exemple.fr"))[^1].Template);
        // Decided: no second decision.
        Assert.Equal(HttpStatusCode.Conflict, (await rights.DecideAsync(id, "numero", "refuser", "Encore.")).Status);
        Assert.Equal(status, await StatusAsync(id));
    }

    [Fact]
    public async Task Number_OfAnotherAccount_GoesToTheOperatorAndCannotBeAccepted()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var (first, firstBrowser) = await application.VerifiedAsync(rights, "premier.nir@exemple.fr", "PREMIER");
        await firstBrowser.EnterAsync(HolderVisits.Number(41), "PREMIER");
        var (second, secondBrowser) = await application.VerifiedAsync(rights, "second.nir@exemple.fr", "SECOND");
        var answer = await secondBrowser.EnterAsync(HolderVisits.Number(41), "SECOND");
        // The asker is not told that somebody has it.
        Assert.Equal("/mon-compte", answer.Location);
        Assert.DoesNotContain("autre compte", (await secondBrowser.GetAsync("/mon-compte")).Text);
        Assert.Equal("mismatch", await StatusAsync(second));
        Assert.Contains("déjà rattaché à un autre compte", (await rights.GetAsync($"/gestion/identites/{second}")).Text);
        Assert.Equal(HttpStatusCode.Conflict, (await rights.DecideAsync(second, "numero", "accepter")).Status);
        Assert.Equal("mismatch", await StatusAsync(second));
        Assert.Equal("/gestion/identites", (await rights.DecideAsync(second, "numero", "refuser", "Il est à quelqu’un d’autre.")).Location);
        Assert.Equal(("tied", "refused"), (await StatusAsync(first), await StatusAsync(second)));
        Assert.Equal(first, await FindAsync(41));
    }

    [Fact]
    public async Task Number_EnteredByTwoAtTheSameTime_IsTiedToOne()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var numbers = application.Services.GetRequiredService<HolderNir>();
        Assert.True(Nir.TryParse(HolderVisits.Number(51), out var nir, out _));
        var holders = new List<Guid>();
        for (var i = 0; i < 4; i++)
            holders.Add((await application.VerifiedAsync(rights, $"course{i}.nir@exemple.fr", "COURSE" + "ABCD"[i])).Id);
        var outcomes = await Task.WhenAll(holders.Select((id, i) =>
            numbers.TieAsync(id, nir, "COURSE" + "ABCD"[i], "Camille", new Actor(id, Roles.Holder),
                TestContext.Current.CancellationToken)));
        Assert.Equal([NirOutcome.Tied, NirOutcome.Mismatch, NirOutcome.Mismatch, NirOutcome.Mismatch], outcomes.Order());
    }

    [Fact]
    public async Task Number_EnteredTwiceByOneAtTheSameTime_CountsOnce()
    {
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var numbers = application.Services.GetRequiredService<HolderNir>();
        var (id, _) = await application.VerifiedAsync(rights, "deux.nir@exemple.fr", "DEUXFOIS");
        var outcomes = await Task.WhenAll(new[] { 61, 62, 63 }.Select(order =>
        {
            Assert.True(Nir.TryParse(HolderVisits.Number(order), out var nir, out _));
            return numbers.TieAsync(id, nir, "DEUXFOIS", "Camille", new Actor(id, Roles.Holder), TestContext.Current.CancellationToken);
        }));
        Assert.Equal([NirOutcome.Tied, NirOutcome.EnteredAlready, NirOutcome.EnteredAlready], outcomes.Order());
    }

    private Task<string?> StatusAsync(Guid id) =>
        application.ScalarAsync<string>("SELECT nir_status FROM holder WHERE account_id = @id", new { id });

    private async Task<Guid?> FindAsync(int order)
    {
        Assert.True(Nir.TryParse(HolderVisits.Number(order), out var nir, out _));
        return await application.Services.GetRequiredService<HolderNir>().FindHolderAsync(nir, TestContext.Current.CancellationToken);
    }
}
