using System.Globalization;

namespace Marketplace.Web.Forms;

/// <summary>A day: as date fields send it, or 13/05/2026 from browsers that have none.</summary>
public sealed class DateField : InputField<DateOnly>
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <param name="problem">When it is no day, or not one that <paramref name="isPossible"/>.</param>
    public DateField(string name, string label, string problem, Func<DateOnly, bool>? isPossible = null)
        : base(name, label, (string text, out DateOnly day, out string? said) =>
            (said = IsDay(text, out day) && isPossible?.Invoke(day) != false ? null : problem) is null) =>
        (Type, MaxLength) = ("date", 10);

    /// <inheritdoc/>
    public override string Kept => IsDay(Typed, out var day) ? day.ToString("O", CultureInfo.InvariantCulture) : Typed;

    private static bool IsDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
