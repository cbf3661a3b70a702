using Marketplace.Money.Funding;

namespace Marketplace.Bookings.Recoveries;

/// <summary>A share of what is to be recovered.</summary>
/// <param name="First">Of France compétences: served first while not all is recovered.</param>
/// <param name="Cents">Of it.</param>
/// <param name="ReturnedCents">Given back before.</param>
public sealed record RecoveryShare(long Line, bool First, long Cents, long ReturnedCents = 0)
{
    public long LeftCents => Cents - ReturnedCents;
}

/// <summary>
/// Who gets what was recovered (R6333-7-5): each in proportion of what it paid; of a partial recovery France compétences first. A pure
/// function.
/// </summary>
public static class RecoverySharing
{
    /// <summary>What is undue, over the lines that paid it, in proportion.</summary>
    /// <param name="undue">Up to what the lines paid.</param>
    /// <param name="paid">Cents of each line.</param>
    public static IReadOnlyList<long> Undue(long undue, IReadOnlyList<long> paid) => Shares.Proportional(undue, paid);

    /// <summary>What comes in now, over the shares that are left.</summary>
    /// <param name="cents">Up to what is left of all of them.</param>
    /// <returns>In the order of the shares; none passes what is left of it.</returns>
    public static IReadOnlyList<long> Of(long cents, IReadOnlyList<RecoveryShare> shares)
    {
        var first = shares.Select(share => share.First ? share.LeftCents : 0).ToList();
        var others = shares.Select(share => share.First ? 0 : share.LeftCents).ToList();
        var toFirst = Math.Min(cents, first.Sum());
        var (a, b) = (Split(toFirst, first), Split(cents - toFirst, others));
        return [.. a.Zip(b, (x, y) => x + y)];
    }

    private static IReadOnlyList<long> Split(long cents, IReadOnlyList<long> left) =>
        cents == 0 ? new long[left.Count] : cents <= left.Sum() ? Shares.Proportional(cents, left)
            : throw new ArgumentOutOfRangeException(nameof(cents), cents, "More than is left.");
}
