using System.Net;
using System.Net.Http.Headers;
using Dapper;
using Marketplace.IntegrationTests.Access;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Marketplace.Payments.Cards;
using Marketplace.Payments.Cards.Sandbox;
using Marketplace.Platform.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Cards;

/// <summary>The program with a booking that takes all money it is told of.</summary>
public sealed class CardApplication : MarketplaceApplication
{
    public CardWorld.RecordingOutcome Outcome { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<ICardOutcome>(Outcome));
    }
}

/// <summary>Browser, sandbox and notifications, over HTTP from end to end; and what operators see of it.</summary>
public sealed class CardPageTests(CardApplication application) : IClassFixture<CardApplication>
{
    private const string Notifications = "/paiements/notifications/sandbox";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("before", CardProcess.Paid)]
    [InlineData("twice", CardProcess.Paid)]
    [InlineData("abandon", CardProcess.Abandoned)]
    public async Task Payment_AtTheSandbox_EndsByItsNotificationAndComesBackToTheBooking(string answer, string state)
    {
        using var holder = await Visitor.SignedInAsync(application, "holder");
        var (payment, booking) = await OpenAsync();
        var sandbox = await EnterAsync(holder, payment);
        var back = await holder.PostAsync(sandbox, ("reponse", answer));
        Assert.Equal($"http://localhost/paiements/{payment}/retour", back.Location);
        Assert.Equal($"/inscriptions/{booking}", (await holder.GetAsync($"/paiements/{payment}/retour")).Location);
        Assert.Equal(state, await StateAsync(payment));
        Assert.Equal(1, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM card_notification WHERE payment = @payment", new { payment }));
    }

    [Fact]
    public async Task Return_BeforeTheNotification_OnlyAsksAndGoesOnAskingUnlessToldNotTo()
    {
        using var holder = await Visitor.SignedInAsync(application, "holder");
        var (payment, booking) = await OpenAsync();
        var sandbox = await EnterAsync(holder, payment);
        await holder.PostAsync(sandbox, ("reponse", "accept"));
        await application.ScalarAsync<int>("UPDATE sandbox_notification SET due_at = 'infinity' RETURNING 1");
        var waiting = await holder.GetAsync($"/paiements/{payment}/retour");
        Assert.Equal((HttpStatusCode.OK, "5"), (waiting.Status, waiting.Header("Refresh")));
        Assert.Contains("123,45", waiting.Text);
        Assert.Equal(CardProcess.Open, await StateAsync(payment));
        PageStructure.AssertSound(waiting.Page);
        var still = await holder.GetAsync($"/paiements/{payment}/retour?attente=manuelle");
        Assert.Null(still.Header("Refresh"));
        await application.ScalarAsync<int>("UPDATE sandbox_notification SET due_at = now() RETURNING 1");
        await application.Services.GetRequiredService<SandboxDelivery>().RunAsync(Stop);
        Assert.Equal($"/inscriptions/{booking}", (await holder.GetAsync($"/paiements/{payment}/retour")).Location);
    }

    [Fact]
    public async Task Return_OfSomebodyElse_DoesNotExist()
    {
        var (payment, _) = await OpenAsync();
        using var other = await Visitor.SignedInAsync(application, "holder-declared");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/paiements/{payment}/retour")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/paiements/{Guid.NewGuid()}/retour")).Status);
        using var nobody = new Visitor(application);
        Assert.StartsWith("/connexion", (await nobody.GetAsync($"/paiements/{payment}/retour")).Location);
    }

    [Fact]
    public async Task Sandbox_RefusedThenAnotherTry_IsPaidAfterAll_AndThenOffersDisputes()
    {
        using var holder = await Visitor.SignedInAsync(application, "holder");
        var (payment, _) = await OpenAsync();
        var sandbox = await EnterAsync(holder, payment);
        application.Outcome.LateVerdict = CardVerdict.Honoured;
        Assert.Equal(sandbox, (await holder.PostAsync(sandbox, ("reponse", "refuse"))).Location);
        Assert.Equal(CardProcess.Refused, await StateAsync(payment));
        await holder.PostAsync(sandbox, ("reponse", "before"));
        Assert.Equal(CardProcess.Paid, await StateAsync(payment));
        var paid = await holder.GetAsync(sandbox);
        PageStructure.AssertSound(paid.Page);
        Assert.Contains("Contester ce paiement", paid.Text);
        Assert.Equal(HttpStatusCode.Conflict, (await holder.PostAsync(sandbox, ("reponse", "before"))).Status);
        await holder.PostAsync(sandbox, ("reponse", "dispute"));
        Assert.Equal(CardProcess.Disputed, await StateAsync(payment));
    }

    [Fact]
    public async Task Sandbox_FormThatIsNotSigned_OpensNothing()
    {
        using var visitor = new Visitor(application);
        var (payment, _) = await OpenAsync();
        var page = await PageAsync(payment);
        var forged = page.Fields.Select(f => (f.Key, f.Key == "sandbox_amount" ? "1" : f.Value)).ToArray();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostBareAsync("/bac-a-sable/paiement", forged)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/bac-a-sable/paiement/{payment:N}")).Status);
    }

    [Fact]
    public async Task Notification_WithoutAGoodSignature_IsRefusedAndNotKept()
    {
        var (payment, _) = await OpenAsync();
        var (body, signature) = SandboxProvider.Write(
            new("1", $"{payment:N}", CardEvent.Paid, "T", 12_345, "EUR"), application.Services.GetRequiredService<SandboxOptions>().Key);
        Assert.Equal(HttpStatusCode.BadRequest, await NotifyAsync(body, "AAAA"));
        Assert.Equal(HttpStatusCode.BadRequest, await NotifyAsync(body, null));
        Assert.Equal(HttpStatusCode.BadRequest, await NotifyAsync([.. body, (byte)' '], signature));
        Assert.Equal(HttpStatusCode.NotFound, await NotifyAsync(body, signature, "/paiements/notifications/systempay"));
        Assert.Equal(CardProcess.Open, await StateAsync(payment));
        Assert.Equal(HttpStatusCode.OK, await NotifyAsync(body, signature));
        Assert.Equal(HttpStatusCode.OK, await NotifyAsync(body, signature));
        Assert.Equal(CardProcess.Paid, await StateAsync(payment));
    }

    [Fact]
    public async Task Operator_SeesTheDaysAndRelaunchesARefundOnce()
    {
        using var holder = await Visitor.SignedInAsync(application, "holder");
        var (payment, _) = await OpenAsync();
        await holder.PostAsync(await EnterAsync(holder, payment), ("reponse", "before"));
        await InAsync(connection => application.Services.GetRequiredService<CardPayments>()
            .RefundAsync(connection, payment, 45, $"{payment}", "test", Stop));
        var refund = await application.ScalarAsync<Guid>(
            "UPDATE card_refund SET state = 'set-aside', problem = 'Carte expirée.' WHERE payment = @payment RETURNING id",
            new { payment });
        using var control = await Visitor.SignedInAsync(application, "operator-control");
        var page = await control.GetAsync("/gestion/paiements");
        PageStructure.AssertSound(page.Page);
        Assert.Contains("Carte expirée.", page.Text);
        (string, string) field = ("remboursement", refund.ToString());
        var shown = page.Page.ShownAt("/gestion/paiements/relancer", field);
        Assert.Equal("/gestion/paiements?fait=relance",
            (await control.PostAsync("/gestion/paiements/relancer", [field, .. shown])).Location);
        Assert.Equal(HttpStatusCode.Conflict, (await control.PostAsync("/gestion/paiements/relancer", [field, .. shown])).Status);
        await application.Services.GetRequiredService<RefundSending>().RunAsync(Stop);
        Assert.Equal(CardProcess.PartRefunded, await StateAsync(payment));
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        Assert.Equal(HttpStatusCode.Forbidden, (await rights.GetAsync("/gestion/paiements")).Status);
    }

    /// <summary>Through the form of the waiting page, as a browser would.</summary>
    private static async Task<string> EnterAsync(Visitor holder, Guid payment)
    {
        var form = (await holder.GetAsync($"/paiements/{payment}/retour")).Page.QuerySelector("form[action$='/bac-a-sable/paiement']")!;
        var entered = await holder.PostBareAsync("/bac-a-sable/paiement",
            [.. form.QuerySelectorAll("input").Select(input => (input.GetAttribute("name")!, input.GetAttribute("value")!))]);
        Assert.Equal($"/bac-a-sable/paiement/{payment:N}", entered.Location);
        PageStructure.AssertSound((await holder.GetAsync(entered.Location)).Page);
        return entered.Location;
    }

    private async Task<(Guid Payment, Guid Booking)> OpenAsync()
    {
        var booking = Guid.NewGuid();
        var account = PersonBrowser.Demo("holder");
        using (await Visitor.SignedInAsync(application, "holder"))
        {
            // The demo people are there from the first sign-in on.
        }
        return (await InAsync(async connection => await application.Services.GetRequiredService<CardPayments>().OpenAsync(connection,
            new CardOrder(booking, account, await LedgerAccounts.HolderAsync(connection, account.ToByteArray(), Stop), 12_345,
                TimeProvider.System.GetUtcNow().AddMinutes(30), "Reste à payer"), Stop)), booking);
    }

    private async Task<CardPage> PageAsync(Guid payment) => Assert.IsType<CardPage>(
        await application.Services.GetRequiredService<CardPayments>().PageAsync(payment, new Uri("http://localhost"), Stop));

    private Task<string?> StateAsync(Guid payment) =>
        application.ScalarAsync<string>("SELECT state FROM card_payment WHERE id = @payment", new { payment });

    private Task<T> InAsync<T>(Func<NpgsqlConnection, Task<T>> work) => application.Database.Source.InTransactionAsync(work, Stop);

    private Task InAsync(Func<NpgsqlConnection, Task> work) => application.Database.Source.InTransactionAsync(work, Stop);

    private async Task<HttpStatusCode> NotifyAsync(byte[] body, string? signature, string path = Notifications)
    {
        using var client = application.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (signature is not null)
            request.Headers.Add(SandboxProvider.SignatureHeader, signature);
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
