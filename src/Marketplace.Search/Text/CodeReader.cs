namespace Marketplace.Search.Text;

/// <summary>Finds certification codes in a text: RNCP34031, "rncp 31114", RS5616, CPF202, RNCP34031BC02 (its certification).</summary>
public static class CodeReader
{
    private static readonly string[] Registers = ["rncp", "rs", "cpf"];

    /// <returns>The code in capitals and how many words it took; null when none starts here.</returns>
    public static (string Code, int Length)? At(IReadOnlyList<Word> words, int index)
    {
        var word = words[index].Folded;
        foreach (var register in Registers)
        {
            if (word == register && index + 1 < words.Count && Number(words[index + 1].Folded) is { } next)
                return (register.ToUpperInvariant() + next, 2);
            if (word.StartsWith(register, StringComparison.Ordinal) && Number(word[register.Length..]) is { } number)
                return (register.ToUpperInvariant() + number, 1);
        }
        return null;
    }

    private static string? Number(string text)
    {
        var end = text.IndexOf("bc", StringComparison.Ordinal);
        var digits = end > 0 && text[(end + 2)..].All(char.IsAsciiDigit) ? text[..end] : text;
        return digits.Length is >= 2 and <= 6 && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
