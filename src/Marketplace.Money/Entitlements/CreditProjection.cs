using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;

namespace Marketplace.Money.Entitlements;

/// <summary>The next yearly credit as far as it can be known: the very computation of the batch, on what is declared so far.</summary>
/// <param name="Year">Of the work.</param>
/// <param name="PostedBy">At the latest.</param>
/// <param name="Declared">The year's own declarations; else those of the year before, supposed to go on.</param>
/// <param name="Due">Before caps.</param>
/// <param name="Decision">After caps, with what the account holds now.</param>
public sealed record CreditProjection(
    int Year, DateOnly PostedBy, bool Declared, AnnualDue Due, CreditDecision Decision, RulesInForce Rules)
{
    /// <summary>Cents that would come to the account.</summary>
    public long Cents => Decision.BaseCredit + Decision.SupplementCredit - Decision.KeptBack - Decision.Withdraw;

    /// <summary>Hundredths of hours.</summary>
    public long Centihours => Decision.HoursCredit - Decision.HoursWithdraw;

    /// <summary>Null: nothing is declared to project from, or the holder has retired.</summary>
    public static CreditProjection? Of(HolderEntitlements entitlements, RuleBook book, DateOnly today)
    {
        if (entitlements.IsRetired(today) || entitlements.Declarations.Count == 0)
            return null;
        var last = entitlements.Declarations.Max(declared => declared.Year);
        var declarations = entitlements.Declarations.Where(declared => declared.Year == last).Select(declared => declared.Declaration)
            .ToList();
        var pending = For(last, declarations, declared: true);
        return pending.Decision.Changed ? pending : For(last + 1, [.. declarations.Select(NextYear)], declared: false);

        CreditProjection For(int year, IReadOnlyList<ActivityDeclaration> work, bool declared)
        {
            var credit = new AnnualCredit(year, book);
            var due = credit.Of(work, LevelOfYear.IsLowQualified(year, entitlements.Levels.Select(level => (level.Day, level.Holds))));
            var before = entitlements.Years.FirstOrDefault(assessed => assessed.Year == year)?.Credit ?? default;
            return new CreditProjection(
                year, credit.Rules.Get(CreditingRules.PostedBy).In(year + 1), declared, due,
                CreditDecision.Of(before, due, Account(entitlements)), credit.Rules);
        }
    }

    /// <summary>The same work at the same days of the next year.</summary>
    private static ActivityDeclaration NextYear(ActivityDeclaration work) =>
        work with { Starts = work.Starts.AddYears(1), Ends = work.Ends.AddYears(1) };

    private static AccountState Account(HolderEntitlements entitlements)
    {
        var annual = entitlements.Buckets.FirstOrDefault(bucket => bucket.Terms.Kind == AccountKinds.Annual)?.Bucket;
        var hours = entitlements.Buckets.FirstOrDefault(bucket => bucket.Terms.Kind == AccountKinds.PublicHours)?.Bucket;
        return new AccountState(
            annual?.Available ?? 0, annual?.Reserved ?? 0, hours?.Available ?? 0, hours?.Reserved ?? 0, entitlements.Owed);
    }
}
