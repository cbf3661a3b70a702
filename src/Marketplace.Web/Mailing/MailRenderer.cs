using Marketplace.Platform.Mail;
using Marketplace.Web.Site;
using Marketplace.Web.Templating;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.Mailing;

/// <summary>Puts the values of a message into its templates.</summary>
public sealed class MailRenderer(Templates templates, IOptions<OperatorSettings> settings)
{
    private const string LayoutTemplate = "layouts/email";

    /// <exception cref="Exception">No such template, or a value is missing.</exception>
    public RenderedMail Render(MailMessage message)
    {
        var set = templates.Current;
        var lines = WithOperator(message, MailText.Lines);
        var subject = set.Emails.Subject(message.Template, WithOperator(message, MailText.OneLine)).Trim();
        var body = set.Emails.Html(message.Template, lines);
        return new RenderedMail(
            subject,
            set.Emails.Text(message.Template, lines),
            set.Render(LayoutTemplate, new EmailLayoutModel(subject, Html.Trusted(body), settings.Value)))
        { Unsubscribe = message.Values.GetValueOrDefault(MailMessage.Unsubscribe) };
    }

    /// <summary>Texts have no layout of their own: they sign with the names of the service and of the operator.</summary>
    private Dictionary<string, object> WithOperator(MailMessage message, Func<string, string> clean)
    {
        var all = message.Values.ToDictionary(value => value.Key, value => (object)clean(value.Value), StringComparer.Ordinal);
        all["rows"] = message.Rows.Select(
            row => row.ToDictionary(value => value.Key, value => MailText.OneLine(value.Value), StringComparer.Ordinal)).ToList();
        all["operatorName"] = MailText.OneLine(settings.Value.Name);
        all["serviceTitle"] = MailText.OneLine(settings.Value.ServiceTitle);
        return all;
    }
}

/// <summary>Model of <c>layouts/email</c>.</summary>
/// <param name="Body">The e-mail's own HTML, already encoded.</param>
public sealed record EmailLayoutModel(string Subject, Html Body, OperatorSettings Operator);
