namespace Marketplace.Money.Regulation;

/// <summary>The words that rules are made of: kinds of money, offers, absences. The API uses the same.</summary>
public static class RuleWords
{
    public const string AnnualRights = "annual-rights";

    /// <summary>Compte d'engagement citoyen: acquired too (L5151-9), and outside the caps (L6323-15).</summary>
    public const string Volunteering = "volunteering";

    /// <summary>Alimentations: paid in for the holder, R6333-3 1°.</summary>
    public static readonly IReadOnlyList<string> Dotations =
        ["employer-penalty", "performance-agreement-dismissal", "agreement", "employer-voluntary", "whistleblower",
            "self-employed-platform"];

    /// <summary>Abondements: what others add when rights are not enough, II of L6323-4.</summary>
    public static readonly IReadOnlyList<string> TopUps =
        ["employer", "opco", "state", "region", "france-travail", "agefiph", "c2p", "work-accident", "local-authority", "unedic", "faf",
            "chamber"];

    /// <summary>Everything that pays for a training, the learner apart.</summary>
    public static readonly IReadOnlyList<string> Sources = [.. Dotations, AnnualRights, Volunteering, .. TopUps];

    /// <summary>Of what a booking does not use: lost, kept by who paid it in.</summary>
    public const string Kept = "kept";
    /// <summary>Of what a booking does not use: back to where it came from.</summary>
    public const string Returned = "returned";
    /// <summary>Of what was paid by card: it stays for another booking.</summary>
    public const string CreditNote = "credit-note";

    /// <summary>What may become of money paid by card.</summary>
    internal static readonly string[] CardRests = [CreditNote, Returned, Kept];

    /// <summary>What employers and funders can order for others.</summary>
    public static readonly IReadOnlyList<string> OrderedProducts = [
        "employer-voluntary", "agreement", "employer-penalty", "performance-agreement-dismissal", "top-up"];

    /// <summary>Absences that may count as work, L6323-12.</summary>
    public static readonly IReadOnlyList<string> Absences =
    [
        "maternity", "paternity", "adoption", "supplementary-birth", "parental-presence", "family-carer", "parental",
        "occupational-disease", "work-accident",
    ];
}
