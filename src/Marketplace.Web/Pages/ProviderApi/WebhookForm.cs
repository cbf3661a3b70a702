using Marketplace.ProviderSpace.Webhooks;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderApi;

/// <summary>Where events of an establishment are to be sent.</summary>
/// <param name="sirets">Establishments that the member answers for.</param>
public sealed class WebhookForm(IReadOnlyList<string> sirets, WebhookSettings settings) : Form
{
    private const string Sandbox = "sandbox";

    public ChoiceField Siret { get; } = new(
        "siret", "Établissement", [.. sirets.Select(siret => new Choice(siret, $"SIRET {siret}"))], "Choisissez un établissement.")
    {
        Typed = sirets.Count == 1 ? sirets[0] : "",
    };

    public TextField Url { get; } = new("url", "Adresse qui reçoit les événements",
        text => WebhookTarget.ProblemOf(text, settings))
    {
        Hint = "En https, sur l’internet public", MaxLength = WebhookTarget.Longest,
    };

    public ChoicesField Events { get; } = new(
        "events", "Événements", Choice.Of(WebhookEvents.Labels), "Choisissez au moins un genre d’événements.");

    public RadioField Tenant { get; } = new("tenant", "D’où viennent les événements",
        [new("production", "Du vrai catalogue et des vraies inscriptions"), new(Sandbox, "Du bac à sable")],
        "Dites d’où viennent les événements.")
    {
        Typed = "production",
    };

    /// <summary>Those of the sandbox.</summary>
    public bool OfSandbox => Tenant.Value == Sandbox;
}
