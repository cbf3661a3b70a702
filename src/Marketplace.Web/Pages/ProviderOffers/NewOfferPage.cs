using Marketplace.People.Organisations;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Drafts;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary><c>/of/{organisation}/offres/nouvelle</c>: begins a draft.</summary>
public static class NewOfferPage
{
    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid organisation, OrganisationStore store) =>
        await ProviderScope.FindAsync(context, organisation, store) is { Sirets.Count: > 0 } scope
            ? Page(context, scope, new NewOfferForm(scope)) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, OfferDrafts drafts)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { Sirets.Count: > 0 } scope)
            return Results.NotFound();
        var form = await context.ReadAsync(new NewOfferForm(scope));
        if (form.IsValid)
            try
            {
                var draft = await drafts.StartAsync(form.Establishment, form.Number.IsEmpty ? null : form.Number.Value,
                    form.Certification.Value.ToUpperInvariant(), context.Actor, context.Cancel);
                return Results.Redirect(ProviderOfferAddresses.DraftOffer.Of(organisation, draft));
            }
            catch (ProcessRefusedException refused)
            {
                form.Number.Refuse(refused.Message);
            }
        return Page(context, scope, form);
    }

    private static IResult Page(PageContext context, ProviderScope scope, NewOfferForm form) => context.Private(
        "provider-offers/new", new NewOfferModel(ProviderOfferAddresses.New.Of(scope.Organisation.Id), form), "Nouvelle offre",
        OffersPage.Trail(context.Person, scope), form.Status);
}

/// <summary>What an offer begins with.</summary>
public sealed class NewOfferForm(ProviderScope scope) : Form
{
    private const int LongestNumber = 200;

    /// <summary>Null: there is only one.</summary>
    public ChoiceField? Siret { get; } = scope.Sirets.Count < 2 ? null
        : new("etablissement", "Établissement", scope.Sirets.Select(siret => new Choice(siret, siret)), "Choisissez un établissement.");

    public TextField Certification { get; } = new("certification", "Code de la certification",
        text => text.Length is > 2 and <= 10 && IsCode(text)
            ? null : "Écrivez le code comme au répertoire : RNCP, RS ou CPF, puis des chiffres.")
    {
        Hint = "Par exemple RNCP38430, RS6604, CPF202 pour un bilan de compétences, CPF200 pour une VAE.", MaxLength = 20,
            Autocomplete = "off",
    };

    public TextField Number { get; } = new("numero", "Votre numéro de l’offre",
        text => text.Length <= LongestNumber ? null : "Un numéro a 200 caractères au plus.")
    {
        Required = false, MaxLength = LongestNumber, Autocomplete = "off",
        Hint = "Si vous déposez aussi des fichiers, le numéro qu’elle y a. Sinon, laissez vide.",
    };

    /// <summary>Only of a form without mistakes.</summary>
    public string Establishment => Siret?.Value ?? scope.Sirets[0];

    private static bool IsCode(string text)
    {
        var letters = text.TakeWhile(char.IsAsciiLetter).Count();
        return text[..letters].ToUpperInvariant() is "RNCP" or "RS" or "CPF" && text.Length > letters
            && text[letters..].All(char.IsAsciiDigit);
    }
}

/// <summary>Model of <c>pages/provider-offers/new</c>.</summary>
public sealed record NewOfferModel(string Action, NewOfferForm Form);
