using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>
/// Every parameter of a search: <c>docs/api.md</c> promises them. One list, so that what is accepted,
/// what is refused and what is described cannot differ.
/// </summary>
public static partial class SearchParameters
{
    private const int MaxTextLength = 200;
    private const int MaxValues = 50;

    /// <summary>Each is compared with every place.</summary>
    private const int MaxBoxes = 10;

    /// <summary>Values of all parameters together: each has a tag on the page, with the address of all others.</summary>
    internal const int MaxValuesTogether = 100;
    private const long MaxPriceCents = 100_000_000;
    private const int MaxHours = 100_000;

    /// <summary>Results beyond this one are not reached by paging: filters get there faster.</summary>
    public const int DeepestResult = 10_000;

    public static readonly IReadOnlyList<SearchParameter> All =
    [
        new("q", "Texte cherché : métier, compétence, certification, code RNCP ou RS, organisme.", false, ParameterKind.Text,
            (query, values, _) => values[0].Length <= MaxTextLength
                ? query with { Text = OneLine(values[0]) is { Length: > 0 } text ? text : null }
                : throw new ParameterException($"Le texte dépasse {MaxTextLength} caractères.")),
        new("near", "Code INSEE d’une commune, ou « latitude,longitude » en degrés.", false, ParameterKind.Text,
            (query, values, reference) => query with { Near = PointValue.Read(values[0], reference) }),
        Number("radius", "Rayon autour de near, en kilomètres.", 1, 200,
        (query, value) => query with { RadiusKm = (double)value }) with { Default = "30" },
        Choice("remote", "Formations à distance quand near est donné.", Labels.Remote.Keys,
            (query, value) => query with { Remote = Enum.Parse<RemoteMode>(value, ignoreCase: true) }) with { Default = "include" },
        Known("department", "Code de département.", (reference, code) => reference.Departments.ContainsKey(code),
            (query, codes) => query with { Departments = codes }),
        Known("region", "Code INSEE de région.", (reference, code) => reference.Regions.ContainsKey(code),
            (query, codes) => query with { Regions = codes }),
        new("bbox", "Rectangle « minLng,minLat,maxLng,maxLat » en degrés.", true, ParameterKind.Text,
            (query, values, _) => values.Count <= MaxBoxes
                ? query with { Boxes = [.. values.Select(BoxValue.Read).Distinct()] }
                : throw new ParameterException($"Plus de {MaxBoxes} rectangles.")),
        Choices("modality", "Modalité d’enseignement.", Modalities.All, (query, values) => query with { Modality = values }),
        Choices("accessibility", "Accessibilité ; toutes les valeurs données doivent être remplies.", AccessibilityValues.All,
            (query, values) => query with { Accessibility = values }),
        Choices("certificationType", "Type de certification.", CertificationTypes.All,
        (query, values) => query with { CertificationType = values }),
        Choices("level", "Niveau européen de la certification.", ["3", "4", "5", "6", "7", "8"],
            (query, values) => query with { Level = [
            .. values.Select(v => int.Parse(v, CultureInfo.InvariantCulture))] }) with { Kind = ParameterKind.Integer },
        Matching("domain", "Code NSF, ou ses premiers chiffres.", NsfCode(), (query, values) => query with { Domain = values }),
        Matching("rome", "Code ROME d’un métier.", RomeCode(), (query, values) => query with { Rome = values }),
        Choices("pace", "Rythme.", Paces.All, (query, values) => query with { Pace = values }),
        Matching("language", "Langue d’enseignement (ISO 639-1).", LanguageCode(),
            (query, values) => query with { Language = [.. values.Select(v => v.ToLowerInvariant())] }),
        Matching("certification", "Code de certification, tel que RNCP37805, RS5616 ou CPF202.", CertificationCode(),
            (query, values) => query with { Certification = values }),
        Matching("provider", "SIRET d’un organisme de formation.", Siret(), (query, values) => query with { Provider = values }),
        Date("startAfter", "Une session commence ce jour ou après.", (query, day) => query with { StartAfter = day }),
        Date("startBefore", "Une session commence ce jour ou avant.", (query, day) => query with { StartBefore = day }),
        Flag("permanentEntry", "Entrée possible à tout moment.", (query, value) => query with { PermanentEntry = value }),
        Flag("guaranteed", "Une session est garantie.", (query, value) => query with { Guaranteed = value }),
        OrTrue(Integer("seatsLeft", "Places restantes au moins, dans une même session ; true : au moins une.", 1, 10_000,
            (query, value) => query with { SeatsLeft = (int)value })),
        Integer("priceMin", "Prix TTC minimal, en centimes.", 0, MaxPriceCents, (query, value) => query with { PriceMinCents = value }),
        Integer("priceMax", "Prix TTC maximal, en centimes.", 0, MaxPriceCents, (query, value) => query with { PriceMaxCents = value }),
        Integer("hoursMin", "Durée minimale, en heures.", 0, MaxHours, (query, value) => query with { HoursMin = (int)value }),
        Integer("hoursMax", "Durée maximale, en heures.", 0, MaxHours, (query, value) => query with { HoursMax = (int)value }),
        Number("minRating", "Note moyenne minimale.", 1, 5, (query, value) => query with { MinRating = (double)value }),
        Choice("sort", "Ordre des résultats.", Labels.Sort.Keys,
            (query, value) => query with { Sort = Enum.Parse<SearchSort>(value, ignoreCase: true) }) with { Default = "relevance" },
        Integer("page", "Page, à partir de 1.", 1, DeepestResult,
        (query, value) => query with { Page = (int)value }) with { Default = "1" },
        Integer("pageSize", "Résultats par page.", 1, 50, (query, value) => query with { PageSize = (int)value }) with { Default = "20" },
        Flag("facets", "Compter les résultats par filtre.", (query, value) => query with { WithFacets = value }) with { Default = "true" },
        Flag("exact", "Sans interprétation, correction ni élargissement.",
        (query, value) => query with { Exact = value }) with { Default = "false" },
        Flag("placesInText", "Un lieu écrit dans q devient le lieu de la recherche ; false : tous les mots sont cherchés.",
        (query, value) => query with { PlacesInText = value }) with { Default = "true" },
        Flag("collapse", "Regrouper une même formation proposée à plusieurs endroits.",
        (query, value) => query with { Collapse = value }) with { Default = "true" },
    ];

    /// <summary>Control characters (a pasted line break, a zero byte) are blanks: no page or log shows them.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static SearchParameter Choice(
        string name, string description, IEnumerable<string> allowed, Func<SearchQuery, string, SearchQuery> set) =>
        new(name, description, false, ParameterKind.Text,
            (query, values, _) => set(query, OneOf(values[0], [.. allowed]))) { Values = [.. allowed] };

    private static SearchParameter Choices(
        string name, string description, IReadOnlyList<string> allowed, Func<SearchQuery, IReadOnlyList<string>, SearchQuery> set) =>
        new(name, description, true, ParameterKind.Text,
            (query, values, _) => set(query, Each(values, value => OneOf(value, allowed)))) { Values = allowed };

    private static SearchParameter Known(
        string name, string description, Func<ReferenceData, string, bool> isKnown,
        Func<SearchQuery, IReadOnlyList<string>, SearchQuery> set) =>
        new(name, description, true, ParameterKind.Text, (query, values, reference) => set(query,
            Each(values, value => isKnown(reference, value) ? value : throw new ParameterException($"Le code « {value} » est inconnu."))));

    private static SearchParameter Matching(
        string name, string description, Regex pattern, Func<SearchQuery, IReadOnlyList<string>, SearchQuery> set) =>
        new(name, description, true, ParameterKind.Text, (query, values, _) => set(query,
            Each(values, value => pattern.IsMatch(value)
            ? value : throw new ParameterException($"La valeur « {value} » n’a pas la forme attendue ({pattern})."))))
        { Pattern = pattern.ToString() };

    private static SearchParameter Integer(
        string name, string description, long minimum, long maximum, Func<SearchQuery, long, SearchQuery> set) =>
        new(name, description, false, ParameterKind.Integer, (query, values, _) =>
            long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum
                && number <= maximum
                ? set(query, number)
                : throw new ParameterException($"Un nombre entier de {minimum} à {maximum} est attendu."))
        { Minimum = minimum, Maximum = maximum };

    /// <summary>A number for which <c>true</c> may be written when one is enough.</summary>
    private static SearchParameter OrTrue(SearchParameter number) => number with
    {
        AcceptsTrue = true,
        Read = (query, values, reference) => number.Read(query, values[0] == "true" ? ["1"] : values, reference),
    };

    private static SearchParameter Number(
        string name, string description, decimal minimum, decimal maximum, Func<SearchQuery, decimal, SearchQuery> set) =>
        new(name, description, false, ParameterKind.Number, (query, values, _) =>
            decimal.TryParse(values[0], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var number)
                && number >= minimum && number <= maximum
                ? set(query, number)
                : throw new ParameterException($"Un nombre de {minimum} à {maximum} est attendu."))
        { Minimum = minimum, Maximum = maximum };

    private static SearchParameter Date(string name, string description, Func<SearchQuery, DateOnly, SearchQuery> set) =>
        new(name, description, false, ParameterKind.Date, (query, values, _) =>
            DateOnly.TryParseExact(values[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? set(query, day)
                : throw new ParameterException("Une date de la forme 2027-01-31 est attendue."));

    private static SearchParameter Flag(string name, string description, Func<SearchQuery, bool, SearchQuery> set) =>
        new(name, description, false, ParameterKind.Boolean, (query, values, _) => values[0] switch
        {
            "true" => set(query, true),
            "false" => set(query, false),
            _ => throw new ParameterException("true ou false est attendu."),
        });

    private static string OneOf(string value, IReadOnlyList<string> allowed) =>
        allowed.Contains(value)
            ? value : throw new ParameterException($"« {Short(value)} » n’est pas une valeur connue ({string.Join(", ", allowed)}).");

    private static IReadOnlyList<string> Each(IReadOnlyList<string> values, Func<string, string> check) =>
        values.Count <= MaxValues
            ? [.. values.Select(check).Distinct()]
            : throw new ParameterException($"Plus de {MaxValues} valeurs.");

    private static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";

    [GeneratedRegex(@"^[1-9][0-9]{0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NsfCode();

    [GeneratedRegex(@"^[A-N][0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RomeCode();

    [GeneratedRegex(@"^[A-Za-z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageCode();

    [GeneratedRegex(@"^(RNCP|RS|CPF)[0-9]{1,6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CertificationCode();

    [GeneratedRegex(@"^[0-9]{14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Siret();
}
