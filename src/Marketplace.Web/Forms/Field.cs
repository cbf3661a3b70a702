namespace Marketplace.Web.Forms;

/// <summary>
/// A question of a form: how it is asked, what came back, and what is wrong with that. Models of the partials
/// <c>fields/…</c>; the id of the element is the name.
/// </summary>
public abstract class Field(string name, string label)
{
    public string Name { get; } = name;
    public string Label { get; } = label;
    public string? Hint { get; init; }
    public bool Required { get; init; } = true;

    /// <summary>Sets ids apart where a page has the same question several times.</summary>
    public string? Prefix { get; init; }

    public string Id => Prefix is null ? Name : $"{Prefix}-{Name}";

    /// <summary>Where the summary of mistakes leads.</summary>
    public virtual string Target => Id;

    /// <summary>What is wrong and how to mend it; null: nothing.</summary>
    public string? Error { get; private set; }

    /// <summary>Ids of what is said about the field.</summary>
    public string Describedby =>
        string.Join(' ', ((string?[])[Hint is null ? null : Id + "-aide", Error is null ? null : Id + "-erreur"]).OfType<string>());

    /// <summary>A mistake that reading found, or a refusal of the command that this answer caused.</summary>
    public void Refuse(string error) => Error = Error is null ? error : $"{Error} {error}";

    internal abstract void Read(PostedForm posted);
}
