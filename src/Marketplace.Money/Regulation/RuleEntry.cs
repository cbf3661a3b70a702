namespace Marketplace.Money.Regulation;

/// <summary>One line of the rule book: what a rule was from one day to another.</summary>
/// <param name="From">First day in force.</param>
/// <param name="To">Last day in force; null: until a later line.</param>
/// <param name="Text">The value as written.</param>
/// <param name="References">Names of references.csv, most telling first.</param>
/// <param name="Basis">letter (of the text), reading (one of several), practice, terms (conditions générales d'utilisation).</param>
/// <param name="Confidence">A text read, B several sources, C one or dated, D deduced.</param>
/// <param name="Note">French, for the public page; may be empty.</param>
public sealed record RuleEntry(
    RuleKey Key, DateOnly From, DateOnly? To, string Text, IReadOnlyList<string> References, string Basis, char Confidence, string Note)
{
    /// <summary>The value, of the key's type.</summary>
    public object? Value { get; } = Key.ParseValue(Text);
}

/// <summary>What the public page says of a rule.</summary>
/// <param name="Section">Of the page.</param>
/// <param name="Label">French.</param>
public sealed record RuleLabel(RuleKey Key, string Section, string Label);
