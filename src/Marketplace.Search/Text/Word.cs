namespace Marketplace.Search.Text;

/// <summary>A word of a text.</summary>
/// <param name="Folded">Lower case, without accents, elided article and gender marks.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index after its last character.</param>
public readonly record struct Word(string Folded, int Start, int End);
