using Marketplace.Search.Text;

namespace Marketplace.Search.QueryText;

/// <summary>
/// Words that trainings are named with: what stands beside a first name is no surname when it is one of them.
/// Immutable.
/// </summary>
public sealed class TrainingWords
{
    /// <summary>Said around a training, in no title.</summary>
    private static readonly string[] Around =
        ["ecole", "lycee", "centre", "institut", "college", "universite", "adulte", "adultes", "femme", "homme", "enfant", "enfants",
            "soir", "weekend",
         "week", "end", "prix", "pris", "charge", "financement", "dossier", "contact", "avis", "niveau", "pro", "bac", "cap", "bts", "but",
         "master",
         "licence", "alternance", "apprentissage", "accelere", "intensif", "semaine", "jour", "jours", "mois", "heures", "pole", "france",
         "travail", "online"];

    private readonly HashSet<string> words;

    /// <param name="labels">Titles of certifications, names of jobs and domains.</param>
    public TrainingWords(IEnumerable<string> labels)
    {
        words = [.. Around];
        foreach (var label in labels.Concat(TextResource.Lines("synonyms.txt")).Concat(TextResource.Lines("wishes.txt")))
            foreach (var word in Tokeniser.Words(label))
            {
                words.Add(word.Folded);
                words.Add(FrenchStemmer.Stem(word.Folded));
            }
    }

    /// <summary>Whether trainings, or what people wrap around them, are named with this folded word.</summary>
    public bool Contains(string word) =>
        words.Contains(word) || words.Contains(FrenchStemmer.Stem(word)) || QuestionWords.IsEmpty(word) || QuestionWords.IsWeak(word);
}
