using System.CommandLine;

namespace Marketplace.Web.Commands;

/// <summary><c>import</c>: what comes in from official files.</summary>
public static class ImportCommand
{
    public static Command Create() =>
        new("import", "Prend des fichiers officiels : catalogues EDOF, référentiels, déclarations d’activité, relevés de banque.")
    {
        ImportEdofCommand.Create(),
        ImportPlacesCommand.Create(),
        ImportCertificationsCommand.Create(),
        ImportProvidersCommand.Create(),
        ImportDeclarationsCommand.Create(),
        ImportOtherRightsCommands.Volunteering(),
        ImportOtherRightsCommands.Dif(),
        ImportBankCommand.Create(),
    };
}
