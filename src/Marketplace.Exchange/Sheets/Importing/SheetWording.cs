using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Document;
using Marketplace.Exchange.Sheets.Reading;

namespace Marketplace.Exchange.Sheets.Importing;

/// <summary>Puts findings in terms of rows and columns, where EDOF's own words are elements and attributes.</summary>
internal static class SheetWording
{
    /// <summary>How to mend it in a sheet, where the code's own remedy speaks of XML.</summary>
    private static readonly Dictionary<ImportCode, string> Remedies = new()
    {
        [ImportCodes.StreetMissing] = "Remplissez le libellé de la voie ou la ligne 5 de l'adresse.",
        [ImportCodes.InformationContact] = "Donnez nom, prénom, téléphone et courriel du contact d'information.",
        [ImportCodes.RegistrationContact] = "Donnez nom, prénom, téléphone et courriel du contact d'inscription.",
        [ImportCodes.StartAfterEnd] = "Corrigez le premier ou le dernier jour.",
        [ImportCodes.NoFormation] = "Un catalogue contient au moins une formation : une ligne par session sous les titres des colonnes.",
        [ImportCodes.Encoding] = "Enregistrez le fichier en UTF-8 ou en Windows-1252.",
        [ImportCodes.Dtd] = "Enregistrez à nouveau le classeur avec un tableur.",
        [ImportCodes.MissingElement] = "Remplissez cette cellule.",
        [ImportCodes.MissingAttribute] = "Remplissez cette cellule.",
        [ImportCodes.MissingExtra] = "Remplissez cette cellule.",
        [ImportCodes.TooManyItems] = "Répartissez ces lignes sur plusieurs formations.",
        [ImportCodes.EmptyExtra] = "Remplissez cette cellule ou laissez-la vide.",
        [ImportCodes.Date] = "Écrivez une date qui existe, comme 13/05/2027 ou 2027-05-13.",
        [ImportCodes.Amount] = "Écrivez un montant en euros, positif ou nul, avec deux décimales au plus, par exemple 1250,50.",
        [ImportCodes.Phone] = "Écrivez 15 chiffres au plus, avec + devant si besoin.",
        [ImportCodes.BlocksMissing] = "Remplissez la colonne code-bloc : RNCP40344BC01 | RNCP40344BC02.",
        [ImportCodes.PeriodMissing] = "Donnez début et fin, ou indiquez des entrées permanentes dans modalites-entrees-sorties.",
        [ImportCodes.PrerequisitesMissing] = "Décrivez-les dans conditions-specifiques, ou mettez existence-prerequis à 0.",
        [ImportCodes.PriceMismatch] = "Corrigez frais-ht, frais-ttc ou taux-tva : TTC = HT × (1 + TVA), à deux centimes près.",
        [ImportCodes.PointUnreadable] = "Écrivez latitude et longitude en degrés décimaux, par exemple 48,5289.",
    };

    /// <summary>A fault of the file as a whole.</summary>
    public static ImportMessage Of(SheetFault fault) =>
        new(fault.Code, fault.Line, null, null, null, $"{fault.Text} {Remedy(fault.Code)}", fault.Column);

    /// <param name="found">With a <see cref="SheetMark"/> for line.</param>
    public static ImportMessage? Of(StagedSheet sheet, ImportMessage found, string text)
    {
        if (found.Line is not { } mark)
            return found with { Text = $"{text} {Remedy(found.Code)}" };
        var (row, column) = SheetMark.Read(mark);
        // An empty cell that must be filled in has its error; others are simply empty.
        if (found.Code == ImportCodes.EmptyExtra && column >= 0 && SheetColumns.All[column].Format != SheetFormat.Extras)
            return null;
        var name = sheet.NameOf(Pointed(found.Code, column));
        if (found.Code == ImportCodes.MissingAttribute)
            text = $"« {name} » est vide.";
        return found with { Line = sheet.LineOf(row), Column = name, Text = $"{text} {Remedy(found.Code)}" };
    }

    /// <summary>How a finding is mended in a sheet.</summary>
    internal static string Remedy(ImportCode code) => Remedies.GetValueOrDefault(code) ?? code.Remedy;

    /// <summary>An address as a whole is marked by its street: a place is mended by its town.</summary>
    internal static int Pointed(ImportCode code, int column)
    {
        if (code != ImportCodes.PlaceUnknown || column < 0)
            return column;
        var name = SheetColumns.All[column].Name;
        return SheetColumns.All.FirstOrDefault(c => c.Name == name.Replace("libelle-voie", "ville", StringComparison.Ordinal))?.Index
            ?? column;
    }
}
