using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Marketplace.Bookings.Billing;
using Marketplace.IntegrationTests.Bookings;
using Marketplace.Payments.BankDetails;
using Marketplace.Payments.Payouts;
using Marketplace.People.Access;
using Marketplace.Platform.Data;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Vault;
using Npgsql;
using Xunit;

namespace Marketplace.IntegrationTests.Payouts;

/// <summary>Two agents, a bank, and what they do with what a provider is owed.</summary>
internal sealed class PayoutWorld(BookingWorld world, NpgsqlDataSource database)
{
    private int _invoices;

    public Actor Preparer { get; private set; } = Actor.Program;

    public Actor Approver { get; private set; } = Actor.Program;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PayoutWorld> CreateAsync(BookingWorld world, NpgsqlDataSource database)
    {
        var payouts = new PayoutWorld(world, database);
        (payouts.Preparer, payouts.Approver) = (await payouts.AgentAsync(), await payouts.AgentAsync());
        await payouts.PaidToAsync("FR7630006000011234567890189");
        return payouts;
    }

    /// <summary>The provider's account from now on.</summary>
    public Task PaidToAsync(string iban) => database.InTransactionAsync(async connection =>
    {
        var account = new BankAccount(iban, "AGRIFRPP882", "Centre d’Apprentissage É.", "compta@centre.example");
        var entry = await world.Get<IdentityVault>().StoreAsync(
            connection, "bank-details", JsonSerializer.SerializeToUtf8Bytes(account), null, Stop);
        await connection.ExecuteAsync("""
            UPDATE bank_details SET state = 'replaced' WHERE siret = @Siret AND state = 'effective';
            INSERT INTO bank_details (id, siret, organisation_id, state, entry, country, ending, asked_by, asked_at, takes_effect_at, effective_at, stop_hash, epoch)
            VALUES (@id, @Siret, @OnBehalfOf, 'effective', @entry, left(@iban, 2), right(@iban, 4), @AccountId, now(), now() + interval '1 day', now(), @hash, gen_random_uuid())
            """, new { world.Siret, id = Guid.NewGuid(), world.Staff.OnBehalfOf, entry, iban, world.Staff.AccountId, hash = RandomNumberGenerator.GetBytes(32) });
    }, Stop);

    public Task<Guid> InvoiceAsync(params Guid[] bookings) => world.Get<Invoices>().IssueAsync(
        new InvoiceOrder(world.Siret, $"F-{Interlocked.Increment(ref _invoices):000}", world.Today, bookings), [world.Siret], Billing,
        Stop);

    public Actor Billing => world.Staff with { Role = "billing" };

    public async Task<Guid> SentAsync()
    {
        var batch = await world.Get<PayoutPreparing>().PrepareAsync(Preparer, Stop);
        await world.Get<PayoutApproving>().ApproveAsync(batch.Id, "prepared", Approver, Stop);
        return batch.Id;
    }

    /// <summary>Reference and cents of what a batch sends.</summary>
    public async Task<IReadOnlyList<(string Reference, long Cents)>> TransfersAsync(Guid batch)
    {
        await using var connection = await database.OpenConnectionAsync(Stop);
        return [.. await connection.QueryAsync<(string, long)>(
            "SELECT reference, amount FROM payout_transfer WHERE batch = @batch AND amount > 0 ORDER BY siret", new { batch })];
    }

    /// <summary>A statement that shows transfers executed.</summary>
    public Task<AnswerReport> StatementAsync(IEnumerable<(string Reference, long Cents)> transfers, string day = "2027-04-01") =>
        ReadAsync(Statement(transfers.Select(t => Entry(t.Reference, t.Cents, "DBIT", day, ""))));

    /// <summary>A statement that shows transfers come back.</summary>
    public Task<AnswerReport> ReturnsAsync(IEnumerable<(string Reference, long Cents)> transfers) => ReadAsync(Statement(
        transfers.Select(t => Entry(t.Reference, t.Cents, "CRDT", "2027-04-05", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"))));

    /// <summary>A report that rejects transfers.</summary>
    public Task<AnswerReport> RejectAsync(IEnumerable<string> references) => ReadAsync($"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>R{Guid.NewGuid():N}</MsgId><CreDtTm>2027-04-01T10:00:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>LOT</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>LOT</OrgnlPmtInfId>{string.Concat(references.Select(r => $"<TxInfAndSts><OrgnlEndToEndId>{r}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>"))}</OrgnlPmtInfAndSts>
        </CstmrPmtStsRpt></Document>
        """);

    public Task<AnswerReport> ReadAsync(string xml) => world.Get<AnswerReading>().ReadAsync(
        [new ReferenceInput("banque.xml", () => new MemoryStream(Encoding.UTF8.GetBytes(xml)))], Stop);

    public Task<string> BillingAsync(Guid booking) =>
        world.ScalarAsync<string>("SELECT billing_state FROM booking WHERE id = @booking", new { booking });

    private static string Statement(IEnumerable<string> entries) =>
        $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><Stmt><Id>S1</Id>{string.Concat(entries)}</Stmt></BkToCstmrStmt></Document>";

    private static string Entry(string reference, long cents, string sign, string day, string more) =>
        string.Create(CultureInfo.InvariantCulture,
        $"<Ntry><Amt Ccy=\"EUR\">{cents / 100m:0.00}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{sign}{reference[^12..]}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{more}</TxDtls></NtryDtls></Ntry>");

    private async Task<Actor> AgentAsync() => new(await world.ScalarAsync<Guid>(
        "INSERT INTO account (kind, email, given_names, family_name, activated_at) VALUES ('operator', @email, 'Agent', 'UN', now()) RETURNING id",
        new { email = $"{Guid.NewGuid()}@service.example" }), "operator-payments");
}
