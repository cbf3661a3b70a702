using System.CommandLine;
using Marketplace.Platform.Vault;
using Spectre.Console;

namespace Marketplace.Web.Commands;

/// <summary><c>vault rotate</c>: puts all secrets under the current master key, beside running servers.</summary>
public static class VaultCommand
{
    public static Command Create()
    {
        var rotate = new Command("rotate", "Met tous les secrets sous la clé maîtresse courante, pour que les anciennes puissent partir.");
        rotate.SetAction(RotateAsync);
        var command = new Command("vault", "Coffre des secrets : changer de clé maîtresse.");
        command.Subcommands.Add(rotate);
        return command;
    }

    private static async Task<int> RotateAsync(ParseResult parsed, CancellationToken cancel)
    {
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        var rotation = session.Services.GetRequiredService<VaultRotation>();
        var report = await WithProgressAsync(progress => rotation.RunAsync(progress, cancel));
        var key = session.Services.GetRequiredService<MasterKeys>().Current;
        Console.WriteLine(report.Total == 0 ? $"Rien à faire : tout est déjà sous la clé {key}." : $"""
            Secrets mis sous la clé {key} : {report.Total}
              entrées du coffre : {report.Entries}
              clé de recherche : {report.LookupKeys}
              codes à usage unique (TOTP) : {report.TotpSecrets}
              sessions : {report.LogoutHints}
              courriels : {report.Mails}
              secrets des webhooks et réponses gardées : {report.ProgramSecrets}
              clés des cookies et formulaires : {report.DataProtectionKeys}
            """);
        return 0;
    }

    private static async Task<RotationReport> WithProgressAsync(Func<IProgress<int>?, Task<RotationReport>> run)
    {
        if (Console.IsOutputRedirected)
            return await run(null);
        return await AnsiConsole.Status().StartAsync("Coffre…", status =>
            run(new Progress<int>(done => status.Status($"Coffre : {done} secrets"))));
    }
}
