namespace Marketplace.Search.Text;

/// <summary>A word while it is read: on the stack as long as it is no longer than words are.</summary>
internal ref struct FoldedWord(Span<char> buffer)
{
    private Span<char> characters = buffer;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Span => characters[..Length];

    public void Clear() => Length = 0;

    /// <summary>Appends the character as <see cref="Folding"/> has it.</summary>
    public void AppendFolded(char c)
    {
        if (c < 0x80)
            Append(char.ToLowerInvariant(c));
        else
            Append(Folding.Of(c));
    }

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            Append(c);
    }

    public void Append(char c)
    {
        if (Length == characters.Length)
        {
            var larger = new char[Length * 2];
            characters.CopyTo(larger);
            characters = larger;
        }
        characters[Length++] = c;
    }
}
