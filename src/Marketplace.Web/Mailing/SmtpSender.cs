using MailKit.Net.Smtp;
using Marketplace.Web.Site;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Marketplace.Web.Mailing;

/// <summary>Speaks with the mail server; one connection serves a batch, until <see cref="CloseAsync"/>. For one caller at a time.</summary>
public sealed class SmtpSender(SmtpSettings settings, IOptions<OperatorSettings> operatorSettings) : IDisposable
{
    /// <summary>For each exchange with the server.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private SmtpClient? client;

    /// <summary>Connects and signs in, unless that was done for an earlier mail of the batch.</summary>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        if (client is { IsConnected: true })
            return;
        client?.Dispose();
        client = new SmtpClient { Timeout = (int)Limit.TotalMilliseconds };
        using var limit = Limited(cancel);
        await client.ConnectAsync(settings.Host, settings.Port, settings.Security, limit.Token);
        if (!string.IsNullOrEmpty(settings.Username))
            await client.AuthenticateAsync(settings.Username, settings.Password, limit.Token);
    }

    /// <summary>Sends one mail on the open connection.</summary>
    /// <param name="id">Goes into the Message-Id: a mail that is sent twice can be told by it.</param>
    /// <exception cref="SmtpCommandException">The server refused.</exception>
    public async Task SendAsync(Guid id, MailboxAddress to, RenderedMail mail, CancellationToken cancel)
    {
        var connected = client ?? throw new InvalidOperationException("The sender is not connected.");
        using var message = new MimeMessage
        {
            MessageId = $"{id:N}@{settings.From.Domain}",
            Subject = mail.Subject,
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(MailText.OneLine(operatorSettings.Value.Name), settings.From.Address));
        message.To.Add(to);
        // Keeps holiday replies away (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        using var limit = Limited(cancel);
        try
        {
            await connected.SendAsync(message, limit.Token);
        }
        catch
        {
            // In whatever state the conversation was left, the next mail must not inherit it.
            connected.Dispose();
            client = null;
            throw;
        }
    }

    /// <summary>Says goodbye; the next mail connects again.</summary>
    public async Task CloseAsync(CancellationToken cancel)
    {
        if (client is { IsConnected: true } connected)
        {
            try
            {
                using var limit = Limited(cancel);
                await connected.DisconnectAsync(quit: true, limit.Token);
            }
            catch (Exception) when (!cancel.IsCancellationRequested)
            {
                // The mails were accepted; how the server takes leave does not matter.
            }
        }
        Dispose();
    }

    public void Dispose()
    {
        client?.Dispose();
        client = null;
    }

    private static CancellationTokenSource Limited(CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        return limit;
    }
}
