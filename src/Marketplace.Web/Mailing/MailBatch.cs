using MailKit.Net.Smtp;
using Marketplace.Platform.Mail;
using Marketplace.Platform.Telemetry;
using Marketplace.Platform.Vault;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Mailing;

/// <summary>Sends what is due, mail by mail: one that fails never stops those behind it.</summary>
/// <param name="keys">Asked for when there is a mail to open.</param>
public sealed partial class MailBatch(
    MailDelivery delivery, Func<MasterKeys> keys, MailRenderer renderer, MailSettings settings, IOptions<OperatorSettings> operatorSettings,
    ILogger<MailBatch> log)
{
    /// <summary>Until nothing is due, or the mail server cannot be reached.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (settings is { Smtp: null, Catch: false })
            return;
        using var sender = settings.Smtp is { } smtp ? new SmtpSender(smtp, operatorSettings) : null;
        var reachable = true;
        while (reachable && await delivery.TakeAsync(cancel) is { } mail)
            reachable = await SendAsync(mail, sender, cancel);
        if (sender is not null)
            await sender.CloseAsync(cancel);
    }

    /// <returns>Whether to go on with the next mail.</returns>
    private async Task<bool> SendAsync(TakenMail mail, SmtpSender? sender, CancellationToken cancel)
    {
        // Each attempt may have ended with the process: then nobody wrote down why.
        if (mail.Attempts > MailDelivery.MaxAttempts)
            return await SetAsideAsync(mail, "trop de tentatives interrompues", cancel);
        try
        {
            var message = mail.Open(keys());
            if (MailRecipient.Parse(message.To) is not { } to)
                return await SetAsideAsync(mail, "adresse non valide", cancel);
            var rendered = renderer.Render(message);
            if (sender is null)
                return await SentAsync(mail, "caught", keepPayload: true, cancel);
            try
            {
                await sender.ConnectAsync(cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                await FailedAsync(mail, $"serveur de messagerie injoignable ({failure.GetType().Name})", cancel);
                return false;
            }
            await sender.SendAsync(mail.Id, to, rendered, cancel);
        }
        catch (SmtpCommandException refusal) when (
            refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted && (int)refusal.StatusCode >= 500)
        {
            return await SetAsideAsync(mail, $"destinataire refusé par le serveur ({(int)refusal.StatusCode})", cancel);
        }
        catch (SmtpCommandException refusal)
        {
            // The server's own words stay out: they may hold the address.
            return await FailedAsync(mail, $"refus du serveur : {refusal.ErrorCode} ({(int)refusal.StatusCode})", cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return await FailedAsync(mail, failure.GetType().Name, cancel);
        }
        // Outside the try, and not to be interrupted: the server has the mail, whatever happens here.
        return await SentAsync(mail, "sent", keepPayload: false, CancellationToken.None);
    }

    private async Task<bool> SentAsync(TakenMail mail, string outcome, bool keepPayload, CancellationToken cancel)
    {
        await delivery.MarkSentAsync(mail, keepPayload, cancel);
        Count(outcome);
        return true;
    }

    private async Task<bool> FailedAsync(TakenMail mail, string error, CancellationToken cancel)
    {
        var again = await delivery.MarkFailedAsync(mail, error, cancel);
        Count(again ? "failed" : "set-aside");
        Failed(mail.Id, mail.Template, mail.Attempts, error);
        return true;
    }

    private async Task<bool> SetAsideAsync(TakenMail mail, string error, CancellationToken cancel)
    {
        await delivery.SetAsideAsync(mail, error, cancel);
        Count("set-aside");
        WasSetAside(mail.Id, mail.Template, error);
        return true;
    }

    private static void Count(string outcome) =>
        MarketplaceTelemetry.SentMails.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    [LoggerMessage(LogLevel.Warning, "Mail {Id} ({Template}) was not sent at attempt {Attempt}: {Error}")]
    private partial void Failed(Guid id, string template, int attempt, string error);

    [LoggerMessage(LogLevel.Error, "Mail {Id} ({Template}) is set aside: {Error}")]
    private partial void WasSetAside(Guid id, string template, string error);
}
