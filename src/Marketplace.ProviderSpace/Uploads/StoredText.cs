using System.Text;

namespace Marketplace.ProviderSpace.Uploads;

/// <summary>Texts of files as PostgreSQL takes them: whole characters, and no character zero.</summary>
internal static class StoredText
{
    public static string Of(string text)
    {
        if (!text.Contains('\0') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
            kept.Append(character.Value == 0 ? "\uFFFD" : character.ToString());
        return kept.ToString();
    }

    public static string? OrNull(string? text) => text is null ? null : Of(text);
}
