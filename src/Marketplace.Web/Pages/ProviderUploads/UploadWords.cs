using Marketplace.Catalogue.Offers;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary>Uploads in French.</summary>
internal static class UploadWords
{
    public static string Badge(string state) => state switch
    {
        UploadProcess.Published => "success",
        UploadProcess.Failed => "error",
        UploadProcess.Staged => "new",
        _ => "info",
    };

    /// <summary>What the program does; empty: nothing.</summary>
    public static string Work(string state) => state switch
    {
        UploadProcess.Received => "Le fichier attend d’être lu",
        UploadProcess.Staging => "Lecture et contrôle en cours",
        UploadProcess.Publishing => "Publication en cours",
        _ => "",
    };

    /// <summary>« 3 erreurs, 12 avertissements ».</summary>
    public static string Counts(Upload upload) => upload.Findings is not { } found ? ""
        : found.Errors + found.Warnings == 0 ? "Aucune erreur"
        : string.Join(", ", ((string?[])[found.Errors == 0 ? null : FrenchFormat.Plural(found.Errors, "erreur", "erreurs"),
            found.Warnings == 0 ? null : FrenchFormat.Plural(found.Warnings, "avertissement", "avertissements")]).OfType<string>());

    /// <summary>« 12 nouvelles actions, 3 modifiées, 1 archivée » and so of each level; empty: nothing changes.</summary>
    public static IReadOnlyList<string> Changes(UploadDifferences differences) =>
    [
        .. new[]
        {
            Of(differences.Offers, ("nouvelle formation", "nouvelles formations"), "formation", feminine: true),
            Of(differences.Actions, ("nouvelle action", "nouvelles actions"), "action", feminine: true),
            Of(differences.Sessions, ("nouvelle session", "nouvelles sessions"), "session", feminine: true),
        }.OfType<string>(),
    ];

    public static string Kind(string kind) => kind switch
    {
        "added" => "Nouveau",
        "changed" => "Modifié",
        _ => "Archivé",
    };

    public static string Level(string level) => level switch
    {
        "offer" => "Formation",
        "action" => "Action",
        _ => "Session",
    };

    private static string? Of(LevelCounts counts, (string One, string Many) added, string noun, bool feminine)
    {
        var e = feminine ? "e" : "";
        var parts = new List<string>();
        if (counts.Added > 0)
            parts.Add(FrenchFormat.Plural(counts.Added, added.One, added.Many));
        Add(counts.Changed, $"modifié{e}");
        Add(counts.Archived, $"archivé{e}");
        return parts.Count == 0 ? null : string.Join(", ", parts);

        void Add(int count, string participle)
        {
            if (count > 0)
                parts.Add(parts.Count > 0 ? FrenchFormat.Plural(count, participle, participle + "s")
                    : FrenchFormat.Plural(count, $"{noun} {participle}", $"{noun}s {participle}s"));
        }
    }
}
