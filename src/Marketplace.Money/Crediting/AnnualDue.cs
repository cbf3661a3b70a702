using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Crediting;

/// <summary>A part of a year's credit with the cap that limits it.</summary>
/// <param name="Due">Cents or hundredths of hours.</param>
/// <param name="Cap">Of the rights on the account, in the same unit.</param>
public readonly record struct DuePart(long Due, long Cap);

/// <summary>What a year of work is worth, before the account is looked at.</summary>
/// <param name="Category">The most favourable one: employee, low-qualified, esat, self-employed; none.</param>
/// <param name="Supplement">Of L5212-13 holders (0 and cap 0: none); the only part that may pass the general cap (D6323-3-3).</param>
/// <param name="Hours">Of public agents.</param>
public sealed record AnnualDue(string Category, DuePart Base, DuePart Supplement, DuePart Hours);

/// <summary>
/// Computes a year's credit from declarations: R6323-1, R6323-3-1, D6323-3-3, R6323-22, R6323-27, R6323-29, décret 2017-928.
/// </summary>
public sealed class AnnualCredit
{
    private readonly RulesInForce _rules;
    private readonly WorkShare _share;
    private readonly Fraction _half;

    /// <summary>The rules of a year are those in force on its last day.</summary>
    public AnnualCredit(int year, RuleBook book)
    {
        _rules = book.On(new DateOnly(year, 12, 31));
        _share = new WorkShare(year, _rules, book);
        _half = new Fraction((long)(_rules.Get(CreditingRules.HalfTimeShare) * 10_000), 10_000);
    }

    public RulesInForce Rules => _rules;

    /// <param name="declarations">All contracts and activities of the year, of all employers.</param>
    /// <param name="lowQualified">The holder's own declaration holds for the year (<see cref="LevelOfYear"/>).</param>
    public AnnualDue Of(IReadOnlyList<ActivityDeclaration> declarations, bool lowQualified)
    {
        var best = ("none", new DuePart(0, 0));
        var cap = 0L;
        foreach (var (category, part) in Categories(declarations, lowQualified))
        {
            // R6323-27: the most favourable amount and the most favourable cap, never the sum.
            if (part.Due > best.Item2.Due)
                best = (category, part);
            cap = Math.Max(cap, part.Due > 0 ? part.Cap : 0);
        }
        var employed = declarations.Where(d => d.Regime == Regimes.Employee).ToList();
        var supplement = employed.Exists(d => d.Disabled) && !Total(employed).IsZero ? _rules.Get(CreditingRules.DisabledSupplement) : 0;
        return new AnnualDue(best.Item1, new DuePart(best.Item2.Due, cap), supplement > 0
            ? new DuePart(supplement, _rules.Get(CreditingRules.DisabledCap)) : default, Hours(declarations, lowQualified));
    }

    private IEnumerable<(string, DuePart)> Categories(IReadOnlyList<ActivityDeclaration> declarations, bool lowQualified)
    {
        var employed = declarations.Where(d => d.Regime == Regimes.Employee).ToList();
        if (employed.Count > 0)
            yield return Employee(Total(employed), lowQualified || employed.Exists(d => d.LowQualified));
        if (declarations.Any(d => d.Regime == Regimes.Esat))
            yield return (Regimes.Esat, new DuePart(_rules.Get(CreditingRules.EsatAnnual), _rules.Get(CreditingRules.EsatCap)));
        var own = declarations.Where(d => d is { Regime: Regimes.SelfEmployed, ContributionPaid: true }).ToList();
        if (own.Count > 0)
            yield return (Regimes.SelfEmployed,
                new DuePart(_share.Presence(own).Of(_rules.Get(CreditingRules.SelfEmployedAnnual)),
                _rules.Get(CreditingRules.SelfEmployedCap)));
    }

    private (string, DuePart) Employee(Fraction share, bool lowQualified)
    {
        var halfTime = share >= _half;
        var raised = lowQualified && (halfTime || _rules.Get(CreditingRules.LowQualifiedBelowHalfTime) == "proportional");
        var annual = _rules.Get(raised ? CreditingRules.LowQualifiedAnnual : CreditingRules.Annual);
        var cap = _rules.Get(raised ? CreditingRules.LowQualifiedCap : CreditingRules.Cap);
        return (raised ? "low-qualified" : Regimes.Employee, new DuePart(halfTime ? annual : share.Of(annual), cap));
    }

    private DuePart Hours(IReadOnlyList<ActivityDeclaration> declarations, bool lowQualified)
    {
        var agent = declarations.Where(d => d.Regime == Regimes.PublicAgent).ToList();
        if (agent.Count == 0)
            return default;
        var low = lowQualified || agent.Exists(d => d.LowQualified);
        var hours = _rules.Get(low ? CreditingRules.PublicAgentLowQualifiedHours : CreditingRules.PublicAgentHours);
        var cap = _rules.Get(low ? CreditingRules.PublicAgentLowQualifiedHoursCap : CreditingRules.PublicAgentHoursCap);
        return new DuePart(Total(agent).Of(hours) * 100, cap * 100);
    }

    private Fraction Total(List<ActivityDeclaration> declarations)
    {
        var total = Fraction.Zero;
        foreach (var declaration in declarations)
            total += _share.Of(declaration);
        return total.AtMostOne();
    }
}
