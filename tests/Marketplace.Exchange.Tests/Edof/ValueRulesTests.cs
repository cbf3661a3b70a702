using Marketplace.Exchange.Edof.Reporting;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>Values at the edge of what is permitted, where one example a code is not enough.</summary>
public sealed class ValueRulesTests
{
    [Theory]
    [InlineData("20280229")]
    [InlineData("20271231")]
    public void Date_ThatExists_IsAccepted(string date) =>
        Assert.Equal(FileStatus.Accepted, EdofFile.Validate(EdofFile.With("<fin>20270305</fin>", $"<fin>{date}</fin>")).Status);

    [Theory]
    [InlineData("20270229")]
    [InlineData("20271301")]
    [InlineData("99999999")]
    [InlineData("2027-03-05")]
    [InlineData("270305")]
    [InlineData("00000000")]
    public void Date_ThatDoesNot_IsRefused(string date) =>
        Assert.Contains("M304", EdofFile.Codes(EdofFile.Validate(EdofFile.With("<fin>20270305</fin>", $"<fin>{date}</fin>"))));

    [Theory]
    [InlineData("20.0", "500.50", "600.60", null)]
    [InlineData("20", "500.5", "600.6", null)]
    [InlineData("0", "600", "600", null)]
    [InlineData("5.5", "33.33", "35.16", null)]
    [InlineData("20.0", "416.67", "500.00", null)]
    [InlineData("20.0", "500", "500", "M403")]
    [InlineData("0.2", "500", "600", "M317")]
    [InlineData("-20", "500", "400", "M317")]
    [InlineData("20", "-500", "-600", "M306")]
    [InlineData("20", "500.505", "600.606", "M306")]
    [InlineData("20", "1e3", "1200", "M306")]
    [InlineData("20", "1 000", "1200", "M306")]
    [InlineData("20", "99999999999999999999999999999999", "1200", "M306")]
    public void Fees_AreAmountsThatAddUp(string vat, string exclusive, string inclusive, string? code)
    {
        var xml = EdofFile.With(
            "<extra info=\"taux-tva\">20.0</extra>\n<extra info=\"frais-ht\">500.50</extra>\n<extra info=\"frais-ttc\">600.60</extra>",
            $"<extra info=\"taux-tva\">{vat}</extra>\n<extra info=\"frais-ht\">{exclusive}</extra>\n<extra info=\"frais-ttc\">{inclusive}</extra>");

        Assert.Equal(code is null ? [] : new[] { code }, EdofFile.Codes(EdofFile.Validate(xml)).Distinct());
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Length_CountsCharactersNotBytesOrHalves(int count, bool accepted)
    {
        var line = string.Concat(Enumerable.Repeat("&#x1F373;", count));

        Assert.Equal(accepted,
            EdofFile.Validate(EdofFile.With("<ligne>CENTRE DE FORMATION DU RHONE</ligne>", $"<ligne>  {line}\n</ligne>"))
            .Messages.Count == 0);
    }

    [Theory]
    [InlineData("www.centre.example/cuisine", true)]
    [InlineData("HTTPS://centre.example:8443/a?b=c#d", true)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://", false)]
    [InlineData("https://centre.example/deux mots", false)]
    public void Url_IsOfTheWeb(string url, bool accepted) =>
        Assert.Equal(accepted, EdofFile.Validate(EdofFile.With("https://centre.example/cuisine", url)).Messages.Count == 0);

    [Theory]
    [InlineData("+33199000001", true)]
    [InlineData("1", true)]
    [InlineData("+", false)]
    [InlineData("01.99.00.00.01", false)]
    [InlineData("0199000001234567", false)]
    public void Phone_IsDigits(string number, bool accepted) =>
        Assert.Equal(accepted,
            EdofFile.Validate(EdofFile.With("<numtel>0199000001</numtel>", $"<numtel>{number}</numtel>")).Messages.Count == 0);

    [Theory]
    [InlineData("<pays>BE</pays>", "1000A", true)]
    [InlineData("<pays>BE</pays>", "1000", false)]
    [InlineData("<pays>RE</pays>", "9740A", false)]
    [InlineData("", "00100", false)]
    public void Postcode_IsFrenchInFrance(string country, string postcode, bool accepted)
    {
        var xml = EdofFile.With(
            "<codepostal>69007</codepostal>\n<ville>Lyon</ville>", $"<codepostal>{postcode}</codepostal>\n<ville>Lyon</ville>\n{country}");

        Assert.Equal(accepted, EdofFile.Validate(xml).Status == FileStatus.Accepted);
    }

    [Fact]
    public void Street_IsNotAskedForAbroad()
    {
        var xml = EdofFile.With("<ville>Lyon</ville>", "<ville>Lyon</ville>\n<pays>BE</pays>")
            .Replace("<extra info=\"libelle-voie\">rue de Marseille</extra>", "<extra info=\"ligne5-adresse\">Bâtiment B</extra>",
                StringComparison.Ordinal);

        Assert.DoesNotContain("30013", EdofFile.Codes(EdofFile.Validate(xml)));
    }

    [Theory]
    [InlineData("<extra info=\"contact-information\">", "<extra info=\"contact-informations\">", "30017")]
    [InlineData("<extra info=\"contact-inscription\">", "<extra info=\"contact-inscriptions\">", "30022")]
    public void Contact_Missing_GetsTheOfficialCode(string before, string after, string code) =>
        Assert.Contains(code, EdofFile.Codes(EdofFile.Validate(EdofFile.With(before, after))));

    [Theory]
    [InlineData("frais-ttc")]
    [InlineData("frais-ht")]
    [InlineData("taux-tva")]
    [InlineData("existence-prerequis")]
    public void RequiredExtra_MissingOrEmpty_RefusesTheAction(string info)
    {
        var start = EdofFile.Good.IndexOf($"<extra info=\"{info}\">", StringComparison.Ordinal);
        var end = EdofFile.Good.IndexOf("</extra>", start, StringComparison.Ordinal) + "</extra>".Length;
        var missing = EdofFile.Validate(EdofFile.Good[..start] + EdofFile.Good[end..]);
        var empty = EdofFile.Validate(EdofFile.Good[..start] + $"<extra info=\"{info}\"/>" + EdofFile.Good[end..]);

        Assert.Contains("M212", EdofFile.Codes(missing));
        Assert.Contains("M301", EdofFile.Codes(empty));
        Assert.Equal((1, 1), (missing.Actions.Rejected, empty.Actions.Rejected));
    }

    [Theory]
    [InlineData(44, "30057")]
    [InlineData(45, null)]
    [InlineData(35, "30056")]
    public void Twins_DifferByAtLeastTenHours(int hours, string? code) =>
        Assert.Equal(code is null ? [] : new[] { code },
            EdofFile.Codes(EdofFile.Validate(EdofFile.With("<nombre-heures-centre>70<", $"<nombre-heures-centre>{hours}<"))));

    [Theory]
    [InlineData("<modalites-enseignement>0<", "<modalites-enseignement>1<")]
    [InlineData("<ville>Lyon</ville>", "<ville>Villeurbanne</ville>")]
    [InlineData("<langue-formation>fr<", "<langue-formation>en<")]
    [InlineData("Cours et pratique", "Pratique seule")]
    [InlineData("Temps majoré possible", "Supports agrandis")]
    public void Twins_DifferByOneOfTheirMarks(string before, string after)
    {
        // The second action of F1, from its own number on; with the hours of the first.
        var xml = EdofFile.With(before, after, behind: "<action numero=\"A2\"")
            .Replace("<nombre-heures-centre>70<", "<nombre-heures-centre>35<", StringComparison.Ordinal);

        Assert.DoesNotContain("30056", EdofFile.Codes(EdofFile.Validate(xml)));
    }

    [Theory]
    [InlineData("4.8416", "45.7473", "M504")]
    [InlineData("0", "0.0", "M506")]
    [InlineData("45.7474", "4.8417", null)]
    public void Point_ThatCannotBeTheTowns_IsAWarning(string latitude, string longitude, string? code)
    {
        var xml = EdofFile.With(
            "<latitude>45.7473</latitude>\n<longitude>4.8416</longitude>",
            $"<latitude>{latitude}</latitude>\n<longitude>{longitude}</longitude>");
        var report = EdofFile.Validate(xml);

        Assert.Equal(0, report.ExitStatus);
        Assert.Equal(code is null ? [] : new[] { code }, EdofFile.Codes(report));
    }

    [Fact]
    public void PermanentEntry_NeedsNoPeriod_ButMayHaveOne()
    {
        const string Permanent = "<action numero=\"A1\" datemaj=\"20260601\" datecrea=\"20260501\">\n<niveau-entree-obligatoire>0</niveau-entree-obligatoire>\n<modalites-enseignement>2<";
        var at = EdofFile.Good.IndexOf(Permanent, StringComparison.Ordinal);
        var address = EdofFile.Good.IndexOf("<adresse-inscription>", at, StringComparison.Ordinal);
        var dated = EdofFile.Good.Insert(address, "<periode><debut>20270101</debut><fin>20271231</fin></periode>");

        Assert.Empty(EdofFile.Validate(dated).Messages);
    }
}
