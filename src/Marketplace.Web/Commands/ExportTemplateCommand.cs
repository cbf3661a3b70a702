using System.CommandLine;
using Marketplace.Exchange.Sheets.Templates;

namespace Marketplace.Web.Commands;

/// <summary><c>export template DIR</c>: template, example and field guide of the catalogue as CSV and Excel.</summary>
public static class ExportTemplateCommand
{
    private static readonly (string Name, Action<Stream> Write)[] Files =
    [
        ("modele.csv", SheetTemplate.WriteCsv), ("modele.xlsx", SheetTemplate.WriteExcel),
        ("exemple.csv", SheetExample.WriteCsv), ("exemple.xlsx", SheetExample.WriteExcel), ("notice.csv", SheetGuide.WriteCsv),
    ];

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Dossier où écrire les fichiers." };
        var command = new Command(
            "template", "Écrit le modèle de catalogue en CSV et en Excel, un exemple et la notice des colonnes.") { folder };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!));
        return command;
    }

    private static int Run(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, write) in Files)
            {
                using var file = File.Create(Path.Combine(folder, name));
                write(file);
            }
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Le dossier {folder} ne peut pas être écrit.");
            return CommandLine.Unreadable;
        }
    }
}
