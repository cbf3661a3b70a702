using System.Globalization;
using System.Text;

namespace Marketplace.People.Holders;

/// <summary>The form of a NIR as people type it, and what is wrong with it. No sentence repeats what was typed.</summary>
internal static class NirText
{
    private const int Body = 13;
    private const int Whole = 15;

    /// <summary>Upper case, without blanks, dots, hyphens and the invisible characters that copying brings along.</summary>
    public static string WithoutBlanks(string? text)
    {
        var kept = new StringBuilder(Whole);
        foreach (var c in text ?? "")
        {
            if (!char.IsWhiteSpace(c) && c is not ('.' or '-' or '\u2010' or '\u2011')
                && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
                kept.Append(char.ToUpperInvariant(c));
        }
        return kept.ToString();
    }

    /// <summary>Null when the fifteen characters are a number that can exist.</summary>
    public static string? Problem(string value) => LengthProblem(value) ?? CharacterProblem(value) ?? PartProblem(value)
        ?? KeyProblem(value);

    private static string? LengthProblem(string value) => value.Length switch
    {
        0 => "Saisissez les 15 caractères de votre numéro de sécurité sociale : ils figurent sur votre carte Vitale et votre attestation de droits.",
        Body => "Il manque la clé, les deux chiffres à la fin du numéro : saisissez les 15 caractères qui figurent sur votre carte Vitale ou votre attestation de droits.",
        Whole - 1 => "Il manque un caractère : le numéro en compte 15, clé comprise. Reprenez-le sur votre carte Vitale ou votre attestation de droits.",
        < Whole => $"Il manque {Whole - value.Length} caractères : le numéro en compte 15, clé comprise. Reprenez-le sur votre carte Vitale ou votre attestation de droits.",
        Whole + 1 => "Il y a un caractère de trop : le numéro en compte 15, clé comprise.",
        > Whole => $"Il y a {value.Length - Whole} caractères de trop : le numéro en compte 15, clé comprise.",
        _ => null,
    };

    private static string? CharacterProblem(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsAsciiDigit(c))
                continue;
            if (i == 6 && value[5] == '2' && c is 'A' or 'B')
                continue;
            var place = $"Le {i + 1}{(i == 0 ? "er" : "e")} caractère";
            return c switch
            {
                'O' => $"{place} est la lettre O : saisissez le chiffre 0.",
                'I' or 'L' => $"{place} est une lettre : saisissez le chiffre 1.",
                _ when char.IsLetter(c) => $"{place} est une lettre : remplacez-la par le chiffre qui figure sur la carte. Seuls les numéros de Corse portent une lettre, A ou B, après un 2, au 7e caractère.",
                _ => $"{place} n’est pas un chiffre : remplacez-le par celui qui figure sur la carte.",
            };
        }
        return null;
    }

    private static string? PartProblem(string value)
    {
        if (value[0] is not ('1' or '2' or '3' or '4' or '7' or '8'))
            return "Le 1er chiffre n’est pas possible : il vaut 1 pour un homme et 2 pour une femme (3, 4, 7 ou 8 dans un numéro provisoire).";
        // Months outside 1 to 12 stand for incomplete civil status (INSEE).
        if (int.Parse(value.AsSpan(3, 2), CultureInfo.InvariantCulture) is not ((>= 1 and <= 12) or 20 or (>= 30 and <= 42) or >= 50))
            return "Le mois de naissance, aux 4e et 5e chiffres, n’est pas possible : il va de 01 à 12, sauf mois inconnu. Vérifiez ces deux chiffres.";
        if (value.AsSpan(5, 2) is "00")
            return "Le département de naissance, aux 6e et 7e caractères, ne peut pas être 00. Vérifiez ces deux chiffres (99 pour une naissance à l’étranger).";
        return null;
    }

    private static string? KeyProblem(string value) => Key(value[..Body]) == value[Body..]
        ? null
        : "La clé, les deux derniers chiffres, ne correspond pas au reste du numéro : au moins un chiffre est mal recopié. Comparez chaque chiffre avec la carte Vitale ou l’attestation de droits.";

    /// <summary>97 less the remainder of the thirteen characters divided by 97; 2A counts as 19 and 2B as 18.</summary>
    public static string Key(string thirteen)
    {
        var digits = thirteen[6] switch
        {
            'A' => thirteen[..5] + "19" + thirteen[7..],
            'B' => thirteen[..5] + "18" + thirteen[7..],
            _ => thirteen,
        };
        return (97 - long.Parse(digits, CultureInfo.InvariantCulture) % 97).ToString("D2", CultureInfo.InvariantCulture);
    }
}
