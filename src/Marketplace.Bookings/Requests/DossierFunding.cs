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
    /// What of a plan comes from which bucket; learner's money first from what earlier bookings left on the account, the rest by card.
    /// </summary>
    /// <returns>Line of the plan (from 1), bucket, cents; a bucket of 0 is the card.</returns>
    public static IReadOnlyList<(short Line, long Bucket, long Cents)> Shares(FundingPlan plan, HolderEntitlements held)
    {
        var shares = new List<(short, long, long)>();
        var credit = new Queue<Bucket>(held.Buckets.Select(b => b.Bucket)
            .Where(b => b.Terms.Kind == AccountKinds.Learner && b.Available > 0).OrderBy(b => b.Id));
        var left = credit.Count > 0 ? credit.Peek().Available : 0;
        for (short n = 0; n < plan.Lines.Count; n++)
        {
            var line = plan.Lines[n];
            if (BucketOf(line, held) is { } bucket)
            {
                shares.Add(((short)(n + 1), bucket, line.AmountCents));
                continue;
            }
            var owed = line.AmountCents;
            while (owed > 0 && credit.Count > 0)
            {
                var taken = Math.Min(owed, left);
                shares.Add(((short)(n + 1), credit.Peek().Id, taken));
                (owed, left) = (owed - taken, left - taken);
                if (left == 0)
                {
                    credit.Dequeue();
                    left = credit.Count > 0 ? credit.Peek().Available : 0;
                }
            }
            if (owed > 0)
                shares.Add(((short)(n + 1), 0, owed));
        }
        return shares;
    }

    private static long? BucketOf(FundingLine line, HolderEntitlements held) => line.Source switch
    {
        "annual-rights" => Only(AccountKinds.Annual, held),
        "volunteering" => Only(AccountKinds.Volunteering, held),
        "dotation" or "top-up" => line.Bucket ?? throw new InvalidOperationException($"A line of {line.Kind} without its bucket."),
        _ => null,
    };

    private static long Only(string kind, HolderEntitlements held) => held.Buckets.Single(b => b.Terms.Kind == kind).Bucket.Id;
}
