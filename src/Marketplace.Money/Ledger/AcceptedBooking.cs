using Npgsql;

namespace Marketplace.Money.Ledger;

/// <summary>What a booking is accepted for.</summary>
/// <param name="PriceCents">With tax; the shares add up to it.</param>
/// <param name="ParticipationCents">Fixed participation that is due; 0 with an exemption.</param>
/// <param name="Exemption">Why none is due; null when it is.</param>
/// <param name="CapCents">On annual rights; null: none.</param>
/// <param name="Shares">From which bucket how many cents.</param>
/// <param name="ParticipationBy">learner, employer or opco (R6323 al. 3).</param>
/// <param name="Certification">That the training prepares for; null: none. Earmarked money serves its own only (R6323-42-1).</param>
public sealed record AcceptedBooking(
    Guid Booking, long Holder, long PriceCents, long ParticipationCents, string? Exemption, long? CapCents,
    IReadOnlyList<(long Bucket, long Cents)> Shares,
    string ParticipationBy = "learner", string? Certification = null)
{
    /// <summary>Refuses what no ledger needs to be asked for.</summary>
    internal void Check()
    {
        if (Shares.Any(share => share.Cents < 0))
            throw new ArgumentException("A share of a booking is not negative.", nameof(Shares));
        if (Shares.Sum(share => share.Cents) != PriceCents)
            throw new ArgumentException("The shares of a booking add up to its price.", nameof(Shares));
    }

    /// <summary>Terms are heeded where money is promised, whatever planned it (R6323-42-1, L6323-3). Under the holder's lock.</summary>
    internal async Task RefuseUnusableAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancel)
    {
        var money = await ShareMoney.UsableAsync(connection, Booking, Holder, Certification, Shares, day, cancel);
        var annual = money.Where(m => m.Kind == AccountKinds.Annual).Sum(m => m.Cents);
        if (annual > Math.Min(CapCents ?? PriceCents, PriceCents - ParticipationCents))
            throw new ArgumentException("Annual rights pay neither more than their cap nor the participation.", nameof(Shares));
        if (money.Where(m => ParticipationBy == "learner" ? m.Kind == AccountKinds.Learner : m.Kind == AccountKinds.TopUp
            && m.Code is "employer" or "opco").Sum(m => m.Cents) < ParticipationCents)
            throw new ArgumentException("The participation is paid by who owes it.", nameof(Shares));
    }
}

/// <summary>
/// Money that may not serve this booking: another holder's, hours, earmarked for other certifications, past its last day, or of
/// an account closed by retirement. Nothing was written.
/// </summary>
public sealed class UnusableRightsException(Guid booking, IReadOnlyList<long> buckets)
    : Exception($"The booking {booking} may not use the accounts {string.Join(", ", buckets)}.")
{
    public IReadOnlyList<long> Buckets => buckets;
}
