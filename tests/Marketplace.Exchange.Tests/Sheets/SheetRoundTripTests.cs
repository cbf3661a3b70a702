using System.Collections.Concurrent;
using System.IO.Compression;
using Marketplace.Catalogue.Offers;
using Marketplace.Catalogue.Places;
using Marketplace.Exchange.Tests.Edof;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>Export and import agree: what is exported comes back with the same contents, so there is nothing to change.</summary>
public sealed class SheetRoundTripTests
{
    [Fact]
    public void Csv_OfTheTestsCatalogue_ComesBackTheSame() => AssertSame(SheetFile.Offers, SheetFile.Csv(SheetFile.Offers));

    [Fact]
    public void Excel_OfTheTestsCatalogue_ComesBackTheSame() => AssertSame(SheetFile.Offers, SheetFile.Excel(SheetFile.Offers));

    [Fact]
    public void Csv_OfEachRealCatalogue_ComesBackTheSame() => EachReal(1, SheetFile.Csv);

    [Fact]
    public void Excel_OfTwoHundredRealCatalogues_ComesBackTheSame() => EachReal(14, SheetFile.Excel);

    [Fact]
    public void ItemsWithoutChildren_ComeBackAsThey()
    {
        AcceptedOffer[] offers =
        [
            new(TestOffers.Offer("F1"), [TestOffers.Accepted(TestOffers.Action())]),
            new(TestOffers.Offer("F2"), []),
            TestOffers.Tree("F3"),
        ];
        AssertSame(offers, SheetFile.Csv(offers));
        AssertSame(offers, SheetFile.Excel(offers));
    }

    [Fact]
    public void Seats_ComeBack()
    {
        var action = new AcceptedAction(TestOffers.Action(), TestOffers.Location(), [TestOffers.Session("S1"),
            TestOffers.Session("S2", new(2027, 10, 1))], new Dictionary<string, int> { ["S2"] = 12 });
        AssertSame([new(TestOffers.Offer(), [action])], SheetFile.Csv([new(TestOffers.Offer(), [action])]));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+33199000001")]
    [InlineData("-1,5")]
    [InlineData("@SOMME(A1)")]
    [InlineData("'=1+1")]
    [InlineData("''")]
    [InlineData("'")]
    [InlineData("'s-Gravenhage")]
    [InlineData("'\"x\";y")]
    [InlineData("#REF!")]
    [InlineData("a\nb")]
    [InlineData("01310")]
    [InlineData("_x000D_")]
    [InlineData("🍳 « œuf » – 5 €")]
    public void Text_ThatASpreadsheetWouldChange_ComesBackAsItWas(string text)
    {
        var tree = TestOffers.Tree();
        var action = tree.Actions[0].Action with
        {
            DisabilityAccess = text, Catering = text, ScheduleType = text, Recruitment = "", Url = null,
            OtherExtras = [new("note", "7", text), new("groupe", null, null, [new(null, null, text)])],
            Place = TestOffers.Contact() with
            {
                LastName = text, Phone = "199000001", Mobile = "+33199000002", Address = TestOffers.Address() with { Longitude = "-1.55" },
            },
        };
        AcceptedOffer[] offers = [tree with { Actions = [tree.Actions[0] with { Action = action,
            Location = TestReference.Data.Places.Locate(action.Place.Address!) }] }];

        AssertSame(offers, SheetFile.Csv(offers));
        AssertSame(offers, SheetFile.Excel(offers));
    }

    [Fact]
    public void Extras_OfEveryKind_ComeBackInTheirPlaces()
    {
        Extra[] kept = [new("logiciel", "7", null, [new("version", null, "3.1 & <4>"), new("dedans", null, null, [new(null, null, "x")])])];
        var tree = TestOffers.Tree();
        var action = tree.Actions[0].Action with
        {
            PlaceExtras = kept, InformationContactExtras = kept,
            OtherExtras = [new("frais-pedagogiques", "3", null, [new("motif", null, "forfait")]), .. kept],
            Place = TestOffers.Contact() with { Number = "C9", OtherExtras = kept, Address = TestOffers.Address() with { Number = "P",
                OtherExtras = kept } },
        };
        var session = tree.Actions[0].Sessions[0] with { OtherExtras = kept, RegistrationContactExtras = kept };
        AcceptedOffer[] offers = [new(tree.Offer with { OtherExtras = [new("structure", null, null, null,
            $"<coordonnees numero=\"1\" xmlns=\"https://www.of.moncompteformation.gouv.fr\"><nom>X &lt; Y</nom></coordonnees>"), .. kept] },
            [new(action, TestReference.Data.Places.Locate(action.Place.Address!), [session])])];

        AssertSame(offers, SheetFile.Csv(offers));
    }

    private static void AssertSame(IReadOnlyList<AcceptedOffer> offers, byte[] file)
    {
        var report = SheetFile.Validate(file);
        Assert.DoesNotContain(report.Messages, m => m.Code.Severity == Exchange.Edof.Reporting.Severity.Error);
        Assert.Equal(SheetFile.Contents(offers), SheetFile.Contents(SheetFile.Read(file)));
    }

    private static void EachReal(int step, Func<IEnumerable<AcceptedOffer>, string, byte[]> write)
    {
        var path = SharedData.Path("edof-real/edof-real.zip");
        var different = new ConcurrentBag<string>();
        var seen = 0;
        Parallel.ForEach(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 2 }, shard =>
        {
            using var archive = ZipFile.OpenRead(path);
            foreach (var entry in archive.Entries.Where((_, i) => i % step == 0).Where((_, i) => i % 4 == shard))
            {
                using var memory = new MemoryStream();
                using (var stream = entry.Open())
                    stream.CopyTo(memory);
                var offers = EdofFile.Read(memory.ToArray());
                var siret = Path.GetFileNameWithoutExtension(entry.Name);
                if (!SheetFile.Contents(offers).SequenceEqual(SheetFile.Contents(SheetFile.Read(write(offers, siret)))))
                    different.Add(siret);
                Interlocked.Increment(ref seen);
            }
        });
        Assert.Empty(different);
        Assert.Equal((2891 + step - 1) / step, seen);
    }
}
