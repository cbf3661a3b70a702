using Marketplace.Web.Templating;
using Marketplace.Web.Templating.Rendering;
using Scriban.Syntax;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

public sealed class TemplateSetTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("{{ titel }}")]
    [InlineData("{{ model.titel }}")]
    [InlineData("{{ title.titel }}")]
    [InlineData("{{ for item in items }}{{ item.titel }}{{ end }}")]
    [InlineData("{{ if titel }}x{{ end }}")]
    [InlineData("{{ nothing.titel }}")]
    [InlineData("{{ lengthen title }}")]
    [InlineData("{{ title | string.upcase }}")]
    [InlineData("{{ include 'part' }}")]
    [InlineData("{{ partial \"autre\" model }}")]
    [InlineData("{{ partial \"part\" items[0] }}")]
    [InlineData("{{ partial \"part\" nothing }}")]
    [InlineData("{{ items[2] }}")]
    [InlineData("{{ price title }}")]
    [InlineData("{{ price nothing }}")]
    [InlineData("{{ date }}")]
    [InlineData("{{ title = \"x\" }}")]
    [InlineData("{{ items }}")]
    public void Render_WhatTheModelOrTheFunctionsLack_ThrowsAndSaysWhere(string template)
    {
        var set = Set(template, part: "{{ title }}");
        var failure = Assert.ThrowsAny<ScriptRuntimeException>(() =>
            set.Render("pages/page",
                new { Title = "Bonjour", Items = new[] { new { Name = "un" }, new { Name = "deux" } }, Nothing = (string?)null }));
        Assert.Matches(@"^(pages/page|partials/part)\.sbn\(1,\d+\) : error : ", failure.Message);
    }

    /// <summary>What a page knows is not what its partials know.</summary>
    [Fact]
    public void Render_Partial_SeesNothingOfItsCaller() => Assert.ThrowsAny<ScriptRuntimeException>(() =>
        Set("{{ for item in items }}{{ partial \"part\" item }}{{ end }}", part: "{{ item.name }}")
            .Render("pages/page", new { Items = new[] { new { Name = "un" } } }));

    [Theory]
    [InlineData("{{ title }}")]
    [InlineData("{{ model.title }}")]
    [InlineData("{{ title + \"\" }}")]
    [InlineData("{{ $\"{title}\" }}")]
    [InlineData("{{ for item in [title] }}{{ item }}{{ end }}")]
    [InlineData("{{ true ? title : \"\" }}")]
    [InlineData("{{ nothing ?? title }}")]
    [InlineData("{{ $local = title }}{{ $local }}")]
    public void Render_Values_AreEncoded(string template) =>
        Assert.Equal("&lt;b&gt; &amp; &quot;é&quot; &#39;", Render(template, "<b> & \"é\" '"));

    [Theory]
    [InlineData("{{ partial \"part\" model }}")]
    [InlineData("<div>\n    {{ partial \"part\" model }}\n</div>")]
    [InlineData("<div>\n\t{{~ partial \"part\" model ~}}\n</div>")]
    [InlineData("{{ if title }}\n  {{ partial \"part\" model }}\n{{ end }}")]
    [InlineData("{{ for item in [model] ~}}\n  {{~ partial \"part\" item }}\n{{ end }}")]
    public void Render_ValuesInPartials_AreEncodedOnceHoweverIndented(string template) =>
        Assert.Contains("<p>&lt;b&gt;</p>", Render(template, "<b>"));

    [Fact]
    public void Render_Html_StandsAsItIs() =>
        Assert.Equal("<b>&amp;</b>", Set("{{ title }}").Render("pages/page", new { Title = Html.Trusted("<b>&amp;</b>") }));

    [Theory]
    [InlineData("", false)]
    [InlineData("x", true)]
    [InlineData(0, false)]
    [InlineData(2L, true)]
    [InlineData(0.0, false)]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(new string[0], false)]
    [InlineData(new[] { "" }, true)]
    public void Render_Conditions_NothingEmptyAndZeroAreFalse(object? value, bool expected)
    {
        var set = Set("{{ if value }}oui{{ else }}non{{ end }} {{ if !value }}non{{ else }}oui{{ end }}");
        Assert.Equal(expected ? "oui oui" : "non non", set.Render("pages/page", new { Value = value }));
    }

    [Fact]
    public void Render_MoreTurnsThanAllowed_IsAnError()
    {
        var set = Set("{{ for i in items }}{{ for j in items }}{{ end }}{{ end }}");
        Assert.Equal("", set.Render("pages/page", new { Items = new int[100] }));
        Assert.ThrowsAny<ScriptRuntimeException>(() => set.Render("pages/page", new { Items = new int[200] }));
    }

    [Fact]
    public void Render_PartialThatCallsItself_IsAnError()
    {
        var failure = Assert.ThrowsAny<ScriptRuntimeException>(
            () => Set("{{ partial \"part\" model }}", part: "{{ partial \"part\" model }}").Render("pages/page", new { }));
        Assert.Contains("recursive depth limit", failure.Message);
    }

    [Fact]
    public void Render_MoreTextThanAllowed_IsAnErrorAndNotAPageCutShort()
    {
        var set = Set("{{ title }}fin");
        Assert.EndsWith("fin", set.Render("pages/page", new { Title = new string('x', 1_500_000) }));
        Assert.ThrowsAny<ScriptRuntimeException>(
            () => set.Render("pages/page", new { Title = new string('x', RenderContext.MostCharacters) }));
        Assert.ThrowsAny<ScriptRuntimeException>(() => set.Render("pages/page", new { Title = new string('<', 1_500_000) }));
    }

    [Fact]
    public void Render_AfterAFailure_TheNextPageIsWhole()
    {
        var set = Set("début {{ for item in items }}{{ partial \"part\" item }}{{ end }} fin", part: "{{ name }}");
        Assert.ThrowsAny<ScriptRuntimeException>(
            () => set.Render("pages/page", new { Items = new object[] { new { Name = "un" }, new { } } }));
        Assert.Equal("début un fin", set.Render("pages/page", new { Items = new[] { new { Name = "un" } } }));
    }

    [Fact]
    public async Task Render_ByManyThreads_EachGetsItsOwn()
    {
        var set = Set("{{ for item in items }}{{ partial \"part\" item }}{{ end }}", part: "{{ name }},");
        await Parallel.ForAsync(0, 400, TestContext.Current.CancellationToken, (number, _) =>
        {
            Assert.Equal(string.Concat(Enumerable.Repeat($"{number},", 50)),
                set.Render("pages/page", new { Items = Enumerable.Repeat(new { Name = number }, 50) }));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Render_UnknownTemplate_SaysWhich()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => Set("").Render("pages/autre", new { }));
        Assert.Contains("pages/autre", failure.Message);
    }

    private string Render(string template, string title) =>
        Set(template, part: "<p>{{ title }}</p>\n").Render("pages/page", new { Title = title, Nothing = (string?)null });

    private TemplateSet Set(string template, string part = "")
    {
        foreach (var (name, text) in new[] { ("pages/page", template), ("partials/part", part) })
        {
            var file = new FileInfo(Path.Combine(folder.FullName, name + ".sbn"));
            file.Directory!.Create();
            File.WriteAllText(file.FullName, text);
        }
        return new TemplateSet(folder.FullName, name => "/" + name);
    }
}
