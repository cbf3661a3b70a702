namespace Marketplace.Web.Pages.Forms;

/// <summary>A text field of a form; model of <c>partials/field</c>. The id is the name.</summary>
public sealed record Field(string Name, string Label)
{
    public string? Hint { get; init; }
    /// <summary>HTML input type.</summary>
    public string Type { get; init; } = "text";
    public string? Value { get; init; }
    public string? Error { get; init; }
    public string? Autocomplete { get; init; }
    public string? InputMode { get; init; }
    public int MaxLength { get; init; } = 254;
    public bool Required { get; init; } = true;

    public string Describedby => (Hint, Error) switch
    {
        (null, null) => "",
        (_, null) => Name + "-aide",
        (null, _) => Name + "-erreur",
        _ => $"{Name}-aide {Name}-erreur",
    };
}

/// <summary>A choice of a form; model of <c>partials/select</c> and <c>partials/boxes</c>.</summary>
public sealed record Choice(string Value, string Label, bool Selected = false);

/// <summary>A drop-down list; model of <c>partials/select</c>.</summary>
public sealed record SelectField(string Name, string Label, IReadOnlyList<Choice> Choices)
{
    public string? Hint { get; init; }
    public string? Error { get; init; }
    public string Describedby => Error is null ? "" : Name + "-erreur";
}
