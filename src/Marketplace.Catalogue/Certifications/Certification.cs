namespace Marketplace.Catalogue.Certifications;

/// <summary>A certification of France compétences' registers, or a CPF code of law (VAE, skills review, licences).</summary>
/// <param name="Code">RNCP37805, RS5616 or CPF202.</param>
/// <param name="Level">European level 1 to 8; null where the register gives none.</param>
/// <param name="Nsf">NSF domain codes of three digits.</param>
/// <param name="Rome">ROME job codes, such as G1602.</param>
/// <param name="Active">Whether the register says it is active.</param>
/// <param name="Expires">Last day of the registration.</param>
/// <param name="Placeholder">Made up from an offer because the reference did not know the code yet.</param>
/// <param name="Abbreviation">Type in short, such as CAP, BTS, TP.</param>
public sealed record Certification(
    string Code, string Title, int? Level, IReadOnlyList<string> Nsf, IReadOnlyList<string> Rome,
    bool Active = true, DateOnly? Expires = null, bool Placeholder = false, string? Abbreviation = null);

/// <summary>A bloc de compétences of an RNCP certification, such as RNCP40344BC01.</summary>
public sealed record CertificationBlock(string Code, string CertificationCode, string Title);
