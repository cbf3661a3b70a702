using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Xunit;

namespace Marketplace.Exchange.Tests.Sheets;

/// <summary>What people and spreadsheets write in a cell, and what it is read as.</summary>
public sealed class CellReadingTests
{
    [Theory]
    [InlineData("01/03/2027")]
    [InlineData("1/3/2027")]
    [InlineData("2027-03-01")]
    [InlineData("01.03.2027")]
    [InlineData("20270301")]
    [InlineData("2027-03-01 00:00:00")]
    public void Date_FrenchOrIso_IsRead(string written) =>
        Assert.Equal(new DateOnly(2027, 3, 1), SheetFile.Table().With("debut", written).Read().Actions[0].Sessions[0].Start);

    [Theory]
    [InlineData("30/02/2027")]
    [InlineData("03/13/2027")]
    [InlineData("01/03/27")]
    [InlineData("46447")]
    public void Date_ThatIsNone_IsAnErrorInItsCell(string written)
    {
        var message = Assert.Single(SheetFile.Table().With("debut", written).Validate().Messages, m => m.Code == ImportCodes.Date);
        Assert.Equal((2, "debut", "F1", "A1", "S1"), (message.Line, message.Column, message.Formation, message.Action, message.Session));
        Assert.Contains("13/05/2027", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("600,60", "600.60")]
    [InlineData("600.60", "600.60")]
    [InlineData("600,6", "600.6")]
    [InlineData(" 600,60 € ", "600.60")]
    public void Amount_CommaOrPoint_KeepsItsDecimals(string written, string read) =>
        Assert.Equal(read, FormattableString.Invariant(
            $"{SheetFile.Table().With("frais-ttc", written).Read().Actions[0].Action.Fees.Inclusive}"));

    [Fact]
    public void Amount_WithSpacesBetweenThousands_IsRead() => Assert.Equal(1500.60m, SheetFile.Table().With("frais-ht", "1 250,50")
        .With("frais-ttc", "1\u202F500,60").Read().Actions[0].Action.Fees.Inclusive);

    [Fact]
    public void Amount_WithBothSigns_IsNotGuessed() =>
        Assert.Contains("M306", SheetFile.Codes(SheetFile.Table().With("frais-ttc", "1.600,60").Validate()));

    [Theory]
    [InlineData("20 %", 20)]
    [InlineData("5,5", 5.5)]
    public void VatRate_AsPeopleWriteIt_IsRead(string written, double read)
    {
        var table = SheetFile.Table().With("taux-tva", written).With("frais-ht", "100").With("frais-ttc", $"{100 + read}");
        Assert.Equal((decimal)read, table.Read().Actions[0].Action.Fees.VatRate);
    }

    [Theory]
    [InlineData("lieu-de-formation-codepostal", "1310", "01310")]
    [InlineData("lieu-de-formation-telfixe", "199000001", "0199000001")]
    public void LostZero_IsMendedWithANotice(string column, string written, string read)
    {
        var table = SheetFile.Table().With(column, written).With("lieu-de-formation-ville", "Confrançon");
        var notice = Assert.Single(table.Validate().Messages, m => m.Code == ImportCodes.ZeroAdded);
        var place = table.Read().Actions[0].Action.Place;

        Assert.Equal((Severity.Warning, 2, column), (notice.Code.Severity, notice.Line, notice.Column));
        Assert.Contains(read, new[] { place.Phone, place.Address!.Postcode });
    }

    [Fact]
    public void LostZero_OfASiret_IsMended()
    {
        var report = SheetFile.Table().With("SIRET", "5680163400015").Validate();

        Assert.Equal("05680163400015", report.Siret);
        Assert.Contains("M611", SheetFile.Codes(report));
    }

    [Fact]
    public void LostZero_OfAForeignPostcode_IsNoZeroOfFrance()
    {
        var table = SheetFile.Table().With("lieu-de-formation-codepostal", "1000").With("lieu-de-formation-pays", "BE");
        Assert.DoesNotContain("M611", SheetFile.Codes(table.Validate()));
    }

    [Theory]
    [InlineData("1,23457E+13")]
    [InlineData("1.23457e13")]
    public void Siret_RoundedByASpreadsheet_IsNamedAsSuch(string written) =>
        Assert.Contains("M607", SheetFile.Codes(SheetFile.Table().With("SIRET", written).Validate()));

    [Fact]
    public void ErrorOfAFormula_IsNoText() =>
        Assert.Contains("M608", SheetFile.Codes(SheetFile.Table().With("acces-handicapes", "#REF!").Validate()));

    [Theory]
    [InlineData("oui", true)]
    [InlineData("VRAI", true)]
    [InlineData("Non", false)]
    [InlineData("0", false)]
    public void YesNo_InWords_IsRead(string written, bool read) =>
        Assert.Equal(read, SheetFile.Table().With("garantie", written).Read().Actions[0].Sessions[0].Guaranteed);

    [Theory]
    [InlineData("RNCP38430BC01 | RNCP38430BC02")]
    [InlineData("rncp38430bc01;rncp38430bc02")]
    [InlineData("RNCP38430BC01\nRNCP38430BC02")]
    public void Codes_SideBySide_AreRead(string written) =>
        Assert.Equal(["RNCP38430BC01", "RNCP38430BC02"], SheetFile.Table().With("code-bloc", written).Read().Offer.Blocks);

    [Fact]
    public void Phone_WithSpaces_IsRead() => Assert.Equal(
        "0199000001", SheetFile.Table().With("contact-information-telfixe", "01 99.00-00 01").Read()
        .Actions[0].Action.InformationContact.Phone);

    [Fact]
    public void Text_WithBreaksOfWindows_HasThoseOfTheFormat() =>
        Assert.Equal("a\nb", SheetFile.Table().With("objectif-formation", "a\r\nb").Read().Offer.Objective);

    [Fact]
    public void Dates_ThatAreNotGiven_AreThoseOfTheItemAbove()
    {
        var read = SheetFile.Table().With("formation-datemaj", "").Read();
        Assert.All([read.Offer.Updated, read.Actions[0].Action.Updated, read.Actions[0].Sessions[0].Created],
            day => Assert.Equal(new DateOnly(2026, 5, 1), day));
    }

    [Fact]
    public void Column_HasAnExampleOrIsLeftEmptyInTheExample() =>
        Assert.All(SheetColumns.All.Where(c => c.Need == SheetNeed.Required && !c.Name.EndsWith("-ligne-1", StringComparison.Ordinal)),
            c => Assert.NotEmpty(c.Example));
}
