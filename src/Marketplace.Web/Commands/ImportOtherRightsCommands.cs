using System.CommandLine;
using Marketplace.Money.Crediting.OtherRights;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Vault;

namespace Marketplace.Web.Commands;

/// <summary><c>import volunteering PATH</c> and <c>import dif PATH</c>: rights that no year of work gives (docs/declarations.md).</summary>
public static class ImportOtherRightsCommands
{
    public static Command Volunteering() => ReferenceImport.Command(
        "volunteering", "Importe des activités d’engagement citoyen (CSV, voir docs/declarations.md).",
        services => new VolunteeringImport(
            services.GetRequiredService<IdentityVault>(), services.GetRequiredService<RuleBook>(),
            services.GetRequiredService<TimeProvider>()).RunAsync);

    public static Command Dif() => ReferenceImport.Command(
        "dif", "Importe des heures de DIF inscrites à temps (CSV, voir docs/declarations.md).",
        services => new DifImport(
            services.GetRequiredService<IdentityVault>(), services.GetRequiredService<RuleBook>(),
            services.GetRequiredService<TimeProvider>()).RunAsync);
}
