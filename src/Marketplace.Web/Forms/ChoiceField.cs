namespace Marketplace.Web.Forms;

/// <summary>One of the answers that a field offers.</summary>
public sealed record Choice(string Value, string Label, bool Selected = false)
{
    public string? Hint { get; init; }

    /// <summary>Values with their labels.</summary>
    public static IEnumerable<Choice> Of(IEnumerable<KeyValuePair<string, string>> labels) =>
        labels.Select(label => new Choice(label.Key, label.Value));
}

/// <summary>One answer of several; model of <c>fields/select</c>.</summary>
/// <param name="missing">When none of them was chosen.</param>
public class ChoiceField(string name, string label, IEnumerable<Choice> choices, string missing = "Choisissez une réponse.")
    : Field(name, label)
{
    private readonly IReadOnlyList<Choice> choices = [.. choices];

    /// <summary>Label of the first line, which is no answer; null: there is none, and the first answer stands.</summary>
    public string? Blank { get; init; }

    /// <summary>What was chosen, or is before anybody chose.</summary>
    public string Typed { get; set; } = "";

    /// <summary>One of the answers; empty when none was chosen.</summary>
    public string Value => choices.Any(choice => choice.Value == Typed) ? Typed : "";

    public IReadOnlyList<Choice> Choices =>
        [.. Blank is null ? [] : new[] { new Choice("", Blank, Value.Length == 0) },
            .. choices.Select(choice => choice with { Selected = choice.Value == Typed })];

    internal override void Read(PostedForm posted)
    {
        Typed = posted.Text(Name, 100);
        if (Value.Length == 0 && (Required || Typed.Length > 0))
            Refuse(missing);
    }
}

/// <summary>One answer of a few, all shown; model of <c>fields/radios</c>.</summary>
public sealed class RadioField(string name, string label, IEnumerable<Choice> choices, string missing = "Choisissez une réponse.")
    : ChoiceField(name, label, choices, missing)
{
    /// <inheritdoc/>
    public override string Target => $"{Id}-{Choices[0].Value}";
}

/// <summary>Any number of answers; model of <c>fields/checkboxes</c>.</summary>
/// <param name="missing">When none was ticked, and one is needed.</param>
public sealed class ChoicesField(
    string name, string label, IEnumerable<Choice> choices, string missing = "Choisissez au moins une réponse.") : Field(name, label)
{
    private readonly IReadOnlyList<Choice> choices = [.. choices];

    public IReadOnlyList<string> Ticked { get; set; } = [];

    public IReadOnlyList<Choice> Choices => [.. choices.Select(choice => choice with { Selected = Ticked.Contains(choice.Value) })];

    /// <summary>Before the value, in the ids of boxes.</summary>
    public string BoxPrefix => Prefix ?? Name;

    /// <inheritdoc/>
    public override string Target => $"{BoxPrefix}-{choices[0].Value}";

    internal override void Read(PostedForm posted)
    {
        Ticked = posted.Ticked(Name, [.. choices.Select(choice => choice.Value)]);
        if (Required && Ticked.Count == 0)
            Refuse(missing);
    }
}
