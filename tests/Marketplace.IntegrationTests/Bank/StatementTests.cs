using System.Text;
using Dapper;
using Marketplace.IntegrationTests.Dotations;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Bank;

/// <summary>Statements of banks, in the forms they send them, and files that only look like it.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private DotationWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _world = await DotationWorld.CreateAsync(_database.Source);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("02", "<Sts>BOOK</Sts>")]
    [InlineData("08", "<Sts><Cd>BOOK</Cd></Sts>")]
    public async Task Camt_OfAnyVersion_PaysItsOrder(string version, string status)
    {
        var (order, label) = await _world.OrderAsync($"{DotationWorld.Nir(1)};1500,5;;;\n");
        var statement = Camt(version, $"""
            <Ntry><Amt Ccy="EUR">1500.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>{status}<BookgDt><Dt>2026-11-26</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef>
              <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RmtInf><Ustrd>{label[..18]}</Ustrd><Ustrd>{label[18..]}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
            <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>{status}<BookgDt><Dt>2026-11-26</Dt></BookgDt><AcctSvcrRef>R2</AcctSvcrRef></Ntry>
            <Ntry><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>{status.Replace("BOOK", "PDNG", StringComparison.Ordinal)}<BookgDt><Dt>2026-11-26</Dt></BookgDt><AcctSvcrRef>R3</AcctSvcrRef></Ntry>
            """);
        var report = await _world.ImportAsync(statement, "xml");
        Assert.Equal((0, 3L, 1), (report.ExitStatus, report.Files[0].Read, report.Files[0].Changed));
        Assert.Equal(0, (await _world.ImportAsync(statement, "xml")).Files[0].Changed);
        await _world.MatchAsync();
        Assert.Equal("received", await _world.StateAsync(order));
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Camt_SeveralTransfersInOneEntry_AreTakenApartWhenTheyAddUp()
    {
        var (one, first) = await _world.OrderAsync($"{DotationWorld.Nir(1)};100;;;\n");
        var (two, second) = await _world.OrderAsync($"{DotationWorld.Nir(2)};200;;;\n");
        await _world.ImportAsync(Camt("08", Batch("300.00", first, second)), "xml");
        await _world.MatchAsync();
        Assert.Equal(("received", "received"), (await _world.StateAsync(one), await _world.StateAsync(two)));
        Assert.Equal(["B1/1", "B1/2"], await ReferencesAsync());
    }

    [Fact]
    public async Task Camt_SeveralTransfersThatDoNotAddUp_AreOneEntryThatWaits()
    {
        var (_, first) = await _world.OrderAsync($"{DotationWorld.Nir(1)};100;;;\n");
        var (_, second) = await _world.OrderAsync($"{DotationWorld.Nir(2)};200;;;\n");
        await _world.ImportAsync(Camt("08", Batch("299.00", first, second)), "xml");
        Assert.Equal("several-labels", Assert.Single((await _world.MatchAsync()).Examples).Reason);
        await _world.VerifyAsync();
    }

    [Fact]
    public async Task Camt_WithoutReferences_IsKnownAgainByItsPlace()
    {
        var statement = Camt("08", string.Concat(Enumerable.Repeat(
            """<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><ValDt><DtTm>2026-11-26T10:00:00</DtTm></ValDt></Ntry>""", 2)));
        Assert.Equal(2, (await _world.ImportAsync(statement, "xml")).Files[0].Changed);
        Assert.Equal(0, (await _world.ImportAsync(statement, "xml")).Files[0].Changed);
        Assert.Equal(["S1#1", "S1#2"], await ReferencesAsync());
    }

    [Theory]
    [InlineData("<Amt Ccy=\"EUR\">-5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>")]
    [InlineData("<Amt Ccy=\"EUR\">5.001</Amt><CdtDbtInd>CRDT</CdtDbtInd>")]
    [InlineData("<Amt Ccy=\"EUR\">0</Amt><CdtDbtInd>CRDT</CdtDbtInd>")]
    [InlineData("<Amt>5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>")]
    [InlineData("<Amt Ccy=\"EUR\">5.00</Amt>")]
    [InlineData("<CdtDbtInd>CRDT</CdtDbtInd>")]
    [InlineData("")]
    public async Task Camt_EntryThatCannotBeUnderstood_IsTold_AndTheOthersTaken(string entry)
    {
        var report = await _world.ImportAsync(Camt("08",
            $"<Ntry>{entry}<BookgDt><Dt>2026-11-26</Dt></BookgDt></Ntry><Ntry><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-26</Dt></BookgDt></Ntry>"), "xml");
        Assert.Equal((1, 1, 1), (report.ExitStatus, report.Files[0].Changed, report.Files[0].Refused));
    }

    // Rows are names: the runner sends every row between processes, and megabytes of them cost minutes.
    private static readonly Dictionary<string, byte[]> HostileFiles = new()
    {
        { "empty", [] },
        { "blank", "  \n "u8.ToArray() },
        { "outside entity", "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">&e;</Document>"u8.ToArray() },
        { "many laughs", Encoding.UTF8.GetBytes(
        "<!DOCTYPE d [<!ENTITY a \"ha\">" + string.Concat(
        Enumerable.Range(0, 20).Select(i => $"<!ENTITY a{i} \"&a;&a;\">")) + "]><Document/>") },
        { "other XML", "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>"u8.ToArray() },
        { "cut", Camt("08", Batch("300.00", "x", "y"))[..^40] },
        { "encoding that is not true",
        [.. "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><x>"u8, 0xE9,
        0xFF, .. "</x></Document>"u8] },
        { "no entry", Camt("08", "") },
        { "CSV without columns", "a;b\n1;2\n"u8.ToArray() },
        { "CSV with a huge line",
        Encoding.UTF8.GetBytes("reference;date;montant;libelle\n" + new string('9', 3_000_000) + ";2026-11-26;5;x\n") },
        { "binary", [.. Enumerable.Range(1, 50_000).Select(i => (byte)(i * 7919 >> 3))] },
    };

    public static TheoryData<string> Hostile => [.. HostileFiles.Keys];

    [Theory, MemberData(nameof(Hostile))]
    public async Task Statement_Hostile_IsRefusedWithAReasonAndKeepsNothing(string kind)
    {
        var report = await _world.ImportAsync(HostileFiles[kind], "xml");
        Assert.Equal(2, report.ExitStatus);
        Assert.NotEmpty(report.Files[0].Messages);
        Assert.Empty(await ReferencesAsync());
    }

    [Fact]
    public async Task Camt_EndlessText_IsCutAndTheEntryTaken()
    {
        var report = await _world.ImportAsync(Camt("08",
            $"<Ntry><NtryRef>{new string('r', 200_000)}</NtryRef><Amt Ccy=\"EUR\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-26</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>{new string('é', 2_000_000)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"), "xml");
        Assert.Equal((0, 1), (report.ExitStatus, report.Files[0].Changed));
        Assert.Equal(500, await _world.ScalarAsync<int>("SELECT length(text) FROM bank_entry"));
        Assert.Equal(100, Assert.Single(await ReferencesAsync()).Length);
    }

    [Fact]
    public async Task Csv_BadLines_AreToldByLine_AndTheOthersTaken()
    {
        var report = await _world.ImportAsync(Encoding.UTF8.GetBytes("""
            reference;date;montant;libelle
            A;2026-11-26;100,00;un
            B;26/11/2026;1 000,50 €;deux
            C;2026-11-26;-50;sortie
            D;2026-11-26;0;rien
            E;hier;5;x
            ;2026-11-26;5;x
            G;2026-11-26;5,001;x

            """));
        Assert.Equal((1, 7L, 2, 4), (report.ExitStatus, report.Files[0].Read, report.Files[0].Changed, report.Files[0].Refused));
        Assert.Equal([5L, 6L, 7L, 8L], report.Files[0].Messages.Where(m => m.Severity == "error").Select(m => m.Line!.Value));
        Assert.Equal(["A", "B"], await ReferencesAsync());
    }

    private async Task<IReadOnlyList<string>> ReferencesAsync()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT reference FROM bank_entry ORDER BY id")];
    }

    private static string Batch(string total, string first, string second) => $"""
        <Ntry><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-26</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls>
          <TxDtls><Amt Ccy="EUR">100.00</Amt><RmtInf><Ustrd>{first}</Ustrd></RmtInf></TxDtls>
          <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">200.00</Amt></TxAmt></AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>{second}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
        </NtryDtls></Ntry>
        """;

    private static byte[] Camt(string version, string entries) => Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
        <Stmt><Id>S1</Id><Acct><Id><IBAN>FR7612345678901234567890123</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>
        """);
}
