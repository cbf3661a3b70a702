namespace Marketplace.Money.Crediting;

/// <summary>Whose rules a year of work falls under, as in <c>activity_declaration.regime</c>.</summary>
public static class Regimes
{
    public const string Employee = "employee";
    /// <summary>Établissement ou service d'accompagnement par le travail, L6323-33.</summary>
    public const string Esat = "esat";
    public const string SelfEmployed = "self-employed";
    public const string PublicAgent = "public-agent";
}

/// <summary>How work is measured, as in <c>activity_declaration.basis</c>.</summary>
public static class Bases
{
    public const string Hours = "hours";
    /// <summary>Part-time rate over the days of the contract.</summary>
    public const string Rate = "rate";
    /// <summary>Forfait jours.</summary>
    public const string Days = "days";
    /// <summary>Pay, where there is no working time.</summary>
    public const string Pay = "pay";
    /// <summary>The days of the contract or activity alone.</summary>
    public const string Presence = "presence";
}

/// <summary>One contract or activity of a person in a year, the latest revision.</summary>
/// <param name="Quantity">Hundredths of hours, percent, days or euros.</param>
/// <param name="Reference">Hundredths: hours or days of a full year by agreement; null: the law's.</param>
/// <param name="Absences">kind:hundredths of the basis, separated by <c>|</c>; kinds of <see
/// cref="Regulation.RuleWords.Absences"/>.</param>
/// <param name="Starts">First day in the year.</param>
/// <param name="Ends">Last day in the year.</param>
/// <param name="LowQualified">Declared below level 3 (CAP, BEP), L6323-11-1.</param>
/// <param name="Disabled">Bénéficiaire de l'obligation d'emploi, L5212-13.</param>
/// <param name="ContributionPaid">Self-employed: the contribution was paid, L6323-27.</param>
public sealed record ActivityDeclaration(
    string Regime, string Basis, long Quantity, long? Reference, string Absences, DateOnly Starts, DateOnly Ends, bool LowQualified,
    bool Disabled, bool ContributionPaid);
