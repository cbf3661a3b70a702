using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Data;
using Xunit;

namespace Marketplace.IntegrationTests.Entitlements;

/// <summary>What a holder reads once a booking has ended too late: a credit, what is lost, and rights that a card page holds.</summary>
public sealed class EndedBookingPagesTests(EntitlementApplication application) : IClassFixture<EntitlementApplication>
{
    [Fact]
    public async Task Rights_AfterALateCancellation_ShowTheCreditAndTellWhatIsLost()
    {
        var world = await HolderWithHistory.CreateAsync(application, "annulation.tardive@exemple.fr", 4);
        using var browser = world.Browser;
        await CancelLateAsync(world.Holder);
        var page = await browser.PageAsync("/mon-compte/droits");
        // 10 € of rights: 3.80 € lost, 0.20 € paid, 1 € held.
        Assert.Equal("5,00\u00A0€", page.QuerySelector(".mkt-key__price")!.TextContent);
        var parts = page.QuerySelectorAll(".mkt-entry")
            .ToDictionary(part => part.QuerySelector("h3")!.TextContent, part => part.TextContent);
        Assert.Equal(["Droits acquis par le travail", "Avoir"], parts.Keys);
        Assert.Contains("En tout, 10,00\u00A0€ reçus, moins 3,80\u00A0€ repris ou convertis, moins 0,20\u00A0€ payés pour des formations, "
            + "moins 1,00\u00A0€ engagés pour des inscriptions : il reste 5,00\u00A0€.", parts["Droits acquis par le travail"]);
        Assert.Contains("0,95\u00A0€", parts["Avoir"]);
        Assert.Contains("Ne compte pas dans le total", parts["Avoir"]);
        var history = await browser.PageAsync("/mon-compte/droits/historique");
        Assert.Equal(
        [
            "Page de paiement ouverte : somme mise de côté", "Avoir pour une autre inscription", "Somme perdue",
                "Somme libérée pour être retirée",
            "Paiement de l’organisme de formation", "Paiement de l’organisme de formation",
        ], history.QuerySelectorAll(".mkt-entry h2").Take(6).Select(title => title.TextContent));
        Assert.Contains("-\u00A03,80\u00A0€", history.QuerySelectorAll(".mkt-entry")[2].TextContent);
        Assert.All(history.QuerySelectorAll(".mkt-entry"), line => Assert.NotEmpty(line.QuerySelector(".mkt-why__text")!.TextContent));
    }

    /// <summary>4 € of rights and 1 € by card, ended late: 5 % are due. Then another card page opens for 1 €.</summary>
    private Task CancelLateAsync(long holder) => application.Database.Source.InTransactionAsync(async connection =>
    {
        var (day, booking) = (new DateOnly(2026, 5, 13), Guid.NewGuid());
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(day));
        var annual = Assert.Single(await LedgerAccounts.BucketsAsync(connection, holder)).Id;
        var card = await LedgerAccounts.OpenBucketAsync(connection, holder, new BucketTerms(AccountKinds.Learner, $"{booking:N}"));
        await LedgerPosting.PostAsync(connection, new LedgerEvent($"card/{booking:N}", holder, day, rules), [new Transfer(
            Natures.Receive, await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Card), card, 100, "card")]);
        await BookingLedger.ReserveAsync(
            connection, new AcceptedBooking(booking, holder, 500, 100, null, null, [(card, 100), (annual, 400)]), day, rules);
        var lines = (await BookingLedger.ReservedAsync(connection, booking)).ToDictionary(line => line.Bucket);
        await BookingLedger.DebitAsync(connection, Step("fee"), "99900100000000", [(lines[card], 5), (lines[annual], 20)]);
        await BookingLedger.KeepAsync(connection, Step("kept"), [(lines[annual], 380)]);
        await BookingLedger.CreditAsync(connection, Step("credit"), [(lines[card], 95)]);
        await BookingLedger.HoldAsync(connection, Guid.NewGuid(), "hold", holder, [(annual, 100)], day, rules);

        BookingStep Step(string name) => new(booking, name, holder, day, rules, "late-cancellation");
    }, TestContext.Current.CancellationToken);
}
