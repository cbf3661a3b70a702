using Marketplace.People.Accounts;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.SignIn;

/// <summary>An address, to write to.</summary>
public sealed class AddressForm : Form
{
    public EmailField Email { get; } = new(
        "email", "Adresse électronique") { Autocomplete = "email", Hint = "Format attendu : nom@domaine.fr" };
}

/// <summary>The first of two factors. No answer says which of the two is wrong.</summary>
public sealed class PasswordForm : Form
{
    public TextField Email { get; } = new(
        "email", "Adresse électronique", _ => null) { Type = "email", Autocomplete = "username", Hint = "Format attendu : nom@domaine.fr" };
    public SecretField Password { get; } = new("password", "Mot de passe") { Autocomplete = "current-password" };
}

/// <summary>A code of the second factor, or a recovery code.</summary>
public sealed class CodeForm : Form
{
    public const string Wrong =
        "Ce code n’est pas le bon, il a déjà servi, ou le compte est bloqué quelques minutes après plusieurs essais. Attendez, puis recommencez avec le code suivant.";

    public TextField Code { get; } = new("code", "Code de connexion", _ => null)
    {
        Hint = "Les 6 chiffres que montre votre application, ou un code de secours", Autocomplete = "one-time-code", MaxLength = 40,
            Keeps = false,
    };
}

/// <summary>The first code of a new second factor.</summary>
public sealed class FirstCodeForm : Form
{
    public TextField Code { get; } = new("code", "Code à 6 chiffres", _ => null)
    {
        Hint = "Celui que montre l’application", Autocomplete = "one-time-code", InputMode = "numeric", MaxLength = 40, Keeps = false,
    };
}

/// <summary>A password for an account.</summary>
public sealed class NewPasswordForm : Form
{
    public SecretField Password { get; } = NewPassword();

    internal static SecretField NewPassword() => new("password", "Nouveau mot de passe")
    {
        Autocomplete = "new-password",
            Hint = $"Au moins {PasswordRules.MinLength} caractères, difficile à deviner. Une phrase de plusieurs mots convient.",
    };
}
