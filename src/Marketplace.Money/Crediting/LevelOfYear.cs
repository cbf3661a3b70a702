namespace Marketplace.Money.Crediting;

/// <summary>The holder's declarations about their own level (R6323-3-1 II and III).</summary>
public static class LevelOfYear
{
    /// <summary>
    /// Whether a year is credited as below level 3: from the year in which that was declared, until the end of the year in
    /// which the contrary was.
    /// </summary>
    /// <param name="declarations">Day and what was declared, in any order.</param>
    public static bool IsLowQualified(int year, IEnumerable<(DateOnly Day, bool BelowLevel3)> declarations)
    {
        var low = false;
        foreach (var (day, below) in declarations.OrderBy(d => d.Day).TakeWhile(d => d.Day.Year <= year))
            low = below || (low && day.Year == year);
        return low;
    }
}
