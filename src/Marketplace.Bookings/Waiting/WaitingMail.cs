using Dapper;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Time;
using Marketplace.Platform.Vault;
using Npgsql;

namespace Marketplace.Bookings.Waiting;

/// <summary>E-mails to who waits: queued in the transaction of what they tell.</summary>
public sealed class WaitingMail(MasterKeys keys, BookingSite site)
{
    internal Task OfferedAsync(
        NpgsqlConnection connection, Guid account, WaitedSession session, DateTimeOffset until, CancellationToken cancel) =>
        SendAsync(connection, account, session, "Une place se libère pour vous",
            $"Une place s’est libérée dans cette session. Elle est gardée pour vous {DossierWords.Until(until)} : envoyez votre demande d’inscription avant ce moment.",
            "Sans demande de votre part, la place sera proposée à la personne suivante. Si vous n’en voulez plus, refusez-la : elle ira plus vite à quelqu’un d’autre.", cancel);

    internal Task LapsedAsync(
        NpgsqlConnection connection, Guid account, WaitedSession session, DateTimeOffset until, CancellationToken cancel) =>
        SendAsync(connection, account, session, "La place gardée pour vous a été proposée à quelqu’un d’autre",
            $"La place de cette session était gardée pour vous jusqu’au {ParisTime.InWords(until)}. Vous n’avez pas envoyé de demande : elle est proposée à la personne suivante.",
            "Vous pouvez rejoindre de nouveau la liste d’attente, à la dernière place.", cancel);

    internal Task ClosedAsync(NpgsqlConnection connection, Guid account, WaitedSession session, CancellationToken cancel) =>
        SendAsync(connection, account, session, "La liste d’attente d’une session est close",
            "On ne peut plus s’inscrire à cette session : sa liste d’attente est close.",
            "Vous pouvez chercher une autre session ou une autre formation.", cancel);

    private async Task SendAsync(
        NpgsqlConnection connection, Guid account, WaitedSession session, string subject, string text, string next,
        CancellationToken cancel)
    {
        var address = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT email FROM account WHERE id = @account AND disabled_at IS NULL", new { account }, cancellationToken: cancel));
        if (address is not { Length: > 0 })
            return;
        await MailQueue.EnqueueAsync(connection, keys, new MailMessage("waiting-list", address, new Dictionary<string, string>
        {
            ["subject"] = subject,
            ["title"] = session.Title,
            ["session"] = When(session),
            ["text"] = text,
            ["next"] = next,
            ["link"] = site.Address() + MailedAddresses.WaitingLists,
        }), cancel);
    }

    private static string When(WaitedSession session) => session switch
    {
        { Starts: { } starts } => $"session du {DossierWords.Day(starts)}",
        { Ends: { } ends } => $"entrée à tout moment, jusqu’au {DossierWords.Day(ends)}",
        _ => "entrée à tout moment",
    };
}
