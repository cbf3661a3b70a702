using System.Globalization;

namespace Marketplace.Web.Forms;

/// <summary>Amounts in euros as people type them: 1450, 1 450,50, 1450.5 €.</summary>
public static class TypedAmount
{
    public const int MaxLength = 20;

    /// <summary>Cents; null when it is no amount in euros with two decimals at most.</summary>
    public static long? Cents(string text, long most)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '€')).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var euros) && euros <= most / 100m
            && decimal.Truncate(euros * 100) == euros * 100
            ? (long)(euros * 100)
            : null;
    }
}
