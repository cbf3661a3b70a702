namespace Marketplace.Money.Regulation;

/// <summary>
/// The name of a rule together with its type. Keys exist only as fields of the classes in <c>Keys</c>, so that code
/// cannot ask for a rule that the book does not have; loading checks that the data holds each of them, and no other.
/// </summary>
public abstract class RuleKey(string name, string type)
{
    /// <summary>As in rules.csv, such as <c>participation.amount</c>.</summary>
    public string Name { get; } = name;

    /// <summary>As in keys.csv: amount, percentage, delay …</summary>
    public string Type { get; } = type;

    /// <summary>Place in <see cref="RuleKeys.All"/>; given when the list is made.</summary>
    internal int Index { get; set; } = -1;

    /// <exception cref="FormatException">The text is no value of this rule; says in French what is expected.</exception>
    internal abstract object? ParseValue(string text);

    public override string ToString() => Name;
}

/// <inheritdoc/>
/// <typeparam name="T">Amounts are <see cref="long"/> cents, percentages <see cref="decimal"/> shares (25 % is 0.25).</typeparam>
public sealed class RuleKey<T>(string name, string type, Func<string, T> parse) : RuleKey(name, type)
{
    internal override object? ParseValue(string text) => parse(text);
}
