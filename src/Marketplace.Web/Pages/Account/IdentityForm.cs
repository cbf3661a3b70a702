using Marketplace.People.Holders;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Account;

/// <summary>
/// An identity that a holder declares: the rules are those of FranceConnect's claims, in words for people who do not use it.
/// </summary>
public sealed class IdentityForm : Form
{
    public TextField BirthName { get; } =
        new("birthName", "Nom de naissance", IsName("Écrivez votre nom de naissance, avec des lettres.")) { Autocomplete = "family-name",
            MaxLength = 100 };

    public TextField GivenNames { get; } = new("givenNames", "Tous vos prénoms", IsName("Écrivez tous vos prénoms, avec des lettres."))
    {
        Hint = "Dans l’ordre de votre pièce d’identité, séparés par des espaces", Autocomplete = "given-name", MaxLength = 100,
    };

    public DateField BirthDate { get; } =
        new("birthDate", "Date de naissance", "Choisissez votre date de naissance.",
            day => day < TimeProvider.System.Today()) { Autocomplete = "bday" };

    public ChoiceField Sex { get; } =
        new("sex", "Sexe à l’état civil", [new("female", "Féminin"), new("male", "Masculin")],
            "Choisissez le sexe inscrit à votre état civil.") { Blank = "Sélectionner" };

    public TextField BirthPlace { get; } = new("birthPlace", "Code INSEE de la commune de naissance",
        text => PivotClaims.PlaceProblem(text.ToUpperInvariant(), PivotIdentity.France) is null
        ? null : "Un code INSEE de commune a 5 caractères, par exemple 69123. Laissez vide si vous êtes né à l’étranger.")
    {
        Hint = "5 caractères, par exemple 69123 pour Lyon. Laissez vide si vous êtes né à l’étranger.", Required = false, MaxLength = 5,
    };

    public TextField BirthCountry { get; } = new("birthCountry", "Code INSEE du pays de naissance",
        text => PivotClaims.PlaceProblem("69123", text) is null ? null : "Écrivez 99 et trois chiffres, par exemple 99100 pour la France.")
    {
        Hint = "5 chiffres ; 99100 pour la France", InputMode = "numeric", MaxLength = 5, Typed = PivotIdentity.France,
    };

    public DocumentsField Documents { get; } = new();

    /// <summary>What was declared; only of a form without mistakes.</summary>
    public PivotIdentity Identity => new(BirthName.Value, GivenNames.Value, BirthDate.Value,
        Sex.Value == "male" ? Marketplace.People.Holders.Sex.Male : Marketplace.People.Holders.Sex.Female, BirthPlace.IsEmpty
        ? null : BirthPlace.Value.ToUpperInvariant(), BirthCountry.Value);

    /// <inheritdoc/>
    protected override void Check()
    {
        if (BirthPlace.IsEmpty && BirthCountry.Value == PivotIdentity.France)
            BirthPlace.Refuse("Écrivez le code INSEE de votre commune de naissance, ou le code de votre pays si vous êtes né à l’étranger.");
    }

    private static Func<string, string?> IsName(string problem) => text => PivotClaims.NameProblem(text, "") is null ? null : problem;
}
