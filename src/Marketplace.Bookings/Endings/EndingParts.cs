using Marketplace.Money.Funding;

namespace Marketplace.Bookings.Endings;

/// <summary>Money behind a line: one bucket, or one line of the ledger.</summary>
/// <param name="Id">Whatever the caller knows it by.</param>
/// <param name="Cents">Zero or more.</param>
/// <param name="UsableUntil">Last day of its bucket; null: no limit.</param>
public sealed record EndingPart(long Id, long Cents, DateOnly? UsableUntil = null);

/// <summary>What becomes of a part; the four add up to its cents.</summary>
public sealed record EndingPartPlan(long Id, long UsedCents, long ReturnedCents, long KeptCents, long CreditCents);

/// <summary>A line may come from several buckets: those that expire first are used first, whatever the order they are given in.</summary>
public static class EndingParts
{
    /// <param name="line">Of a plan.</param>
    /// <param name="parts">Add up to the line's amount.</param>
    /// <returns>In the order of the parts.</returns>
    public static IReadOnlyList<EndingPartPlan> Of(EndingPlanLine line, IReadOnlyList<EndingPart> parts)
    {
        if (parts.Sum(part => part.Cents) != line.AmountCents)
            throw new ArgumentException("The parts of a line add up to its amount.", nameof(parts));
        var order = Enumerable.Range(0, parts.Count).OrderBy(index => parts[index].UsableUntil ?? DateOnly.MaxValue).ToList();
        var used = Shares.InOrder(line.UsedCents, [.. order.Select(index => parts[index].Cents)]);
        return [.. parts.Select((part, index) => Plan(line, part, used[order.IndexOf(index)]))];
    }

    /// <summary>The rest of a line has one fate, and so has that of each of its parts.</summary>
    private static EndingPartPlan Plan(EndingPlanLine line, EndingPart part, long used)
    {
        var rest = part.Cents - used;
        return new EndingPartPlan(part.Id, used, line.ReturnedCents > 0 ? rest : 0, line.KeptCents > 0 ? rest : 0,
            line.CreditCents > 0 ? rest : 0);
    }
}
