using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Operations;

/// <summary>A decision about a holder, accepted or refused, with what the holder is told.</summary>
/// <param name="prefix">Of the ids, where a page has two decisions.</param>
public sealed class DecisionForm(string? prefix = null) : Form
{
    public TextAreaField Note { get; } = new("note", "Réponse au titulaire", _ => null)
    {
        Hint = "Nécessaire en cas de refus", Required = false, MaxLength = 500, MostRead = 500, Rows = 3, Prefix = prefix,
    };

    /// <summary>In one line, as e-mails have it; null: nothing.</summary>
    public string? Answer => Note.IsEmpty ? null : Note.Value.Replace('\n', ' ');

    /// <summary>Which button was pressed.</summary>
    internal static bool IsAccepted(PostedForm posted) => posted.Text("decision", 10) switch
    {
        "accepter" => true,
        "refuser" => false,
        _ => throw new BadHttpRequestException("A decision is expected."),
    };
}
