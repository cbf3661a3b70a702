namespace Marketplace.People.Holders;

/// <summary>
/// The numéro d'inscription au répertoire, called numéro de sécurité sociale: 13 characters and a key (INSEE, décret
/// 82-103 of 22 January 1982). <see cref="ToString"/> is masked, so that it never leaks into a log.
/// </summary>
public readonly record struct Nir
{
    private readonly string? _value;

    private Nir(string value) => _value = value;

    /// <summary>Reads a number with its key, whatever blanks, dots and case it was written with.</summary>
    /// <param name="problem">When refused: where the mistake is and how to mend it, in French, without the number itself.</param>
    public static bool TryParse(string? text, out Nir nir, out string? problem)
    {
        var value = NirText.WithoutBlanks(text);
        problem = NirText.Problem(value);
        nir = problem is null ? new Nir(value) : default;
        return problem is null;
    }

    /// <summary>The 15 characters, no blanks, letters in upper case. Never to be shown or logged.</summary>
    public string Value => _value ?? "";

    /// <summary>Odd first digits are men's, even ones women's, temporary numbers included.</summary>
    public Sex Sex => (Digit(0) & 1) == 1 ? Sex.Male : Sex.Female;

    /// <summary>First digit 3, 4, 7 or 8: a number given while civil status is being verified; another will replace it.</summary>
    public bool IsTemporary => Digit(0) > 2;

    /// <summary>The last two digits of the year of birth: the century is not in the number.</summary>
    public int YearOfBirth2 => Number(1, 2);

    /// <summary>1 to 12; null when the month was unknown at registration (INSEE then writes 20, 30 to 42 or 50 to 99).</summary>
    public int? Month => Number(3, 2) is >= 1 and <= 12 and var month ? month : null;

    /// <summary>Five characters: département and commune of birth as numbered then, or 99 and the country.</summary>
    public string PlaceCode => _value?.Substring(5, 5) ?? "";

    /// <summary>The place is 99 and a country.</summary>
    public bool IsBornAbroad => PlaceCode.StartsWith("99", StringComparison.Ordinal);

    /// <summary>Sex and year only: « 2 85 •• •• ••• ••• •• ».</summary>
    public string Masked => _value is null ? "" : $"{_value[0]} {_value[1..3]} •• •• ••• ••• ••";

    /// <summary>The masked form.</summary>
    public override string ToString() => Masked;

    private int Digit(int at) => _value is null ? 0 : _value[at] - '0';

    private int Number(int at, int length) => _value is null
        ? 0 : int.Parse(_value.AsSpan(at, length), System.Globalization.CultureInfo.InvariantCulture);
}
