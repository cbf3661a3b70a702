using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions/{id}/messages</c>: what learner and provider write to each other, with files, and abuse reported.</summary>
public static class MessagesPage
{
    /// <summary>Files and some text.</summary>
    internal static readonly RequestSizeLimitAttribute Size = new((MessageFile.MaxCount * MessageFile.MaxLength) + (64 * 1024));

    private const int LongestReason = 1000;

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["envoye"] = "Votre message est envoyé : l’organisme en est prévenu par courriel.",
        ["signale"] = "Le message est signalé : un agent le lit.",
    };

    public static Task<IResult> ShowAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, Messages messages) =>
        dossiers.AnswerAsync(context, id, dossier => PageAsync(context, dossier, messages, new MessageForm()));

    public static Task<IResult> PostAsync([AsParameters] PageContext context, Guid id, LearnerDossiers dossiers, Messages messages) =>
        dossiers.AnswerAsync(context, id, async dossier =>
        {
            var form = await context.ReadAsync(new MessageForm());
            if (!form.IsValid)
                return await PageAsync(context, dossier, messages, form);
            try
            {
                await messages.WriteAsync(dossier.Key, MessageSides.Learner, form.Text.Value, form.Files.Files, context.Actor,
                    context.Cancel);
                return Results.Redirect(BookingAddresses.Messages.Of(id) + "?fait=envoye");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
                return await PageAsync(context, dossier, messages, form);
            }
        });

    public static async Task<IResult> AttachmentAsync([AsParameters] PageContext context, Guid id, Guid attachment, Messages messages) =>
        await messages.OpenAsync(DossierKey.OfLearner(id, context.Person.AccountId), attachment, context.Cancel) is { } file
            ? Results.File(file.Content.ToArray(), file.MediaType, file.Name) : Results.NotFound();

    public static async Task<IResult> ReportAsync([AsParameters] PageContext context, Guid id, Guid message, Messages messages)
    {
        var reason = (await context.FormAsync()).Text("raison", LongestReason);
        return await messages.ReportAsync(DossierKey.OfLearner(id, context.Person.AccountId), message, MessageSides.Learner,
            reason.Length == 0 ? null : reason, context.Actor, context.Cancel)
            ? Results.Redirect(BookingAddresses.Messages.Of(id) + "?fait=signale") : Results.NotFound();
    }

    private static async Task<IResult> PageAsync(PageContext context, LearnerDossier dossier, Messages messages, MessageForm form)
    {
        var row = dossier.Row;
        var list = await messages.ListAsync(dossier.Key, MessageSides.Learner, context.Cancel);
        return context.Private("bookings/messages", new MessagesModel(
            Notice.Done(context.Request, Sentences), row.Title, row.ProviderName,
            new MessageList(row.ProviderName, [.. list.Select(m => MessageView.Of(m, row.Id))]), row.AcceptedAt is null,
            form, BookingAddresses.Messages.Of(row.Id), BookingAddresses.Dossier.Of(row.Id)), "Messages", BookingPages.Above(row),
            form.Status);
    }
}

/// <summary>A message to the provider.</summary>
public sealed class MessageForm : Form
{
    public TextAreaField Text { get; } = new("message", "Votre message", text => text.Length switch
    {
        0 => "Écrivez votre message.",
        > Messages.LongestText => $"Votre message compte {text.Length} caractères : raccourcissez-le à {Messages.LongestText} au plus.",
        _ => null,
    })
    {
        Hint = $"{Messages.LongestText} caractères au plus ; n’écrivez pas votre numéro de sécurité sociale",
            MaxLength = Messages.LongestText,
        MostRead = 4 * Messages.LongestText, Rows = 6,
    };

    public AttachmentsField Files { get; } = new();
}

/// <summary>Model of <c>pages/bookings/messages</c>.</summary>
/// <param name="Masks">Contact data are masked: nothing is agreed yet.</param>
public sealed record MessagesModel(
    Notice? Notice, string Title, string Provider, MessageList List, bool Masks, MessageForm Form, string Action, string Back);

/// <summary>What was written; model of <c>partials/messages</c>.</summary>
/// <param name="Other">Name of the other side.</param>
public sealed record MessageList(string Other, IReadOnlyList<MessageView> Messages);

/// <summary>A message on screen.</summary>
/// <param name="ReportHref">Null: it cannot be reported, or is already.</param>
public sealed record MessageView(
    bool Mine, string Text, bool Masked, DateTime SentAt, bool Reported, IReadOnlyList<AttachmentView> Attachments, string? ReportHref,
        Guid Id)
{
    public static MessageView Of(DossierMessage message, Guid dossier)
    {
        var mine = message.Side == MessageSides.Learner;
        return new(mine, message.Text, message.Masked, message.SentAt, message.Reported && !mine,
            [.. message.Attachments.Select(a => AttachmentView.Of(a, BookingAddresses.Attachment.Of(dossier, a.Id)))],
            mine || message.Reported || message.Hidden ? null : BookingAddresses.ReportMessage.Of(dossier, message.Id), message.Id);
    }
}

/// <summary>A file of a message on screen.</summary>
public sealed record AttachmentView(string Name, string Size, string Href)
{
    public static AttachmentView Of(MessageAttachment file, string href) => new(
        file.Name, file.Size < 1024 * 1024 ? $"{Math.Max(1, file.Size / 1024)}\u00A0Ko" : $"{file.Size / (1024 * 1024)}\u00A0Mo", href);
}
