namespace Marketplace.Exchange.Edof.Reading;

internal static class Siret
{
    private const string LaPoste = "356000000";

    /// <summary>
    /// The check of a SIRET: Luhn over its 14 digits; the sites of La Poste, numbered by hand, have a digit sum divisible by 5.
    /// </summary>
    public static bool Checks(string siret)
    {
        var sum = 0;
        for (var i = 0; i < siret.Length; i++)
        {
            var digit = siret[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0 || siret.StartsWith(LaPoste, StringComparison.Ordinal) && siret.Sum(c => c - '0') % 5 == 0;
    }
}
