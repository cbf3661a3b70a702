using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>Any good record survives the way through a file.</summary>
public sealed class WriterProperties
{
    private const string Siret = "12345678200010";

    /// <summary>Texts with what files stumble over: markup, entities, other alphabets, halves of the 1252 table.</summary>
    private static readonly Gen<string> Words = Gen.Elements(
        "Cuisine", "<b>gras</b>", "&amp;", "&#339;", "]]>", "<![CDATA[", "“Œuf” – 5 €", "l'été", "\"dix\"", "日本語", "🍳", "a\nb", "x\u0085x",
        "\u009c", "a\rb", "-->", "%20");

    private static Gen<string> Text(int words) =>
        Words.ListOf(words).Select(parts => string.Join(' ', parts)).Where(t => t.Length > 0);

    private static Gen<string?> Optional(Gen<string> text) => Gen.OneOf(Gen.Constant<string?>(null), text.Select(t => (string?)t));

    private static readonly Gen<Extra> Extras =
        from info in Gen.Elements("logiciel", "note", "x<y")
        from text in Text(2)
        from grouped in Gen.Elements(true, false)
        select grouped ? new Extra(info, "7", null, [new Extra(null, null, text)]) : new Extra(info, null, text);

    private static readonly Gen<Offer> Offers =
        from title in Text(3)
        from content in Text(5)
        from summary in Optional(Text(2))
        from blocks in Gen.Elements(1, 2, 3)
        from adjustable in Gen.Elements<bool?>(null, true, false)
        from others in Extras.ListOf(2)
        select TestOffers.Offer() with
        {
            Title = title, Content = content, Summary = summary, BlocksAdjustable = adjustable, OtherExtras = [.. others],
            Blocks = [.. Enumerable.Range(1, blocks).Select(i => $"RNCP38430BC0{i}")],
        };

    private static readonly Gen<TrainingAction> Actions =
        from modality in Gen.Elements(Modality.InPerson, Modality.Blended, Modality.Remote)
        from conditions in Optional(Text(3))
        from access in Text(2)
        from pedagogy in Optional(Text(2))
        from modes in Gen.SubListOf(99999, 92002, 92003, 92005, 92007, 92009, 99998)
        from paces in Gen.SubListOf(1, 2, 3, 4, 5, 6, 7)
        from cents in Gen.Choose(1, 900_000)
        from vat in Gen.Elements(0m, 0.0m, 5.5m, 20m, 20.0m)
        from hours in Gen.Elements<int?>(null, 0, 7, 1200)
        from fees in Gen.Elements<decimal?>(null, 0m, 45.50m, 1000.0m)
        from street in Text(1)
        from others in Extras.ListOf(1)
        let exclusive = cents / 100m
        select TestOffers.Action() with
        {
            Modality = modality, SpecificConditions = conditions, HasPrerequisites = conditions is not null, DisabilityAccess = access,
            Pedagogy = pedagogy, AdmissionModes = [.. modes], Paces = [.. paces], HoursInCentre = hours, ExtraFees = fees,
            Fees = new Fees(vat, exclusive, decimal.Round(exclusive * (1 + vat / 100), 2)),
            InformationAddress = TestOffers.Address() with { StreetName = null, Line5 = street },
            OtherExtras = [.. others],
        };

    private static readonly Gen<Session> Sessions =
        from start in Gen.Choose(0, 4000)
        from length in Gen.Choose(0, 600)
        from open in Gen.Elements(true, false)
        from particulars in Optional(Text(3))
        let day = new DateOnly(2026, 1, 1).AddDays(start)
        select TestOffers.Session() with { Start = day, End = day.AddDays(length), Open = open, Particulars = particulars };

    [Fact]
    public void Write_ThenRead_GivesTheSameRecords() =>
        Prop.ForAll(Arb.From(from o in Offers from a in Actions from s in Sessions select (Offer: o, Action: a, Session: s)), tree =>
        {
            using var stream = new MemoryStream();
            using (var writer = new EdofWriter(stream, Siret))
                writer.Write(tree.Offer, [(tree.Action, [tree.Session])]);
            var report = EdofFile.Validate(stream.ToArray());
            Assert.True(report.Complete, string.Join('\n', report.Messages.Select(m => m.Text)));
            var read = EdofFile.Read(stream.ToArray()).Single();

            Assert.Equal(CatalogueJson.Write(tree.Offer), CatalogueJson.Write(read.Offer));
            Assert.Equal(CatalogueJson.Write(tree.Action), CatalogueJson.Write(read.Actions.Single().Action));
            Assert.Equal(CatalogueJson.Write(tree.Session), CatalogueJson.Write(read.Actions.Single().Sessions.Single()));
        }).QuickCheckThrowOnFailure();
}
