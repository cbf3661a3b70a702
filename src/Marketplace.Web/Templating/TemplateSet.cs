using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace Marketplace.Web.Templating;

/// <summary>
/// All templates of one folder, compiled: <c>pages/</c> and <c>layouts/</c> are rendered by their path without
/// extension, <c>partials/</c> are known to them by theirs; <c>emails/</c> are left to <see cref="EmailTemplates"/>.
/// A name that a model lacks is an error, never an empty string.
/// </summary>
public sealed partial class TemplateSet
{
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> templates = new(StringComparer.Ordinal);

    /// <param name="asset">Address of a static asset by its path below wwwroot.</param>
    public TemplateSet(string folder, Func<string, string> asset)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The templates were not found in {folder}.");

        var handlebars = Handlebars.Create(new HandlebarsConfiguration
        {
            ThrowOnUnresolvedBindingExpression = true,
            ExpressionNameResolver = new HandlebarsDotNet.Compiler.Resolvers.UpperCamelCaseExpressionNameResolver(),
        });
        TemplateHelpers.Register(handlebars, asset);
        foreach (var (name, text) in Read(folder, "partials"))
            handlebars.RegisterTemplate(name["partials/".Length..], text);
        foreach (var (name, text) in Read(folder, "layouts").Concat(Read(folder, "pages")))
            templates[name] = handlebars.Compile(text);
        Emails = new EmailTemplates(Read(folder, "emails"));
    }

    /// <summary>The parts of e-mails.</summary>
    public EmailTemplates Emails { get; }

    /// <summary>Names of everything that can be rendered, such as <c>pages/search/results</c>.</summary>
    public IReadOnlyCollection<string> Names => templates.Keys;

    /// <summary>Renders a template with a model.</summary>
    public string Render(string name, object model) =>
        templates.TryGetValue(name, out var template)
            ? template(model)
            : throw new FileNotFoundException($"There is no template {name}.hbs.");

    private static IEnumerable<(string Name, string Text)> Read(string folder, string part)
    {
        var root = Path.Combine(folder, part);
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in Directory.EnumerateFiles(root, "*.hbs", SearchOption.AllDirectories))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/');
            yield return (name, PartialIndent().Replace(File.ReadAllText(file), ""));
        }
    }

    /// <summary>
    /// Blanks before a partial that stands alone on its line. Handlebars.Net 2.4.3 renders such a partial apart, to indent
    /// its lines, and then writes it WITHOUT ESCAPING its values: a text searched for could bring a script into the page.
    /// </summary>
    [GeneratedRegex(@"^[ \t]+(?=\{\{~?>)", RegexOptions.Multiline)]
    private static partial Regex PartialIndent();
}
