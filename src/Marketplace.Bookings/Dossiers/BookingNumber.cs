using System.Globalization;

namespace Marketplace.Bookings.Dossiers;

/// <summary>How a dossier's number is written and read: nine digits in groups and a control digit, <c>000 004 217-6</c>.</summary>
public static class BookingNumber
{
    /// <summary>As people read it out on the phone.</summary>
    public static string Text(long number)
    {
        var digits = number.ToString("D9", CultureInfo.InvariantCulture);
        return $"{digits[..3]} {digits[3..6]} {digits[6..]}-{Control(number)}";
    }

    /// <summary>Null: it is no number, or its control digit says that one was mistyped.</summary>
    public static long? Parse(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        return digits.Length is >= 10 and <= 19 && long.TryParse(digits[..^1], CultureInfo.InvariantCulture, out var number)
            && Control(number) == digits[^1] - '0' ? number : null;
    }

    /// <summary>Luhn's: tells any single digit that is wrong, and nearly all that are swapped.</summary>
    private static int Control(long number)
    {
        var sum = 0;
        for (var (left, odd) = (number, true); left > 0; left /= 10, odd = !odd)
        {
            var digit = (int)(left % 10) * (odd ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return (10 - sum % 10) % 10;
    }
}
