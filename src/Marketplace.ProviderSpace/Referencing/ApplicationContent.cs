using System.Text.Json;

namespace Marketplace.ProviderSpace.Referencing;

/// <summary>What a certifier lets the provider do for one of its certifications.</summary>
/// <param name="Code">Such as RNCP38430.</param>
/// <param name="Kind">Key of <see cref="ApplicationWords.Habilitations"/>.</param>
public sealed record Habilitation(string Code, string Kind);

/// <summary>What an application says, as far as it is filled in.</summary>
public sealed record ApplicationContent
{
    public string? Name { get; init; }

    /// <summary>Key of <see cref="ApplicationWords.LegalForms"/>.</summary>
    public string? LegalForm { get; init; }
    public string? Address { get; init; }
    public string? Postcode { get; init; }
    public string? City { get; init; }
    public string? ContactName { get; init; }
    public string? ContactEmail { get; init; }
    public string? ContactPhone { get; init; }

    /// <summary>Activity declaration number, see <see cref="ApplicationRules.NdaProblem"/>.</summary>
    public string? Nda { get; init; }

    /// <summary>The yearly report of activity was sent.</summary>
    public bool ActivityReported { get; init; }

    /// <summary>Certified kinds: training, skills-review, vae, apprenticeship.</summary>
    public IReadOnlyList<string> Qualiopi { get; init; } = [];

    /// <summary>Who certified.</summary>
    public string? QualiopiBody { get; init; }

    /// <summary>Last day of the certificate.</summary>
    public DateOnly? QualiopiUntil { get; init; }
    public IReadOnlyList<Habilitation> Habilitations { get; init; } = [];

    /// <summary>It says that it needs none: its certifications are its own, or it only does skills reviews.</summary>
    public bool NeedsNoHabilitation { get; init; }

    /// <summary>Null: not answered.</summary>
    public bool? Subcontracts { get; init; }
    public IReadOnlyList<string> Subcontractors { get; init; } = [];

    /// <summary>Within the share of turnover that the order sets, and without a second level.</summary>
    public bool SubcontractsWithinLimits { get; init; }

    /// <summary>Taxes and contributions are paid.</summary>
    public bool PaysTaxes { get; init; }

    /// <summary>The terms of use are accepted.</summary>
    public bool AcceptsTerms { get; init; }

    internal static ApplicationContent Read(string json) => JsonSerializer.Deserialize<ApplicationContent>(json)!;

    internal string Json() => JsonSerializer.Serialize(this);
}

/// <summary>Choices of an application, with their names on screen.</summary>
public static class ApplicationWords
{
    public static readonly IReadOnlyDictionary<string, string> LegalForms = new Dictionary<string, string>
    {
        ["company"] = "Société", ["association"] = "Association", ["public"] = "Établissement public",
        ["self-employed"] = "Entreprise individuelle",
    };

    public static readonly IReadOnlyDictionary<string, string> Qualiopi = new Dictionary<string, string>
    {
        ["training"] = "Actions de formation", ["skills-review"] = "Bilans de compétences",
            ["vae"] = "Validation des acquis de l’expérience",
        ["apprenticeship"] = "Apprentissage",
    };

    public static readonly IReadOnlyDictionary<string, string> Habilitations = new Dictionary<string, string>
    {
        ["train"] = "Former", ["assess"] = "Organiser l’évaluation", ["train-and-assess"] = "Former et organiser l’évaluation",
    };

    public static readonly IReadOnlyDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["registration"] = "Extrait Kbis ou RNE de moins de 3 mois (association : statuts et annonce au Journal officiel)",
        ["identity"] = "Pièce d’identité de la personne qui représente l’organisme",
        ["conviction"] = "Attestation de non-condamnation",
        ["qualiopi"] = "Certificat Qualiopi",
        ["subcontract"] = "Contrat de sous-traitance",
        ["driving-school"] = "Agrément d’auto-école",
        ["other"] = "Autre pièce",
    };
}
