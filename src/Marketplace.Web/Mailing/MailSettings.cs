using System.Globalization;
using MailKit.Security;
using Marketplace.Platform.Data;
using MimeKit;

namespace Marketplace.Web.Mailing;

/// <summary>Where e-mails go: settings <c>Mail__Smtp__Host</c> and so on.</summary>
/// <param name="Smtp">The mail server; null: none is set.</param>
/// <param name="Catch">Without a server in Development, mails stay here to be looked at under <c>/dev/courriels</c>.</param>
public sealed record MailSettings(SmtpSettings? Smtp, bool Catch)
{
    /// <exception cref="SetupException">A setting makes no sense.</exception>
    public static MailSettings Read(IConfiguration settings, IHostEnvironment environment)
    {
        var mail = settings.GetSection("Mail");
        if (string.IsNullOrWhiteSpace(mail["Smtp:Host"]))
            return new MailSettings(null, environment.IsDevelopment());
        var (security, port) = (mail["Smtp:Security"] ?? "").ToLowerInvariant() switch
        {
            "" or "starttls" => (SecureSocketOptions.StartTls, 587),
            "tls" => (SecureSocketOptions.SslOnConnect, 465),
            "none" => (SecureSocketOptions.None, 25),
            _ => throw new SetupException("Mail__Smtp__Security vaut starttls, tls ou none."),
        };
        if (mail["Smtp:Port"] is { Length: > 0 } given
            && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535))
            throw new SetupException("Mail__Smtp__Port est un numéro de port, de 1 à 65535.");
        var from = MailRecipient.Parse(mail["From"]?.Trim())
            ?? throw new SetupException("Mail__Smtp__Host est renseigné : donnez aussi, dans Mail__From, l’adresse qui envoie les courriels (une seule, sans nom).");
        return new MailSettings(
            new SmtpSettings(mail["Smtp:Host"]!.Trim(), port, security, mail["Smtp:Username"], mail["Smtp:Password"] ?? "", from),
            Catch: false);
    }
}

/// <summary>A mail server and who writes.</summary>
/// <param name="Username">Null or empty: the server asks for no name.</param>
public sealed record SmtpSettings(
    string Host, int Port, SecureSocketOptions Security, string? Username, string Password, MailboxAddress From)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}
