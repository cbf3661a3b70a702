namespace Marketplace.Statistics.Editions;

/// <summary>How many people a figure stands for at least.</summary>
/// <param name="K">Of people.</param>
internal readonly record struct Threshold(int K)
{
    /// <summary>Nobody, or enough people.</summary>
    public bool Allows(IEnumerable<Fact> bookings) => Allows(bookings, 1);

    /// <summary>Nobody, or enough people and bookings, when they are the sum of several cells that are known not to be empty.</summary>
    public bool Allows(IEnumerable<Fact> bookings, int cells)
    {
        var people = new HashSet<long>();
        var count = 0;
        foreach (var booking in bookings)
        {
            count++;
            if (people.Count < K)
                people.Add(booking.Learner);
            if (people.Count >= K && count >= K + cells - 1)
                return true;
        }
        return count == 0;
    }
}
