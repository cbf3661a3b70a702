using Marketplace.Web.Templating.Rendering;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Marketplace.Web.Templating;

/// <summary>
/// Templates of e-mails: <c>name.sbn</c> is the HTML, encoded; <c>name.txt.sbn</c> the plain text, where nothing is
/// encoded, with the subject on its first line. Both name the same values; one that is missing is an error.
/// </summary>
public sealed class EmailTemplates
{
    /// <summary>How the first line of a text template begins.</summary>
    public const string SubjectMark = "Objet : ";

    private const string TextSuffix = ".txt";
    private readonly Dictionary<string, Template> html = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Template> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Template> subjects = new(StringComparer.Ordinal);
    private readonly TemplateRenderer encoding = new(new ScriptObject { IsReadOnly = true }, plainText: false);
    private readonly TemplateRenderer plain = new(new ScriptObject { IsReadOnly = true }, plainText: true);

    /// <param name="files">Names such as <c>emails/reset</c> and <c>emails/reset.txt</c>, and what they hold.</param>
    public EmailTemplates(IEnumerable<TemplateFile> files)
    {
        foreach (var file in files)
        {
            var name = file.Name["emails/".Length..];
            if (!name.EndsWith(TextSuffix, StringComparison.Ordinal))
            {
                html[name] = file.Parse();
                continue;
            }
            name = name[..^TextSuffix.Length];
            // Apart from the text, so that no line break in a value can move the border between them.
            var text = file.Text.ReplaceLineEndings("\n");
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (!text.StartsWith(SubjectMark, StringComparison.Ordinal) || end <= SubjectMark.Length)
                throw new InvalidDataException(
                    $"The first line of {file.Name}{TemplateFile.Extension} must be « {SubjectMark}» and the subject.");
            var start = end;
            while (start < text.Length && text[start] == '\n')
                start++;
            if (start == text.Length)
                throw new InvalidDataException($"{file.Name}{TemplateFile.Extension} has no text.");
            subjects[name] = file.Parse(text[..end], new TextPosition(SubjectMark.Length, 0, SubjectMark.Length));
            texts[name] = file.Parse(text, new TextPosition(start, start - end, 0));
        }
    }

    /// <summary>Names of all e-mails.</summary>
    public IReadOnlyCollection<string> Names => html.Keys;

    /// <summary>The HTML of the body, without layout.</summary>
    public string Html(string name, IReadOnlyDictionary<string, object> values) => encoding.Render(Find(html, name), values);

    /// <summary>The plain text.</summary>
    public string Text(string name, IReadOnlyDictionary<string, object> values) => plain.Render(Find(texts, name), values);

    /// <summary>The subject; values must have no line breaks.</summary>
    public string Subject(string name, IReadOnlyDictionary<string, object> values) => plain.Render(Find(subjects, name), values);

    private static Template Find(Dictionary<string, Template> templates, string name) =>
        templates.TryGetValue(name, out var template) ? template : throw new FileNotFoundException($"The e-mail {name} lacks a template.");
}
