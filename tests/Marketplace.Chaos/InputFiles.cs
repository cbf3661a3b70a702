using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Marketplace.Chaos;

/// <summary>One provider's file and how many items it holds.</summary>
public sealed record InputFile(string Path, string Siret, int Formations, int Actions, int Sessions);

/// <summary>The EDOF files to import, unpacked into a folder of their own.</summary>
public static partial class InputFiles
{
    /// <summary>Takes the first files by name; the same choice every time.</summary>
    public static IReadOnlyList<InputFile> Prepare(string? source, int count)
    {
        source ??= Shared() ?? throw new InvalidOperationException(
            "../shared/data/edof-real is not there: name a folder or zip of EDOF files with --input.");
        var folder = Directory.CreateTempSubdirectory("chaos-input-").FullName;
        if (Directory.Exists(source))
        {
            foreach (var file in Directory.GetFiles(source, "*.xml").Order(StringComparer.Ordinal).Take(count))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        else
        {
            using var archive = ZipFile.OpenRead(source);
            foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal))
                .OrderBy(e => e.Name, StringComparer.Ordinal).Take(count))
                entry.ExtractToFile(Path.Combine(folder, entry.Name));
        }
        return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(Count)];
    }

    /// <summary>Counts by text, on purpose: not by the reader that is under test.</summary>
    private static InputFile Count(string path)
    {
        var text = File.ReadAllText(path, System.Text.Encoding.Latin1);
        return new(path, Siret().Match(text).Groups[1].Value, Formation().Count(text), Action().Count(text), Session().Count(text));
    }

    private static string? Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Marketplace.sln")))
            {
                var zip = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", "edof-real", "edof-real.zip"));
                return File.Exists(zip) ? zip : null;
            }
        }
        return null;
    }

    [GeneratedRegex("<SIRET>([0-9]{14})</SIRET>")]
    private static partial Regex Siret();

    [GeneratedRegex("<formation numero=")]
    private static partial Regex Formation();

    [GeneratedRegex("<action numero=")]
    private static partial Regex Action();

    [GeneratedRegex("<session numero=")]
    private static partial Regex Session();
}
