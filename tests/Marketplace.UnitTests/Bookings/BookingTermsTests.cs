using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Money.Calendar;
using Marketplace.Money.Regulation;
using Xunit;

namespace Marketplace.UnitTests.Bookings;

/// <summary>The conditions say what the rules say, on their day.</summary>
public sealed class BookingTermsTests
{
    [Fact]
    public void Of_RulesOfToday_NameEachDelayAndShare()
    {
        var rules = RuleBook.Current.On(new(2026, 12, 1));
        var terms = BookingTerms.Of(rules);
        var text = string.Join('\n', terms.Terms.Select(t => t.Text)).Replace('\u00A0', ' ');
        Assert.Equal(rules.Stamp, terms.Version);
        foreach (var expected in new[]
        {
            "5 demandes", "répond dans les 2 jours ouvrés", "dispose de 30 jours", "au plus tôt 11 jours ouvrés après la proposition",
                "Vous avez 4 jours ouvrés",
            "pendant 14 jours après l’acceptation", "tant que 7 jours ouvrés", "5 % du prix", "vos droits sont perdus",
            "les dotations sont perdues",
            "les abondements sont rendus", "devient un avoir", "En cas de force majeure, tout vous est rendu",
            "dans les 3 jours ouvrés ; elle compte après 24 heures",
            "un acompte de 25 %", "plus de 3 mois", "en dessous de 25 %", "à partir de 80 %", "validé après 5 jours ouvrés",
        })
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RulesBeforeTheStartDelay_SayNothingOfIt() =>
        Assert.DoesNotContain(BookingTerms.Of(RuleBook.Current.On(new(2020, 6, 1))).Terms, t =>
            t.Text.Contains("au plus tôt", StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-12-07", "2026-12-07", "aujourd’hui")]
    [InlineData("2026-12-07", "2026-12-08", "dans 1 jour ouvré")]
    [InlineData("2026-12-04", "2026-12-09", "dans 3 jours ouvrés")]
    [InlineData("2026-12-04", "2026-12-06", "avant le prochain jour ouvré")]
    [InlineData("2026-12-24", "2026-12-28", "dans 1 jour ouvré")]
    [InlineData("2026-12-07", "2026-12-04", "dépassé")]
    public void Left_CountsWorkingDaysWithoutToday(string today, string last, string expected) => Assert.Equal(expected,
        DossierWords.Left(Day(today), Day(last), WorkingDays.Of(HolidayZone.Metropole)).Replace('\u00A0', ' '));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
