using System.Globalization;
using System.Reflection;
using System.Text;
using Marketplace.Platform.Text;

namespace Marketplace.ProviderSpace.ContentRules;

/// <summary>Words that no offer uses, from <c>seed-data/content/words.csv</c>: published, so that everybody can know them.</summary>
public static class WordList
{
    private const string Resource = "content/words.csv";

    /// <summary>In the file's order.</summary>
    public static IReadOnlyList<ForbiddenWords> All { get; } = Read();

    /// <summary>Those that stand in a text, HTML or plain, each once.</summary>
    public static IEnumerable<ForbiddenWords> In(string text)
    {
        var words = Plain(OddMarkup.WithoutTags(text));
        return All.Where(w => words.Contains(w.Key, StringComparison.Ordinal));
    }

    /// <summary>Small letters without accents, one blank between words and at both ends.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in System.Net.WebUtility.HtmlDecode(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            // « 100% » and « 100 % » are the same words.
            if (!char.IsLetterOrDigit(c) && plain[^1] != ' ')
                plain.Append(' ');
            if (char.IsLetterOrDigit(c))
                plain.Append(c);
            else if (c is '%' or '€')
                plain.Append(c).Append(' ');
        }
        return plain[^1] == ' ' ? plain.ToString() : plain.Append(' ').ToString();
    }

    private static List<ForbiddenWords> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var lines = new StreamReader(stream);
        var words = new List<ForbiddenWords>();
        while (lines.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("mots;", StringComparison.Ordinal))
                continue;
            var cells = line.Split(';');
            words.Add(new(cells[0], ContentRule.Of(cells[1]), cells[2]));
        }
        return words;
    }
}

/// <param name="Words">As they are published.</param>
/// <param name="Why">What is wrong with them, in French.</param>
public sealed record ForbiddenWords(string Words, ContentRule Rule, string Why)
{
    internal string Key { get; } = WordList.Plain(Words);
}
