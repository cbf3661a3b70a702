using Marketplace.Search.Text;

namespace Marketplace.Search.QueryText;

/// <summary>Gives folded words their accents back, as the reference spells them most often. Immutable.</summary>
public sealed class AccentSpelling
{
    private readonly Dictionary<string, string> spellings;

    /// <param name="labels">Titles of certifications, names of jobs and domains.</param>
    public AccentSpelling(IEnumerable<string> labels) =>
        spellings = labels.SelectMany(
            label => Tokeniser.Words(label).Select(word => (word.Folded, Spelt: label[word.Start..word.End].ToLowerInvariant())))
            .Where(word => word.Spelt.All(char.IsLetter))
            .GroupBy(word => word.Folded)
            .ToDictionary(g => g.Key,
                g => g.GroupBy(word => word.Spelt).OrderByDescending(s => s.Count()).ThenBy(s => s.Key, StringComparer.Ordinal).First()
                .Key);

    public string Of(string folded) => string.Join(' ', folded.Split(' ').Select(word => spellings.GetValueOrDefault(word, word)));
}
