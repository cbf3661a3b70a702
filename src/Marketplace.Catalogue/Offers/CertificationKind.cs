namespace Marketplace.Catalogue.Offers;

/// <summary>What kind of certification an offer leads to: rncp, rs, rncp-block, vae, skills-review or driving-licence.</summary>
public static class CertificationKind
{
    /// <summary>Validation des acquis de l'expérience (Code du travail, L6323-6).</summary>
    public const string VaeCode = "CPF200";
    /// <summary>Bilan de compétences (L6323-6).</summary>
    public const string SkillsReviewCode = "CPF202";

    /// <summary>Kind of an offer.</summary>
    /// <param name="known">Blocs that the register lists for the certification; empty when unknown.</param>
    /// <exception cref="ArgumentException">The code is of no known register.</exception>
    public static string Of(string code, IReadOnlyCollection<string> offered, IReadOnlyCollection<string> known) => code switch
    {
        VaeCode => "vae",
        SkillsReviewCode => "skills-review",
        _ when code.StartsWith("CPF", StringComparison.Ordinal) => "driving-licence",
        _ when code.StartsWith("RS", StringComparison.Ordinal) => "rs",
        _ when code.StartsWith("RNCP", StringComparison.Ordinal) => OffersSome(offered, known) ? "rncp-block" : "rncp",
        _ => throw new ArgumentException($"{code} belongs to no known register.", nameof(code)),
    };

    /// <summary>Some, not all, of the known blocs. Unknown blocs: the whole certification.</summary>
    private static bool OffersSome(IReadOnlyCollection<string> offered, IReadOnlyCollection<string> known) =>
        known.Count > 0 && offered.Count > 0 && known.Any(k => !offered.Contains(k));
}
