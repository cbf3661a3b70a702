using System.CommandLine;
using Marketplace.Core.Ledger;
using Npgsql;

namespace Marketplace.Web.Commands;

/// <summary><c>ledger verify</c>: every invariant of the ledger over all accounts; 1 when one is broken.</summary>
public static class LedgerCommand
{
    public static Command Create()
    {
        var verify = new Command("verify", "Contrôle toutes les règles du grand livre sur tous les comptes.");
        verify.SetAction(VerifyAsync);
        return new Command("ledger", "Grand livre des droits en euros.") { verify };
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var findings = await LedgerVerification.RunAsync(session.Services.GetRequiredService<NpgsqlDataSource>(), Print, cancel);
        var broken = findings.Count(finding => finding.Broken > 0);
        Console.WriteLine(broken == 0 ? $"Les {findings.Count} règles tiennent." : $"{broken} des {findings.Count} règles ne tiennent pas.");
        return broken == 0 ? 0 : 1;
    }

    private static void Print(LedgerFinding finding)
    {
        Console.WriteLine($"{(finding.Broken == 0 ? "tient" : $"ROMPUE ({finding.Broken} fois)")} : {finding.Rule} ({finding.Took.TotalSeconds:0.0} s)");
        foreach (var example in finding.Examples)
            Console.WriteLine($"  {example}");
    }
}
