using System.CommandLine;
using Marketplace.Money.Crediting;
using Marketplace.Money.Ledger;
using Marketplace.Money.Regulation;
using Marketplace.Platform.Text;
using Marketplace.Platform.Time;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>ledger verify</c>: every invariant of the ledger over all accounts; 1 when one is broken.</summary>
public static class LedgerCommand
{
    public static Command Create()
    {
        var verify = new Command("verify", "Contrôle toutes les règles du grand livre sur tous les comptes.");
        verify.SetAction(VerifyAsync);
        var year = new Argument<int>("year") { Description = "Année de travail, passée." };
        var credit = new Command("credit", "Alimente les comptes au titre d’une année, d’après les déclarations reçues.") { year };
        credit.SetAction((parsed, cancel) => CreditAsync(parsed, parsed.GetValue(year), cancel));
        return new Command("ledger", "Grand livre des droits en euros.") { verify, credit };
    }

    private static async Task<int> CreditAsync(ParseResult parsed, int year, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var batch = new CreditingBatch(
            session.Services.GetRequiredService<NpgsqlDataSource>(), session.Services.GetRequiredService<RuleBook>(),
            session.Services.GetRequiredService<TimeProvider>());
        if (year < RuleBook.Begins.Year || year >= session.Services.GetRequiredService<TimeProvider>().Today().Year)
        {
            await Console.Error.WriteLineAsync(
                $"L’année {year} ne peut pas être créditée : il faut une année finie, à partir de {RuleBook.Begins.Year}.");
            return CommandLine.Unreadable;
        }
        var report = await batch.RunAsync(year, cancel: cancel);
        Console.WriteLine($"{report.Persons} personnes, {report.Changed} comptes changés : {EuroText.Of(report.CreditedCents)} crédités, {EuroText.Of(report.WithdrawnCents)} repris.");
        return 0;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var findings = await LedgerVerification.RunAsync(session.Services.GetRequiredService<NpgsqlDataSource>(), Print, cancel);
        var broken = findings.Count(finding => finding.Broken > 0);
        Console.WriteLine(broken == 0
            ? $"Les {findings.Count} règles tiennent." : $"{broken} des {findings.Count} règles ne tiennent pas.");
        return broken == 0 ? 0 : 1;
    }

    private static void Print(LedgerFinding finding)
    {
        Console.WriteLine($"{(finding.Broken == 0 ? "tient" : $"ROMPUE ({finding.Broken} fois)")} : {finding.Rule} ({finding.Took.TotalSeconds:0.0} s)");
        foreach (var example in finding.Examples)
            Console.WriteLine($"  {example}");
    }
}
