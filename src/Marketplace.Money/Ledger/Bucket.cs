namespace Marketplace.Money.Ledger;

/// <summary>Money of a holder with the conditions it came with. They never change: other conditions are another bucket.</summary>
/// <param name="Kind">One of <see cref="AccountKinds"/>.</param>
/// <param name="Code">Kind of dotation or top-up; the booking of a learner's payment; else empty.</param>
/// <param name="Funder">Code of the funder's account.</param>
/// <param name="Earmark">Certifications it is reserved for (R6323-42-1); null: every eligible training.</param>
/// <param name="UsableUntil">Last day; null: no limit.</param>
/// <param name="RefundRest">What is left at the end goes back to the funder.</param>
public sealed record BucketTerms(
    string Kind, string Code = "", string? Funder = null, IReadOnlyList<string>? Earmark = null, DateOnly? UsableUntil = null,
    bool RefundRest = false)
{
    public string Unit => Kind == AccountKinds.PublicHours ? "centihour" : "cent";
}

/// <summary>A bucket as it stands.</summary>
/// <param name="Available">Cents (or hundredths of hours) free to use.</param>
/// <param name="Reserved">Promised to bookings.</param>
public sealed record Bucket(long Id, BucketTerms Terms, long Available, long Reserved);
