namespace Marketplace.Statistics.Editions;

/// <summary>Figures of bookings.</summary>
internal static class CellFigures
{
    /// <param name="source">Amounts of one source of funding alone; null: the price.</param>
    public static Figures Of(IEnumerable<Fact> bookings, int? source = null)
    {
        var people = new HashSet<long>();
        long count = 0, amount = 0, learner = 0, hours = 0;
        foreach (var fact in bookings)
        {
            people.Add(fact.Learner);
            count++;
            amount += source is { } one ? fact.Parts[one] : fact.Amount;
            learner += fact.LearnerAmount;
            hours += fact.Hours;
        }
        return count == 0 ? Figures.Zero : new(count, people.Count, amount, learner, hours);
    }
}
