using Marketplace.Testing;
using Marketplace.Web.Templating;
using Xunit;

namespace Marketplace.IntegrationTests.Templating;

/// <summary>What whoever writes templates sees of an edit while the server runs.</summary>
public sealed class TemplateEditTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Edit_WhileWatched_ShowsAndNamesWhatItBroke()
    {
        Write("avant");
        using var templates = new Templates(folder.FullName, name => name, watched: true);
        Assert.Equal("avant", Shown(templates));
        Write("après");
        await Eventually.SeeAsync("the edit", "après", () => Task.FromResult(Shown(templates)));
        Write("<p>\n{{ if }}</p>");
        await Eventually.SeeAsync(
            "the error", () => Task.FromResult(Shown(templates)), shown => shown.StartsWith("pages/page.sbn(2,", StringComparison.Ordinal));
        Write("réparé");
        await Eventually.SeeAsync("the repair", "réparé", () => Task.FromResult(Shown(templates)));
    }

    [Fact]
    public void Edit_WhileNotWatched_ShowsNothing()
    {
        Write("avant");
        using var templates = new Templates(folder.FullName, name => name, watched: false);
        Write("après");
        Assert.Equal("avant", Shown(templates));
    }

    [Theory]
    [InlineData("<p>\n  {{ if title }}\n</p>")]
    [InlineData("<p>\n  {{ title + }}\n</p>")]
    [InlineData("<p>\n  {{ end }}\n</p>")]
    public void Start_BrokenTemplate_NamesFileLineAndColumn(string template)
    {
        Write(template);
        var failure = Assert.Throws<InvalidDataException>(() => new Templates(folder.FullName, name => name, watched: false));
        Assert.Matches(@"^pages/page\.sbn\(\d+,\d+\) : error : ", failure.Message);
    }

    private static string Shown(Templates templates)
    {
        try
        {
            return templates.Current.Render("pages/page", new { });
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            return failure.Message;
        }
    }

    private void Write(string template)
    {
        folder.CreateSubdirectory("pages");
        File.WriteAllText(Path.Combine(folder.FullName, "pages", "page.sbn"), template);
    }
}
