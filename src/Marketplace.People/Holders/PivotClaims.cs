using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.People.Holders;

/// <summary>What each claim of FranceConnect must be; the sentences never repeat a claim, which is personal data.</summary>
public static partial class PivotClaims
{
    /// <summary>
    /// The problem of a birth date whose day or month civil status does not know (presumed dates: yyyy-00-00, yyyy-MM-00).
    /// </summary>
    public const string PartialBirthDate =
        "Votre date de naissance est incomplète à l’état civil (jour ou mois inconnu) : votre identité ne peut pas être vérifiée automatiquement. Un opérateur doit la vérifier sur pièces.";

    private const int MaxName = 100;
    private const string Again = "Recommencez la connexion ; si le problème continue, contactez l’assistance.";

    /// <summary>Null: it is a name.</summary>
    public static string? NameProblem(string? name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            return $"FranceConnect n’a transmis aucun {what}. {Again}";
        if (name.Length > MaxName)
            return $"Le {what} transmis par FranceConnect dépasse {MaxName} caractères. {Again}";
        // An unpaired surrogate reads as U+FFFD; format characters could turn the text around on an operator's screen.
        var sound = name.EnumerateRunes().All(r => r != Rune.ReplacementChar && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned));
        return sound && CivilName.Words(name).Count > 0
            ? null : $"Le {what} transmis par FranceConnect contient des caractères interdits ou aucune lettre. {Again}";
    }

    internal static string? DateProblem(string? text, DateOnly today, out DateOnly date)
    {
        date = default;
        if (text is null || !DateForm().IsMatch(text))
            return $"La date de naissance transmise par FranceConnect n’a pas la forme attendue (année-mois-jour). {Again}";
        if (text.StartsWith("0000", StringComparison.Ordinal) || text[5..7] == "00" || text[8..] == "00")
            return PartialBirthDate;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            return $"La date de naissance transmise par FranceConnect n’existe pas au calendrier. {Again}";
        return date < today ? null : $"La date de naissance transmise par FranceConnect n’est pas passée. {Again}";
    }

    internal static string? SexProblem(string? gender) =>
        gender is "male" or "female" ? null : $"FranceConnect n’a pas transmis le sexe de l’état civil. {Again}";

    /// <summary>Null: they are a place of birth and its country.</summary>
    public static string? PlaceProblem(string? place, string? country)
    {
        if (country is null || !CountryForm().IsMatch(country))
            return $"Le pays de naissance transmis par FranceConnect n’est pas un code de l’INSEE (99 et trois chiffres). {Again}";
        if (place is null)
            return country == PivotIdentity.France ? $"FranceConnect n’a pas transmis la commune de naissance. {Again}" : null;
        return PlaceForm().IsMatch(place)
            ? null : $"La commune de naissance transmise par FranceConnect n’est pas un code de l’INSEE (cinq caractères). {Again}";
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"^99[0-9]{3}\z")]
    private static partial Regex CountryForm();

    [GeneratedRegex(@"^(?:[0-9]{2}|2[AB])[0-9]{3}\z")]
    private static partial Regex PlaceForm();
}
