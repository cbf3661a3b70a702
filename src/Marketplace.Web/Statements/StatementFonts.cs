using PdfSharp.Fonts;

namespace Marketplace.Web.Statements;

/// <summary>
/// The typeface of documents: DejaVu Sans from the machine (Debian: fonts-dejavu-core), because PDFsharp embeds TrueType
/// files and the design system ships WOFF alone.
/// </summary>
public sealed class StatementFonts : IFontResolver
{
    public const string Family = "DejaVu Sans";

    private const string Regular = "DejaVuSans.ttf";
    private const string Bold = "DejaVuSans-Bold.ttf";
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];
    private static readonly Lock Gate = new();
    private static bool ready;

    private readonly Dictionary<string, byte[]> _faces;

    private StatementFonts(Dictionary<string, byte[]> faces) => _faces = faces;

    /// <summary>Finds the fonts and gives them to PDFsharp, once in a process; a font installed later is found without a restart.</summary>
    /// <returns>False: they are not on this machine.</returns>
    public static bool TryPrepare()
    {
        lock (Gate)
        {
            if (ready)
                return true;
            var faces = new Dictionary<string, byte[]>();
            foreach (var name in (string[])[Regular, Bold])
            {
                if (Find(name) is not { } file)
                    return false;
                faces[name] = File.ReadAllBytes(file);
            }
            GlobalFontSettings.FontResolver = new StatementFonts(faces);
            return ready = true;
        }
    }

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) => familyName == Family
        ? new FontResolverInfo(bold ? Bold : Regular) : null;

    public byte[]? GetFont(string faceName) => _faces.GetValueOrDefault(faceName);

    private static string? Find(string name) =>
        Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories))
            .FirstOrDefault();
}
