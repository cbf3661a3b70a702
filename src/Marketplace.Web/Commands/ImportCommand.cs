using System.CommandLine;

namespace Marketplace.Web.Commands;

/// <summary><c>import</c>: what comes in from official files.</summary>
public static class ImportCommand
{
    public static Command Create() =>
        new("import", "Prend des fichiers officiels : catalogues EDOF, CSV ou Excel, référentiels, déclarations d’activité, relevés de banque.")
    {
        ImportCatalogueCommand.Edof(),
        ImportCatalogueCommand.Sheets(),
        ImportPlacesCommand.Create(),
        ImportCertificationsCommand.Create(),
        ImportProvidersCommand.Create(),
        ImportDeclarationsCommand.Create(),
        ImportOtherRightsCommands.Volunteering(),
        ImportOtherRightsCommands.Dif(),
        ImportBankCommand.Create(),
    };
}
