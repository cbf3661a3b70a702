namespace Marketplace.Core.Providers;

/// <summary>The 14-digit number of an establishment.</summary>
public static class Siret
{
    public static bool IsWellFormed(string? text) => text is { Length: 14 } && text.All(char.IsAsciiDigit);

    /// <summary>The Luhn check; establishments of La Poste (SIREN 356000000) follow another rule: their digits add up to a multiple of five.</summary>
    public static bool PassesCheck(string siret)
    {
        if (!IsWellFormed(siret))
            return false;
        if (siret.StartsWith("356000000", StringComparison.Ordinal) && siret.Sum(c => c - '0') % 5 == 0)
            return true;
        return LuhnSum(siret) % 10 == 0;
    }

    /// <summary>Thirteen digits and the one that makes them pass.</summary>
    public static string WithCheckDigit(string thirteen) => thirteen + (10 - LuhnSum(thirteen + "0") % 10) % 10;

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
