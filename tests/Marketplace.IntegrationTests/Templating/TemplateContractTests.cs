using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Marketplace.Testing;
using Marketplace.Web.Templating;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

/// <summary>Every template with hostile text in every value, each of its branches at least once.</summary>
public sealed partial class TemplateContractTests
{
    /// <summary>Draws of all conditions of a template; the deepest need about thirty.</summary>
    private const int MostRenders = 400;

    private static readonly string Root = Path.Combine(SharedData.Repository(), "templates");
    private static readonly IReadOnlyDictionary<string, Template> Partials =
        TemplateFile.In(Root, "partials").ToDictionary(file => file.Name["partials/".Length..], file => file.Parse());
    private static readonly IReadOnlyDictionary<string, Template> Pages =
        TemplateFile.In(Root, "layouts").Concat(TemplateFile.In(Root, "pages")).ToDictionary(file => file.Name, file => file.Parse());
    private static readonly IReadOnlyDictionary<string, TemplateFile> Emails = TemplateFile.In(Root, "emails")
        .ToDictionary(file => file.Name);
    private static readonly ScriptObject Functions = TemplateFunctions.Of(name => "/" + name, Partials);

    public static TheoryData<string> PageNames => new(Pages.Keys);

    public static TheoryData<string> EmailNames => new(Emails.Keys.Where(name => !IsText(name)));

    public static TheoryData<string> TextNames => new(Emails.Keys.Where(IsText));

    [Theory, MemberData(nameof(PageNames))]
    public void EveryPage_HostileValues_AreEncodedOnEveryBranch(string name) =>
        AssertEncoded(RenderEveryBranch(Pages[name], plainText: false, []));

    [Theory, MemberData(nameof(EmailNames))]
    public void EveryEmail_HostileValues_AreEncodedOnEveryBranch(string name) =>
        AssertEncoded(RenderEveryBranch(Emails[name].Parse(), plainText: false, []));

    [Theory, MemberData(nameof(TextNames))]
    public void EveryTextOfAnEmail_HostileValues_StandAsTheyAre(string name)
    {
        var text = string.Concat(RenderEveryBranch(Emails[name].Parse(), plainText: true, []));
        Assert.DoesNotContain("&lt;", text);
        Assert.All(Written().Matches(text), value => Assert.Equal(HostileContext.Text, value.Value));
    }

    [Fact]
    public void EveryPartial_IsPartOfAPage()
    {
        HashSet<ScriptNode> reached = [];
        foreach (var page in Pages.Values)
            RenderEveryBranch(page, plainText: false, reached);
        Assert.Empty(Partials.SelectMany(partial => Statements(partial.Value)).Except(reached).Select(node => $"{node.Span}"));
    }

    /// <summary>What no template sets off on its own: who vouches for HTML, and why, is reviewed here.</summary>
    [Fact]
    public void Html_IsVouchedFor_OnlyWhereReviewed()
    {
        var source = Path.Combine(SharedData.Repository(), "src");
        var found = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Vouched().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)} {match.Value}"))
                .Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            // Numbers and classes of our own; every label is encoded as it is appended.
            "Charts.cs Html.Trusted(svg.Append(\"</svg>\").ToString())",
            // Written by the JSON writer, which escapes < > and &.
            "CourseJsonLd.cs Html.Trusted(course.ToJsonString())",
            // Rendered by a template.
            "MailRenderer.cs Html.Trusted(body)",
            "PageRenderer.cs Html.Trusted(body)",
            // Encoded by the search, which marks the words that were found.
            "ResultCard.cs Html.Trusted(hit.TitleHighlight ?? WebUtility.HtmlEncode(action.Title))",
            "TemplateFunctions.cs Html.Trusted(FormToken.Mark)",
            "TemplateFunctions.cs Html.Trusted(HtmlCleaner.Clean((string)value))",
        ], found);
    }

    private static List<string> RenderEveryBranch(Template template, bool plainText, HashSet<ScriptNode> reached)
    {
        var passed = HostileContext.Passed(Partials.Values.Append(template));
        var draw = new Random(1);
        var left = Statements(template).ToHashSet();
        List<string> rendered = [];
        // Partials have branches of their own: a few more draws than the page itself needs.
        for (var (i, more) = (0, 40); i < MostRenders && more > 0; i++)
        {
            var context = new HostileContext(Functions, plainText, passed, draw);
            rendered.Add(context.Render(template, new HostileContext.Value()));
            reached.UnionWith(context.Reached);
            left.ExceptWith(context.Reached);
            if (left.Count == 0)
                more--;
        }
        Assert.Empty(left.Select(node => $"{node.Span}: {node}"));
        return rendered;
    }

    private static IEnumerable<ScriptNode> Statements(Template template) => HostileContext.All(template.Page!)
        .Where(node => node is ScriptExpressionStatement or ScriptIfStatement or ScriptForStatement
            or ScriptRawStatement { Text.Length: > 0 });

    private static void AssertEncoded(List<string> rendered)
    {
        var parser = new HtmlParser();
        Assert.All(rendered, html =>
        {
            foreach (Match value in Written().Matches(html))
                Assert.False(Unencoded().IsMatch(value.Value), $"Not encoded: {value.Value}");
            var page = parser.ParseDocument(html);
            Assert.DoesNotContain(
                page.All, element =>
                element.Attributes.Any(attribute => attribute.Name.Contains(HostileContext.End, StringComparison.Ordinal)));
            Assert.DoesNotContain(
                page.Scripts, script => script.TextContent.Contains("alert(1)", StringComparison.Ordinal)
                && script.GetAttribute("type") != "application/ld+json");
        });
    }

    private static bool IsText(string name) => name.EndsWith(".txt", StringComparison.Ordinal);

    /// <summary>From a value's first mark to its last.</summary>
    [GeneratedRegex($"{HostileContext.Begin}(?:(?!{HostileContext.Begin}).)*?{HostileContext.End}", RegexOptions.Singleline)]
    private static partial Regex Written();

    [GeneratedRegex("[<>\"']|&(?!(?:lt|gt|amp|quot|#39|#x27);)")]
    private static partial Regex Unencoded();

    [GeneratedRegex(@"Html\.Trusted\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")]
    private static partial Regex Vouched();
}
