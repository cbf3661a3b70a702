using System.CommandLine;
using Marketplace.Money.Crediting;
using Marketplace.Platform.Vault;

namespace Marketplace.Web.Commands;

/// <summary><c>import declarations PATH</c>: what employers and funds declare of a year of work (docs/declarations.md).</summary>
public static class ImportDeclarationsCommand
{
    public static Command Create() => ReferenceImport.Command(
        "declarations", "Importe des déclarations d’activité (CSV, voir docs/declarations.md).",
        services => new DeclarationImport(services.GetRequiredService<IdentityVault>()).RunAsync);
}
