namespace Marketplace.Bookings.Training;

/// <summary>What a provider says of an exit.</summary>
/// <param name="Reason">Key of <see cref="Reasons"/>; <see cref="Total"/> alone without a rate.</param>
/// <param name="Rate">Whole percent of what was done; 100 when total.</param>
public sealed record ExitDeclaration(DateOnly On, string Reason, int Rate, bool ForceMajeure)
{
    public const string Total = "total";

    /// <summary>Codes with their words: the official ones.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        [Total] = "La formation a été suivie en entier",
        ["learner-left"] = "La personne a abandonné, ou a été absente sans rattrapage",
        ["postponed"] = "L’organisme interrompt la formation et la reporte",
        ["interrupted"] = "L’organisme interrompt la formation sans la reporter",
    };

    /// <summary>In what the done part is counted: in person hours, half-days or days; at a distance milestones.</summary>
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["hours"] = "heures",
        ["half-days"] = "demi-journées",
        ["days"] = "jours",
        ["milestones"] = "jalons pédagogiques",
    };

    /// <summary>Whole percent, half up; CP-OF article 5.1.</summary>
    public static int RateOf(decimal done, decimal total) => (int)decimal.Round(100 * done / total, MidpointRounding.AwayFromZero);

    /// <summary>learner or provider; null: nobody is.</summary>
    public string? Liable => Rate == 100 || ForceMajeure ? null : Reason == "learner-left" ? "learner" : "provider";
}
