namespace Marketplace.Exchange.Edof.Importing;

/// <summary>The files of a format, told by the ends of their names.</summary>
/// <param name="Names">The ends as a French sentence says them.</param>
/// <param name="Endings">With their dot.</param>
/// <param name="IsArchive">Whether a file of this kind may be a .zip inside, as Excel's workbooks are.</param>
public sealed record FileKind(string Names, IReadOnlyList<string> Endings, bool IsArchive = false)
{
    public static readonly FileKind Edof = new(".xml", [".xml"]);

    public bool Has(string name) => Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
