using System.Net;
using Marketplace.Bookings.Answers;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.IntegrationTests.Organisations;
using Marketplace.IntegrationTests.Pages;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Bookings;

/// <summary>What a funder answers to who asks for money.</summary>
public sealed class FundingRequestPageTests(ProviderApplication application) : IClassFixture<ProviderApplication>
{
    private static int _siren = 86_000_000;

    [Fact]
    public async Task Request_ShowsWhoAsksForWhat_AndNothingOfTheirRights()
    {
        var (staff, list, fund) = await FunderAsync();
        var id = await AskedAsync(fund, 200_00);
        Assert.Equal($"{list}/{id}", (await staff.Browser.GetAsync($"/financeurs/demandes/{id}")).Location);
        var answer = await SoundAsync(staff, list);
        Assert.Contains("Zoé ROUX", answer.Text);
        Assert.Contains("200,00 €", Plain(answer));
        Assert.Matches("Répondez jusqu’au .* à minuit, dans 10 jours ouvrés", Plain(answer));
        var page = await SoundAsync(staff, $"{list}/{id}");
        Assert.DoesNotContain("zoe@exemple.fr", page.Html);
        Assert.DoesNotContain("2 000,00", Plain(page));
        Assert.Contains(await application.MailsToAsync(staff.Email),
            mail => mail.Values["link"].EndsWith($"/financeurs/demandes/{id}", StringComparison.Ordinal));
        Assert.Equal(2, await application.ScalarAsync<int>("""
            SELECT count(*)::int FROM access_log WHERE actor_id = @Id AND nature = 'bookings.funding.answer' AND operation = 'look-up' AND object = @o
            """, new { staff.Id, o = $"booking:{id}" }));
    }

    [Fact]
    public async Task Grant_WithoutMoneyInTheFund_SaysSo_AndWithMoneyGoesBackToTheLearner()
    {
        var (staff, list, fund) = await FunderAsync();
        var id = await AskedAsync(fund, 200_00);
        var (page, grant) = ($"{list}/{id}", $"{list}/{id}/accorder");
        (string, string)[] fields = [("montant", "150"), ("genre", "region")];
        var poor = await staff.Browser.DecideAsync(page, grant, fields);
        Assert.Equal(HttpStatusCode.Conflict, poor.Status);
        PageStructure.AssertSound(poor.Page);
        Assert.Contains("Votre fonds ne suffit pas", poor.Text);
        await FillAsync(fund, 500_00);
        var much = await staff.Browser.DecideAsync(page, grant, ("montant", "201"), ("genre", "region"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, much.Status);
        Assert.Contains("au plus 200,00 €", Plain(much));
        Assert.EndsWith("?fait=accorde", (await staff.Browser.DecideAsync(page, grant, fields)).Location);
        Assert.Equal(BookingProcess.Proposed, await application.StateAsync(id));
        Assert.Contains("Accordée", (await SoundAsync(staff, page)).Text);
        Assert.Equal(350_00, await FundAsync(fund));
        Assert.Equal(HttpStatusCode.Conflict, (await staff.Browser.PostAsync(grant, fields)).Status);
    }

    [Theory]
    [InlineData(true, BookingProcess.Proposed)]
    [InlineData(false, BookingProcess.RefusedByFunder)]
    public async Task Refuse_LeadsWhereTheLearnerSaid(bool keeps, string state)
    {
        var (staff, list, fund) = await FunderAsync();
        var id = await AskedAsync(fund, 200_00, keeps);
        Assert.EndsWith("?fait=refuse",
            (await staff.Browser.DecideAsync($"{list}/{id}", $"{list}/{id}/refuser", ("message", "Hors de nos priorités"))).Location);
        Assert.Equal(state, await application.StateAsync(id));
        Assert.Contains(await application.MailsToAsync("zoe@exemple.fr"),
            mail => mail.Values["text"].Contains("Hors de nos priorités", StringComparison.Ordinal));
        Assert.Contains("Refusée", (await SoundAsync(staff, $"{list}/{id}")).Text);
    }

    [Fact]
    public async Task Request_InItsLastDay_RemindsTheFunderOnce()
    {
        var (staff, _, fund) = await FunderAsync();
        var id = await AskedAsync(fund, 200_00);
        await application.ExecuteAsync(
            "UPDATE booking_deadline SET due_at = @soon WHERE booking_id = @id AND event = 'funder-silent'",
            new { id, soon = application.Service<TimeProvider>().GetUtcNow().AddHours(20) });
        var before = (await application.MailsToAsync(staff.Email)).Count;
        for (var run = 0; run < 2; run++)
            await application.Service<Reminders>().RunAsync(ProviderApplication.Stop);
        var mail = Assert.Single((await application.MailsToAsync(staff.Email)).Skip(before));
        Assert.Equal("Une demande de financement attend votre réponse", mail.Values["subject"]);
    }

    [Fact]
    public async Task Request_OfAnotherFund_IsNotFound()
    {
        var (_, list, fund) = await FunderAsync();
        var (stranger, strangers, _) = await FunderAsync();
        var id = await AskedAsync(fund, 200_00);
        foreach (var path in new[] { list, strangers })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.GetAsync($"{path}/{id}")).Status);
            Assert.Equal(HttpStatusCode.NotFound,
                (await stranger.Browser.PostAsync($"{path}/{id}/accorder", ("montant", "1"), ("genre", "region"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.PostAsync($"{path}/{id}/refuser")).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.GetAsync($"/financeurs/demandes/{id}")).Status);
        Assert.Contains("Personne ne vous a demandé", (await SoundAsync(stranger, strangers)).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await application.Staff.Browser.GetAsync(list)).Status);
    }

    private async Task<(Professional Staff, string List, string Fund)> FunderAsync()
    {
        var staff = await Professional.SignedInAsync(application, $"{Guid.NewGuid():N}@region.example");
        var organisation = await Professional.OrganisationAsync(application, "funder", (staff, ["funder-staff"]));
        var siret = Marketplace.Catalogue.Providers.Siret.WithCheckDigit($"{Interlocked.Increment(ref _siren):00000000}00000");
        await application.ExecuteAsync(
            "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@organisation, @siret, 'funder')",
            new { organisation, siret });
        return (staff, $"/financeurs/{organisation}/demandes", CounterCodes.Fund("funder", siret[..9]));
    }

    private async Task<Guid> AskedAsync(string fund, long cents, bool keeps = true)
    {
        var id = await application.RequestAsync();
        await application.ProposeAsync(id);
        var learner = await application.AccountOfAsync(id);
        await application.Service<FunderAnswers>().AskAsync(
            DossierKey.OfLearner(id, learner), null, fund, cents, keeps, new Actor(learner, Roles.Holder), ProviderApplication.Stop);
        return id;
    }

    private Task FillAsync(string fund, long cents) => application.Service<NpgsqlDataSource>().InTransactionAsync(async connection =>
    {
        var rules = await RuleSets.FreezeAsync(connection, RuleBook.Current.On(application.Today));
        var bank = await LedgerAccounts.CounterAsync(connection, AccountKinds.Cash, CounterCodes.Bank);
        var account = await LedgerAccounts.CounterAsync(connection, AccountKinds.Funder, fund);
        return await LedgerPosting.PostAsync(connection, new LedgerEvent($"test/{fund}", null, application.Today, rules),
            [new Transfer(Natures.Receive, bank, account, cents, "test")]);
    }, ProviderApplication.Stop);

    private Task<long> FundAsync(string fund) => application.Service<FundingRequests>().BalanceAsync(fund, ProviderApplication.Stop);

    private static async Task<Answer> SoundAsync(Professional staff, string path)
    {
        var answer = await staff.Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        PageStructure.AssertSound(answer.Page);
        return answer;
    }

    private static string Plain(Answer answer) => answer.Text.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}
