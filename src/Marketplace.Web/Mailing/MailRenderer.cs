using Marketplace.Core.Mail;
using Marketplace.Web.Pages.Layout;
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
        var lines = WithOperator(message.Values, MailText.Lines);
        var subject = set.Emails.Subject(message.Template, WithOperator(message.Values, MailText.OneLine)).Trim();
        var body = set.Emails.Html(message.Template, lines);
        return new RenderedMail(
            subject,
            set.Emails.Text(message.Template, lines),
            set.Render(LayoutTemplate, new EmailLayoutModel(subject, body, settings.Value)));
    }

    /// <summary>Texts have no layout of their own: they sign with the names of the service and of the operator.</summary>
    private Dictionary<string, string> WithOperator(IReadOnlyDictionary<string, string> values, Func<string, string> clean)
    {
        var all = values.ToDictionary(value => value.Key, value => clean(value.Value), StringComparer.Ordinal);
        all["operatorName"] = MailText.OneLine(settings.Value.Name);
        all["serviceTitle"] = MailText.OneLine(settings.Value.ServiceTitle);
        return all;
    }
}

/// <summary>Model of <c>layouts/email</c>.</summary>
/// <param name="Body">The e-mail's own HTML, already escaped.</param>
public sealed record EmailLayoutModel(string Subject, string Body, OperatorSettings Operator);
