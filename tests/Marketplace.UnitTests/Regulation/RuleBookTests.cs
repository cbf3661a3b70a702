using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.Platform.Importing;
using Xunit;

namespace Marketplace.UnitTests.Regulation;

public sealed class RuleBookTests
{
    private static readonly RuleBook Book = RuleBook.Current;

    [Theory]
    [InlineData("2019-01-01", null)]
    [InlineData("2024-05-01", null)]
    [InlineData("2024-05-02", 10_000)]
    [InlineData("2024-12-31", 10_000)]
    [InlineData("2025-01-01", 10_223)]
    [InlineData("2026-01-01", 10_320)]
    [InlineData("2026-04-01", 10_320)]
    [InlineData("2026-04-02", 15_000)]
    public void Get_FixedParticipation_IsTheOneOfTheDay(string day, int? cents) =>
        Assert.Equal(cents, Book.On(Day(day)).Get(ParticipationRules.Amount));

    [Theory]
    [InlineData("2026-02-25", null)]
    [InlineData("2026-02-26", 150_000)]
    public void Get_CapOfTheSpecificRegister_BeginsWithItsDecree(string day, int? cents) =>
        Assert.Equal(cents, Book.On(Day(day)).Get(CapRules.Rs));

    [Fact]
    public void On_BeforeTheAccountInEuros_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Book.On(new DateOnly(2018, 12, 31)));

    [Fact]
    public void Stamp_BetweenTwoChanges_StaysTheSame()
    {
        Assert.Equal(Book.On(Day("2026-04-02")).Stamp, Book.On(Day("2026-11-26")).Stamp);
        Assert.NotEqual(Book.On(Day("2026-04-01")).Stamp, Book.On(Day("2026-04-02")).Stamp);
        Assert.StartsWith("2026-04-02.", Book.On(Day("2026-05-13")).Stamp, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_StampOfADay_GivesTheRulesOfThatDay() =>
        Assert.Same(Book.On(Day("2025-06-01")), Book.Find(Book.On(Day("2025-06-01")).Stamp));

    /// <summary>A new amount from 2030 on is two lines of data; every day before keeps its value and its stamp.</summary>
    [Fact]
    public void Read_ChangeOfLaw_IsDataOnlyAndLeavesThePastAlone()
    {
        var changed = Read(rules => rules.Replace(
            "participation.amount;2026-04-02;;150.00;R6323|décret 2026-234;letter;B;",
            "participation.amount;2030-07-01;;175.50;R6323;letter;A;\nparticipation.amount;2026-04-02;2030-06-30;150.00;R6323|décret 2026-234;letter;B;",
            StringComparison.Ordinal));
        Assert.Equal(17_550, changed.On(Day("2030-07-01")).Get(ParticipationRules.Amount));
        Assert.Equal(15_000, changed.On(Day("2030-06-30")).Get(ParticipationRules.Amount));
        foreach (var day in Book.Changes.Append(Day("2030-06-30")))
        {
            Assert.Equal(Book.On(day).Stamp, changed.On(day).Stamp);
            Assert.Equal(Book.On(day).Entries.Select(e => e.Text), changed.On(day).Entries.Select(e => e.Text));
        }
        Assert.NotEqual(Book.On(Day("2030-07-01")).Stamp, changed.On(Day("2030-07-01")).Stamp);
    }

    [Theory]
    [InlineData("participation.amount;2025-01-01;2025-12-31", "participation.amount;2025-01-03;2025-12-31",
        "n’a pas de valeur du 2025-01-01 au 2025-01-02")]
    [InlineData("participation.amount;2025-01-01;2025-12-31", "participation.amount;2025-01-01;2026-01-05",
        "aurait deux valeurs le 2026-01-01")]
    [InlineData("participation.amount;2026-04-02;;150.00", "participation.amount;2026-04-02;2026-12-31;150.00",
        "n’a plus de valeur après le 2026-12-31")]
    [InlineData("participation.amount;2026-04-02;;150.00", "participation.amount;2026-04-02;;150,00",
        "la valeur « 150,00 » de participation.amount ne convient pas")]
    [InlineData("participation.amount;2026-04-02;;150.00", "participation.amount;2026-04-02;;150.001", "un montant en euros est attendu")]
    [InlineData("participation.amount;2026-04-02;;150.00;R6323", "participation.amount;2026-04-02;;150.00;R9999",
        "la référence « R9999 » n’est pas connue")]
    [InlineData("participation.amount;2026-04-02", "participation.sum;2026-04-02", "la règle « participation.sum » n’est pas connue")]
    [InlineData("participation.amount;2026-04-02", "participation.amount;2 avril 2026", "n’est pas une date")]
    [InlineData("|unedic;R6323-3|arrêté 30/07/2020|L6323-4;reading", ";R6323-3|arrêté 30/07/2020|L6323-4;reading", "")]
    public void Read_MistakeInTheRules_NamesFileLineAndRemedy(string right, string wrong, string said)
    {
        if (said.Length == 0)
            (right, wrong, said) = (
                "|local-authority|unedic;R6333-3|arrêté 30/07/2020|L6323-4", "|local-authority;R6333-3|arrêté 30/07/2020|L6323-4",
                "il manque unedic");
        var text = Seed(RuleBookReader.Rules);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var failure = Assert.Throws<RuleBookException>(() => Read(rules => rules.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(failure.Problems, problem => problem.Contains(said, StringComparison.Ordinal));
        Assert.All(failure.Problems, problem => Assert.StartsWith("rules.csv", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_UnreadableCells_AreFoundByPhysicalLine()
    {
        var failure = Assert.Throws<RuleBookException>(
            () => Read(rules => "key;from;to;value;reference;basis;confidence;note\nnope;x;;;;;;\n" + rules[(rules.IndexOf('\n') + 1)..]));
        Assert.All(failure.Problems, problem => Assert.StartsWith("rules.csv, ligne 2 :", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_KeyMissingFromTheData_IsNamed()
    {
        var failure = Assert.Throws<RuleBookException>(() => RuleBookReader.Read(name => new StringReader(name == RuleBookReader.Keys
            ? string.Join('\n', Seed(name).Split('\n').Where(line => !line.StartsWith("cap.rs;", StringComparison.Ordinal)))
            : Seed(name))));
        Assert.Equal("keys.csv : la règle « cap.rs » manque. Ajoutez sa ligne, de type optional-amount.", Assert.Single(failure.Problems));
    }

    [Fact]
    public void Entries_WithSeveralReadings_SayWhichWasChosen() =>
        Assert.All(Book.Entries.Where(entry => entry.Basis is "reading" or "practice"),
            entry => Assert.NotEqual(("", 'C'), (entry.Note, entry.Confidence)));

    private static RuleBook Read(Func<string, string> change) =>
        RuleBookReader.Read(name => new StringReader(name == RuleBookReader.Rules ? change(Seed(name)) : Seed(name)));

    private static string Seed(string name)
    {
        using var text = SeedFiles.OpenText("regulation/" + name);
        return text.ReadToEnd();
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
