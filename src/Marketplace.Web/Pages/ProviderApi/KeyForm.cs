using Marketplace.ProviderSpace.Keys;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.ProviderApi;

/// <summary>What a new key is.</summary>
/// <param name="sirets">Establishments that the member answers for.</param>
public sealed class KeyForm(IReadOnlyList<string> sirets) : Form
{
    private const string Earnest = "production";
    private const string Sandbox = "sandbox";

    public TextField Name { get; } = new("name", "Nom de la clé", "Donnez un nom à la clé.")
    {
        Hint = "Pour la reconnaître, par exemple « Logiciel de gestion »", MaxLength = 60,
    };

    public ChoiceField Siret { get; } = new(
        "siret", "Établissement", [.. sirets.Select(siret => new Choice(siret, $"SIRET {siret}"))], "Choisissez un établissement.")
    {
        Typed = sirets.Count == 1 ? sirets[0] : "",
    };

    public ChoicesField Scopes { get; } = new(
        "scopes", "Ce que la clé permet", Choice.Of(KeyScopes.Labels), "Choisissez au moins une portée.");

    public RadioField Tenant { get; } = new("tenant", "Où la clé agit",
        [
            new(Earnest, "Sur le vrai catalogue et les vraies inscriptions"),
            new(Sandbox, "Dans le bac à sable") { Hint = "Rien n’y est publié, aucune inscription n’y est réelle" },
        ], "Dites où la clé agit.")
    {
        Typed = Sandbox,
    };

    public ChoiceField Days { get; } = new(
        "days", "Durée", [new("30", "30 jours"), new("90", "90 jours"), new("365", "1 an")], "Choisissez une durée.")
    {
        Typed = "90",
    };

    /// <summary>Only of a form without mistakes.</summary>
    public KeyTerms Terms => new(Siret.Value, Name.Value!, Scopes.Ticked,
        int.Parse(Days.Value, System.Globalization.CultureInfo.InvariantCulture), Tenant.Value == Sandbox);
}
