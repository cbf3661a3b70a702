using System.Net;
using Dapper;
using Marketplace.Demo;
using Marketplace.IntegrationTests.Cards;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Regulation;
using Marketplace.Payments.BankDetails;
using Marketplace.People.Access;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.BankDetails;

/// <summary>Where a provider is paid to changes only under control: by two people, or after a delay in which it can be stopped.</summary>
public sealed class BankDetailsTests : IClassFixture<MarketplaceApplication>
{
    private const string First = "FR1420041010050500013M02606";
    private const string Second = "DE89370400440532013000";
    private static int _sirets;

    private readonly MarketplaceApplication _application;
    private readonly CardWorld.MovableClock _clock = new() { Now = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero) };
    private readonly NpgsqlDataSource _database;
    private readonly ProviderBankDetails _details;
    private readonly BankDetailsChanges _changes;
    private readonly string _siret = $"7{Interlocked.Increment(ref _sirets):0000000000000}";
    private Guid _organisation;
    private Actor _manager = Actor.Program;
    private Actor _billing = Actor.Program;

    public BankDetailsTests(MarketplaceApplication application)
    {
        _application = application;
        _database = application.Database.Source;
        _details = new ProviderBankDetails(_database, Service<IdentityVault>());
        var mail = new BankDetailsMail(Service<MasterKeys>(), _details, new(() => "https://site.example"));
        _changes = new BankDetailsChanges(_database, Service<IdentityVault>(), mail, RuleBook.Current, _clock);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Confirm_BySomebodyElse_CountsAtOnce_AndReplacesWhatWasBefore()
    {
        await StaffAsync();
        var first = await EnterAsync(First, _manager);
        Assert.Null(await _details.CurrentAsync(_siret, Stop));
        var same = await Assert.ThrowsAsync<ProcessRefusedException>(
            () => _changes.ConfirmAsync(_organisation, _siret, first, _manager, Stop));
        Assert.Contains("une autre personne", same.Message, StringComparison.Ordinal);
        Assert.True(await _changes.ConfirmAsync(_organisation, _siret, first, _billing, Stop));
        Assert.Equal(First, (await _details.CurrentAsync(_siret, Stop))!.Iban);

        var second = await EnterAsync(Second, _billing);
        Assert.Equal(First, (await _details.CurrentAsync(_siret, Stop))!.Iban);
        Assert.True(await _changes.ConfirmAsync(_organisation, _siret, second, _manager, Stop));
        Assert.Equal(Second, (await _details.CurrentAsync(_siret, Stop))!.Iban);
        Assert.Equal([BankDetailsProcess.Effective, BankDetailsProcess.Replaced],
            (await _details.ListAsync([_siret], Stop)).Select(d => d.State));
        Assert.False(await _changes.ConfirmAsync(_organisation, _siret, second, _manager, Stop));
    }

    [Fact]
    public async Task Change_ThatNobodyStops_CountsAfterFiveWorkingDays_NotBefore()
    {
        await StaffAsync();
        await EnterAsync(First, _manager);
        // Entered on Tuesday 1 December: the fifth working day is Tuesday the 8th.
        _clock.Now = new(2026, 12, 8, 22, 30, 0, TimeSpan.Zero);
        await _changes.RunDueAsync(Stop);
        Assert.Null(await _details.CurrentAsync(_siret, Stop));
        _clock.Now = new(2026, 12, 8, 23, 0, 0, TimeSpan.Zero);
        await _changes.RunDueAsync(Stop);
        Assert.Equal(First, (await _details.CurrentAsync(_siret, Stop))!.Iban);
    }

    [Fact]
    public async Task Change_IsToldToTheOldContact_WhoStopsItByTheLink()
    {
        await StaffAsync();
        await _changes.ConfirmAsync(_organisation, _siret, await EnterAsync(First, _manager), _billing, Stop);
        await EnterAsync(Second, _manager);
        var link = (await _application.MailsToAsync($"contact-{_siret}-{First}@example.org")).Last().Values["link"];
        var token = link[("https://site.example" + BankDetailsSite.Stop).Length..];

        using var visitor = new Visitor(_application);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(BankDetailsSite.Stop + token)).Status);
        var stopped = await visitor.PostAsync(BankDetailsSite.Stop + token);
        Assert.Contains("Le changement est arrêté", stopped.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(BankDetailsSite.Stop + token)).Status);
        _clock.Now = _clock.Now.AddDays(30);
        await _changes.RunDueAsync(Stop);
        Assert.Equal(First, (await _details.CurrentAsync(_siret, Stop))!.Iban);
    }

    [Fact]
    public async Task Enter_WhileOthersWait_IsRefused()
    {
        await StaffAsync();
        await EnterAsync(First, _manager);
        await Assert.ThrowsAsync<ProcessRefusedException>(() => EnterAsync(Second, _billing));
    }

    [Fact]
    public async Task Change_OfBeforeARestore_IsStopped()
    {
        await StaffAsync();
        var id = await EnterAsync(First, _manager);
        await ExecuteAsync("UPDATE bank_details SET epoch = gen_random_uuid() WHERE id = @id", new { id });
        Assert.False(await _changes.ConfirmAsync(_organisation, _siret, id, _billing, Stop));
        await _changes.RunDueAsync(Stop);
        Assert.Equal(BankDetailsProcess.Stopped, Assert.Single(await _details.ListAsync([_siret], Stop)).State);
    }

    [Fact]
    public async Task Number_IsNowhereInTheTables_ButSealed()
    {
        await StaffAsync();
        await _changes.ConfirmAsync(_organisation, _siret, await EnterAsync(First, _manager), _billing, Stop);
        await using var connection = await _database.OpenConnectionAsync(Stop);
        foreach (var table in new[] { "bank_details", "account_event", "access_log", "mail" })
            Assert.Equal(0, await connection.ExecuteScalarAsync<int>(
                $"SELECT count(*)::int FROM {table} t WHERE t::text LIKE '%' || @First || '%'", new { First }));
    }

    [Fact]
    public async Task Page_OfBilling_TakesGoodDetails_SaysWhatIsWrong_AndShowsNoNumber()
    {
        using var billing = await Visitor.SignedInAsync(_application, "provider:billing");
        var page = $"/of/{DemoPeople.OrganisationOf("provider")}/coordonnees-bancaires";
        var siret = (await billing.GetAsync(page)).Page.QuerySelector("select[name=etablissement] option[value]:not([value=''])")!
            .GetAttribute("value")!;
        var wrong = await billing.PostAsync(page, ("etablissement", siret), ("titulaire", "Centre"), ("iban", "FR76 0000"),
            ("bic", "X"), ("contact", "compta@example.org"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 2), (wrong.Status, wrong.Page.QuerySelectorAll("#erreurs li").Length));
        var entered = await billing.PostAsync(
            page, ("etablissement", siret), ("titulaire", "Centre"), ("iban", "FR14 2004 1010 0505 0001 3M02 606"),
            ("bic", "psstfrpppar"), ("contact", "compta@example.org"));
        Assert.Equal(page + "?fait=saisi", entered.Location);
        var shown = await billing.GetAsync(entered.Location);
        Assert.Contains("FR•• •••• … 2606", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(First, shown.Html, StringComparison.Ordinal);
        Assert.Null(shown.Page.QuerySelector("button[formaction]"));

        using var manager = await Visitor.SignedInAsync(_application, "provider:access-manager");
        var waits = await manager.GetAsync(page);
        var form = waits.Page.QuerySelector("button[formaction]")!.Closest("form")!;
        var confirmed = await manager.PostAsync(page + "/confirmer", ("etablissement", siret),
            ("coordonnees", form.QuerySelector("input[name=coordonnees]")!.GetAttribute("value")!));
        Assert.Equal(page + "?fait=confirme", confirmed.Location);
        Assert.Equal(First, (await Service<ProviderBankDetails>().CurrentAsync(siret, Stop))!.Iban);
        using var editor = await Visitor.SignedInAsync(_application, "provider:catalogue-editor");
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync(page)).Status);
    }

    private Task<Guid> EnterAsync(string iban, Actor by) => _changes.EnterAsync(
        _organisation, _siret, new(iban, "PSSTFRPPPAR", "Centre", $"contact-{_siret}-{iban}@example.org"), by, Stop);

    private async Task StaffAsync()
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        _organisation = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO organisation (kind, name) VALUES ('provider', 'Centre') RETURNING id");
        await connection.ExecuteAsync(
            "INSERT INTO organisation_siret (organisation_id, siret, kind) VALUES (@_organisation, @_siret, 'provider')",
            new { _organisation, _siret });
        (_manager, _billing) = (await MemberAsync(connection, Roles.AccessManager), await MemberAsync(connection, "billing"));
    }

    private async Task<Actor> MemberAsync(NpgsqlConnection connection, string role)
    {
        var account = await connection.ExecuteScalarAsync<Guid>(
            "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('professional', @email, 'Camille', 'EXEMPLE', now()) RETURNING id",
            new { email = $"{Guid.NewGuid()}@example.org" });
        await connection.ExecuteAsync(
            "INSERT INTO membership (organisation_id, account_id, roles) VALUES (@_organisation, @account, ARRAY[@role])",
            new { _organisation, account, role });
        return new Actor(account, role, _organisation);
    }

    private async Task ExecuteAsync(string sql, object values)
    {
        await using var connection = await _database.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql, values);
    }

    private T Service<T>() where T : notnull => _application.Services.GetRequiredService<T>();
}
