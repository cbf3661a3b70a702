using System.Globalization;
using System.Text;

namespace Marketplace.Catalogue.Offers;

/// <param name="Value">premises, adapted-pace, adapted-materials, sign-language, remote-adapted or disability-referent.</param>
/// <param name="FromText">Read from the provider's words by rule, not declared in a field of its own.</param>
public sealed record AccessibilityFeature(string Value, bool FromText);

/// <summary>
/// Published rules that read accessibility from an action: the declared conformity of the premises, and keywords in
/// the provider's texts (<c>acces-handicapes</c>, <c>modalites-handicap</c>, <c>accessibilite-batimentaire</c>).
/// A negation earlier in the same clause ("pas", "aucun", "sans", "non", "ni") cancels it. Shown to the public on /classement.
/// </summary>
public static class AccessibilityRules
{
    /// <summary>Value → words that stand for it, without accents; shown to the public as they are.</summary>
    public static readonly IReadOnlyList<(string Value, IReadOnlyList<string> Keywords)> Keywords =
    [
        ("sign-language", ["langue des signes", "lsf", "interprete en langue", "langue francaise des signes"]),
        ("disability-referent",
        ["referent handicap", "referente handicap", "referent(e) handicap", "referent pour le handicap", "correspondant handicap"]),
        ("adapted-pace", ["rythme adapte", "rythmes adaptes", "amenagement du rythme", "amenagement des horaires", "horaires amenages",
            "temps majore", "tiers temps", "tiers-temps", "adaptation du rythme", "pauses supplementaires"]),
        ("adapted-materials",
        ["supports adaptes", "support adapte", "documents adaptes", "gros caracteres", "braille", "supports agrandis", "documents agrandis",
        "materiel adapte", "adaptation des supports", "sous-titre", "boucle magnetique"]),
        ("remote-adapted", ["distance adapte", "distance accessible", "plateforme accessible", "visioconference adaptee",
        "visioconference sous-titree", "classe virtuelle accessible", "lecteur d'ecran", "rgaa"]),
    ];

    private static readonly string[] Negations = [" pas ", " aucun ", " aucune ", " sans ", " non ", " ni "];

    /// <summary>The features of an action, each at most once, in a fixed order.</summary>
    public static IReadOnlyList<AccessibilityFeature> Of(TrainingAction action) => Of(
        action.Place.Address?.Accessible == true, action.DisabilityAccess, action.DisabilityArrangements,
        action.Place.Address?.BuildingAccess);

    /// <summary>The same, from what they are read from.</summary>
    /// <param name="premises">The premises are declared to conform.</param>
    public static IReadOnlyList<AccessibilityFeature> Of(bool premises, string access, string? arrangements, string? building)
    {
        var features = new List<AccessibilityFeature>();
        if (premises)
            features.Add(new("premises", false));
        var text = Fold(string.Join(" . ", access, arrangements, building));
        foreach (var (value, keywords) in Keywords)
        {
            if (keywords.Any(k => Holds(text, k)))
                features.Add(new(value, true));
        }
        return features;
    }

    private static bool Holds(string text, string keyword)
    {
        for (var at = text.IndexOf(keyword, StringComparison.Ordinal); at >= 0; at = text.IndexOf(
            keyword, at + 1, StringComparison.Ordinal))
        {
            var startsWord = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            if (startsWord && !Negated(text[..at]))
                return true;
        }
        return false;
    }

    /// <summary>Whether a negation stands between the beginning of the clause and the keyword.</summary>
    private static bool Negated(string before)
    {
        var clause = before[(before.LastIndexOfAny(['.', ',', ';', ':', '(', '!', '\n']) + 1)..];
        var contrast = clause.LastIndexOf(" mais ", StringComparison.Ordinal);
        clause = " " + (contrast < 0 ? clause : clause[(contrast + 6)..]).TrimStart();
        return Negations.Any(n => clause.Contains(n, StringComparison.Ordinal));
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c == '’' ? '\'' : char.ToLowerInvariant(c));
        }
        return folded.ToString();
    }
}
