using Marketplace.Catalogue.Places;

namespace Marketplace.Catalogue.Offers;

/// <summary>
/// A training offer (EDOF <c>formation</c>): what is taught, towards which certification.
/// Holds everything the provider's file says at this level; children are listed apart.
/// Texts may be HTML as providers send it: clean before display.
/// </summary>
public sealed record Offer
{
    /// <summary>The provider's own id (<c>numero</c>), unique within the provider.</summary>
    public required string Number { get; init; }
    public required DateOnly Created { get; init; }
    public required DateOnly Updated { get; init; }
    public required string Title { get; init; }
    public required string Objective { get; init; }
    public required string ExpectedResults { get; init; }
    public required string Content { get; init; }
    /// <summary><c>parcours-de-formation</c>: 1 collective, 2 individual, 3 modular, 4 mixed.</summary>
    public required int Path { get; init; }
    /// <summary><c>objectif-general-formation</c>: 2, 4, 5, 6, 7, 8 or 9.</summary>
    public required int GeneralObjective { get; init; }
    /// <summary>RNCP40344, RS6604 or CPF202, as in the file.</summary>
    public required string CertificationCode { get; init; }
    /// <summary><c>resume-contenu</c>, 255 characters at most.</summary>
    public string? Summary { get; init; }
    /// <summary><c>code-bloc</c>s in the file's order, such as RNCP40344BC01.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];
    /// <summary><c>blocs-modifiables</c>; null when the file is silent.</summary>
    public bool? BlocksAdjustable { get; init; }
    /// <summary><c>categorisation-offre</c>: semantic Formacode, VAE only, unique per provider.</summary>
    public string? Category { get; init; }
    public IReadOnlyList<Extra> OtherExtras { get; init; } = [];
}
