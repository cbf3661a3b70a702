using System.CommandLine;
using Marketplace.Money.Bank;
using Marketplace.Platform.Text;

namespace Marketplace.Web.Commands;

/// <summary><c>import bank PATH</c>: the day's statement; orders that it pays are credited at once (docs/dotations.md).</summary>
public static class ImportBankCommand
{
    public static Command Create() => ReferenceImport.Command(
        "bank", "Importe un relevé de banque (camt.053 ou CSV, voir docs/dotations.md) et crédite les commandes payées.",
        _ => BankImport.RunAsync, MatchAsync);

    private static async Task<int> MatchAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = await services.GetRequiredService<BankMatching>().RunAsync(cancel);
        Console.WriteLine($"Rapprochement : {report.Paid} commandes payées, {report.SetAside} écritures mises de côté.");
        foreach (var entry in report.Examples)
            Console.WriteLine($"  écriture {entry.Reference} de {(entry.Currency == "EUR" ? EuroText.Of(entry.Cents) : $"{entry.Cents / 100m:0.00} {entry.Currency}")} : {BankReasons.Words[entry.Reason]}");
        if (report.SetAside > report.Examples.Count)
            Console.WriteLine($"  … et {report.SetAside - report.Examples.Count} autres, à voir sur /gestion/virements.");
        return Math.Max(report.SetAside > 0 ? 1 : 0, await DotationsCommand.CreditAsync(services, cancel));
    }
}
