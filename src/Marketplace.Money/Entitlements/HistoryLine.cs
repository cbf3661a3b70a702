using Marketplace.Money.Ledger;

namespace Marketplace.Money.Entitlements;

/// <summary>One transfer of a holder as their history shows it.</summary>
/// <param name="Id">Of the transfer; later lines have larger ones.</param>
/// <param name="Day">In Paris.</param>
/// <param name="Nature">One of <see cref="Natures"/>.</param>
/// <param name="Reason">Rule or cause, with its words separated by blanks.</param>
/// <param name="Amount">Cents, or hundredths of hours; above zero.</param>
/// <param name="Kind">Of the bucket that the money came to or left.</param>
/// <param name="Code">Kind of a dotation or top-up.</param>
/// <param name="RuleSet">Stamp.</param>
/// <param name="Assessed">Of a yearly credit: what was due, and when it was computed for the how manieth time.</param>
public sealed record HistoryLine(
    long Id, DateOnly Day, string Nature, string Reason, long Amount, string Kind, string Code, string RuleSet, HistoryAssessment? Assessed)
{
    public bool InHours => Kind == AccountKinds.PublicHours;

    /// <summary>
    /// What the line does to what is free to use: a reservation takes it away, so that its debit changes nothing any more.
    /// A payment by card belongs to its booking and is never counted.
    /// </summary>
    public long Change => Kind == AccountKinds.Learner ? 0 : Nature switch
    {
        Natures.Credit or Natures.Release or Natures.Unhold or Natures.Recredit => Amount,
        Natures.Withdraw or Natures.Convert or Natures.Reserve or Natures.Hold => -Amount,
        _ => 0,
    };
}

/// <summary>The assessment that a yearly credit was posted with. All cents or hundredths of hours.</summary>
public sealed record HistoryAssessment(
    int Revision, long BaseDue, long BaseCap, long BaseCredited, long SupplementDue, long SupplementCap, long HoursDue, long HoursCap);

/// <summary>A page of history, latest first.</summary>
/// <param name="Rules">By stamp, as the lines were computed with.</param>
/// <param name="Newer">Lines before the first exist.</param>
/// <param name="Older">Lines after the last exist.</param>
public sealed record HistoryPage(
    IReadOnlyList<HistoryLine> Lines, IReadOnlyDictionary<string, Regulation.RulesInForce> Rules, bool Newer, bool Older);
