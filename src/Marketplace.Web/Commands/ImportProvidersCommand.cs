using System.CommandLine;
using Marketplace.Catalogue.Providers;

namespace Marketplace.Web.Commands;

/// <summary><c>import providers PATH</c>.</summary>
public static class ImportProvidersCommand
{
    public static Command Create() => ReferenceImport.Command(
        "providers", "Importe la liste publique des organismes de formation.", ProviderImport.RunAsync);
}
