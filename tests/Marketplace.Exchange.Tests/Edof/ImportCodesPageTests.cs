using System.Text.RegularExpressions;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Exchange.Tests.Edof;

/// <summary>docs/import-codes.md says what the code does: its examples are run.</summary>
public sealed partial class ImportCodesPageTests
{
    /// <summary>Codes whose examples are words, each with tests of its own here and in Sheets.</summary>
    private static readonly string[] Told = [
        "M105", "M106", "M107", "M108", "M109", "M110", "M111", "M114", "M115", "M116", "M117", "M210", "M211",
        "M601", "M602", "M603", "M604", "M605", "M606", "M607", "M608", "M609", "M610", "M611", "M612"];

    private static readonly Dictionary<string, Section> Sections = Read();

    public static TheoryData<string> Examples => [.. Sections.Values.Where(s => s.IsXml).Select(s => s.Code)];

    [Fact]
    public void Page_HasEachCodeOfTheTable_WithItsMeaningAndRemedy()
    {
        Assert.Equal(ImportCodes.All.Select(c => c.Code).Order(), Sections.Keys.Order());
        Assert.All(ImportCodes.All, code =>
        {
            var section = Sections[code.Code];
            Assert.Equal(code.Meaning, section.Meaning);
            Assert.StartsWith($"{(code.Severity == Severity.Error ? "Erreur." : "Avertissement.")} {code.Remedy}", section.Text,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Page_OnlyCodesWithTestsOfTheirOwn_HaveExamplesInWords() =>
        Assert.Equal(Told, Sections.Values.Where(s => !s.IsXml).Select(s => s.Code));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_Bad_GetsItsCode_AndGoodDoesNot(string code)
    {
        var section = Sections[code];
        var bad = section.Everywhere
            ? EdofFile.Good.Replace(section.Good, section.Bad, StringComparison.Ordinal) : EdofFile.With(section.Good, section.Bad);

        Assert.Contains(code, EdofFile.Codes(EdofFile.Validate(bad)));
        Assert.DoesNotContain(code, EdofFile.Codes(EdofFile.Validate(EdofFile.Good)));
    }

    [Fact]
    public void Codes_AreUnique() => Assert.Equal(ImportCodes.All.Count, ImportCodes.All.Select(c => c.Code).Distinct().Count());

    private static Dictionary<string, Section> Read()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.Repository(), "docs", "import-codes.md")).ReplaceLineEndings("\n");
        return SectionPattern().Matches(page).Select(m => new Section(
            m.Groups["code"].Value, m.Groups["meaning"].Value, m.Groups["text"].Value.Trim(), m.Groups["kind"].Value,
            EdofFile.Unindent(m.Groups["bad"].Value), EdofFile.Unindent(m.Groups["good"].Value))).ToDictionary(s => s.Code);
    }

    private sealed record Section(string Code, string Meaning, string Text, string Kind, string Bad, string Good)
    {
        public bool IsXml => Kind.StartsWith("xml", StringComparison.Ordinal);
        public bool Everywhere => Kind == "xml partout";
    }

    [GeneratedRegex("""^### (?<code>\w+) — (?<meaning>[^\n]+)\n(?<text>.*?)\nMauvais :\n\n```(?<kind>[a-z ]+)\n(?<bad>.*?)\n```\n\nBon :\n\n```[a-z ]+\n(?<good>.*?)\n```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SectionPattern();
}
