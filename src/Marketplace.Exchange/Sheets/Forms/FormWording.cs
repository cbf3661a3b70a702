using System.Text.RegularExpressions;
using Marketplace.Exchange.Edof.Reporting;
using Marketplace.Exchange.Sheets.Columns;
using Marketplace.Exchange.Sheets.Document;
using Marketplace.Exchange.Sheets.Importing;

namespace Marketplace.Exchange.Sheets.Forms;

/// <summary>Puts findings in terms of fields with labels, where a sheet's words are cells and names of columns.</summary>
internal static partial class FormWording
{
    private static readonly Dictionary<ImportCode, string> Remedies = new()
    {
        [ImportCodes.MissingElement] = "Remplissez ce champ.",
        [ImportCodes.MissingAttribute] = "Remplissez ce champ.",
        [ImportCodes.MissingExtra] = "Remplissez ce champ.",
        [ImportCodes.Empty] = "Remplissez ce champ.",
        [ImportCodes.EmptyExtra] = "Remplissez ce champ ou laissez-le vide.",
        [ImportCodes.Choice] = "Choisissez une des réponses.",
        [ImportCodes.YesNo] = "Répondez oui ou non.",
        [ImportCodes.BlocksMissing] = "Écrivez le code d'au moins un bloc, par exemple RNCP40344BC01 ; plusieurs : séparés par un espace.",
        [ImportCodes.PeriodMissing] = "Donnez le premier et le dernier jour, ou dites dans l'action que les entrées sont permanentes.",
        [ImportCodes.PrerequisitesMissing] = "Décrivez-les dans « Prérequis, en mots », ou dites qu'il n'y en a pas.",
        [ImportCodes.PriceMismatch] = "Corrigez le prix hors taxes, le prix toutes taxes comprises ou le taux de TVA.",
        [ImportCodes.StreetMissing] = "Remplissez le libellé de la voie ou la ligne 5 de l'adresse.",
        [ImportCodes.CategoryNotVae] = "Videz ce champ.",
        [ImportCodes.ExtrasUnreadable] = "Corrigez ces éléments, ou videz le champ.",
    };

    /// <param name="found">With a <see cref="SheetMark"/> for line.</param>
    /// <returns>With the row for line; null: not worth a word.</returns>
    public static ImportMessage? Of(ImportMessage found, string text)
    {
        if (found.Line is not { } mark)
            return found with { Text = $"{text} {Remedy(found.Code)}" };
        var (row, column) = SheetMark.Read(mark);
        if (found.Code == ImportCodes.EmptyExtra && column >= 0 && SheetColumns.All[column].Format != SheetFormat.Extras)
            return null;
        var of = SheetWording.Pointed(found.Code, column) is >= 0 and var pointed ? SheetColumns.All[pointed] : null;
        if (found.Code == ImportCodes.MissingAttribute)
            text = "« » est vide.";
        return found with
        {
            Line = row,
            Column = of?.Name,
            Text = $"{(of is null ? text : Named().Replace(text, $"« {of.Label} »", 1))} {Remedy(found.Code)}",
        };
    }

    private static string Remedy(ImportCode code) => Remedies.GetValueOrDefault(code) ?? SheetWording.Remedy(code);

    /// <summary>The name of an element or a column at the beginning of a finding.</summary>
    [GeneratedRegex("^« [A-Za-z0-9-]* ?»")]
    private static partial Regex Named();
}
