namespace Marketplace.Search.Text;

/// <summary>
/// The project's list of what people write beside the subject: how, when, at what price. It becomes a filter or an
/// order where there is one, and is left aside with a word where there is none; it is never searched.
/// <code>
/// modality remote = a, b   a and b ask for these values of a filter
/// sort price = a           a asks for an order
/// ignored = a              no filter says so
/// funded = a               all that is offered here is
/// named = vente en ligne   here the words are no wish
/// </code>
/// </summary>
public sealed class WishWords
{
    private const string NamedLine = "named";

    private readonly PhraseTable<Wish> table = new();

    public static WishWords Default { get; } = new(TextResource.Lines("wishes.txt"));

    public WishWords(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith(NamedLine, StringComparison.Ordinal))
            {
                Named = [.. Named, .. Phrases(line[(line.IndexOf('=') + 1)..])];
                continue;
            }
            if (line.Split('=') is not [var sense, var phrases]
                || sense.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var kind, .. var values]
                || !Enum.TryParse<WishKind>(kind, ignoreCase: true, out var known))
                throw new FormatException($"A line of wishes is a kind, its values, = and phrases: {line}");
            var wish = new Wish(known, values);
            foreach (var phrase in Phrases(phrases))
                table.Set([.. Tokeniser.Words(phrase).Select(w => w.Stem)], wish);
        }
    }

    /// <summary>Phrases in which the words of a wish belong to the subject.</summary>
    public IReadOnlyList<string> Named { get; } = [];

    /// <summary>The longest wish from <paramref name="start"/> on, small words included; null when none begins there.</summary>
    /// <param name="stems">Of all words of a text.</param>
    public (Wish Wish, int Length)? At(IReadOnlyList<string> stems, int start) =>
        table.TryLongest(stems, start, out var wish, out var length) ? (wish, length) : null;

    private static string[] Phrases(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
