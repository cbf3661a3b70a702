using System.CommandLine;
using Marketplace.Payments.Payouts;
using Marketplace.Platform.Importing;

namespace Marketplace.Web.Commands;

/// <summary><c>payouts read PATH</c>: what the bank says of payouts, from its reports and statements.</summary>
public static class PayoutsCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "Fichier ou dossier : comptes rendus pain.002, relevés camt.053." };
        var read = new Command("read", "Lit les réponses de la banque aux versements ; le même fichier deux fois ne change rien.") { path };
        read.SetAction((parsed, cancel) => ReadAsync(parsed, parsed.GetValue(path)!, cancel));
        return new Command("payouts", "Versements aux organismes de formation.") { read };
    }

    private static async Task<int> ReadAsync(ParseResult parsed, string path, CancellationToken cancel)
    {
        List<string> files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal)] : File.Exists(path) ? [path] : [];
        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync($"{path} n’est ni un fichier, ni un dossier qui contient des fichiers .xml.");
            return CommandLine.Unreadable;
        }
        await using var session = await CommandSession.OpenAsync(parsed, cancel);
        try
        {
            var report = await session.Services.GetRequiredService<AnswerReading>().ReadAsync(
                [.. files.Select(file => new ReferenceInput(Path.GetFileName(file), () => File.OpenRead(file)))], cancel);
            Console.WriteLine($"{report.Read} réponses lues, {report.New} nouvelles : {report.Taken} prises en compte, {report.Odd} à examiner sur /gestion/versements.");
            return report.Odd > 0 ? 1 : 0;
        }
        catch (Exception unreadable) when (unreadable is UnreadableFileException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(unreadable.Message);
            return CommandLine.Unreadable;
        }
    }
}
