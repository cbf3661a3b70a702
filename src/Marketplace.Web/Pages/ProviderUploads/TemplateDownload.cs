using Marketplace.Exchange.Sheets.Templates;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary>Template, example and field guide of a catalogue as a sheet.</summary>
public static class TemplateDownload
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Csv = "text/csv; charset=utf-8";

    internal static readonly (string Name, string Label, string MediaType, Action<Stream> Write)[] Files =
    [
        ("modele.xlsx", "Modèle (Excel)", Excel, SheetTemplate.WriteExcel), ("modele.csv", "Modèle (CSV)", Csv, SheetTemplate.WriteCsv),
        ("exemple.xlsx", "Exemple rempli (Excel)", Excel, SheetExample.WriteExcel),
        ("exemple.csv", "Exemple rempli (CSV)", Csv, SheetExample.WriteCsv),
        ("notice.csv", "Notice des colonnes (CSV)", Csv, SheetGuide.WriteCsv),
    ];

    public static IResult Send(Guid organisation, string name)
    {
        _ = organisation;
        var found = Array.Find(Files, file => file.Name == name);
        if (found.Write is null)
            return Results.NotFound();
        using var content = new MemoryStream();
        found.Write(content);
        return Results.File(content.ToArray(), found.MediaType, name);
    }
}
