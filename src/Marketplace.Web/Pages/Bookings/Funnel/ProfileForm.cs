using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Requests;
using Marketplace.Catalogue.Reference;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Simulator;

namespace Marketplace.Web.Pages.Bookings.Funnel;

/// <summary>Who enrols, as far as the account does not tell.</summary>
public sealed class ProfileForm(BookingRow row, ReferenceData reference) : Form
{
    private const int LongestMessage = 2000;

    public ChoiceField Situation { get; } = new(
        "situation", "Votre situation", Choice.Of(FundingLabels.Statuses), "Choisissez votre situation.")
    {
        Blank = "Sélectionner", Hint = "Elle change ce que vous payez : un demandeur d’emploi ne paie pas la participation forfaitaire",
            Typed = row.Status ?? "",
    };

    public EmailField Email { get; } = new("email", "Votre adresse électronique")
    {
        Hint = "Les nouvelles de cette demande y arrivent ; l’organisme la voit quand vous acceptez sa proposition", Autocomplete = "email",
            Typed = row.ContactEmail ?? "",
    };

    public TextField Phone { get; } = new("telephone", "Votre téléphone", text =>
        text.Count(char.IsAsciiDigit) is >= 9 and <= 15
            && text.All(c => char.IsAsciiDigit(c) || c is ' ' or '+' or '.' or '-' or '(' or ')')
            ? null : "Écrivez un numéro de téléphone, par exemple 06 39 98 00 00, ou laissez vide.")
    {
        Type = "tel", Autocomplete = "tel", Required = false, MaxLength = 30, Typed = row.ContactPhone ?? "",
    };

    public CommuneField Commune { get; } = new("commune", "La commune où vous habitez", reference, row.ContactCommune);

    public TextAreaField Message { get; } = new("message", "Un message pour l’organisme", text =>
        text.Length <= LongestMessage
            ? null : $"Votre message compte {text.Length} caractères : raccourcissez-le à {LongestMessage} au plus.")
    {
        Hint = $"Vos attentes, vos besoins d’aménagement. {LongestMessage} caractères au plus ; ni numéro de sécurité sociale, ni coordonnées",
        Required = false, MaxLength = LongestMessage, MostRead = 4 * LongestMessage, Typed = row.Message ?? "",
    };

    /// <summary>Only of a form without mistakes.</summary>
    public DraftProfile Profile => new(
        Situation.Value, Email.Value, Phone.IsEmpty ? null : Phone.Value, Commune.Value.Insee, Message.IsEmpty ? null : Message.Value);
}
