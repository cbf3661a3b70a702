using Marketplace.People.Holders;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Scanning;

namespace Marketplace.Bookings.Messages;

/// <summary>What every file that comes into a dossier must be.</summary>
public static class CleanFiles
{
    /// <summary>Of a kind that is taken, as its first bytes say, and within its bounds.</summary>
    public static bool IsSound(MessageFile file) =>
        file.Content.Length is > 0 and <= MessageFile.MaxLength && file.Name.Length is > 0 and <= 150
            && IdentityDocument.MediaTypeOf(file.Content.Span) == file.MediaType;

    /// <param name="scanner">Null: this installation has none.</param>
    /// <exception cref="ProcessRefusedException">Malware was found, or the scanner cannot tell.</exception>
    public static async Task RequireAsync(IMalwareScanner? scanner, IReadOnlyList<MessageFile> files, CancellationToken cancel)
    {
        if (scanner is null)
            return;
        try
        {
            foreach (var file in files)
                if (await scanner.FindAsync(file.Content, cancel) is not null)
                    throw new ProcessRefusedException(
                        "Notre antivirus a trouvé un logiciel malveillant dans un fichier : rien n’a été envoyé.");
        }
        catch (ScannerUnavailableException)
        {
            throw new ProcessRefusedException(
                "Les fichiers ne peuvent pas être vérifiés pour le moment : envoyez le message sans eux, ou réessayez plus tard.");
        }
    }
}
