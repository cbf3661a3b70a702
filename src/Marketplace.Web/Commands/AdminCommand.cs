using System.CommandLine;
using Marketplace.People.Accounts.Local;
using Marketplace.People.Operators;
using Marketplace.Platform.Data;
using Marketplace.Web.Forms;
using Marketplace.Web.Hosting;
using Marketplace.Web.Site;

namespace Marketplace.Web.Commands;

/// <summary>
/// <c>admin create EMAIL</c>: the first operator account of an installation, and the way back in when nobody can sign in any more.
/// </summary>
public static class AdminCommand
{
    public static Command Create()
    {
        var admin = new Command("admin", "Comptes des administrateurs.");
        var email = new Argument<string>("email") { Description = "Adresse électronique de l’administrateur." };
        var create = new Command(
            "create", "Donne un accès d’administrateur et affiche un lien à usage unique, valable 24 heures.") { email };
        create.SetAction((parsed, cancel) => RunAsync(parsed, parsed.GetValue(email)!, cancel));
        admin.Subcommands.Add(create);
        return admin;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string email, CancellationToken cancel)
    {
        if (!MailAddress.IsValid(email))
            throw new SetupException($"« {email} » n’est pas une adresse électronique.");
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var settings = session.Services.GetRequiredService<IConfiguration>();
        var site = settings.GetSection(OperatorSettings.Section).Get<OperatorSettings>()?.SiteAddress?.TrimEnd('/') ?? Server.DefaultUrl;
        var token = await session.Services.GetRequiredService<OperatorAccounts>().AdministratorAsync(email, cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(LocalAccounts.LinkAddress(site, token));
        return 0;
    }
}
