using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>What goes in comes out: the same items with the same values, in a valid file.</summary>
public sealed class RoundTripTests
{
    private const string Siret = "12345678200010";

    [Fact]
    public void Write_TheTestsCatalogue_GivesTheSameTree()
    {
        var bytes = Encoding.Latin1.GetBytes(EdofFile.Good);

        Assert.Equal(CanonicalTree.Of(bytes), CanonicalTree.Of(Write(EdofFile.Read(bytes), Siret)));
    }

    [Fact]
    public void Write_KeepsWhatTheFormatDoesNotKnow()
    {
        const string Unknown = """
            <extras info="logiciel" numero="7">
            <extra info="version">3.1</extra>
            <extras info="dedans"><extra>sans info</extra></extras>
            <extra info="structure"><coordonnees numero="1"><nom>X &lt; Y</nom></coordonnees></extra>
            </extras>
            """;
        var xml = EdofFile.With("<extra info=\"garantie\">1</extra>", "<extra info=\"garantie\">1</extra>\n" + Unknown)
            .Replace("<extra info=\"taux-tva\">20.0</extra>", "<extra info=\"taux-tva\">20.0</extra><extra info=\"motif\">forfait</extra>",
                StringComparison.Ordinal)
            .Replace("<extra info=\"frais-certif-inclus-frais-anpec\">0</extra>", "<extra info=\"frais-certif-inclus-frais-anpec\"/>",
                StringComparison.Ordinal)
            .Replace("<adresse-information>", "<!-- une note --><adresse-information>", StringComparison.Ordinal);
        var before = Encoding.Latin1.GetBytes(xml);
        var after = Write(EdofFile.Read(before), Siret);

        Assert.Equal(Lines(before).Order(), Lines(after).Order());
    }

    [Fact]
    public void Write_OfficialExample_IsEquivalentAndValid()
    {
        var file = Directory.GetFiles(SharedData.Path("edof-xml"), "*.xml").Single();
        var bytes = File.ReadAllBytes(file);
        var report = EdofFile.Validate(bytes);
        var after = Write(EdofFile.Read(bytes), report.Siret!);

        Assert.Equal((0, 4, 0), (report.ExitStatus, report.Formations.Accepted, report.Formations.Rejected));
        Assert.Contains("M501", EdofFile.Codes(report));
        Assert.Equal(CanonicalTree.Of(bytes), CanonicalTree.Of(after));
        Assert.Empty(SchemaErrors(after));
    }

    [Fact]
    public void Write_RealFiles_AreEquivalentAndValid()
    {
        using var archive = ZipFile.OpenRead(SharedData.Path("edof-real/edof-real.zip"));
        // Every 40th of 2,891: providers of all sizes and départements.
        foreach (var entry in archive.Entries.Where((_, i) => i % 40 == 0))
        {
            using var memory = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(memory);
            var bytes = memory.ToArray();
            var report = EdofFile.Validate(bytes);
            Assert.DoesNotContain(report.Messages, m => m.Code.Severity == Exchange.Edof.Reporting.Severity.Error);
            var after = Write(EdofFile.Read(bytes), report.Siret!);

            Assert.Equal(CanonicalTree.Of(bytes), CanonicalTree.Of(after));
            Assert.Empty(SchemaErrors(after));
        }
    }

    [Fact]
    public void Validate_RealFiles_GiveTheCountsOfTheirManifest()
    {
        using var sources = SourceFiles.Find([SharedData.Path("edof-real/edof-real.zip")]);
        var manifest = File.ReadLines(SharedData.Path("edof-real/manifest.csv")).Skip(1).Select(l => l.Split(';'))
            .ToDictionary(l => l[0], l => $"{l[1]} {l[2]} {l[3]}");
        foreach (var file in sources.Files.Where((_, i) => i % 15 == 0))
        {
            var report = EdofFile.Validate(file);
            Assert.Equal(manifest[report.Siret!], $"{report.Formations.Accepted} {report.Actions.Accepted} {report.Sessions.Accepted}");
            Assert.Equal(0, report.ExitStatus);
        }
    }

    [Fact]
    public void Write_CharactersThatTheEncodingLacks_BecomeReferences()
    {
        var offer = TestOffers.Offer() with { Title = "“Œuf” 5 €\u0080🍳\u0001\r", Content = "a]]>b" };
        var bytes = Write([new(offer, [TestOffers.Accepted(TestOffers.Action(), TestOffers.Session())])], Siret);

        var read = EdofFile.Read(bytes).Single().Offer;
        Assert.Equal(("“Œuf” 5 €\u0080🍳", "a]]>b"), (read.Title, read.Content));
    }

    [Fact]
    public void Write_NoFormation_WritesNothing() => Assert.Empty(Write([], Siret));

    private static byte[] Write(IEnumerable<AcceptedOffer> offers, string siret)
    {
        using var stream = new MemoryStream();
        using (var writer = new EdofWriter(stream, siret))
            foreach (var offer in offers)
                writer.Write(offer.Offer, [.. offer.Actions.Select(a => (a.Action, a.Sessions))]);
        return stream.ToArray();
    }

    private static IEnumerable<string> Lines(byte[] file) => CanonicalTree.Of(file).Split('\n').Select(l => l.Trim());

    private static List<string> SchemaErrors(byte[] file)
    {
        var errors = new List<string>();
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Directory.GetFiles(SharedData.Path("edof-xml"), "*.xsd").Single());
        using var reader = XmlReader.Create(new MemoryStream(file));
        XDocument.Load(reader).Validate(schemas, (_, e) => errors.Add(e.Message));
        return errors;
    }
}
