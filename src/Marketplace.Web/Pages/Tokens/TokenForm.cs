using Marketplace.People.Tokens;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Tokens;

/// <summary>What a new token is.</summary>
public sealed class TokenForm : Form
{
    public TextField Name { get; } = new("name", "Nom du jeton", "Donnez un nom au jeton.")
    {
        Hint = "Pour le reconnaître, par exemple « Application de mon téléphone »", MaxLength = 60,
    };

    public RadioField Scope { get; } = new(
        "scope", "Ce que le jeton permet", Choice.Of(TokenScopes.Labels), "Choisissez ce que le jeton permet.")
    {
        Typed = TokenScopes.Read,
    };

    public ChoiceField Days { get; } = new(
        "days", "Durée", [new("30", "30 jours"), new("90", "90 jours"), new("365", "1 an")], "Choisissez une durée.")
    {
        Typed = "90",
    };
}
