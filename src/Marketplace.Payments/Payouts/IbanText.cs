namespace Marketplace.Payments.Payouts;

/// <summary>Numbers of accounts by ISO 13616.</summary>
public static class IbanText
{
    /// <summary>Two letters, a key that fits, and at most 34 characters, without blanks.</summary>
    public static bool IsSound(string iban)
    {
        if (iban.Length is < 15 or > 34 || !iban.All(char.IsAsciiLetterOrDigit) || !char.IsAsciiLetterUpper(iban[0])
            || !char.IsAsciiLetterUpper(iban[1]) || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]))
            return false;
        var rest = 0;
        foreach (var c in iban[4..] + iban[..4])
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97
                : char.IsAsciiLetterUpper(c) ? ((rest * 100) + (c - 'A' + 10)) % 97 : -1000;
        return rest == 1;
    }
}
