using System.Runtime.InteropServices;

namespace Marketplace.Search.Text;

/// <summary>
/// The tokens of a document as numbers, by field; one instance is reused document after document.
/// <see cref="Separator"/> stands between two texts of one field, so that no phrase spans them.
/// </summary>
/// <param name="numberOf">The number of a token. Asked once a word, not once an occurrence: it may be slow.</param>
public sealed class DocumentAnalysis(Func<string, int> numberOf)
{
    /// <summary>In place of a token, between two texts.</summary>
    public const int Separator = -1;

    /// <summary>Longest part of a description that is indexed, in characters.</summary>
    public const int DescriptionLimit = 8_000;

    /// <summary>Words are few; a catalogue of rubbish must not fill the memory.</summary>
    private const int MostWords = 200_000;

    private readonly List<int>[] fields = [.. Enum.GetValues<TextField>().Select(_ => new List<int>())];
    private readonly Dictionary<string, int> stemmed = new(SpreadHash.Instance);
    private readonly Dictionary<string, int> plain = new(SpreadHash.Instance);

    public ReadOnlySpan<int> this[TextField field] => CollectionsMarshal.AsSpan(fields[(int)field]);

    public void Read(ActionDocument document)
    {
        foreach (var field in fields)
            field.Clear();
        Add(TextField.Title, document.Title);
        var certification = document.Certification;
        Add(TextField.Certification, certification.Title);
        Add(TextField.Certification, certification.Abbreviation);
        AddCode(TextField.Certification, certification.Code);
        foreach (var label in document.JobLabels)
            Add(TextField.Jobs, label);
        foreach (var code in document.Rome)
            AddCode(TextField.Jobs, code);
        foreach (var label in document.DomainLabels)
            Add(TextField.Domains, label);
        Add(TextField.Description, document.Description.Length > DescriptionLimit
            ? document.Description[..DescriptionLimit] : document.Description);
        foreach (var word in Tokeniser.Words(document.Provider.Name))
            fields[(int)TextField.Provider].Add(Plain(word.Folded));
    }

    private void Add(TextField field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var tokens = fields[(int)field];
        Separate(tokens);
        var words = Tokeniser.Words(text);
        for (var i = 0; i < words.Count; i++)
            if (!StopWords.IsStop(words, i))
                tokens.Add(Stemmed(words[i].Folded));
    }

    private void AddCode(TextField field, string code)
    {
        if (code.Length == 0)
            return;
        Separate(fields[(int)field]);
        fields[(int)field].Add(Plain(code.ToLowerInvariant()));
    }

    private static void Separate(List<int> tokens)
    {
        if (tokens.Count > 0)
            tokens.Add(Separator);
    }

    private int Stemmed(string word)
    {
        ref var number = ref Place(stemmed, word, out var known);
        return known ? number : number = numberOf(FrenchStemmer.Stem(word));
    }

    private int Plain(string word)
    {
        ref var number = ref Place(plain, word, out var known);
        return known ? number : number = numberOf(word);
    }

    private static ref int Place(Dictionary<string, int> numbers, string word, out bool known)
    {
        if (numbers.Count > MostWords)
            numbers.Clear();
        return ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, word, out known);
    }
}
