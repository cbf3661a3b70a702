using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.IntegrationTests.Browser;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Payments.BankDetails;
using Marketplace.Platform.Vault;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.IntegrationTests.Payouts;

/// <summary>A provider invoices, two agents pay, the bank answers: in a browser, by keyboard where something is decided.</summary>
public sealed class PayoutJourneyTests(PayoutJourneyTests.PaySite site) : IClassFixture<PayoutJourneyTests.PaySite>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provider_Invoices_AndTwoAgentsPayIt()
    {
        var id = await site.ValidatedAsync();
        var billing = await site.OpenAsync(site.Billing.Id, $"/of/{site.Organisation}/factures", true);
        await CheckAsync(billing);
        await billing.TickAsync($"[value=\"{id}\"]");
        await billing.EnterAsync("Établir la facture");
        await SaysAsync(billing, "La facture est établie");
        await CheckAsync(billing);
        var invoice = await site.ScalarAsync<Guid>("SELECT invoice_id FROM invoice_line WHERE booking_id = @id", new { id });
        var pdf = (await site.Service<InvoiceShelf>().PdfAsync(invoice, [SampleSiret], Stop))!;
        Assert.Contains("/AFRelationship", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        await billing.GotoAsync(new Uri(new(billing.Url), $"/of/{site.Organisation}/paiements").ToString());
        await Expect(billing.GetByRole(AriaRole.Main)).ToContainTextAsync("F");
        await CheckAsync(billing);

        var preparer = await site.OpenAsync(DemoPeople.IdOf("operator-payments"), "/gestion/versements", true);
        await CheckAsync(preparer);
        await preparer.EnterAsync("Préparer un lot");
        await SaysAsync(preparer, "Le lot est préparé");
        await Expect(preparer.GetByRole(AriaRole.Main)).ToContainTextAsync("quelqu’un d’autre l’approuve");
        await CheckAsync(preparer);
        var approver = await site.OpenAsync(site.Second, new Uri(preparer.Url).AbsolutePath, true);
        await approver.EnterAsync("Approuver le lot et produire ses fichiers");
        await SaysAsync(approver, "Le lot est approuvé");
        await CheckAsync(approver);

        var (reference, cents) = await site.SentAsync();
        var statement = $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S</Id><Ntry><Amt Ccy=\"EUR\">{cents / 100m:0.00}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-04-01</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
        await preparer.GotoAsync(new Uri(new(preparer.Url), "/gestion/versements").ToString());
        await preparer.SetInputFilesAsync(
            "#fichiers", new FilePayload { Name = "releve.xml", MimeType = "application/xml", Buffer = Encoding.UTF8.GetBytes(
            statement.Replace(',', '.')) });
        await preparer.EnterAsync("Lire");
        await SaysAsync(preparer, "Les réponses de la banque sont lues.");
        await CheckAsync(preparer);
        Assert.Equal(BillingProcess.Paid, await site.ScalarAsync<string>("SELECT billing_state FROM booking WHERE id = @id", new { id }));
        await preparer.GotoAsync(new Uri(new(preparer.Url), "/gestion/comptes").ToString());
        await CheckAsync(preparer);
        foreach (var page in new[] { billing, preparer, approver })
            await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/gestion/controles")]
    [InlineData("/gestion/suspensions")]
    public async Task Desks_OfControl_AreAccessible(string path)
    {
        var page = await site.OpenAsync(DemoPeople.IdOf("operator-control"), path, true);
        await CheckAsync(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task ControlPages_OfADossier_AreAccessible()
    {
        var id = await site.DeclaredAsync();
        var provider = await site.OpenAsync(site.Staff.Id, $"{site.Inbox}/{id}/controle", true);
        await CheckAsync(provider);
        var learner = await site.OpenAsync(await site.AccountOfAsync(id), $"/inscriptions/{id}/service-fait", true);
        await CheckAsync(learner);
        await learner.WriteAsync("#texte", "Deux jours seulement ont eu lieu.");
        await learner.EnterAsync("Contester le service fait");
        await SaysAsync(learner, "Votre contestation est envoyée");
        await provider.ReloadAsync();
        await Expect(provider.GetByRole(AriaRole.Main)).ToContainTextAsync("Dossier choisi");
        await CheckAsync(provider);
        await provider.Context.CloseAsync();
        await learner.Context.CloseAsync();
    }

    private static string SampleSiret => Pages.SampleCatalogue.Siret;

    private static Task SaysAsync(IPage page, string sentence) =>
        Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(sentence);

    private static async Task CheckAsync(IPage page)
    {
        await page.AssertStructureAsync();
        await page.AssertAccessibleAsync();
    }

    /// <summary>The provider's world, with an account that pays and agents who do.</summary>
    public sealed class PaySite : ProviderApplication
    {
        public Guid Second { get; private set; }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Payouts:Iban", "FR14 2004 1010 0505 0001 3M02 606");
            builder.UseSetting("Payouts:Name", "Caisse des Dépôts");
        }

        protected override void Start()
        {
            UseKestrel(0);
            StartServer();
        }

        protected override async Task AfterStartAsync()
        {
            await base.AfterStartAsync();
            await Service<DemoPeople>().EnsureAsync(Stop);
            Second = await this.ScalarAsync<Guid>("""
                WITH a AS (INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('operator', 'deux@service.example', 'Agent', 'DEUX', now()) RETURNING id)
                INSERT INTO operator_mission (account_id, mission) SELECT id, 'payments' FROM a RETURNING account_id
                """);
            await using var connection = await Service<NpgsqlDataSource>().OpenConnectionAsync(Stop);
            var account = new BankAccount("FR7630006000011234567890189", "AGRIFRPP882", "Organisme", "compta@organisme.example");
            var entry = await Service<IdentityVault>().StoreAsync(
                connection, "bank-details", JsonSerializer.SerializeToUtf8Bytes(account), null, Stop);
            await connection.ExecuteAsync("""
                INSERT INTO bank_details (id, siret, organisation_id, state, entry, country, ending, asked_by, asked_at, takes_effect_at, effective_at, stop_hash, epoch)
                VALUES (@id, @siret, @Organisation, 'effective', @entry, 'FR', '0189', @by, now(), now() + interval '1 day', now(), @hash, gen_random_uuid())
                """, new { id = Guid.NewGuid(), siret = SampleSiret, Organisation, entry, by = Billing.Id, hash = RandomNumberGenerator.GetBytes(32) });
        }

        public async Task<Guid> DeclaredAsync()
        {
            var id = await AcceptedAsync();
            await QueuedMessages.ExecuteAsync(
                this, "UPDATE booking SET accepted_on = accepted_on - 30, starts = @today, ends = @today WHERE id = @id",
                new { id, today = Today });
            var key = DossierKey.OfService(id);
            await Service<Entries>().DeclareAsync(key, null, Today, StaffActor, Stop);
            await Service<Exits>().DeclareAsync(key, null, new(Today, ExitDeclaration.Total, 100, false), StaffActor, Stop);
            return id;
        }

        public async Task<Guid> ValidatedAsync()
        {
            var id = await DeclaredAsync();
            await GoToAsync(Today.AddDays(14));
            Assert.Equal(BookingProcess.ServiceValidated, await StateAsync(id));
            return id;
        }

        public async Task<(string Reference, long Cents)> SentAsync()
        {
            await using var connection = await Service<NpgsqlDataSource>().OpenConnectionAsync(Stop);
            return await connection.QuerySingleAsync<(string, long)>("SELECT reference, amount FROM payout_transfer WHERE state = 'sent'");
        }
    }
}
