namespace Marketplace.Catalogue.Certifications;

/// <summary>All certifications in memory. Immutable.</summary>
public sealed class CertificationDirectory(IReadOnlyList<Certification> certifications, IReadOnlyList<CertificationBlock> blocks)
{
    private readonly Dictionary<string, Certification> byCode = certifications.ToDictionary(c => c.Code);
    private readonly ILookup<string, CertificationBlock> blocksOf = blocks.ToLookup(b => b.CertificationCode);

    public IReadOnlyList<Certification> All => certifications;

    public Certification? ByCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The known blocs of an RNCP certification; empty when unknown.</summary>
    public IEnumerable<CertificationBlock> Blocks(string code) => blocksOf[code];
}
