namespace Marketplace.Money.Funding;

/// <summary>Where a share of a price comes from, as in <see cref="FundingLine.Source"/> and the API.</summary>
public static class FundingLineSources
{
    /// <summary>Participation forfaitaire, L6323-7.</summary>
    public const string Participation = "fixed-participation";
    public const string Dotation = "dotation";
    public const string AnnualRights = "annual-rights";
    public const string Volunteering = "volunteering";
    public const string TopUp = "top-up";
    /// <summary>Reste à charge.</summary>
    public const string Learner = "learner";

    public static readonly IReadOnlyList<string> All = [Participation, Dotation, AnnualRights, Volunteering, TopUp, Learner];

    /// <summary>Owed by the learner in person: paid by card, or from a credit of an earlier booking.</summary>
    public static bool IsLearners(string source) => source is Participation or Learner;
}
