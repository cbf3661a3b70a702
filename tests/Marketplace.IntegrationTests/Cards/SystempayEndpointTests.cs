using System.Net;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Platform.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>The program with a shop at Systempay, and narrow limits of rate.</summary>
public sealed class SystempayApplication : MarketplaceApplication
{
    public const string Key = "1122334455667788";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Payments:Provider", "systempay");
        builder.UseSetting("Payments:Systempay:SiteId", "12345678");
        builder.UseSetting("Payments:Systempay:Key", Key);
        builder.UseSetting("Payments:Systempay:ApiPassword", "secret");
        builder.UseSetting("Payments:Systempay:Mode", "TEST");
        builder.UseSetting("RateLimits:AddressPerMinute", "30");
    }
}

/// <summary>Forms of Systempay's notifications at our address, and what the pages allow it.</summary>
public sealed class SystempayEndpointTests(SystempayApplication application) : IClassFixture<SystempayApplication>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notification_SignedByTheShop_PaysOnceHoweverOftenItComes()
    {
        using var holder = await Visitor.SignedInAsync(application, "holder");
        var account = PersonBrowser.Demo("holder");
        var payments = application.Services.GetRequiredService<CardPayments>();
        var payment = await application.Database.Source.InTransactionAsync(async connection => await payments.OpenAsync(connection,
            new CardOrder(
            Guid.NewGuid(), account, await LedgerAccounts.HolderAsync(connection, account.ToByteArray(), Stop), 5_124,
            TimeProvider.System.GetUtcNow().AddMinutes(30), "Reste à payer"), Stop), Stop);
        var waiting = await holder.GetAsync($"/paiements/{payment}/retour");
        Assert.Equal("https://paiement.systempay.fr/vads-payment/",
            waiting.Page.QuerySelector("form[action^='https']")!.GetAttribute("action"));
        Assert.EndsWith("form-action 'self' https://paiement.systempay.fr", waiting.Header("Content-Security-Policy"));
        Assert.Null(waiting.Page.QuerySelector($"form[action^='https'] input[name={Visitor.TokenField}]"));

        var fields = new Dictionary<string, string>
        {
            ["vads_site_id"] = "12345678", ["vads_ctx_mode"] = "TEST", ["vads_order_id"] = $"{payment:N}",
                ["vads_trans_status"] = "AUTHORISED",
            ["vads_operation_type"] = "DEBIT", ["vads_trans_uuid"] = "5f0a6b2c", ["vads_amount"] = "5124", ["vads_currency"] = "978",
            ["vads_bank_label"] = "Banque de démo et de l'innovation",
        };
        Assert.Equal(HttpStatusCode.BadRequest, await NotifyAsync(fields, "wrong"));
        Assert.Equal(CardProcess.Open, (await payments.FindAsync(payment, Stop))!.State);
        // More often than an address may ask for pages in a minute.
        for (var times = 0; times < 40; times++)
            Assert.Equal(HttpStatusCode.OK, await NotifyAsync(fields, HmacSignature.OfFields(fields, "vads_", SystempayApplication.Key)));
        var paid = await payments.FindAsync(payment, Stop);
        Assert.Equal((5_124, "5f0a6b2c"), (paid!.AmountCents, paid.Transaction));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM card_notification WHERE payment = @payment", new { payment }));
    }

    [Fact]
    public async Task Sandbox_OfAnotherProvidersInstallation_IsNotThere()
    {
        using var visitor = new Visitor(application);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/bac-a-sable/paiement/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostBareAsync("/paiements/notifications/sandbox")).Status);
    }

    private async Task<HttpStatusCode> NotifyAsync(Dictionary<string, string> fields, string signature)
    {
        using var visitor = new Visitor(application);
        return (await visitor.PostBareAsync("/paiements/notifications/systempay",
            [.. fields.Select(field => (field.Key, field.Value)), ("signature", signature)])).Status;
    }
}
