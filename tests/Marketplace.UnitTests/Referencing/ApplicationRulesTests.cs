using Marketplace.ProviderSpace.Referencing;
using Xunit;

namespace Marketplace.UnitTests.Referencing;

/// <summary>What an application must be before it can be sent.</summary>
public sealed class ApplicationRulesTests
{
    private const string Siret = "13002374000439";
    private static readonly DateOnly Today = new(2027, 1, 31);
    private static readonly string[] Documents = ["registration", "identity", "conviction", "qualiopi"];

    private static readonly ApplicationContent Whole = new()
    {
        Name = "Centre", LegalForm = "company", Address = "1 rue de Marseille", Postcode = "69007", City = "Lyon",
            ContactName = "Camille EXEMPLE",
        ContactEmail = "camille@example.org", Nda = "84691234569", ActivityReported = true, Qualiopi = ["training"],
        QualiopiBody = "Certificateur",
        QualiopiUntil = Today, Habilitations = [new("RNCP38430", "train")], Subcontracts = false, PaysTaxes = true, AcceptsTerms = true,
    };

    [Fact]
    public void Missing_OfAWholeApplication_IsNothing() => Assert.Empty(ApplicationRules.Missing(Siret, Whole, Documents, Today));

    [Fact]
    public void Missing_OfAnEmptyApplication_IsSomethingOfEachStep_InTheirOrder() =>
        Assert.Equal(ApplicationSteps.All.Select(s => s.Step),
            ApplicationRules.Missing(null, new ApplicationContent(), [], Today).Select(item => item.Step).Distinct());

    /// <summary>One answer taken away is one thing that is missing, at its step.</summary>
    public static TheoryData<string, string> Holes => new()
    {
        { "name", ApplicationSteps.Provider }, { "form", ApplicationSteps.Provider }, { "city", ApplicationSteps.Provider },
        { "contact", ApplicationSteps.Provider }, { "nda", ApplicationSteps.Activity }, { "wrong-nda", ApplicationSteps.Activity },
        { "report", ApplicationSteps.Activity }, { "kinds", ApplicationSteps.Quality }, { "body", ApplicationSteps.Quality },
        { "over", ApplicationSteps.Quality }, { "habilitations", ApplicationSteps.Habilitations },
        { "answer", ApplicationSteps.Subcontracting },
        { "taxes", ApplicationSteps.Sending }, { "terms", ApplicationSteps.Sending },
    };

    [Theory, MemberData(nameof(Holes))]
    public void Missing_WithOneAnswerLess_IsThatOne(string hole, string step)
    {
        var content = hole switch
        {
            "name" => Whole with { Name = null },
            "form" => Whole with { LegalForm = null },
            "city" => Whole with { City = null },
            "contact" => Whole with { ContactEmail = null },
            "nda" => Whole with { Nda = null },
            "wrong-nda" => Whole with { Nda = "846912345" },
            "report" => Whole with { ActivityReported = false },
            "kinds" => Whole with { Qualiopi = [] },
            "body" => Whole with { QualiopiBody = null },
            "over" => Whole with { QualiopiUntil = Today.AddDays(-1) },
            "habilitations" => Whole with { Habilitations = [] },
            "answer" => Whole with { Subcontracts = null },
            "taxes" => Whole with { PaysTaxes = false },
            _ => Whole with { AcceptsTerms = false },
        };
        Assert.Equal(step, Assert.Single(ApplicationRules.Missing(Siret, content, Documents, Today)).Step);
    }

    [Fact]
    public void Missing_WithSubcontractors_IsTheirSiretsLimitsAndContract() => Assert.Equal(
        [ApplicationSteps.Subcontracting, ApplicationSteps.Subcontracting, ApplicationSteps.Documents],
        ApplicationRules.Missing(Siret, Whole with { Subcontracts = true }, Documents, Today).Select(item => item.Step));

    [Fact]
    public void Missing_WithOneDocumentLess_IsThatOne() => Assert.All(Documents, kind => Assert.Contains(
        ApplicationWords.Documents[kind],
        Assert.Single(ApplicationRules.Missing(Siret, Whole, [.. Documents.Except([kind])], Today)).Text, StringComparison.Ordinal));

    [Theory]
    [InlineData("84 69 12345 69", true)]
    [InlineData("94.2A.1234567", true)]
    [InlineData("95970012397", true)]
    [InlineData("8469123456", false)]
    [InlineData("846912345699", false)]
    [InlineData("842C1234569", false)]
    public void Nda_HasElevenCharacters_DepartmentsOfCorsicaToo(string typed, bool fine) =>
        Assert.Equal(fine, ApplicationRules.NdaProblem(ApplicationRules.Compact(typed)) is null);

    [Theory]
    [InlineData("130 023 740 00439", true)]
    [InlineData("356 000 000 09075", true)]
    [InlineData("356 000 000 09076", false)]
    [InlineData("13002374000438", false)]
    [InlineData("1300237400043", false)]
    public void Siret_IsTakenAsOnPaper_AndItsKeyIsChecked(string typed, bool fine) =>
        Assert.Equal(fine, ApplicationRules.SiretProblem(ApplicationRules.Compact(typed)) is null);
}
