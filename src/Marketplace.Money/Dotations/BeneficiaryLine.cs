using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Money.Regulation;
using Marketplace.Money.Regulation.Keys;
using Marketplace.People.Holders;
using Marketplace.Platform.Importing;
using Marketplace.Platform.Text;

namespace Marketplace.Money.Dotations;

/// <summary>One line of a file of beneficiaries; docs/dotations.md describes the columns.</summary>
/// <param name="Earmark">Null: every eligible training.</param>
internal sealed partial record BeneficiaryLine(Nir Nir, long Cents, IReadOnlyList<string>? Earmark, DateOnly? UsableUntil, bool RefundRest)
{
    /// <summary>A slip of the comma is likelier than a million for one person.</summary>
    private const long MostCents = 1_000_000_00;
    private const int MostCertifications = 50;

    public static readonly (string, string[])[] Columns =
    [
        ("nir", ["nir"]), ("amount?", ["montant"]), ("certifications?", ["certifications"]), ("until?", ["date_limite", "date limite"]),
            ("refund?", ["rendre_reste", "rendre reste"]),
    ];

    /// <summary>Reads the current line; null: <paramref name="problem"/> says why, without the number of the person.</summary>
    public static BeneficiaryLine? Read(CsvTable table, DotationProduct product, RulesInForce rules, DateOnly today, out string? problem)
    {
        if (!Nir.TryParse(table["nir"], out var nir, out var nirProblem))
            return Refuse($"nir : {nirProblem}", out problem);
        if (AmountProblem(table["amount?"], product, rules, out var cents) is { } wrong)
            return Refuse($"montant : {wrong}", out problem);
        if (!Certifications(table["certifications?"], out var earmark))
            return Refuse("certifications : des codes comme RNCP37805 ou RS5252, séparés par |, 50 au plus ; vide : toutes les formations.",
                out problem);
        if (!Day(table["until?"], out var until) || until <= today)
            return Refuse("date_limite : un jour à venir, comme 2027-12-31 ou 31/12/2027 ; vide : sans limite.", out problem);
        if (table["refund?"] is not (null or "oui" or "non"))
            return Refuse("rendre_reste : oui, non ou vide.", out problem);
        var line = new BeneficiaryLine(nir, cents, earmark, until, table["refund?"] == "oui");
        return line.TermsProblem(product, rules) is { } terms ? Refuse(terms, out problem) : Accept(line, out problem);
    }

    private static string? AmountProblem(string? text, DotationProduct product, RulesInForce rules, out long cents)
    {
        cents = 0;
        var legal = product.LegalAmount(rules);
        if (text is null && legal is { } known)
        {
            cents = known;
            return null;
        }
        if (!EuroText.TryRead(text, out cents) || cents is <= 0 or > MostCents)
            return $"un montant en euros au-dessus de zéro, deux décimales au plus, {EuroText.Of(MostCents)} au plus.";
        if (legal is { } amount && (cents < amount || (cents > amount && !product.MayGiveMore)))
            return product.MayGiveMore
                ? $"{EuroText.Of(amount)} au moins ({product.Basis})."
                : $"{EuroText.Of(amount)}, ni plus ni moins ({product.Basis}) ; vide : ce montant.";
        return null;
    }

    private string? TermsProblem(DotationProduct product, RulesInForce rules)
    {
        if ((Earmark is not null || UsableUntil is not null || RefundRest) && !product.MayHaveConditions(rules))
            return $"Ce produit est dû sans condition ({product.Basis}) : laissez vides certifications, date_limite et rendre_reste.";
        if (UsableUntil is not null && Earmark is null && rules.Get(DotationRules.DeadlineNeedsEarmark))
            return "date_limite : un délai ne peut être fixé que pour des droits réservés à certaines certifications (R. 6323-42-1). Remplissez certifications, ou laissez vide.";
        if (RefundRest && UsableUntil is null && rules.Get(DotationRules.RefundNeedsDeadline))
            return "rendre_reste : le reste n’est rendu qu’au terme d’un délai (R. 6323-42-1). Remplissez date_limite.";
        return null;
    }

    private static bool Certifications(string? text, out IReadOnlyList<string>? codes)
    {
        codes = text?.ToUpperInvariant().Split(['|', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        return codes is null || (codes.Count is > 0 and <= MostCertifications && codes.All(code => Code().IsMatch(code)));
    }

    private static bool Day(string? text, out DateOnly? day)
    {
        day = null;
        if (text is null)
            return true;
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        day = read;
        return true;
    }

    private static BeneficiaryLine? Refuse(string text, out string? problem)
    {
        problem = text;
        return null;
    }

    private static BeneficiaryLine Accept(BeneficiaryLine line, out string? problem)
    {
        problem = null;
        return line;
    }

    [GeneratedRegex("^(RNCP|RS)[0-9]{1,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
