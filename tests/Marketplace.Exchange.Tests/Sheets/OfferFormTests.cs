using System.IO.Compression;
using Marketplace.Catalogue.Offers;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Forms;
using Marketplace.Exchange.Tests.Edof;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>A form says of an offer what a file says of it, beside the field.</summary>
public sealed class OfferFormTests
{
    private const string Siret = "99900000000026";

    private static readonly DateOnly Today = new(2026, 11, 30);

    [Fact]
    public void Read_WhatWasWritten_IsTheSameOffer_SeatsIncluded()
    {
        var offer = new AcceptedOffer(
            TestOffers.Offer(), [new(TestOffers.Action() with { Transport = "- métro\n- bus" }, TestOffers.Location(),
            [TestOffers.Session("S1"), TestOffers.Session("S2", new(2028, 1, 3))], new Dictionary<string, int> { ["S2"] = 12 })]);
        var typed = OfferForm.Write(Siret, offer);
        Assert.Equal("- métro\n- bus", typed.Actions[0].Fields["transport"]);
        var read = Read(typed);
        Assert.True(read.IsSound);
        Assert.Equal(SheetFile.Contents([offer]), SheetFile.Contents([read.Offer!]));
        Assert.Equal(12, read.Offer!.Actions[0].Capacities!["S2"]);
    }

    [Fact]
    public void Read_EachFormationOfFiftyRealCatalogues_IsTheSameOffer()
    {
        var seen = 0;
        using var archive = ZipFile.OpenRead(SharedData.Path("edof-real/edof-real.zip"));
        foreach (var entry in archive.Entries.Where((_, i) => i % 58 == 0))
        {
            using var memory = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(memory);
            var siret = Path.GetFileNameWithoutExtension(entry.Name);
            foreach (var offer in EdofFile.Read(memory.ToArray()))
            {
                var read = OfferForm.Read(siret, OfferForm.Write(siret, offer), TestReference.Data, Today);
                Assert.Equal(SheetFile.Contents([offer]), SheetFile.Contents(read.Offer is { } its ? [its] : []));
                seen++;
            }
        }
        Assert.True(seen > 100, $"{seen} formations");
    }

    [Fact]
    public void Read_EmptyForms_NameEachMissingFieldAtItsItem()
    {
        var report = Read(new(Fields(("formation-numero", "F1"), ("formation-datecrea", "30/11/2026")),
            [new(Fields(("action-numero", "A1")), [Fields(("session-numero", "S1"))])]));
        Assert.Null(report.Offer);
        Assert.Contains(report.Findings, f => (f.Action, f.Session, f.Column) == (null, null, "intitule-formation"));
        Assert.Contains(report.Findings, f => (f.Action, f.Session, f.Column) == (null, null, "certification"));
        Assert.Contains(report.Findings, f => (f.Action, f.Session, f.Column) == (0, null, "taux-tva"));
        Assert.Contains(report.Findings, f => (f.Action, f.Session, f.Column) == (0, null, "lieu-de-formation-nom"));
        Assert.Contains(report.Findings, f => (f.Action, f.Session, f.Column) == (0, 0, "garantie"));
        var title = report.Findings.First(f => f.Column == "intitule-formation");
        Assert.Equal("« Intitulé de la formation » est vide. Remplissez ce champ.", title.Text);
    }

    [Fact]
    public void Read_OneBadAction_IsNamedAlone_AndTheOtherCanBePreviewed()
    {
        var typed = OfferForm.Write(Siret, new(TestOffers.Offer(), [
            TestOffers.Accepted(TestOffers.Action("A1"), TestOffers.Session("S1")),
            TestOffers.Accepted(TestOffers.Action("A2") with { LearningHours = 300 }, TestOffers.Session("S1"),
            TestOffers.Session("S2"))]));
        var second = new Dictionary<string, string>(
            typed.Actions[1].Fields) { ["frais-ttc"] = "cher", ["lieu-de-formation-courriel"] = "x" };
        var report = Read(typed with { Actions = [typed.Actions[0], typed.Actions[1] with { Fields = second }] });
        Assert.Equal(["A1"], report.Offer!.Actions.Select(a => a.Action.Number));
        var errors = report.Findings.Where(f => f.Code.Severity == Severity.Error).ToList();
        Assert.All(errors, f => Assert.Equal(1, f.Action));
        Assert.Equal(["frais-ttc", "lieu-de-formation-courriel", null],
            errors.Select(f => f.Session is null ? f.Column : null).Distinct().OrderBy(c => c is null)
            .ThenBy(c => c, StringComparer.Ordinal));
        // Both sessions have the same dates: the finding is the second one's, as a whole.
        Assert.Contains(errors, f => (f.Code, f.Session, f.Column) == (ImportCodes.SameDates, 1, null));
        Assert.Contains("« Prix toutes taxes comprises » vaut « cher »", errors.First(f => f.Column == "frais-ttc").Text,
            StringComparison.Ordinal);
    }

    private static FormReport Read(TypedOffer typed) => OfferForm.Read(Siret, typed, TestReference.Data, Today);

    private static Dictionary<string, string> Fields(params (string Name, string Text)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Text);
}
