using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Marketplace.Bookings.Complaints;
using Marketplace.IntegrationTests.Dotations;
using Marketplace.IntegrationTests.Holders;
using Marketplace.IntegrationTests.Hosting;
using Marketplace.Money.Bank;
using Marketplace.Money.Dotations;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Regulation;
using Marketplace.Payments.BankDetails;
using Marketplace.Payments.Cards;
using Marketplace.People.Access;
using Marketplace.People.Holders;
using Marketplace.People.Recovery;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Pages.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Marketplace.ProviderSpace.Moderation;
using Xunit;

namespace Marketplace.IntegrationTests.Processes;

/// <summary>
/// Every state × command × actor of the processes, on a real database: done where the table has a row, refused with its
/// sentence elsewhere, and then state, histories, access log, ledger, mails and documents are as they were. Events that only
/// the program takes have no actor to vary.
/// </summary>
public sealed partial class ProcessCommandTests(MarketplaceApplication application) : IClassFixture<MarketplaceApplication>
{
    private static int _people;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_EveryStateCommandAndActor()
    {
        var world = await DotationWorld.CreateAsync(application.Database.Source);
        var orders = new DotationOrders(application.Database.Source, RuleBook.Current);
        var stage = new ProcessStage(OrderProcess.Table, "dotation_order", "id", "state",
            async state => await OrderAsync(world, state),
            new Dictionary<string, Func<object, string, Task<bool>>>
            {
                [OrderProcess.Confirm] = async (id, role) =>
                    await orders.ConfirmAsync(
                    world.Organisation, (Guid)id, await SeenAsync(id), world.Member with { Role = role }, world.Today,
                    Stop) == OrderChange.Done,
                [OrderProcess.Cancel] = async (id, role) =>
                await orders.CancelAsync(
                world.Organisation, (Guid)id, await SeenAsync(id), world.Member with { Role = role }, Stop) == OrderChange.Done,
            }, []);
        Assert.Equal((6, (5 * 2 * Roles.Labels.Count) - 6), await stage.PlayAsync(application));

        async Task<string> SeenAsync(object id) => (await orders.FindAsync(world.Organisation, (Guid)id, Stop))!.Order.Version;
    }

    [Fact]
    public async Task BankEntries_EveryStateCommandAndActor()
    {
        var world = await DotationWorld.CreateAsync(application.Database.Source);
        var labels = new Dictionary<long, string>();
        var stage = new ProcessStage(BankEntryProcess.Table, "bank_entry", "id", "state",
            async state =>
            {
                var (order, label) = await world.OrderAsync($"{DotationWorld.Nir(1)};100;;;\n");
                if (state == BankEntryProcess.New)
                    await world.ImportAsync(
                        Encoding.UTF8.GetBytes($"reference;date;montant;libelle;devise\n{order:N};2026-11-26;100;sans libellé;EUR\n"));
                else
                    await world.PayAsync("100", "sans libellé");
                var entry = await world.ScalarAsync<long>("SELECT max(id) FROM bank_entry");
                await RunAsync("""
                    UPDATE bank_entry SET state = @state, reason = CASE WHEN @state IN ('set-aside', 'returned') THEN reason END,
                        order_id = CASE WHEN @state = 'matched' THEN @order END WHERE id = @entry
                    """, new { state, order, entry });
                labels[entry] = label;
                return entry;
            },
            new Dictionary<string, Func<object, string, Task<bool>>>
            {
                [BankEntryProcess.Attach] = async (id, role) =>
                    await world.Decisions.AttachAsync(
                    (long)id, await SeenAsync(id), labels[(long)id], world.Member with { Role = role }, Stop) == BankDecision.Done,
                [BankEntryProcess.Return] = async (id, role) =>
                await world.Decisions.ReturnAsync(
                (long)id, await SeenAsync(id), world.Member with { Role = role }, Stop) == BankDecision.Done,
            }, []);
        Assert.Equal((2, (4 * 2 * Roles.Labels.Count) - 2), await stage.PlayAsync(application));

        async Task<string> SeenAsync(object id) => (await world.Decisions.FindAsync((long)id, Stop))!.Version;
    }

    [Fact]
    public async Task Identities_EveryStateCommandAndActor()
    {
        var checks = Service<IdentityChecks>();
        var store = Service<HolderStore>();
        var stage = new ProcessStage(
            IdentityProcess.Table, "holder", "account_id", "identity_status", async state => await HolderAsync(state),
            new Dictionary<string, Func<object, string, Task<bool>>>
            {
                [IdentityProcess.Submit] = async (id, role) =>
                    await checks.SubmitAsync((Guid)id, Identity((Guid)id), Proofs, new Actor((Guid)id, role), Stop) == CheckOutcome.Done,
                [IdentityProcess.Verify] = async (id, role) =>
                await checks.DecideAsync(
                (Guid)id, await SeenAsync(id), true, null, "", new Actor((Guid)id, role), Stop) == CheckOutcome.Done,
                [IdentityProcess.Refuse] = async (id, role) =>
                await checks.DecideAsync(
                (Guid)id, await SeenAsync(id), false, "Pièce floue.", "", new Actor((Guid)id, role), Stop) == CheckOutcome.Done,
            }, []);
        Assert.Equal((4, (4 * 3 * Roles.Labels.Count) - 4), await stage.PlayAsync(application));

        async Task<string> SeenAsync(object id) => (await store.FindAsync((Guid)id, Stop))!.IdentityVersion;
    }

    [Fact]
    public async Task Contestations_EveryStateCommandAndActor()
    {
        var contestations = Service<Contestations>();
        var holder = await HolderAsync(IdentityProcess.Verified);
        var stage = new ProcessStage(
            ContestationProcess.Table, "contestation", "id", "state", async state => await ContestationAsync(holder, state),
            new Dictionary<string, Func<object, string, Task<bool>>>
            {
                [ContestationProcess.Answer] = async (id, role) => await contestations.AnswerAsync(
                    (Guid)id, (await contestations.FindAsync((Guid)id, Stop))!.Version, "Voici.", new Actor(holder, role),
                        Stop) == AnswerOutcome.Done,
            }, []);
        Assert.Equal((1, (2 * Roles.Labels.Count) - 1), await stage.PlayAsync(application));
    }

    [Fact]
    public async Task Recoveries_EveryStateCommandAndActor()
    {
        var recoveries = Service<FactorRecoveries>();
        var store = Service<HolderStore>();
        var stage = new ProcessStage(RecoveryProcess.Table, "factor_recovery", "account_id", "state",
            async state =>
            {
                var holder = await HolderAsync(IdentityProcess.Verified);
                await RunAsync("INSERT INTO factor_recovery (account_id, state) VALUES (@holder, @state)", new { holder, state });
                return holder;
            },
            new Dictionary<string, Func<object, string, Task<bool>>>
            {
                [RecoveryProcess.Accept] = async (id, role) =>
                    await recoveries.DecideAsync(
                    (Guid)id, await SeenAsync(id), true, null, _ => "", new Actor((Guid)id, role), Stop) == CheckOutcome.Done,
                [RecoveryProcess.Refuse] = async (id, role) =>
                await recoveries.DecideAsync(
                (Guid)id, await SeenAsync(id), false, "Non.", _ => "", new Actor((Guid)id, role), Stop) == CheckOutcome.Done,
            }, [RecoveryProcess.Refused, RecoveryProcess.Stopped, RecoveryProcess.Done]);
        Assert.Equal((2, (5 * 2 * Roles.Labels.Count) - 2), await stage.PlayAsync(application));

        async Task<string> SeenAsync(object id) =>
            await recoveries.OfAccountAsync((Guid)id, Stop) is { } open && await store.FindAsync((Guid)id, Stop) is { } holder
                ? open.Version(holder) : "";
    }

    [Theory]
    [InlineData("dotation-order", "dotation_order", "state")]
    [InlineData("bank-details", "bank_details", "state")]
    [InlineData("bank-entry", "bank_entry", "state")]
    [InlineData("booking-complaint", "booking_complaint", "state")]
    [InlineData("card-payment", "card_payment", "state")]
    [InlineData("card-refund", "card_refund", "state")]
    [InlineData("contestation", "contestation", "state")]
    [InlineData("factor-recovery", "factor_recovery", "state")]
    [InlineData("identity", "holder", "identity_status")]
    [InlineData("referencing", "referencing", "state")]
    [InlineData("moderation-case", "moderation_case", "state")]
    public async Task Database_KnowsTheStatesOfTheProcess(string name, string table, string column)
    {
        ProcessTable[] tables = [
            BankDetailsProcess.Table, ReferencingProcess.Table, ComplaintProcess.Table, OrderProcess.Table, BankEntryProcess.Table,
            CardProcess.Table,
            RefundProcess.Table,
            ContestationProcess.Table,
            RecoveryProcess.Table, IdentityProcess.Table, ModerationProcess.Table];
        await using var connection = await application.Database.Source.OpenConnectionAsync(Stop);
        var check = await connection.QuerySingleAsync<string>(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = @table::regclass AND starts_with(pg_get_constraintdef(oid), 'CHECK ((' || @column || ' = ANY (ARRAY[')",
            new { table, column });
        Assert.Equal(tables.Single(t => t.Words.Name == name).StateLabels.Select(s => s.State).Order(),
            Quoted().Matches(check).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public async Task StateColumn_RowsThatAreElsewhere_AreNotMoved()
    {
        var holder = await HolderAsync(IdentityProcess.Refused);
        var step = IdentityProcess.Table.Take(IdentityProcess.Submitted, IdentityProcess.Verify, "operator-rights", new IdentityFacts());
        await using var connection = await application.Database.Source.OpenConnectionAsync(Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => IdentityProcess.Column.MoveAsync(connection, step, [holder], Stop));
        Assert.Equal(IdentityProcess.Refused,
            await connection.ExecuteScalarAsync<string>("SELECT identity_status FROM holder WHERE account_id = @holder", new { holder }));
    }

    /// <summary>A page that does not know of the refusal: the error page says its sentence.</summary>
    [Fact]
    public async Task Refusal_ThatNoPageCatches_IsAPageWithItsSentence()
    {
        var id = await ContestationAsync(await HolderAsync(IdentityProcess.Verified), ContestationProcess.Answered);
        var seen = JsonSerializer.Serialize(
            new { Version = (await Service<Contestations>().FindAsync(id, Stop))!.Version, Facts = Array.Empty<object>() });
        using var rights = await Visitor.SignedInAsync(application, "operator-rights");
        var answer = await rights.PostAsync(
            "/gestion/contestations", ("contestation", id.ToString()), ("reponse", "Encore."), ("vu", seen));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("Cette contestation est dans l’état « Réponse donnée » : il n’est pas possible de lui répondre.", answer.Text);
    }

    /// <summary>The same for programs.</summary>
    [Fact]
    public async Task Refusal_UnderTheApi_IsAProblemWithItsSentence()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        app.UseErrorPages();
        app.MapPost("/api/v1/essai", string () => throw new ProcessRefusedException("Cette commande est dans l’état « Annulée »."));
        await app.StartAsync(Stop);
        using var client = app.GetTestClient();
        using var answer = await client.PostAsync("/api/v1/essai", null, Stop);
        Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal("Cette commande est dans l’état « Annulée ».", problem.RootElement.GetProperty("detail").GetString());
    }

    private static IdentityDocument[] Proofs => [new("image/jpeg", HolderVisits.Jpeg)];

    private static PivotIdentity Identity(Guid id) =>
        new("T" + Letters(id), "Camille", new DateOnly(1985, 2, 14), Sex.Female, "69123", PivotIdentity.France);

    /// <summary>A name of letters that nobody else has.</summary>
    private static string Letters(Guid id) =>
        string.Concat(id.ToString("N")
        .Select(c => (char)('A' + int.Parse(c.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    private async Task<Guid> HolderAsync(string state)
    {
        var id = Guid.NewGuid();
        await RunAsync("""
            INSERT INTO account (id, kind, email, given_names, family_name, activated_at) VALUES (@id, 'holder', @email, 'Camille', @name, now());
            INSERT INTO holder (account_id, birth_name, birth_given_names, birth_date, sex, birth_place, birth_country, identity_status, identity_at)
            VALUES (@id, @name, 'Camille', '1985-02-14', 'female', '69123', '99100', @state, now())
            """, new { id, state, name = Identity(id).BirthName, email = $"etat{Interlocked.Increment(ref _people)}@example.org" });
        return id;
    }

    private async Task<Guid> ContestationAsync(Guid holder, string state)
    {
        var id = Guid.NewGuid();
        await RunAsync("""
            INSERT INTO contestation (id, account_id, text, state, answer, answered_by, answered_at)
            SELECT @id, @holder, 'Trop peu.', @state, a.text, a.by, a.at FROM (SELECT 1) one
            LEFT JOIN (SELECT 'Vu.' AS text, @holder AS by, now() AS at) a ON @state = 'answered'
            """, new { id, holder, state });
        return id;
    }

    private async Task<Guid> OrderAsync(DotationWorld world, string state)
    {
        var lines = $"{DotationWorld.Nir(1)};100;;;\n";
        if (state == OrderProcess.Draft)
            return (await world.DraftAsync(lines)).Order!.Value;
        var (order, _) = await world.OrderAsync(lines);
        await RunAsync("UPDATE dotation_order SET state = @state WHERE id = @order", new { state, order });
        return order;
    }

    private async Task RunAsync(string sql, object values)
    {
        await using var connection = await application.Database.Source.OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(sql, values);
    }

    private T Service<T>() where T : notnull => application.Services.GetRequiredService<T>();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
