using System.Net;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Pages;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

public sealed class ClosuresPageTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private string Path => $"/of/{application.Organisation}/fermetures";

    private Visitor Browser => application.Staff.Browser;

    [Fact]
    public async Task Closure_IsToldToWhoAsks_AndStopsNoClock()
    {
        var (first, last) = (application.Today.AddDays(1), application.Today.AddDays(9));
        Assert.EndsWith("?fait=annonce",
            (await Browser.PostAsync(Path, ("etablissement", SampleCatalogue.Siret), ("premier", $"{first:yyyy-MM-dd}"),
            ("dernier", $"{last:yyyy-MM-dd}"))).Location);
        var id = await application.RequestAsync();
        using var learner = await application.LearnersBrowserAsync(id);
        Assert.Contains("L’organisme est fermé du", (await learner.PageAsync($"/inscriptions/{id}")).Body!.TextContent);
        Assert.Contains((await application.MailsToAsync("zoe@exemple.fr")),
            mail => mail.Values["next"].Contains("L’organisme est fermé du", StringComparison.Ordinal));
        // Two working days at most lie among four calendar ones, whatever the provider announced.
        Assert.InRange(await application.ScalarAsync<double>(
            "SELECT extract(epoch FROM due_at - now()) / 86400 FROM booking_deadline WHERE booking_id = @id AND event = 'provider-silent'",
            new { id }), 1.5, 7);

        var page = (await Browser.GetAsync(Path)).Page;
        PageStructure.AssertSound(page);
        var closure = page.QuerySelector("input[name=fermeture]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound,
            (await application.Limited.Browser.PostAsync(Path + "/retirer", ("fermeture", closure))).Status);
        Assert.EndsWith("?fait=retire", (await Browser.PostAsync(Path + "/retirer", ("fermeture", closure))).Location);
        Assert.DoesNotContain("L’organisme est fermé du", (await learner.PageAsync($"/inscriptions/{id}")).Body!.TextContent);
    }

    [Theory]
    [InlineData(5, 2, "vient avant le premier")]
    [InlineData(-9, -2, "n’est pas passée")]
    [InlineData(1, 90, "dure 62 jours au plus")]
    public async Task Closure_ThatMakesNoSense_SaysSoBesideTheField(int first, int last, string sentence)
    {
        var answer = await Browser.PostAsync(Path, ("etablissement", SampleCatalogue.Siret),
            ("premier", $"{application.Today.AddDays(first):yyyy-MM-dd}"), ("dernier", $"{application.Today.AddDays(last):yyyy-MM-dd}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        PageStructure.AssertSound(answer.Page);
        Assert.Contains(sentence, answer.Page.GetElementById("dernier-erreur")!.TextContent);
    }

    [Fact]
    public async Task Closures_AreNotBillingsToDeclare()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await application.Billing.Browser.GetAsync(Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await application.Stranger.Browser.GetAsync(Path)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await application.Limited.Browser.PostAsync(Path, ("premier", "x"), ("dernier", ""))).Status);
    }
}
