using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Search.Text;

/// <summary>
/// Compares texts with a hash that spreads words of like syllables: the quick one that dictionaries use by default puts
/// dozens of them into one place, and looking words up is most of reading a document.
/// </summary>
public sealed class SpreadHash : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
{
    public static readonly SpreadHash Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y);

    public int GetHashCode([DisallowNull] string obj) => obj.GetHashCode(StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<char> alternate, string other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<char> alternate) => string.GetHashCode(alternate, StringComparison.Ordinal);

    public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();
}
