using Scriban;
using Scriban.Parsing;

namespace Marketplace.Web.Templating;

/// <summary>A template's file: read and parsed, or told what is wrong with it.</summary>
/// <param name="Name">Path below the folder, without extension.</param>
public sealed record TemplateFile(string Name, string Text)
{
    /// <summary>Ends the name of each template's file.</summary>
    public const string Extension = ".sbn";

    /// <summary>All files below a part of the folder.</summary>
    public static IEnumerable<TemplateFile> In(string folder, string part)
    {
        var root = Path.Combine(folder, part);
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in Directory.EnumerateFiles(root, "*" + Extension, SearchOption.AllDirectories))
            yield return new TemplateFile(
                Path.GetRelativePath(folder, file)[..^Extension.Length].Replace('\\', '/'), File.ReadAllText(file));
    }

    /// <exception cref="InvalidDataException">Names file, line and column of each error.</exception>
    public Template Parse() => Parse(Text, new TextPosition());

    /// <param name="text">The file's text up to where the template ends.</param>
    /// <param name="start">Where in it the template begins.</param>
    /// <exception cref="InvalidDataException">Names file, line and column of each error.</exception>
    public Template Parse(string text, TextPosition start)
    {
        var template = Template.Parse(text, Name + Extension, lexerOptions: LexerOptions.Default with { StartPosition = start });
        return template.HasErrors ? throw new InvalidDataException(string.Join('\n', template.Messages)) : template;
    }
}
