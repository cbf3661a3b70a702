using Marketplace.Web.Templating.Rendering;
using Scriban;

namespace Marketplace.Web.Templating;

/// <summary>
/// All templates of one folder, parsed: <c>pages/</c>, <c>layouts/</c> and <c>documents/</c> are rendered by their path without extension,
/// <c>partials/</c> are known to them by theirs; <c>emails/</c> are left to <see cref="EmailTemplates"/>. A name that a
/// model lacks is an error, never an empty string.
/// </summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, Template> templates;
    private readonly TemplateRenderer renderer;

    /// <param name="asset">Address of a static asset by its path below wwwroot.</param>
    public TemplateSet(string folder, Func<string, string> asset)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The templates were not found in {folder}.");
        var partials = TemplateFile.In(folder, "partials")
            .ToDictionary(file => file.Name["partials/".Length..], file => file.Parse(), StringComparer.Ordinal);
        templates = TemplateFile.In(folder, "layouts").Concat(TemplateFile.In(folder, "pages")).Concat(TemplateFile.In(folder, "documents"))
            .ToDictionary(file => file.Name, file => file.Parse(), StringComparer.Ordinal);
        renderer = new TemplateRenderer(TemplateFunctions.Of(asset, partials), plainText: false);
        Emails = new EmailTemplates(TemplateFile.In(folder, "emails"));
    }

    /// <summary>The parts of e-mails.</summary>
    public EmailTemplates Emails { get; }

    /// <summary>Names of everything that can be rendered, such as <c>pages/search/results</c>.</summary>
    public IReadOnlyCollection<string> Names => templates.Keys;

    /// <summary>Renders a template with a model.</summary>
    public string Render(string name, object model) => templates.TryGetValue(name, out var template)
        ? renderer.Render(template, model)
        : throw new FileNotFoundException($"There is no template {name}{TemplateFile.Extension}.");
}
