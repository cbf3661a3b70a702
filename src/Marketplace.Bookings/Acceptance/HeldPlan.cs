using System.Text.Json;
using Marketplace.Bookings.Requests;
using Marketplace.Money.Funding;

namespace Marketplace.Bookings.Acceptance;

/// <summary>Who pays what, as it stood when the learner accepted: what a card page that is open holds, and what is then reserved.</summary>
/// <param name="On">Day in Paris.</param>
/// <param name="Holder">Of the ledger.</param>
internal sealed record HeldPlan(DateOnly On, FundingPlan Plan, IReadOnlyList<PlannedShare> Shares, long Holder)
{
    public string Write() => JsonSerializer.Serialize(this);

    public static HeldPlan Read(string json) => JsonSerializer.Deserialize<HeldPlan>(json)!;

    /// <summary>With the money of the card.</summary>
    public HeldPlan PaidFrom(long bucket) => this with { Shares = [.. Shares.Select(s => s with { Bucket = s.Bucket ?? bucket })] };
}
