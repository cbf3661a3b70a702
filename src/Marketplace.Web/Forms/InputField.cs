namespace Marketplace.Web.Forms;

/// <summary>Reads what was typed; says what is wrong with it and how to mend it when it returns false.</summary>
public delegate bool Parser<T>(string text, out T? value, out string? problem);

/// <summary>An answer typed as one text; model of <c>fields/input</c>.</summary>
public class InputField<T>(string name, string label, Parser<T> parse) : Field(name, label)
{
    private T? value;

    /// <summary>HTML input type.</summary>
    public string Type { get; init; } = "text";
    public string? Autocomplete { get; init; }
    public string? InputMode { get; init; }

    /// <summary>Characters; more is no answer to our form.</summary>
    public int MaxLength { get; init; } = 254;

    /// <summary>False: what was typed is a secret, which never comes back in a page.</summary>
    public bool Keeps { get; init; } = true;

    /// <summary>As it was typed, or filled in beforehand.</summary>
    public string Typed { get; set; } = "";

    /// <summary>What the page writes into the field.</summary>
    public virtual string Kept => Keeps ? Typed : "";

    public bool IsEmpty => Typed.Length == 0;

    /// <summary>The answer; the type's default while the field is empty or has a mistake.</summary>
    public T Value => value!;

    internal override void Read(PostedForm posted)
    {
        Typed = TextOf(posted);
        if (IsEmpty && !Required)
            return;
        if (!parse(Typed, out value, out var problem))
            Refuse(problem!);
    }

    private protected virtual string TextOf(PostedForm posted) => posted.Text(Name, MaxLength);
}
