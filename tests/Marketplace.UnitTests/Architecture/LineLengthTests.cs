using System.Text.RegularExpressions;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.UnitTests.Architecture;

/// <summary>Long lines hide how much a file holds. Texts and SQL stay in one piece: what is counted is the code around them.</summary>
public sealed partial class LineLengthTests
{
    /// <summary>As .editorconfig says.</summary>
    private const int Most = 140;

    [Fact]
    public void Lines_OfCode_AreNoLongerThanTheEditorSettingSays()
    {
        var root = SharedData.Repository();
        Assert.Contains($"max_line_length = {Most}", File.ReadAllText(Path.Combine(root, ".editorconfig")), StringComparison.Ordinal);
        var files = new[] { "src", "indexing", "tests" }
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(root, part), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
        Assert.Empty(files.SelectMany(file => TooLong(File.ReadAllText(Path.Combine(root, file))).Select(line => $"{file}:{line}")));
    }

    [Theory]
    [InlineData("0123456789", true)]
    [InlineData("\"0123456789\"", false)]
    public void TooLong_CountsCodeAndNotTexts(string tenth, bool found) =>
        Assert.Equal(found, TooLong(string.Concat(Enumerable.Repeat(tenth, 15))).Any());

    private static IEnumerable<int> TooLong(string source)
    {
        var raw = false;
        foreach (var (line, number) in source.Split('\n').Select((line, index) => (line, index + 1)))
        {
            var quotes = RawQuotes().Count(line);
            if (!raw && quotes == 0 && line.Length > Most && Text().Replace(line, "").Length > Most)
                yield return number;
            raw ^= quotes % 2 == 1;
        }
    }

    [GeneratedRegex("\"\"\"")]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""")]
    private static partial Regex Text();
}
