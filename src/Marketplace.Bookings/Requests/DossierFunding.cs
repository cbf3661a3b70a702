using Marketplace.Bookings.Dossiers;
using Marketplace.Money.Entitlements;
using Marketplace.Money.Funding;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Npgsql;

namespace Marketplace.Bookings.Requests;

/// <summary>What a dossier costs its learner with the rights of this moment, by the planner of the simulator.</summary>
public sealed class DossierFunding(EntitlementStore entitlements)
{
    /// <summary>The plan or why the training may not be funded; null while no NIR is tied.</summary>
    public async Task<FundingAnswer?> AnswerAsync(
        NpgsqlConnection connection, BookingRow row, DateOnly today, RulesInForce rules, CancellationToken cancel) =>
        await entitlements.OfAccountAsync(connection, row.AccountId, cancel) is { } held ? Answer(held, row, today, rules) : null;

    /// <inheritdoc cref="AnswerAsync"/>
    public static FundingAnswer Answer(HolderEntitlements held, BookingRow row, DateOnly today, RulesInForce rules) =>
        FundingPlanner.Plan(
            HolderFunding.Request(held, today, row.Price, row.OfferKind, row.CertificationCode, row.Status ?? "employee"), rules);

    /// <summary>The holder's rights, as the caller's transaction sees them.</summary>
    public Task<HolderEntitlements?> HeldAsync(NpgsqlConnection connection, Guid account, CancellationToken cancel) =>
        entitlements.OfAccountAsync(connection, account, cancel);

    /// <summary>
    /// What of a plan comes from which bucket; the learner's money first from what earlier bookings left on the account, the rest by card.
    /// </summary>
    /// <param name="card">Account that the card payment came to; null while it has not come.</param>
    /// <returns>Line of the plan (from 1), bucket, cents; without bucket it is still to be paid by card.</returns>
    public static IReadOnlyList<PlannedShare> Shares(FundingPlan plan, HolderEntitlements held, long? card)
    {
        var shares = new List<PlannedShare>();
        var credit = new Queue<(long Bucket, long Cents)>(plan.CreditUsed.Select(c => (c.Bucket!.Value, c.Cents)));
        foreach (var (line, index) in plan.Lines.Select((line, index) => (line, index)))
        {
            var n = (short)(index + 1);
            if (BucketOf(line, held) is { } bucket)
            {
                shares.Add(new(n, bucket, line.AmountCents));
                continue;
            }
            var owed = line.AmountCents;
            while (owed > 0 && credit.TryDequeue(out var next))
            {
                var taken = Math.Min(owed, next.Cents);
                shares.Add(new(n, next.Bucket, taken));
                owed -= taken;
                if (taken < next.Cents)
                    credit = new([(next.Bucket, next.Cents - taken), .. credit]);
            }
            if (owed > 0)
                shares.Add(new(n, card, owed));
        }
        return shares;
    }

    private static long? BucketOf(FundingLine line, HolderEntitlements held) => line.Source switch
    {
        FundingLineSources.AnnualRights => Only(AccountKinds.Annual, held),
        FundingLineSources.Volunteering => Only(AccountKinds.Volunteering, held),
        FundingLineSources.Dotation or FundingLineSources.TopUp => line.Bucket
        ?? throw new InvalidOperationException($"A line of {line.Kind} without its bucket."),
        _ => null,
    };

    private static long Only(string kind, HolderEntitlements held) => held.Buckets.Single(b => b.Terms.Kind == kind).Bucket.Id;
}

/// <param name="Line">Of the plan, from 1.</param>
/// <param name="Bucket">Null: still to be paid by card.</param>
public sealed record PlannedShare(short Line, long? Bucket, long Cents);
