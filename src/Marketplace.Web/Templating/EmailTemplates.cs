using HandlebarsDotNet;

namespace Marketplace.Web.Templating;

/// <summary>
/// Templates of e-mails: <c>name.hbs</c> is the HTML, escaped; <c>name.txt.hbs</c> the plain text, where nothing is
/// escaped, with the subject on its first line. Both name the same values; one that is missing is an error.
/// </summary>
public sealed class EmailTemplates
{
    /// <summary>How the first line of a text template begins.</summary>
    public const string SubjectMark = "Objet : ";

    private const string TextSuffix = ".txt";
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> html = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> subjects = new(StringComparer.Ordinal);

    /// <param name="files">Names such as <c>emails/reset</c> and <c>emails/reset.txt</c>, and what they hold.</param>
    public EmailTemplates(IEnumerable<(string Name, string Text)> files)
    {
        var escaping = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true });
        var plain = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true, NoEscape = true });
        foreach (var (path, text) in files)
        {
            var name = path["emails/".Length..];
            if (!name.EndsWith(TextSuffix, StringComparison.Ordinal))
            {
                html[name] = escaping.Compile(text);
                continue;
            }
            name = name[..^TextSuffix.Length];
            // Apart from the text, so that no line break in a value can move the border between them.
            var lines = text.ReplaceLineEndings("\n").Split('\n', 2);
            if (!lines[0].StartsWith(SubjectMark, StringComparison.Ordinal) || lines.Length < 2)
                throw new InvalidDataException($"The first line of emails/{name}.txt.hbs must begin with « {SubjectMark}».");
            subjects[name] = plain.Compile(lines[0][SubjectMark.Length..]);
            texts[name] = plain.Compile(lines[1].TrimStart('\n'));
        }
    }

    /// <summary>Names of all e-mails.</summary>
    public IReadOnlyCollection<string> Names => html.Keys;

    /// <summary>The HTML of the body, without layout.</summary>
    public string Html(string name, IReadOnlyDictionary<string, object> values) => Render(html, name, values);

    /// <summary>The plain text.</summary>
    public string Text(string name, IReadOnlyDictionary<string, object> values) => Render(texts, name, values);

    /// <summary>The subject; values must have no line breaks.</summary>
    public string Subject(string name, IReadOnlyDictionary<string, object> values) => Render(subjects, name, values);

    private static string Render(Dictionary<string, HandlebarsTemplate<object, object>> templates, string name, IReadOnlyDictionary<string, object> values) =>
        templates.TryGetValue(name, out var template)
            ? template(values)
            : throw new FileNotFoundException($"The e-mail {name} lacks a template.");
}
