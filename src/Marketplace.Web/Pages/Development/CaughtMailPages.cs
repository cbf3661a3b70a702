using System.Text.RegularExpressions;
using Marketplace.Platform.Time;
using Marketplace.Web.Mailing;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Development;

/// <summary><c>/dev/courriels</c>: what would have been sent. Mapped in Development only.</summary>
public static partial class CaughtMailPages
{
    private const string Unreadable = "Courriel impossible à mettre en forme";

    /// <param name="group">The group <c>/dev</c>.</param>
    public static void Map(IEndpointRouteBuilder group)
    {
        PagesSetup.Map(group, DevelopmentAddresses.Mails, ListAsync);
        PagesSetup.Map(group, DevelopmentAddresses.Mail.Pattern, ShowAsync);
    }

    private static async Task<IResult> ListAsync([AsParameters] PageContext context, CaughtMails mails)
    {
        var rows = (await mails.ListAsync(context.Cancel))
            .Select(mail => new CaughtMailLine(
                DevelopmentAddresses.Mail.Of(mail.Id), mail.Mail?.Subject ?? Unreadable, mail.To, mail.Template,
                ParisTime.InWords(mail.CreatedAt))).ToList();
        return context.Page("development/mails", new CaughtMailList(rows), Head("Courriels retenus"));
    }

    private static async Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, CaughtMails mails)
    {
        if (await mails.FindAsync(id, context.Cancel) is not { } mail)
            return Results.NotFound();
        var subject = mail.Mail?.Subject ?? Unreadable;
        var text = mail.Mail?.Text ?? "";
        var model = new CaughtMailModel(
            subject, mail.To, mail.Template, ParisTime.InWords(mail.CreatedAt), text, mail.Mail?.Html ?? "",
            [.. Address().Matches(text).Select(match => match.Value.TrimEnd('.', ',')).Distinct()]);
        return context.Page("development/mail", model,
            Head(subject) with { Trail = [new Crumb("Courriels retenus", DevelopmentAddresses.Mails)] });
    }

    private static PageHead Head(string title) => new(title, "Courriels retenus en développement.") { NoIndex = true };

    [GeneratedRegex(@"https?://[^\s<>""»]+")]
    private static partial Regex Address();
}

/// <summary>Model of <c>pages/development/mails</c>.</summary>
public sealed record CaughtMailList(IReadOnlyList<CaughtMailLine> Mails);

/// <summary>A line of the list.</summary>
public sealed record CaughtMailLine(string Href, string Subject, string To, string Template, string At);

/// <summary>Model of <c>pages/development/mail</c>.</summary>
public sealed record CaughtMailModel(
    string Subject, string To, string Template, string At, string Text, string Html, IReadOnlyList<string> Links);
