using Marketplace.Exchange.Edof.Reading;
using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>What an error takes with it, and what not.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Validate_GoodFile_IsAcceptedWithoutAnyMessage()
    {
        var report = EdofFile.Validate(EdofFile.Good);

        Assert.Empty(report.Messages);
        Assert.Equal((FileStatus.Accepted, 0, "12345678200010"), (report.Status, report.ExitStatus, report.Siret));
        Assert.Equal((new ItemCounts(4, 0), new ItemCounts(5, 0), new ItemCounts(6, 0)),
            (report.Formations, report.Actions, report.Sessions));
    }

    [Fact]
    public void Validate_ErrorInASession_RefusesThatSessionOnly()
    {
        var report = EdofFile.Validate(EdofFile.With("<fin>20270305</fin>", "<fin>20270230</fin>"));

        Assert.Equal((FileStatus.Partial, 1), (report.Status, report.ExitStatus));
        Assert.Equal((new ItemCounts(4, 0), new ItemCounts(5, 0), new ItemCounts(5, 1)),
            (report.Formations, report.Actions, report.Sessions));
        var message = Assert.Single(report.Messages);
        Assert.Equal(("F1", "A1", "S1"), (message.Formation, message.Action, message.Session));
    }

    [Fact]
    public void Validate_ErrorInAnAction_RefusesItWithItsSessions()
    {
        var report = EdofFile.Validate(EdofFile.With("<langue-formation>fr</langue-formation>", "<langue-formation>??</langue-formation>"));

        Assert.Equal((new ItemCounts(4, 0), new ItemCounts(4, 1), new ItemCounts(4, 2)),
            (report.Formations, report.Actions, report.Sessions));
        var message = Assert.Single(report.Messages);
        Assert.Equal(("F1", "A1", null), (message.Formation, message.Action, message.Session));
    }

    [Fact]
    public void Validate_ErrorInAFormation_RefusesItWithAllItHolds()
    {
        var report = EdofFile.Validate(
            EdofFile.With("<parcours-de-formation>1</parcours-de-formation>", "<parcours-de-formation>9</parcours-de-formation>"));

        Assert.Equal((new ItemCounts(3, 1), new ItemCounts(3, 2), new ItemCounts(3, 3)),
            (report.Formations, report.Actions, report.Sessions));
    }

    [Fact]
    public void Validate_AllFormationsRefused_IsRejectedButReadable()
    {
        var report = EdofFile.Validate(
            EdofFile.Good.Replace("<parcours-de-formation>1", "<parcours-de-formation>9", StringComparison.Ordinal));

        Assert.Equal((FileStatus.Rejected, 1), (report.Status, report.ExitStatus));
        Assert.Equal(new ItemCounts(0, 6), report.Sessions);
    }

    [Fact]
    public void Validate_MixedSiretsInTheLastFormation_RefusesTheWholeFile()
    {
        var last = EdofFile.Good.LastIndexOf("<SIRET>12345678200010", StringComparison.Ordinal);
        var report = EdofFile.Validate(EdofFile.Good[..last] + "<SIRET>98765432100015" + EdofFile.Good[(last + 21)..]);

        Assert.Equal((FileStatus.Rejected, 2, new ItemCounts(0, 4)), (report.Status, report.ExitStatus, report.Formations));
        Assert.Contains("M104", EdofFile.Codes(report));
    }

    [Fact]
    public void Validate_CutFile_RefusesTheWholeFile()
    {
        var report = EdofFile.Validate(EdofFile.Good[..^40]);

        Assert.Equal((FileStatus.Rejected, 2), (report.Status, report.ExitStatus));
        Assert.Equal(["M101"], EdofFile.Codes(report));
    }

    [Theory]
    [InlineData("<offres></offres>")]
    [InlineData("<offres/>")]
    [InlineData("")]
    public void Validate_NoFormation_RefusesTheWholeFile(string body)
    {
        var report = EdofFile.Validate($"<lheo xmlns=\"https://www.of.moncompteformation.gouv.fr\">{body}</lheo>");

        Assert.Equal((FileStatus.Rejected, 2), (report.Status, report.ExitStatus));
        Assert.Equal(["M105"], EdofFile.Codes(report));
    }

    [Theory]
    [InlineData("<lheo>", "</lheo>")]
    [InlineData("<catalogue xmlns=\"https://www.of.moncompteformation.gouv.fr\">", "</catalogue>")]
    [InlineData("<lheo xmlns=\"http://www.lheo.org/2.2\">", "</lheo>")]
    public void Validate_OtherRootOrNamespace_RefusesTheWholeFile(string open, string close) =>
        Assert.Equal((2, "M103"),
            (EdofFile.Validate(open + close).ExitStatus, EdofFile.Validate(open + close).Messages.Single().Code.Code));

    [Fact]
    public void Validate_NamespaceByPrefix_IsTheSameFile()
    {
        var prefixed = EdofFile.Good.Replace("</", "</l:", StringComparison.Ordinal).Replace("<", "<l:", StringComparison.Ordinal)
            .Replace("<l:/l:", "</l:", StringComparison.Ordinal).Replace("<l:?", "<?", StringComparison.Ordinal)
            .Replace("xmlns=", "xmlns:l=", StringComparison.Ordinal);
        // The HTML inside the CDATA sections was prefixed too, which is no matter here.
        prefixed = prefixed.Replace("<l:![CDATA[", "<![CDATA[", StringComparison.Ordinal);

        Assert.Equal(FileStatus.Accepted, EdofFile.Validate(prefixed).Status);
    }

    [Fact]
    public void Validate_LongBlanksBetweenElements_AreNoText() =>
        Assert.Empty(EdofFile.Validate(EdofFile.With("<certification>", new string(' ', 10_000) + "\n<certification>")).Messages);

    [Fact]
    public void Validate_RefusedEarlierItem_DoesNotCollideWithALaterOne()
    {
        // S1 and S2 get the same dates, but S1 has an error of its own.
        var xml = EdofFile.With("<debut>20270405</debut>\n<fin>20270409</fin>", "<debut>20270301</debut>\n<fin>20270305</fin>")
            .Replace("<extra info=\"modalites-particulieres\">Les lundis et mardis</extra>", "<extra info=\"garantie\">1</extra>",
                StringComparison.Ordinal);
        var report = EdofFile.Validate(xml);

        Assert.Equal(["M213"], EdofFile.Codes(report));
        Assert.Equal(new ItemCounts(5, 1), report.Sessions);
    }

    [Fact]
    public void Validate_SameNumeroTwice_TakesTheEarlierAndRefusesTheLater()
    {
        var report = EdofFile.Validate(EdofFile.With("<formation numero=\"F3\"", "<formation numero=\"F1\""));

        Assert.Equal((new ItemCounts(3, 1), "M209"), (report.Formations, report.Messages.Single().Code.Code));
    }

    [Fact]
    public void Validate_SameActionInAnotherFormation_DoesNotCollide()
    {
        var report = EdofFile.Validate(EdofFile.With("<extra info=\"taux-tva\">5.5</extra>\n<extra info=\"frais-ht\">1000</extra>\n<extra info=\"frais-ttc\">1055.00</extra>",
            "<extra info=\"taux-tva\">20.0</extra>\n<extra info=\"frais-ht\">500.50</extra>\n<extra info=\"frais-ttc\">600.60</extra>"));

        Assert.Equal(FileStatus.Accepted, report.Status);
    }

    [Fact]
    public void Validate_ActionWhoseSessionsAreAllRefused_IsAcceptedItself()
    {
        var report = EdofFile.Validate(EdofFile.With("<fin>20270312</fin>", "<fin>20270399</fin>"));

        Assert.Equal((new ItemCounts(5, 0), new ItemCounts(5, 1)), (report.Actions, report.Sessions));
    }

    [Fact]
    public void Validate_FormationBeyondTheItemLimit_IsRefusedAndTheOthersGoIn()
    {
        var report = EdofFile.Validate(EdofFile.Good, new ReadingLimits { ItemsPerFormation = 3 });

        Assert.Contains("M211", EdofFile.Codes(report));
        Assert.Equal(new ItemCounts(3, 1), report.Formations);
    }

    [Fact]
    public void Validate_VeryLongNumero_RefusesTheItem()
    {
        Assert.Contains("M210", EdofFile.Codes(EdofFile.Validate(EdofFile.With("numero=\"F2\"", $"numero=\"{new string('F', 201)}\""))));
        Assert.DoesNotContain(
            "M210", EdofFile.Codes(EdofFile.Validate(EdofFile.With("numero=\"F2\"", $"numero=\"{new string('F', 200)}\""))));
    }

    [Fact]
    public void Validate_MoreMessagesThanTheLimit_CountsTheRest()
    {
        var bad = EdofFile.Good.Replace("<numtel>0", "<numtel>O", StringComparison.Ordinal);
        var report = EdofFile.Validate(bad, new ReadingLimits { MessagesPerFile = 5 });

        Assert.Equal(6, report.Messages.Count);
        Assert.Contains("M115", EdofFile.Codes(report));
        Assert.Equal(FileStatus.Rejected == report.Status, report.Formations.Accepted == 0);
    }

    [Theory]
    [InlineData("<certification>", "\n\n  hello\n<certification>", "hello", "M208")]
    [InlineData("<lheo ", "<!-- a\nb -->\n\n<!DOCTYPE lheo>\n<lheo ", "<!DOCTYPE", "M102")]
    public void Validate_WhatIsNoElement_HasItsOwnLine(string before, string after, string offending, string code)
    {
        var bad = EdofFile.With(before, after);
        var line = bad[..bad.IndexOf(offending, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var message = EdofFile.Validate(bad).Messages.Single();

        Assert.Equal((code, line), (message.Code.Code, message.Line));
    }

    [Fact]
    public void Validate_Message_GivesThePhysicalLine()
    {
        var bad = EdofFile.With("<fin>20270305</fin>", "<fin\n>20270230</fin>");
        var line = bad[..bad.IndexOf("<fin\n", StringComparison.Ordinal)].Count(c => c == '\n') + 1;

        Assert.Equal(line, EdofFile.Validate(bad).Messages.Single().Line);
        Assert.Equal(line, EdofFile.Validate(bad.Replace("\n", "\r\n", StringComparison.Ordinal)).Messages.Single().Line);
    }

    [Fact]
    public void Validate_ContactErrors_DoNotCiteTheContact()
    {
        var report = EdofFile.Validate(EdofFile.With("<numtel>0199000001</numtel>", "<numtel>06 12 secret</numtel>")
            .Replace("accueil@centre.example", "secret", StringComparison.Ordinal));

        Assert.DoesNotContain(report.Messages, m => m.Text.Contains("secret", StringComparison.Ordinal));
    }
}
