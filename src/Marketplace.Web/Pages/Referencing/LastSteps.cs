using Marketplace.ProviderSpace.Referencing;
using Marketplace.Web.Forms;

namespace Marketplace.Web.Pages.Referencing;

/// <summary>Subcontracting.</summary>
public sealed class SubcontractingStep : StepForm
{
    public SubcontractingStep(ApplicationContent content)
    {
        Answer.Typed = content.Subcontracts switch { true => "oui", false => "non", _ => "" };
        Sirets.Typed = string.Join('\n', content.Subcontractors);
        Limits.Ticked = content.SubcontractsWithinLimits ? ["oui"] : [];
    }

    public RadioField Answer { get; } = new("sousTraitance", "Confiez-vous des formations à des sous-traitants ?",
        [new("oui", "Oui"), new("non", "Non")]) { Required = false };

    public TextAreaField Sirets { get; } = new("sousTraitants", "SIRET des sous-traitants", ProblemOf)
    {
        Hint = "Un par ligne", MaxLength = 1000, MostRead = 2000, Required = false,
    };

    public ChoicesField Limits { get; } = new("limites", "Limites de la sous-traitance",
        [new("oui", "Un contrat écrit lie chaque sous-traitant, sans second niveau, dans la limite du plafond du chiffre d’affaires (R. 6333-6-2)")])
    {
        Required = false,
    };

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        Subcontracts = Answer.Value switch { "oui" => true, "non" => false, _ => null },
        Subcontractors = Answer.Value == "oui" && !Sirets.IsEmpty ? [.. Split(Sirets.Value)] : [],
        SubcontractsWithinLimits = Answer.Value == "oui" && Limits.Ticked.Count > 0,
    };

    private static string? ProblemOf(string text) =>
        Split(text).Where(siret => ApplicationRules.SiretProblem(siret) is not null).Take(3).ToList() is { Count: > 0 } wrong
            ? $"Vérifiez : {string.Join(", ", wrong)}. Un SIRET a 14 chiffres et une clé juste." : null;

    private static IEnumerable<string> Split(string text) => text.Split(['\n', ',', ';'], StringSplitOptions.TrimEntries
        | StringSplitOptions.RemoveEmptyEntries).Select(ApplicationRules.Compact).Distinct();
}

/// <summary>What is attested before it is sent.</summary>
public sealed class SendingStep : StepForm
{
    public SendingStep(ApplicationContent content) => Attests.Ticked =
        [.. new[] { content.PaysTaxes ? "impots" : null, content.AcceptsTerms ? "conditions" : null }.OfType<string>()];

    public ChoicesField Attests { get; } = new("attestations", "Attestations",
    [
        new("impots", "L’organisme est à jour de ses impôts et cotisations sociales"),
        new("conditions", "L’organisme accepte les conditions générales d’utilisation du service"),
    ]) { Required = false };

    /// <inheritdoc/>
    public override ApplicationContent Apply(ApplicationContent content) => content with
    {
        PaysTaxes = Attests.Ticked.Contains("impots"), AcceptsTerms = Attests.Ticked.Contains("conditions"),
    };
}
