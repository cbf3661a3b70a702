using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Marketplace.Testing;
using Marketplace.Web.Templating;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

public sealed partial class TemplateSetTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Render_NameThatTheModelLacks_Throws()
    {
        var set = Set("{{titel}}");
        Assert.ThrowsAny<Exception>(() => set.Render("pages/page", new { Title = "Bonjour" }));
    }

    [Fact]
    public void Render_Values_AreEscaped() =>
        Assert.Equal("&lt;b&gt; &amp; &quot;é&quot;", Set("{{title}}").Render("pages/page", new { Title = "<b> & \"é\"" }));

    /// <summary>Handlebars.Net does not escape in a partial that is indented on a line of its own.</summary>
    [Theory]
    [InlineData("{{> part}}")]
    [InlineData("<div>\n    {{> part}}\n</div>")]
    [InlineData("<div>\n\t{{> part this}}\n</div>")]
    [InlineData("{{#if title}}\n  {{> part}}\n{{/if}}")]
    [InlineData("{{#with this}}\n  {{~> part}}\n{{/with}}")]
    public void Render_ValuesInPartials_AreEscapedHoweverIndented(string template)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "partials"));
        File.WriteAllText(Path.Combine(folder.FullName, "partials", "part.hbs"), "<p>{{title}}</p>\n");
        var html = Set(template).Render("pages/page", new { Title = "<b>" });
        Assert.Contains("<p>&lt;b&gt;</p>", html);
    }

    [Fact]
    public void Render_HelperWithoutValue_Throws() =>
        Assert.ThrowsAny<HandlebarsException>(() => Set("{{price cents}}").Render("pages/page", new { Cents = (long?)null }));

    [Fact]
    public void Render_UnknownTemplate_SaysWhich()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => Set("").Render("pages/autre", new { }));
        Assert.Contains("pages/autre", failure.Message);
    }

    /// <summary>Unescaped output is kept to the few places where the HTML is our own.</summary>
    [Fact]
    public void Templates_UnescapedOutput_OnlyWhereReviewed()
    {
        var root = Path.Combine(SharedData.Repository(), "templates");
        var found = Directory.EnumerateFiles(root, "*.hbs", SearchOption.AllDirectories)
            .SelectMany(file => Unescaped().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetRelativePath(root, file)} {m.Value}")).Order();
        Assert.Equal(["layouts/email.hbs {{{body}}}", "layouts/page.hbs {{{body}}}", "layouts/page.hbs {{{head.jsonLd}}}", "partials/result-card.hbs {{{titleHtml}}}"], found);
    }

    private TemplateSet Set(string template)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "pages"));
        File.WriteAllText(Path.Combine(folder.FullName, "pages", "page.hbs"), template);
        return new TemplateSet(folder.FullName, name => "/" + name);
    }

    [GeneratedRegex(@"\{\{\{.*?\}\}\}|\{\{&.*?\}\}")]
    private static partial Regex Unescaped();
}
