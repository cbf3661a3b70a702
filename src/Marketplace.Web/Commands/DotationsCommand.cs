using System.CommandLine;
using Marketplace.Money.Dotations;
using Marketplace.Platform.Text;

namespace Marketplace.Web.Commands;

/// <summary><c>dotations credit</c> and <c>dotations expire</c>: what the jobs do by themselves, at once (docs/dotations.md).</summary>
public static class DotationsCommand
{
    public static Command Create()
    {
        var credit = new Command("credit", "Inscrit les commandes payées sur les comptes des bénéficiaires.");
        credit.SetAction((parsed, cancel) => RunAsync(parsed, CreditAsync, cancel));
        var expire = new Command("expire", "Reprend le reste des dotations dont le délai est passé et qui est à rendre.");
        expire.SetAction((parsed, cancel) => RunAsync(parsed, ExpireAsync, cancel));
        return new Command("dotations", "Commandes de droits des employeurs et des financeurs.") { credit, expire };
    }

    /// <returns>1: an order could not be credited, and is tried again.</returns>
    internal static async Task<int> CreditAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = await services.GetRequiredService<DotationCrediting>().RunAsync(cancel);
        Console.WriteLine($"Inscription : {report.Orders} commandes finies, {report.Lines} bénéficiaires, {report.Failed} commandes en échec.");
        return report.Failed > 0 ? 1 : 0;
    }

    private static async Task<int> ExpireAsync(IServiceProvider services, CancellationToken cancel)
    {
        var report = await services.GetRequiredService<DotationExpiry>().RunAsync(cancel);
        Console.WriteLine($"Reprise : {report.Buckets} dotations, {EuroText.Of(report.Cents)} à rendre à leurs financeurs.");
        return 0;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        return await run(session.Services, cancel);
    }
}
