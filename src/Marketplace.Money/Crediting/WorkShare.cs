using System.Globalization;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Crediting;

/// <summary>What share of a full year somebody worked (R6323-1 II), absences of L6323-12 counted in full.</summary>
internal sealed class WorkShare(int year, RulesInForce rules, RuleBook book)
{
    private readonly IReadOnlyList<string> _counted = rules.Get(CreditingRules.AbsencesCounted);
    private readonly int _hours = rules.Get(CreditingRules.ReferenceHours) * 100;
    private readonly int _days = rules.Get(CreditingRules.ReferenceDays) * 100;
    private readonly long _pay = rules.Get(CreditingRules.ReferenceMinimumWageHours) * MinimumWage(year, rules, book);
    private readonly int _daysOfYear = DateTime.IsLeapYear(year) ? 366 : 365;

    /// <summary>Of one declaration; may exceed one.</summary>
    public Fraction Of(ActivityDeclaration declaration) => declaration.Basis switch
    {
        Bases.Hours => new Fraction(Worked(declaration), declaration.Reference ?? _hours),
        // The agreement's number of days, at most the law's 218.
        Bases.Days => new Fraction(Worked(declaration), Math.Min(declaration.Reference ?? _days, _days)),
        Bases.Rate => new Fraction(declaration.Quantity, 100_00) * Presence([declaration]),
        Bases.Pay => new Fraction(Worked(declaration), _pay),
        _ => Presence([declaration]),
    };

    /// <summary>Days of the year that at least one of the activities covers.</summary>
    public Fraction Presence(IEnumerable<ActivityDeclaration> declarations)
    {
        var covered = 0;
        var next = new DateOnly(year, 1, 1);
        foreach (var declaration in declarations.OrderBy(d => d.Starts))
        {
            var from = declaration.Starts > next ? declaration.Starts : next;
            var to = declaration.Ends.Year > year ? new DateOnly(year, 12, 31) : declaration.Ends;
            if (to < from)
                continue;
            covered += to.DayNumber - from.DayNumber + 1;
            next = to.AddDays(1);
        }
        return new Fraction(covered, _daysOfYear);
    }

    private long Worked(ActivityDeclaration declaration)
    {
        var worked = declaration.Quantity;
        if (declaration.Absences.Length == 0)
            return worked;
        foreach (var absence in declaration.Absences.Split('|'))
        {
            var colon = absence.IndexOf(':', StringComparison.Ordinal);
            if (_counted.Contains(absence[..colon]))
                worked += long.Parse(absence.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        }
        return worked;
    }

    private static long MinimumWage(int year, RulesInForce rules, RuleBook book) =>
        book.On(rules.Get(CreditingRules.MinimumWageDay) == "year-start" ? new DateOnly(year, 1, 1) : new DateOnly(year, 12, 31))
            .Get(CreditingRules.MinimumWage);
}
