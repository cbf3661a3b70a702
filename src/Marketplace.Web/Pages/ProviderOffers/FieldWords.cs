using System.Globalization;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Web.Pages.Actions;

namespace Marketplace.Web.Pages.ProviderOffers;

/// <summary>What the fields of a column are answered with, in words.</summary>
internal static class FieldWords
{
    private static readonly Dictionary<string, string> Hints = new()
    {
        ["certification"] = "RNCP, RS ou CPF, puis des chiffres.",
        ["code-bloc"] = "Les codes des blocs, séparés par un espace. Obligatoire pour une certification RNCP.",
        ["intitule-formation"] = "L’intitulé exact de la certification, 255 caractères au plus.",
        ["frais-ttc"] = "Le prix hors taxes augmenté de la TVA, au centime.",
        ["conditions-specifiques"] = "Obligatoire s’il y a des prérequis ; 3 000 caractères au plus.",
        ["nombre-de-places"] = "Vide : le nombre de places n’est pas limité, ou reste ce qu’il est.",
        ["categorisation-offre"] = "Pour la VAE (CPF200) seulement ; différent pour chaque offre.",
    };

    private static readonly Dictionary<string, Func<int, string?>> Labels = new()
    {
        ["parcours-de-formation"] = ActionWords.Path,
        ["objectif-general-formation"] = ActionWords.GeneralObjective,
        ["modalites-enseignement"] = code => code switch { 0 => "En centre", 1 => "Mixte", _ => "À distance" },
        ["code-perimetre-recrutement"] = code => ActionWords.RecruitmentArea(code),
        ["code-rythme-formation"] = ActionWords.Pace,
        ["code-modalites-admission"] = ActionWords.Admission,
        ["etat-recrutement"] = code => code == 1 ? "Ouvertes" : "Fermées",
    };

    private static readonly Dictionary<string, int[]> Codes = new()
    {
        ["parcours-de-formation"] = [1, 2, 3, 4],
        ["objectif-general-formation"] = [2, 4, 5, 6, 7, 8, 9],
        ["modalites-enseignement"] = [0, 1, 2],
        ["code-perimetre-recrutement"] = [1, 2, 3, 4, 5, 6],
        ["code-rythme-formation"] = [1, 2, 3, 4, 5, 6, 7],
        ["code-modalites-admission"] = [99999, 92002, 92003, 92005, 92007, 92009, 99998],
        ["etat-recrutement"] = [1, 2],
    };

    private static readonly string[] Rates = ["0", "5,5", "10", "20", "2,1", "8,5", "1,05", "1,75", "0,9", "13"];

    /// <summary>Needed but for exceptions that the hint names: shown as needed.</summary>
    public static bool IsUsual(SheetColumn column) => column.Need == SheetNeed.Conditional
        && (column.Name is "debut" or "fin" || column.Name.EndsWith("-libelle-voie", StringComparison.Ordinal));

    /// <summary>Null: the label says it all.</summary>
    public static string? Hint(SheetColumn column) => Hints.GetValueOrDefault(column.Name) ?? column.Format switch
    {
        SheetFormat.Choice or SheetFormat.YesNo => null,
        SheetFormat.Language => "Code à deux lettres, par exemple fr.",
        SheetFormat.Phone => "Par exemple 0199000001.",
        SheetFormat.Url => "Par exemple https://www.exemple.fr/formation.",
        SheetFormat.Amount => column.Hint.Length > 0 ? column.Hint : "En euros, par exemple 1250,50.",
        _ => column.Hint.Length > 0 ? column.Hint : null,
    };

    /// <summary>Values with their labels, where there are only a few; empty: it is typed.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Answers(SheetColumn column) => column.Format switch
    {
        SheetFormat.YesNo => [new("1", "Oui"), new("0", "Non")],
        SheetFormat.VatRate => [.. Rates.Select(rate => KeyValuePair.Create(rate, rate == "0" ? "Sans TVA" : $"{rate} %"))],
        _ => Codes.TryGetValue(column.Name, out var codes)
            ? [.. codes.Select(code => KeyValuePair.Create(code.ToString(CultureInfo.InvariantCulture), Labels[column.Name](code) ?? ""))]
                : [],
    };
}
