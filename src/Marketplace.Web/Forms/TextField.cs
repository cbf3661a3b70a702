namespace Marketplace.Web.Forms;

/// <summary>A text.</summary>
public class TextField : InputField<string>
{
    /// <param name="problemOf">What is wrong with a text; null: nothing.</param>
    public TextField(string name, string label, Func<string, string?> problemOf)
        : base(name, label, (string text, out string? value, out string? problem) =>
        {
            (value, problem) = (text, problemOf(text));
            return problem is null;
        })
    {
    }

    /// <param name="missing">When nothing was typed.</param>
    public TextField(string name, string label, string missing = "Remplissez ce champ.") : this(
        name, label, text => text.Length > 0 ? null : missing)
    {
    }
}

/// <summary>An e-mail address.</summary>
public sealed class EmailField : TextField
{
    public EmailField(string name, string label, string problem = "Écrivez une adresse électronique, par exemple nom@domaine.fr.")
        : base(name, label, text => MailAddress.IsValid(text) ? null : problem) => (Type, MaxLength) = ("email", MailAddress.MaxLength);
}

/// <summary>A password: taken as it was typed, blanks included, and never written back.</summary>
public sealed class SecretField : TextField
{
    public SecretField(string name, string label) : base(name, label, _ => null) => (Type, MaxLength, Keeps) = ("password", 500, false);

    private protected override string TextOf(PostedForm posted) => posted.Secret(Name, MaxLength);
}

/// <summary>A text of several lines; model of <c>fields/textarea</c>.</summary>
/// <param name="problemOf">What is wrong with a text; null: nothing.</param>
public sealed class TextAreaField(string name, string label, Func<string, string?> problemOf) : TextField(name, label, problemOf)
{
    public int Rows { get; init; } = 4;

    /// <summary>
    /// Characters that are read; above <see cref="InputField{T}.MaxLength"/>, a text that is a little too long is told so instead of
    /// refused.
    /// </summary>
    public int MostRead { get; init; } = 1000;

    private protected override string TextOf(PostedForm posted) => posted.Lines(Name, MostRead);
}
