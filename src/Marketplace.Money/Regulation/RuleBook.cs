namespace Marketplace.Money.Regulation;

/// <summary>
/// Every amount, delay, percentage and order of law, dated. A change of law is a new line of
/// <c>seed-data/regulation/rules.csv</c>; what was true on an earlier day stays.
/// </summary>
public sealed class RuleBook
{
    /// <summary>First day of the account in euros; no rule is asked for before it.</summary>
    public static readonly DateOnly Begins = new(2019, 1, 1);

    private readonly DateOnly[] _changes;
    private readonly RulesInForce[] _sets;

    /// <param name="entries">Complete and without gaps: <see cref="RuleBookReader"/> sees to it.</param>
    internal RuleBook(IReadOnlyList<RuleEntry> entries, IReadOnlyList<RuleLabel> labels, IReadOnlyDictionary<string, string> references)
    {
        (Entries, Labels, References) = (entries, labels, references);
        _changes = [.. entries.Select(e => e.From).Distinct().Order()];
        var histories = RuleKeys.All.Select(key => entries.Where(e => e.Key == key).OrderBy(e => e.From).ToList()).ToList();
        _sets = [.. _changes.Select(day => new RulesInForce([.. histories.Select(history => history.Last(e => e.From <= day))]))];
    }

    /// <summary>The book of this program.</summary>
    public static RuleBook Current { get; } = RuleBookReader.ReadSeed();

    /// <summary>All lines, in the order of the file.</summary>
    public IReadOnlyList<RuleEntry> Entries { get; }

    /// <summary>All rules with their French names, in the order of the public page.</summary>
    public IReadOnlyList<RuleLabel> Labels { get; }

    /// <summary>Short name of a text → its title.</summary>
    public IReadOnlyDictionary<string, string> References { get; }

    /// <summary>Days on which at least one rule changed, first first.</summary>
    public IReadOnlyList<DateOnly> Changes => _changes;

    /// <summary>The rules of a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Before <see cref="Begins"/>.</exception>
    public RulesInForce On(DateOnly day)
    {
        if (day < Begins)
            throw new ArgumentOutOfRangeException(nameof(day), day, "The account is in euros since 2019-01-01; there is no rule before.");
        var found = Array.BinarySearch(_changes, day);
        return _sets[found >= 0 ? found : ~found - 1];
    }

    /// <summary>The rules that a stamp names, or null when this book was corrected since: then the stored copy tells.</summary>
    public RulesInForce? Find(string stamp) => Array.Find(_sets, set => set.Stamp == stamp);
}
