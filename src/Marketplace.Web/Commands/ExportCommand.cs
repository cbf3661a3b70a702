using System.CommandLine;

namespace Marketplace.Web.Commands;

/// <summary><c>export</c>: what goes out in official formats.</summary>
public static class ExportCommand
{
    public static Command Create() => new("export", "Produit des fichiers dans les formats officiels.")
    {
        ExportCatalogueCommand.Edof(),
        ExportCatalogueCommand.Csv(),
        ExportCatalogueCommand.Excel(),
        ExportTemplateCommand.Create(),
        ExportOpenDataCommand.Create(),
    };
}
