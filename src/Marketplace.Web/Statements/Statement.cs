using Marketplace.Money.Entitlements;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;

namespace Marketplace.Web.Statements;

/// <summary>A holder's rights and their whole history on a day, for a file to keep.</summary>
/// <param name="Name">Of the holder.</param>
/// <param name="UsableCents">Usable on the day.</param>
/// <param name="Lines">Latest first.</param>
/// <param name="Cut">Older lines were left out.</param>
public sealed record Statement(
    string Name, DateOnly Day, long UsableCents, IReadOnlyList<StatementPart> Parts, IReadOnlyList<StatementLine> Lines, bool Cut)
{
    private static readonly string[] Counted = [AccountKinds.Annual, AccountKinds.Volunteering, AccountKinds.Dotation, AccountKinds.TopUp];

    /// <summary>The balance goes back from what the buckets hold, so that it holds for a history that was cut too.</summary>
    public static Statement Of(string name, DateOnly day, HolderEntitlements entitlements, HistoryPage history, RuleBook book)
    {
        var balance = entitlements.Buckets.Where(state => Counted.Contains(state.Terms.Kind)).Sum(state => state.Bucket.Available);
        var lines = new List<StatementLine>(history.Lines.Count);
        foreach (var line in history.Lines)
        {
            var text = HistoryText.Of(line, history.Rules[line.RuleSet]);
            lines.Add(new StatementLine(
                line.Day, text.Title, BucketText.Label(line.Kind, line.Code), line.Change == 0 ? line.Amount : line.Change,
                line.Change != 0, line.InHours,
                balance, text.Why.Text, book.References[text.Why.Reference]));
            balance -= line.InHours ? 0 : line.Change;
        }
        return new Statement(name, day, entitlements.UsableCents(day),
            [.. entitlements.Buckets.Where(state => state.IsShown)
            .Select(state => new StatementPart(
                BucketText.Label(state), state.Bucket.Available, state.Bucket.Reserved,
                state.Terms.Kind == AccountKinds.PublicHours, state.Terms.UsableUntil))],
            lines, history.Older);
    }
}

/// <summary>A part of the rights; cents, or hundredths of hours.</summary>
public sealed record StatementPart(string Label, long Available, long Reserved, bool InHours, DateOnly? UsableUntil);

/// <summary>A movement.</summary>
/// <param name="Part">Which part of the rights.</param>
/// <param name="Amount">Signed when <paramref name="Counts"/>; cents, or hundredths of hours.</param>
/// <param name="Counts">It changes what is free to use.</param>
/// <param name="BalanceCents">Free euros after it, whatever their last day.</param>
/// <param name="Text">Why.</param>
/// <param name="Reference">Title of the text of law.</param>
public sealed record StatementLine(
    DateOnly Day, string Title, string Part, long Amount, bool Counts, bool InHours, long BalanceCents, string Text, string Reference);
