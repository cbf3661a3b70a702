namespace Marketplace.Money.Funding;

/// <summary>Money that somebody else than the learner has put in, or would; or the learner, for an earlier booking.</summary>
/// <param name="Kind">One of <see cref="Regulation.RuleWords.Dotations"/> or <see cref="Regulation.RuleWords.TopUps"/>; of a learner's
/// credit <see cref="FundingLineSources.Learner"/>.</param>
/// <param name="Cents">Above zero.</param>
/// <param name="Bucket">Its account in the ledger; null in a simulation.</param>
public sealed record FundingSource(string Kind, long Cents, long? Bucket = null);

/// <summary>A training to pay for, and what there is to pay it with. Earmarks and last days are the caller's to heed.</summary>
/// <param name="On">Day whose rules hold.</param>
/// <param name="PriceCents">With tax; above zero.</param>
/// <param name="Offer">Key of <see cref="FundingWords.Caps"/>.</param>
/// <param name="Status">One of <see cref="FundingWords.Statuses"/>.</param>
/// <param name="AnnualRightsCents">Acquired rights that are free; zero or more.</param>
/// <param name="VolunteeringCents">Rights of volunteering that are free; a simulation has none.</param>
/// <param name="LearnerCredit">What stayed of card payments for earlier bookings, first first; null: nothing.</param>
public sealed record FundingRequest(
    DateOnly On, long PriceCents, string Offer, string Status, long AnnualRightsCents, IReadOnlyList<FundingSource> Dotations,
    IReadOnlyList<FundingSource> TopUps, long VolunteeringCents = 0, IReadOnlyList<FundingSource>? LearnerCredit = null);

/// <summary>A share of the price.</summary>
/// <param name="Source">fixed-participation, dotation, annual-rights, volunteering, top-up or learner.</param>
/// <param name="Kind">Of dotations and top-ups.</param>
public sealed record FundingLine(string Source, string? Kind, long AmountCents, long? Bucket = null);

/// <summary>Why something is as it is.</summary>
/// <param name="Rule">Key of the rule book.</param>
/// <param name="Reference">The article, as in the rule book.</param>
/// <param name="Text">French.</param>
public sealed record FundingExplanation(string Rule, string Reference, string Text);

/// <summary>Who pays what.</summary>
/// <param name="RuleSet">Stamp of the rules.</param>
/// <param name="FixedParticipationCents">Really due: the price when the price is lower, 0 when exempt or before there was one.</param>
/// <param name="Exemption">What exempts from it: jobseeker or the kind of money; null: nothing does.</param>
/// <param name="CapCents">Legal cap of this offer on this day; null: none.</param>
/// <param name="Lines">Add up to the price, in the order in which the money is used.</param>
/// <param name="LearnerTotalCents">Fixed participation and remainder.</param>
public sealed record FundingPlan(
    string RuleSet, long FixedParticipationCents, string? Exemption, long? CapCents, IReadOnlyList<FundingLine> Lines,
    long LearnerTotalCents,
    IReadOnlyList<FundingExplanation> Explanations)
{
    /// <summary>What of <see cref="LearnerTotalCents"/> is paid from which credit.</summary>
    public IReadOnlyList<FundingSource> CreditUsed { get; init; } = [];

    public long CreditUsedCents => CreditUsed.Sum(credit => credit.Cents);

    /// <summary>What the learner pays by card.</summary>
    public long CardCents => LearnerTotalCents - CreditUsedCents;
}

/// <summary>The plan, or why the training may not be funded that day.</summary>
public sealed record FundingAnswer(FundingPlan? Plan, FundingExplanation? Refusal);
