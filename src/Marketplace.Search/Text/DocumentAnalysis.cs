using System.Runtime.InteropServices;

namespace Marketplace.Search.Text;

/// <summary>
/// The tokens of a document as numbers, by field; one instance is reused document after document.
/// <see cref="Separator"/> stands between two texts of one field, so that no phrase spans them.
/// </summary>
public sealed class DocumentAnalysis
{
    /// <summary>In place of a token, between two texts.</summary>
    public const int Separator = -1;

    /// <summary>Longest part of a description that is indexed, in characters.</summary>
    public const int DescriptionLimit = 8_000;

    private readonly List<int>[] fields = [.. Enum.GetValues<TextField>().Select(_ => new List<int>())];
    private readonly WordTable words;
    private readonly TextTokens texts;
    private readonly TextTokens names;

    /// <param name="numberOf">The number of a token. Asked once a word, not once an occurrence: it may be slow.</param>
    public DocumentAnalysis(Func<string, int> numberOf)
    {
        words = new WordTable(numberOf);
        (texts, names) = (new TextTokens(words, stems: true), new TextTokens(words, stems: false));
    }

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
        fields[(int)TextField.Provider].AddRange(names.Of(document.Provider.Name));
    }

    private void Add(TextField field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var tokens = fields[(int)field];
        Separate(tokens);
        tokens.AddRange(texts.Of(text));
    }

    private void AddCode(TextField field, string code)
    {
        if (code.Length == 0)
            return;
        Separate(fields[(int)field]);
        fields[(int)field].Add(words.Of(code.ToLowerInvariant()).Plain);
    }

    private static void Separate(List<int> tokens)
    {
        if (tokens.Count > 0)
            tokens.Add(Separator);
    }
}
