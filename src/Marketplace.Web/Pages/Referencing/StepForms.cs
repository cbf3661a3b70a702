using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>One step of an application: what is left empty is saved empty, what is filled in must be right.</summary>
public abstract class StepForm : Form
{
    /// <summary>Only of the step that asks for it.</summary>
    public virtual string? TypedSiret => null;

    /// <summary>What the step says, written into what is known.</summary>
    public abstract ApplicationContent Apply(ApplicationContent content);

    private protected static string? Filled(InputField<string> field) => field.IsEmpty ? null : field.Value;
}

/// <summary>Who the provider is, and who answers for it.</summary>
public sealed class ProviderStep : StepForm
{
    public ProviderStep(string? siret, ApplicationContent content)
    {
        Siret.Typed = siret ?? "";
        (Name.Typed, LegalForm.Typed) = (content.Name ?? "", content.LegalForm ?? "");
        (Address.Typed, Postcode.Typed, City.Typed) = (content.Address ?? "", content.Postcode ?? "", content.City ?? "");
        (ContactName.Typed, ContactEmail.Typed, ContactPhone.Typed) =
            (content.ContactName ?? "", content.ContactEmail ?? "", content.ContactPhone ?? "");
    }

    public InputField<string> Siret { get; } = new("siret", "SIRET", (string text, out string? value, out string? problem) =>
        (problem = ApplicationRules.SiretProblem(value = ApplicationRules.Compact(text))) is null)
    {
        Hint = "14 chiffres, de l’établissement qui forme", InputMode = "numeric", MaxLength = 30, Required = false,
    };

    public TextField Name { get; } = new(
        "denomination", "Dénomination") { MaxLength = 200, Required = false, Autocomplete = "organization" };

    public ChoiceField LegalForm { get; } = new("forme", "Forme juridique", Choice.Of(ApplicationWords.LegalForms))
    {
        Blank = "Sélectionner", Required = false,
    };

    public TextField Address { get; } = new("adresse", "Adresse") { MaxLength = 200, Required = false, Autocomplete = "street-address" };

    public TextField Postcode { get; } = new("codePostal", "Code postal", text => text.Length == 5 && text.All(char.IsAsciiDigit)
        ? null : "Un code postal a 5 chiffres.") { MaxLength = 5, Required = false, Autocomplete = "postal-code", InputMode = "numeric" };

    public TextField City { get; } = new("ville", "Ville") { MaxLength = 100, Required = false, Autocomplete = "address-level2" };
    public TextField ContactName { get; } = new("contact", "Nom de la personne à qui nous écrivons")
    {
        MaxLength = 100, Required = false, Autocomplete = "name",
    };

    public EmailField ContactEmail { get; } = new("courriel", "Son adresse électronique") { Required = false, Autocomplete = "email" };
    public TextField ContactPhone { get; } = new("telephone", "Son téléphone") { MaxLength = 20, Required = false, Autocomplete = "tel" };

    /// <inheritdoc/>
    public override string? TypedSiret => Filled(Siret);

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        Name = Filled(Name), LegalForm = LegalForm.Value.Length > 0 ? LegalForm.Value : null, Address = Filled(Address),
        Postcode = Filled(Postcode), City = Filled(City), ContactName = Filled(ContactName), ContactEmail = Filled(ContactEmail),
        ContactPhone = Filled(ContactPhone),
    };
}

/// <summary>The activity declaration.</summary>
public sealed class ActivityStep : StepForm
{
    public ActivityStep(ApplicationContent content)
    {
        Nda.Typed = content.Nda ?? "";
        Reported.Ticked = content.ActivityReported ? ["oui"] : [];
    }

    public InputField<string> Nda { get; } = new("nda", "Numéro de déclaration d’activité",
        (string text, out string? value, out string? problem) =>
            (problem = ApplicationRules.NdaProblem(value = ApplicationRules.Compact(text))) is null)
    {
        Hint = "11 caractères, donnés par la préfecture de région", MaxLength = 30, Required = false,
    };

    public ChoicesField Reported { get; } = new("bilan", "Bilan pédagogique et financier",
        [new("oui", "Le dernier bilan est transmis (L. 6352-11)")]) { Required = false };

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        Nda = Filled(Nda), ActivityReported = Reported.Ticked.Count > 0,
    };
}

/// <summary>The certificate of quality.</summary>
public sealed class QualityStep : StepForm
{
    public QualityStep(ApplicationContent content)
    {
        Kinds.Ticked = content.Qualiopi;
        Body.Typed = content.QualiopiBody ?? "";
        Until.Typed = content.QualiopiUntil?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    public ChoicesField Kinds { get; } = new(
        "actions", "Types d’action certifiés", Choice.Of(ApplicationWords.Qualiopi)) { Required = false };
    public TextField Body { get; } = new("certificateur", "Organisme qui a certifié") { MaxLength = 100, Required = false };
    public DateField Until { get; } = new(
        "fin", "Fin de validité du certificat", "Écrivez un jour, par exemple 31/12/2027.") { Required = false };

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        Qualiopi = Kinds.Ticked, QualiopiBody = Filled(Body), QualiopiUntil = Until.IsEmpty ? null : Until.Value,
    };
}
