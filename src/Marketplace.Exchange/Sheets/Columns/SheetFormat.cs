namespace Marketplace.Exchange.Sheets.Columns;

/// <summary>How a cell is written and read.</summary>
public enum SheetFormat
{
    Text,
    /// <summary>Text that may be HTML.</summary>
    Html,
    Date,
    WholeNumber,
    Amount,
    VatRate,
    YesNo,
    /// <summary>One of few whole numbers, which the hint lists.</summary>
    Choice,
    Phone,
    Email,
    Url,
    Postcode,
    Siret,
    Language,
    Certification,
    /// <summary>Codes side by side.</summary>
    Codes,
    /// <summary>EDOF's own <c>extra</c> elements.</summary>
    Extras,
}

/// <summary>Formats in French, for the field guide.</summary>
public static class SheetFormats
{
    /// <summary>What to write in a cell of the format.</summary>
    public static string InFrench(this SheetFormat format) => format switch
    {
        SheetFormat.Text => "texte",
        SheetFormat.Html => "texte, HTML simple permis",
        SheetFormat.Date => "date : 13/05/2027 ou 2027-05-13",
        SheetFormat.WholeNumber => "nombre entier",
        SheetFormat.Amount => "montant en euros : 1250,50",
        SheetFormat.VatRate => "taux en pourcentage : 0, 5,5, 10 ou 20",
        SheetFormat.YesNo => "1 (oui) ou 0 (non)",
        SheetFormat.Choice => "un code de la liste",
        SheetFormat.Phone => "téléphone, 15 caractères au plus",
        SheetFormat.Email => "adresse électronique",
        SheetFormat.Url => "adresse web complète",
        SheetFormat.Postcode => "code postal, cinq chiffres",
        SheetFormat.Siret => "SIRET, 14 chiffres",
        SheetFormat.Language => "code de langue à deux lettres",
        SheetFormat.Certification => "code du répertoire : RNCP, RS ou CPF puis des chiffres",
        SheetFormat.Codes => "codes, séparés par « | »",
        _ => "extras au format XML d'EDOF",
    };
}
