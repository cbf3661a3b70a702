using System.Globalization;
using Marketplace.Money.Regulation;
using Marketplace.People.Holders;
using Marketplace.Platform.Importing;

namespace Marketplace.Money.Crediting;

/// <summary>One line of a file of declarations; docs/declarations.md describes the columns.</summary>
internal sealed record DeclarationLine(Nir Nir, string Siren, int Year, string Contract, ActivityDeclaration Declaration)
{
    private const int MaxContract = 20;
    private const decimal MaxQuantity = 10_000_000;

    public static readonly (string, string[])[] Columns =
    [
        ("nir", ["nir"]), ("siren", ["siren"]), ("year", ["annee", "année"]), ("contract?", ["contrat"]), ("regime", ["regime", "régime"]),
            ("basis", ["base"]),
        ("quantity?", ["quantite", "quantité"]), ("reference?", ["reference", "référence"]), ("absences?", ["absences"]),
        ("starts?", ["debut", "début"]), ("ends?", ["fin"]),
        ("level?", ["niveau"]), ("disabled?", ["oeth"]), ("contribution?", ["cotisation"]),
    ];

    private static readonly Dictionary<string, string> Regimes = new()
    {
        ["salarie"] = Crediting.Regimes.Employee, ["esat"] = Crediting.Regimes.Esat, ["independant"] = Crediting.Regimes.SelfEmployed,
            ["agent-public"] = Crediting.Regimes.PublicAgent,
    };

    private static readonly Dictionary<string, string> Bases = new()
    {
        ["heures"] = Crediting.Bases.Hours, ["taux"] = Crediting.Bases.Rate, ["jours"] = Crediting.Bases.Days,
            ["remuneration"] = Crediting.Bases.Pay, ["presence"] = Crediting.Bases.Presence,
    };

    private static readonly Dictionary<string, string> Absences = new()
    {
        ["maternite"] = "maternity", ["paternite"] = "paternity", ["adoption"] = "adoption", ["naissance"] = "supplementary-birth",
            ["presence-parentale"] = "parental-presence",
        ["proche-aidant"] = "family-carer", ["parental"] = "parental", ["maladie-professionnelle"] = "occupational-disease",
            ["accident-travail"] = "work-accident",
    };

    /// <summary>Reads the current line; null: <paramref name="problem"/> says why, without the number of the person.</summary>
    public static DeclarationLine? Read(CsvTable table, int lastYear, out string? problem)
    {
        problem = null;
        if (!Nir.TryParse(table["nir"], out var nir, out var nirProblem))
            return Refuse($"NIR : {nirProblem}", out problem);
        if (table["siren"] is not { Length: 9 } siren || !siren.All(char.IsAsciiDigit))
            return Refuse("siren : neuf chiffres attendus.", out problem);
        if (!int.TryParse(table["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year < RuleBook.Begins.Year
            || year > lastYear)
            return Refuse($"annee : une année de {RuleBook.Begins.Year} à {lastYear} est attendue.", out problem);
        var contract = table["contract?"] ?? "1";
        if (contract.Length > MaxContract)
            return Refuse($"contrat : {MaxContract} caractères au plus.", out problem);
        if (!Regimes.TryGetValue(table["regime"] ?? "", out var regime))
            return Refuse($"regime : {string.Join(", ", Regimes.Keys)} attendu.", out problem);
        if (!Bases.TryGetValue(table["basis"] ?? "", out var basis))
            return Refuse($"base : {string.Join(", ", Bases.Keys)} attendu.", out problem);
        if (regime is Crediting.Regimes.Esat or Crediting.Regimes.SelfEmployed && basis != Crediting.Bases.Presence)
            return Refuse("base : presence est attendue pour un ESAT et un indépendant.", out problem);
        long quantity = 0, reference = 0;
        if (basis != Crediting.Bases.Presence && !Hundredths(table["quantity?"], out quantity))
            return Refuse("quantite : un nombre positif à deux décimales au plus est attendu.", out problem);
        if (basis == Crediting.Bases.Rate && quantity > 100_00)
            return Refuse("quantite : un taux va de 0 à 100.", out problem);
        if (table["reference?"] is { } text
            && (basis is not (Crediting.Bases.Hours or Crediting.Bases.Days) || !Hundredths(text, out reference) || reference == 0))
            return Refuse("reference : un nombre au-dessus de zéro, pour les bases heures et jours seulement.", out problem);
        if (ReadAbsences(table["absences?"], basis) is not { } absences)
            return Refuse($"absences : « maternite:120 », plusieurs séparées par |, pour les bases heures, jours et remuneration. Motifs : {string.Join(", ", Absences.Keys)}.", out problem);
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (!Day(table["starts?"], first, out var starts) || !Day(table["ends?"], last, out var ends) || starts < first || ends > last
            || ends < starts)
            return Refuse($"debut, fin : deux dates de l’année {year}, comme {year}-03-01, la première d’abord ; vides : toute l’année.",
                out problem);
        if (table["level?"] is not (null or "infra-3"))
            return Refuse("niveau : infra-3, ou vide.", out problem);
        if (!YesNo(table["disabled?"], out var disabled) || !YesNo(table["contribution?"], out var paid))
            return Refuse("oeth, cotisation : oui, non ou vide.", out problem);
        return new DeclarationLine(nir, siren, year, contract, new ActivityDeclaration(
            regime, basis, quantity, reference == 0 ? null : reference, absences, starts, ends, table["level?"] is not null, disabled,
            paid));
    }

    private static DeclarationLine? Refuse(string text, out string? problem)
    {
        problem = text;
        return null;
    }

    /// <summary>Comma or point; at most two decimals.</summary>
    private static bool Hundredths(string? text, out long hundredths)
    {
        var fits = decimal.TryParse(text?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= MaxQuantity && decimal.Truncate(number * 100) == number * 100;
        hundredths = fits ? (long)(number * 100) : 0;
        return fits;
    }

    private static string? ReadAbsences(string? text, string basis)
    {
        if (text is null)
            return "";
        if (basis is Crediting.Bases.Rate or Crediting.Bases.Presence)
            return null;
        var read = new List<string>();
        foreach (var part in text.Split('|'))
        {
            var pair = part.Split(':');
            if (pair.Length != 2 || !Absences.TryGetValue(pair[0], out var kind) || !Hundredths(pair[1], out var quantity))
                return null;
            read.Add(string.Create(CultureInfo.InvariantCulture, $"{kind}:{quantity}"));
        }
        return read.Count <= Absences.Count ? string.Join('|', read) : null;
    }

    private static bool Day(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return text is null || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static bool YesNo(string? text, out bool yes)
    {
        yes = text == "oui";
        return text is null or "oui" or "non";
    }
}
