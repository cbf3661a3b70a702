using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Search.Text;

/// <summary>
/// Compares texts with a hash that spreads words of like syllables: the quick one that dictionaries use by default puts
/// dozens of them into one place, and looking words up is most of reading a document.
/// </summary>
public sealed class SpreadHash : IEqualityComparer<string>
{
    public static readonly SpreadHash Instance = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y);

    public int GetHashCode([DisallowNull] string obj) => obj.GetHashCode(StringComparison.Ordinal);
}
