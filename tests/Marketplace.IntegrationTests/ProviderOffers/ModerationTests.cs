using System.Net;
using Marketplace.Catalogue.Offers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Marketplace.ProviderSpace.Moderation;
using Marketplace.Testing;
using Xunit;
using static Marketplace.IntegrationTests.ProviderOffers.OfferApplication;

namespace Marketplace.IntegrationTests.ProviderOffers;

public sealed class ModerationTests(OfferApplication application) : IClassFixture<OfferApplication>
{
    private const string Desk = "/gestion/moderation";

    private static readonly string Siret = Bookings.ProviderApplication.OtherSiret;

    private Visitor Browser => application.Editor.Browser;

    [Fact]
    public async Task Report_Withdrawn_LeavesSearchAtOnce_IsTold_AndComesBackAfterAnotherLook()
    {
        await application.ImportAsync(Offer("retrait", "RS6198", "Tosa Word"));
        await application.FindsAsync("RS6198", 1);
        var page = "/formations/" + PublicId.Of(Siret, "retrait", "A1");
        using var visitor = new Visitor(application);
        Assert.NotNull((await visitor.GetAsync(page)).Page.QuerySelector($"a[href='{page}/signaler']"));
        PageStructure.AssertSound((await visitor.GetAsync(page + "/signaler")).Page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync(page + "/signaler", ("precisions", ""))).Status);
        Assert.EndsWith("?fait=signale",
            (await visitor.PostAsync(page + "/signaler", ("raison", "wrong"), ("precisions", "Ce n’est pas Word."))).Location);
        Assert.EndsWith("?fait=signale", (await visitor.PostAsync(page + "/signaler", ("raison", "price"), ("precisions", ""))).Location);
        Assert.Equal(HttpStatusCode.NotFound,
            (await visitor.PostAsync("/formations/x_y_z/signaler", ("raison", "wrong"), ("precisions", ""))).Status);

        using var agent = await Visitor.SignedInAsync(application, "operator-moderation");
        var desk = await agent.GetAsync(Desk);
        PageStructure.AssertSound(desk.Page);
        var entry = desk.Page.QuerySelectorAll(".mkt-entry").Single(e => e.TextContent.Contains("Tosa Word", StringComparison.Ordinal));
        Assert.Contains("2\u00A0signalements", entry.TextContent);
        var path = entry.QuerySelector("a")!.GetAttribute("href")!;
        var opened = await agent.GetAsync(path);
        PageStructure.AssertSound(opened.Page);
        Assert.Contains("Ce n’est pas Word.", opened.Page.Body!.TextContent);
        var reasonless = await agent.PostAsync(
            path, ("vu", opened.Page.Seen()), ("decision", "withdraw"), ("fondement", ""), ("motif", "Faux titre"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reasonless.Status);
        Assert.NotNull(reasonless.Page.GetElementById("fondement-erreur"));
        Assert.EndsWith("?fait=decide", (await agent.PostAsync(path, ("vu", opened.Page.Seen()), ("decision", "withdraw"),
            ("fondement", "R. 6333-6"), ("motif", "Le contenu n’est pas celui de la certification."))).Location);
        Assert.Equal(HttpStatusCode.Conflict,
            (await agent.PostAsync(path, ("vu", opened.Page.Seen()), ("decision", "dismiss"), ("fondement", ""), ("motif", "Rien")))
            .Status);

        await application.FindsAsync("RS6198", 0);
        var gone = await visitor.GetAsync(page);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.Contains("Le service l’a retirée", gone.Page.Body!.TextContent);
        var mail = Assert.Single(await application.MailsToAsync("catalogue@organisme.example"), m => m.Template == "moderation");
        Assert.Equal(("Le contenu n’est pas celui de la certification.", "R. 6333-6"), (mail.Values["reason"], mail.Values["basis"]));
        Assert.DoesNotContain(await application.MailsToAsync("inscriptions@organisme.example"), m => m.Template == "moderation");
        var offer = new Uri(mail.Values["link"]).PathAndQuery;

        // A file changes what the offer says, and not that it is withdrawn.
        var mended = Offer("retrait", "RS6198", "Tosa Word");
        await application.ImportAsync(mended with { Offer = mended.Offer with { Content = "Mieux" } });
        Assert.Equal(HttpStatusCode.Gone, (await visitor.GetAsync(page)).Status);

        var told = await Browser.GetAsync(offer);
        PageStructure.AssertSound(told.Page);
        Assert.Contains("Le contenu n’est pas celui de la certification.", told.Page.Body!.TextContent);
        var section = told.Page.QuerySelector("section form")!;
        Assert.EndsWith("?fait=examen", (await Browser.PostAsync(offer + "/nouvel-examen",
            ("signalement", section.QuerySelector("input[name=signalement]")!.GetAttribute("value")!),
            ("vu", section.QuerySelector("input[name=vu]")!.GetAttribute("value")!), ("motif", "Le contenu est corrigé."))).Location);
        var review = await agent.GetAsync(path);
        Assert.Contains("Le contenu est corrigé.", review.Page.Body!.TextContent);
        Assert.EndsWith("?fait=decide",
            (await agent.PostAsync(path, ("vu", review.Page.Seen()), ("decision", "reinstate"), ("fondement", ""), ("motif", "Corrigé.")))
            .Location);
        await application.FindsAsync("RS6198", 1);
        Assert.Equal(3, await application.ScalarAsync<int>(
            "SELECT count(*)::int FROM access_log WHERE object LIKE @of AND operation = 'change'",
            new { of = $"moderation:{path[(Desk.Length + 1)..]}%" }));
    }

    [Fact]
    public async Task Scan_OfferByFile_IsFlaggedOnce_AndWhatWasDismissedStaysSo()
    {
        var offer = Offer("cadeau", "RS6197", "Tosa Plateforme Collaborative Office 365");
        offer = offer with { Offer = offer.Offer with { Content = "Une tablette offerte à l’inscription" } };
        await application.ImportAsync(offer);
        Assert.Equal(1, (await ScanAsync()).Flagged);
        Assert.Equal(0, (await ScanAsync()).Flagged);

        using var agent = await Visitor.SignedInAsync(application, "operator-moderation");
        var path = (await agent.GetAsync(Desk)).Page.QuerySelectorAll(".mkt-entry a")
            .Single(a => a.TextContent.StartsWith("Tosa Plate", StringComparison.Ordinal))
            .GetAttribute("href")!;
        var opened = await agent.GetAsync(path);
        Assert.Contains("L. 6323-8-1", opened.Page.Body!.TextContent);
        Assert.Contains("tablette offerte", opened.Page.Body!.TextContent);
        Assert.EndsWith("?fait=decide",
            (await agent.PostAsync(
            path, ("vu", opened.Page.Seen()), ("decision", "dismiss"), ("fondement", ""), ("motif", "Prêt de matériel."))).Location);

        await application.ImportAsync(offer with { Offer = offer.Offer with { Objective = "Autre objectif" } });
        Assert.Equal(0, (await ScanAsync()).Flagged);
        await application.ImportAsync(offer with { Offer = offer.Offer with { Objective = "Un cadeau" } });
        Assert.Equal(1, (await ScanAsync()).Flagged);
    }

    /// <summary>Changes of transactions that still run come with a later run: other tests write too.</summary>
    private async Task<ScanReport> ScanAsync()
    {
        var scan = application.Service<ModerationScan>();
        var total = new ScanReport(0, 0);
        await Eventually.SeeAsync("changes not looked through", 0L, async () =>
        {
            var report = await scan.RunAsync(Bookings.ProviderApplication.Stop);
            total = new(total.Read + report.Read, total.Flagged + report.Flagged);
            return await application.ScalarAsync<long>(
                "SELECT count(*) FROM outbox o, moderation_scan m WHERE (o.xid, o.id) > (m.xid, m.outbox_id)");
        });
        return total;
    }
}
