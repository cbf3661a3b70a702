namespace Marketplace.Catalogue.Providers;

/// <summary>The 14-digit number of an establishment.</summary>
public static class Siret
{
    public static bool IsWellFormed(string? text) => text is { Length: 14 } && text.All(char.IsAsciiDigit);

    /// <summary>
    /// The Luhn check; establishments of La Poste (SIREN 356000000) follow another rule: their digits add up to a multiple of five.
    /// </summary>
    public static bool PassesCheck(string siret)
    {
        if (!IsWellFormed(siret))
            return false;
        if (siret.StartsWith("356000000", StringComparison.Ordinal) && siret.Sum(c => c - '0') % 5 == 0)
            return true;
        return LuhnSum(siret) % 10 == 0;
    }

    /// <summary>Thirteen digits and the one that makes them pass.</summary>
    /// <exception cref="ArgumentException">Not thirteen digits.</exception>
    public static string WithCheckDigit(string thirteen) => thirteen.Length == 13
        ? Complete(thirteen) : throw new ArgumentException("13 digits expected.", nameof(thirteen));

    /// <summary>The company's own number: eight digits and the one that makes them pass.</summary>
    /// <exception cref="ArgumentException">Not eight digits.</exception>
    public static string SirenWithCheckDigit(string eight) => eight.Length == 8
        ? Complete(eight) : throw new ArgumentException("8 digits expected.", nameof(eight));

    private static string Complete(string digits) => digits + (10 - LuhnSum(digits + "0") % 10) % 10;

    private static int LuhnSum(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return sum;
    }
}
