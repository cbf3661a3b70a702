using Marketplace.Payments.BankDetails;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.BankDetails;

/// <summary>New bank details.</summary>
public sealed class BankDetailsForm(IReadOnlyList<string> sirets) : Form
{
    /// <summary>Null: there is only one.</summary>
    public ChoiceField? Siret { get; } = sirets.Count < 2 ? null
        : new("etablissement", "Établissement", sirets.Select(siret => new Choice(siret, siret)), "Choisissez un établissement.");

    public TextField Name { get; } = new("titulaire", "Titulaire du compte", "Écrivez le titulaire tel que la banque le connaît.")
    {
        MaxLength = 140,
    };

    public InputField<string> Iban { get; } = new("iban", "IBAN", Parse(Marketplace.Payments.BankDetails.Iban.Problem))
    {
        Hint = "Il figure sur le relevé d’identité bancaire", MaxLength = Marketplace.Payments.BankDetails.Iban.LongestTyped, Keeps = false,
        Autocomplete = "off",
    };

    public InputField<string> Bic { get; } = new("bic", "BIC", Parse(Marketplace.Payments.BankDetails.Iban.BicProblem))
    {
        MaxLength = 20, Autocomplete = "off",
    };

    public EmailField Contact { get; } = new("contact", "Adresse électronique de la personne qui répond de ce compte")
    {
        Hint = "Elle sera prévenue de tout changement", Autocomplete = "off",
    };

    /// <summary>Only of a form without mistakes.</summary>
    public string Establishment => Siret?.Value ?? sirets[0];

    /// <summary>Only of a form without mistakes.</summary>
    public BankAccount Account => new(Iban.Value, Bic.Value, Name.Value, Contact.Value);

    private static Parser<string> Parse(Func<string, string?> problemOf) => (string text, out string? value, out string? problem) =>
    {
        value = Marketplace.Payments.BankDetails.Iban.Normalise(text);
        problem = problemOf(value);
        return problem is null;
    };
}
