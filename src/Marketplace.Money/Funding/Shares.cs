namespace Marketplace.Money.Funding;

/// <summary>Shares an amount over others, in whole cents that add up to it.</summary>
public static class Shares
{
    /// <summary>In proportion, by largest remainder; of equal remainders the earlier one gets the cent.</summary>
    /// <param name="totalCents">Zero or more.</param>
    /// <param name="amounts">None below zero; above zero together, unless there is nothing to share.</param>
    /// <returns>In the order of the amounts; none passes its amount where the total does not pass their sum.</returns>
    public static IReadOnlyList<long> Proportional(long totalCents, IReadOnlyList<long> amounts)
    {
        Check(totalCents, amounts);
        if (totalCents == 0)
            return new long[amounts.Count];
        var sum = amounts.Aggregate(Int128.Zero, (all, amount) => all + amount);
        if (sum == 0)
            throw new ArgumentException("There is nothing to share over.", nameof(amounts));
        var shares = amounts.Select(amount => (long)((Int128)totalCents * amount / sum)).ToArray();
        var left = (int)(totalCents - shares.Sum());
        foreach (var index in Enumerable.Range(0, amounts.Count).OrderByDescending(i => (Int128)totalCents * amounts[i] % sum).Take(left))
            shares[index]++;
        return shares;
    }

    /// <summary>One after the other, each as far as it goes.</summary>
    /// <param name="totalCents">Zero to the sum of the amounts.</param>
    /// <param name="amounts">None below zero.</param>
    public static IReadOnlyList<long> InOrder(long totalCents, IReadOnlyList<long> amounts)
    {
        Check(totalCents, amounts);
        var left = totalCents;
        var shares = amounts.Select(amount =>
        {
            var share = Math.Min(left, amount);
            left -= share;
            return share;
        }).ToArray();
        return left == 0 ? shares : throw new ArgumentOutOfRangeException(nameof(totalCents), totalCents, "More than there is.");
    }

    private static void Check(long totalCents, IReadOnlyList<long> amounts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(totalCents);
        if (amounts.Any(amount => amount < 0))
            throw new ArgumentOutOfRangeException(nameof(amounts), "An amount is below zero.");
    }
}
