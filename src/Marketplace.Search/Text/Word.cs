namespace Marketplace.Search.Text;

/// <summary>A word of a text.</summary>
/// <param name="Folded">Lower case, without accents, elided article and gender marks.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="Term">The stem that a correction put in its place; null for a word as typed.</param>
public readonly record struct Word(string Folded, int Start, int End, string? Term = null)
{
    public string Stem => Term ?? FrenchStemmer.Stem(Folded);
}
