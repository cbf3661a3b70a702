namespace Marketplace.Search.Text;

/// <summary>
/// The tokens of a document, by field; one instance is reused document after document.
/// An empty token separates two texts of one field, so that no phrase spans them.
/// </summary>
public sealed class DocumentAnalysis
{
    /// <summary>Longest part of a description that is indexed, in characters.</summary>
    public const int DescriptionLimit = 8_000;

    private readonly List<string>[] fields = [.. Enum.GetValues<TextField>().Select(_ => new List<string>())];
    private readonly Dictionary<string, string> stems = [];

    public IReadOnlyList<string> this[TextField field] => fields[(int)field];

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
            fields[(int)TextField.Provider].Add(word.Folded);
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
                tokens.Add(Stem(words[i].Folded));
    }

    private void AddCode(TextField field, string code)
    {
        if (code.Length == 0)
            return;
        Separate(fields[(int)field]);
        fields[(int)field].Add(code.ToLowerInvariant());
    }

    private static void Separate(List<string> tokens)
    {
        if (tokens.Count > 0)
            tokens.Add("");
    }

    private string Stem(string word)
    {
        if (stems.TryGetValue(word, out var stem))
            return stem;
        // Words are few; a catalogue of rubbish must not fill the memory.
        if (stems.Count > 100_000)
            stems.Clear();
        return stems[word] = FrenchStemmer.Stem(word);
    }
}
