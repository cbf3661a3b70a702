using System.Text;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.IntegrationTests.Dotations;

/// <summary>Files of beneficiaries: each bad line is told with where and how to mend it, hostile files change nothing.</summary>
public sealed class BeneficiaryFileTests : IAsyncLifetime
{
    private const string Header = "nir;montant;certifications;date_limite;rendre_reste\n";
    private readonly TestDatabase _database = new();
    private DotationWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _world = await DotationWorld.CreateAsync(_database.Source);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task File_BadLines_AreReportedByLineWithoutTheNumberAndTheGoodOnesTaken()
    {
        var (order, report) = await _world.DraftAsync($"""
            {Nir(1)};100;;;
            123;100;;;
            {Nir(2)};-100;;;
            {Nir(2)};0;;;
            {Nir(2)};;;;
            {Nir(2)};100,001;;;
            {Nir(2)};1000000,01;;;
            {Nir(2)};cent;;;
            {Nir(2)};100;cuisine;;
            {Nir(2)};100;RNCP99999;;
            {Nir(2)};100;RNCP37805;2026-11-26;
            {Nir(2)};100;RNCP37805;32/12/2027;
            {Nir(2)};100;;2027-12-31;
            {Nir(2)};100;RNCP37805;;oui
            {Nir(2)};100;RNCP37805;2027-12-31;peut-être
            {Nir(1)};200;;;
            {Nir(3)};1 234,56 €;rncp37805 | RS5252;31/12/2027;oui

            """);
        Assert.Equal((17L, 2, 15), (report.Read, report.Changed, report.Refused));
        Assert.Equal(Enumerable.Range(3, 15).Select(n => (long?)n), report.Messages.Select(m => m.Line).Order());
        Assert.All(report.Messages, m => Assert.DoesNotContain(Nir(2), m.Text, StringComparison.Ordinal));
        Assert.Contains(report.Messages, m => m is { Line: 17 } && m.Text.Contains("déjà ligne 2", StringComparison.Ordinal));
        Assert.Contains(report.Messages, m => m is { Line: 11 } && m.Text.Contains("RNCP99999", StringComparison.Ordinal));
        var detail = await _world.FindAsync(order!.Value);
        Assert.Equal((2, 1_334_56L, 15, 15),
            (detail.Order.Beneficiaries, detail.Order.TotalCents, detail.Order.Refused, detail.Report.Count));
    }

    [Theory]
    [InlineData("employer-penalty", "2999,99;;;", "ni plus ni moins")]
    [InlineData("employer-penalty", "3000,01;;;", "ni plus ni moins")]
    [InlineData("employer-penalty", "3000;RNCP37805;;", "sans condition")]
    [InlineData("performance-agreement-dismissal", "2999,99;;;", "au moins")]
    [InlineData("performance-agreement-dismissal", ";RNCP37805;2027-12-31;oui", "sans condition")]
    public async Task File_AgainstTheLawOfItsProduct_IsRefusedWithTheArticle(string product, string rest, string said)
    {
        var (order, report) = await _world.DraftAsync($"{Nir(1)};{rest}\n", product);
        Assert.Null(order);
        Assert.Contains(said, Assert.Single(report.Messages).Text, StringComparison.Ordinal);
        Assert.Equal(0, await _world.ScalarAsync<long>("SELECT count(*) FROM dotation_order"));
    }

    // Rows are names: the runner sends every row between processes, and megabytes of them cost minutes.
    private static readonly Dictionary<string, byte[]> HostileFiles = new()
    {
        { "empty", [] },
        { "header only", Encoding.UTF8.GetBytes(Header) },
        { "without columns", Encoding.UTF8.GetBytes("a;b\n1;2\n") },
        { "huge line", Encoding.UTF8.GetBytes(Header + new string('9', 3_000_000) + ";100;;;\n") },
        { "binary", [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))] },
        { "UTF-16 without mark", Encoding.Unicode.GetBytes(Header + "x;100;;;\n") },
        { "XML", Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>") },
        { "open quote", Encoding.UTF8.GetBytes(Header + "\"" + string.Concat(Enumerable.Repeat("1;2\n", 600_000))) },
    };

    public static TheoryData<string> Hostile => [.. HostileFiles.Keys];

    [Theory, MemberData(nameof(Hostile))]
    public async Task File_Hostile_IsRefusedWithAReasonAndChangesNothing(string kind)
    {
        var (order, report) = await _world.DraftBytesAsync(HostileFiles[kind]);
        Assert.Null(order);
        Assert.NotEmpty(report.Messages);
        Assert.Equal(0, await _world.ScalarAsync<long>(
            "SELECT (SELECT count(*) FROM dotation_order) + (SELECT count(*) FROM dotation_line)"));
    }

    [Fact]
    public async Task File_OfAWindowsSpreadsheet_IsRead()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (order, report) = await _world.DraftBytesAsync(
            Encoding.GetEncoding(1252).GetBytes($"nir,montant,commentaire\r\n{Nir(1)},\"1 500,00 €\",\"prévu à l’été\"\r\n"));
        Assert.Empty(report.Messages);
        Assert.Equal(1_500_00, (await _world.FindAsync(order!.Value)).Order.TotalCents);
    }

    [Fact]
    public async Task Drafts_BeyondTheirLimit_AreRefused()
    {
        for (var i = 0; i < Marketplace.Money.Dotations.BeneficiaryImport.MostDrafts; i++)
            Assert.NotNull((await _world.DraftAsync($"{Nir(i)};100;;;\n")).Order);
        Assert.Null((await _world.DraftAsync($"{Nir(1)};100;;;\n")).Order);
    }

    private static string Nir(int n) => DotationWorld.Nir(n);
}
