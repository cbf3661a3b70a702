using System.Text;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>Headings, separators, encodings, rows that belong together.</summary>
public sealed class SheetStructureTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string> Encodings => ["UTF-8", "UTF-8 avec BOM", "UTF-16 LE", "UTF-16 BE", "Windows-1252"];

    [Fact]
    public void Columns_HaveNamesThatDifferInLettersAndDigits()
    {
        Assert.Equal(SheetColumns.All.Count, SheetColumns.All.Select(c => HeaderKey.Of(c.Name)).Distinct().Count());
        Assert.Equal(SheetColumns.All.Count, SheetColumns.All.Select(c => HeaderKey.Of(c.Label)).Distinct().Count());
        Assert.All(SheetColumns.All, c => Assert.Same(c, SheetColumns.Find(c.Label)));
    }

    [Theory]
    [InlineData("INTITULE_FORMATION")]
    [InlineData("Intitulé  Formation")]
    [InlineData("l'intitulé")]
    public void Heading_IsFoundWithoutAccentsCaseAndSeparators(string heading)
    {
        var report = SheetFile.Validate(SheetFile.Table().Csv(head: c => c == "intitule-formation" ? heading : c));
        Assert.Equal(heading != "l'intitulé", report.ExitStatus == 0);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encoding_IsFoundAndTold(string name)
    {
        var csv = SheetFile.Table().With("lieu-de-formation-nom", "Hélène d’Œuvre €").Csv();
        var bytes = name switch
        {
            "UTF-8" => Encoding.UTF8.GetBytes(csv),
            "UTF-8 avec BOM" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)],
            "UTF-16 LE" => Encoding.Unicode.GetBytes(csv),
            "UTF-16 BE" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(csv)],
            _ => Windows1252.GetBytes(csv),
        };

        Assert.Contains($"CSV, {name},", SheetFile.Validate(bytes).Format, StringComparison.Ordinal);
        Assert.Equal("Hélène d’Œuvre €", SheetFile.Read(bytes).Single().Actions[0].Action.Place.LastName);
    }

    [Theory]
    [InlineData(";", "« ; »")]
    [InlineData(",", "« , »")]
    [InlineData("\t", "tabulation")]
    public void Separator_IsFoundAndTold(string separator, string told)
    {
        var report = SheetFile.Validate(SheetFile.Table(2).Csv(separator));
        Assert.Equal((0, 2), (report.ExitStatus, report.Sessions.Accepted));
        Assert.EndsWith(told, report.Format, StringComparison.Ordinal);
    }

    [Fact]
    public void Separator_ThatExcelDeclares_IsTaken()
    {
        var report = SheetFile.Validate("sep=,\r\n" + SheetFile.Table().Csv(","));
        Assert.Equal(0, report.ExitStatus);
    }

    [Fact]
    public void EmptyLines_AreSkipped_AndLinesStayPhysical()
    {
        var lines = SheetFile.Table(2).With("langue-formation", "??", 1).With("langue-formation", "??").Csv().Split("\r\n");
        var report = SheetFile.Validate($"\r\n{lines[0]}\r\n\r\n;;;;\r\n{lines[1]}\r\n   ;\r\n{lines[2]}\r\n");
        Assert.Equal(5, Assert.Single(report.Messages, m => m.Code == ImportCodes.Language).Line);
    }

    [Fact]
    public void Line_IsPhysical_BehindCellsOfManyLines()
    {
        var report = SheetFile.Table(2).With("objectif-formation", "a\nb\nc").With("objectif-formation", "a\nb\nc", 1)
            .With("debut", "jamais", 1).Validate();
        Assert.Equal(5, Assert.Single(report.Messages, m => m.Code == ImportCodes.Date).Line);
    }

    [Theory]
    [InlineData("intitule formatoin", "M602", "intitule-formation")]
    [InlineData("Frais TTC", "M603", "frais-ttc")]
    [InlineData("n'importe quoi", "M602", "n'importe quoi")]
    public void Heading_UnknownOrDoubled_IsNamedAndNothingTaken(string heading, string code, string named)
    {
        var report = SheetFile.Table().With(heading, "x").Validate();
        var message = Assert.Single(report.Messages, m => m.Code.Code == code);
        Assert.Equal((2, 1, heading), (report.ExitStatus, message.Line, message.Column));
        Assert.Contains(named, message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Heading_OfOnesOwnNotes_IsLeftAlone() =>
        Assert.Equal(0, SheetFile.Table().With("#à revoir", "oui").With("Erreurs", "M301").Validate().ExitStatus);

    [Fact]
    public void Column_RequiredAndMissing_IsNamed_AllOfThem()
    {
        var report = SheetFile.Table().WithoutColumn("certification").WithoutColumn("garantie").Validate();
        Assert.Equal(["certification", "garantie"], report.Messages.Where(m => m.Code == ImportCodes.MissingColumn).Select(m => m.Column));
        Assert.Equal(2, report.ExitStatus);
    }

    [Fact]
    public void Cell_UnderNoHeading_IsNamed() =>
        Assert.Contains("M602", SheetFile.Codes(SheetFile.Validate(SheetFile.Table().Csv().TrimEnd() + ";en trop\r\n")));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Quote_NeverClosed_IsAnErrorAtItsRow_AndNothingIsTaken(int row)
    {
        var lines = SheetFile.Table(4).Csv().Split("\r\n");
        lines[row] = lines[row].Replace("CAP Cuisine", "\"CAP Cuisine", StringComparison.Ordinal);
        var report = SheetFile.Validate(string.Join("\r\n", lines));
        Assert.Equal((2, row + 1), (report.ExitStatus, Assert.Single(report.Messages, m => m.Code == ImportCodes.UnclosedQuote).Line));
    }

    [Fact]
    public void Quote_InsideAText_IsAQuote() => Assert.Equal(
        "Le \"chef\"", SheetFile.Read(Encoding.UTF8.GetBytes(SheetFile.Table().Csv().Replace("Maîtriser les gestes du métier.",
            "Le \"chef\"", StringComparison.Ordinal))).Single().Offer.Objective);

    [Fact]
    public void Rows_SortedInAnyWay_AreTheSameCatalogue()
    {
        var table = SheetFile.Table(6);
        foreach (var (row, i) in table.Rows.Select((r, i) => (r, i)))
            (row["formation-numero"], row["action-numero"], row["nombre-heures-centre"]) = ($"F{i % 2}", $"A{i % 4}", $"{100 * (i % 4)}");
        var report = table.Validate();
        Assert.Equal((0, 2, 4, 6), (report.ExitStatus, report.Formations.Accepted, report.Actions.Accepted, report.Sessions.Accepted));
    }

    [Theory]
    [InlineData("intitule-formation", "formation", 1, 0)]
    [InlineData("langue-formation", "action", 0, 1)]
    public void Rows_ThatContradictEachOther_NameBothLines_AndRefuseWhatTheyAreOf(string column, string of, int formations, int actions)
    {
        var table = SheetFile.Table(3).With(column, "en", 2);
        var report = table.Validate();
        var message = Assert.Single(report.Messages, m => m.Code == ImportCodes.Contradiction);

        Assert.Equal((4, column), (message.Line, message.Column));
        Assert.Contains("à la ligne 4 qu'à la ligne 2, pour la même " + of, message.Text, StringComparison.Ordinal);
        Assert.Equal((formations, formations + actions, 3),
            (report.Formations.Rejected, report.Actions.Rejected, report.Sessions.Rejected));
    }

    [Fact]
    public void Sirets_ThatDiffer_RefuseTheFile()
    {
        var within = SheetFile.Table(2).With("SIRET", "98765432100015", 1).Validate();
        var between = SheetFile.Table(2).With("SIRET", "98765432100015", 1).With("formation-numero", "F2", 1).Validate();
        Assert.All([within, between], r => Assert.Equal((2, true), (r.ExitStatus, SheetFile.Codes(r).Contains("M104"))));
        Assert.All([within, between], r => Assert.Equal((3, "SIRET"), r.Messages.Where(m => m.Code == ImportCodes.MixedSirets)
            .Select(m => (m.Line!.Value, m.Column!)).Single()));
    }

    [Fact]
    public void RefusedSession_LeavesItsSiblings()
    {
        var report = SheetFile.Table(3).With("garantie", "peut-être", 1).Validate();
        Assert.Equal((1, FileStatus.Partial, 2, 1), (report.ExitStatus, report.Status, report.Sessions.Accepted, report.Sessions.Rejected));
    }

    [Fact]
    public void Mistakes_AreAllToldAtOnce_EachInItsCell()
    {
        var messages = SheetFile.Table(2).With("langue-formation", "", 0).With("langue-formation", "", 1).With("fin", "01/01/2027", 1)
            .With("contact-inscription-courriel", "").With("adresse-inscription-libelle-voie", "").Validate().Messages
            .Where(m => m.Code.Severity == Severity.Error).Select(m => $"{m.Code.Code} {m.Line} {m.Column}");
        Assert.Equal(["30013 2 adresse-inscription-libelle-voie", "30022 2 contact-inscription-courriel", "M313 2 langue-formation",
            "30020 3 debut"], messages);
    }

    [Fact]
    public void RequiredCell_Empty_IsNamedByItsColumn_WhateverItIsInTheFormat()
    {
        foreach (var column in SheetColumns.All.Where(c => c.Need == SheetNeed.Required))
        {
            var errors = SheetFile.Table(2).With(column.Name, "").With(column.Name, "", 1).Validate().Messages
                .Where(m => m.Code.Severity == Severity.Error).ToList();
            Assert.True(errors.Exists(m => m.Column == column.Name), $"{column.Name}: {string.Join(" / ", errors.Select(m => m.Text))}");
            Assert.All(errors, m => Assert.DoesNotContain("Ajoutez-l", m.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Heading_OfTheFileItself_NamesTheColumn() => Assert.Equal("Début !", SheetFile.Validate(
        SheetFile.Table().With("debut", "x").Csv(head: c => c == "debut" ? "Début !" : c)).Messages
        .Single(m => m.Code == ImportCodes.Date).Column);

    [Fact]
    public void ActionWithoutSession_IsTaken()
    {
        var read = SheetFile.Table().Without(ItemLevel.Session).Read();
        Assert.Empty(Assert.Single(read.Actions).Sessions);
    }

    [Theory]
    [InlineData("", "M601")]
    [InlineData("a;b\r\n1;2\r\n", "M601")]
    [InlineData("<?xml version=\"1.0\"?><lheo/>", "M601")]
    public void File_ThatIsNoSheet_IsRefused(string text, string code)
    {
        var report = SheetFile.Validate(text);
        Assert.Equal((2, code), (report.ExitStatus, Assert.Single(report.Messages).Code.Code));
    }

    [Fact]
    public void File_WithHeadingsAlone_HasNoFormation() =>
        Assert.Contains("M105", SheetFile.Codes(SheetFile.Validate(SheetFile.Table().Csv().Split("\r\n")[0])));
}
