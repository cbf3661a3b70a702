using Marketplace.Catalogue.Providers;
using Marketplace.People.Access;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Operations;

/// <summary>A new organisation and its first access manager.</summary>
public sealed class OrganisationForm : Form
{
    private const int MaxSirets = 200;
    private const int MostNamed = 5;

    public ChoiceField Kind { get; } = new(
        "kind", "Genre d’organisation", Choice.Of(Roles.KindLabels), "Choisissez le genre d’organisation.");
    public TextField Name { get; } = new("name", "Nom", "Donnez le nom de l’organisation.") { MaxLength = 150 };
    public InputField<IReadOnlyList<string>> Sirets { get; } = new(
        "sirets", "SIRET", AreSirets) { Hint = "Plusieurs : séparés par un espace", MaxLength = MaxSirets * 20 };
    public EmailField Email { get; } =
        new("email", "Adresse du premier gestionnaire des accès",
            "Écrivez l’adresse du premier gestionnaire des accès, par exemple nom@domaine.fr.") { Autocomplete = "off" };

    private static bool AreSirets(string text, out IReadOnlyList<string>? sirets, out string? problem)
    {
        List<string> typed = [.. text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
        var wrong = typed.Where(siret => !Siret.IsWellFormed(siret)).Take(MostNamed).Select(siret => $"« {siret} »").ToList();
        sirets = typed;
        problem = typed.Count switch
        {
            0 => "Donnez au moins un SIRET.",
            > MaxSirets => $"Donnez {MaxSirets} SIRET au plus.",
            _ when wrong.Count == 1 => $"{wrong[0]} n’est pas un SIRET : 14 chiffres sont attendus, sans espace.",
            _ when wrong.Count > 1 => $"{string.Join(", ", wrong)} ne sont pas des SIRET : 14 chiffres sont attendus, sans espace.",
            _ => null,
        };
        return problem is null;
    }
}
