using Marketplace.Bookings.Messages;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Bookings.Dossiers;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/messages</c>: what learner and provider write to each other, from the provider's side.</summary>
public static class ProviderMessagesPage
{
    private const int LongestReason = 1000;

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["envoye"] = "Votre message est envoyé : la personne en est prévenue par courriel.",
            ["signale"] = "Le message est signalé : un agent le lit.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Messages messages) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            ? await PageAsync(context, dossier, messages, new MessageForm()) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Messages messages)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var form = await context.ReadAsync(new MessageForm());
        if (form.IsValid)
            try
            {
                await messages.WriteAsync(
                    dossier.Key, MessageSides.Provider, form.Text.Value, form.Files.Files, context.Actor, context.Cancel);
                return Results.Redirect(ProviderBookingAddresses.Messages.Of(organisation, id) + "?fait=envoye");
            }
            catch (ProcessRefusedException refused)
            {
                form.Refuse(refused);
            }
        return await PageAsync(context, dossier, messages, form);
    }

    public static async Task<IResult> AttachmentAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, Guid attachment, ProviderDossiers dossiers, Messages messages) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            && await messages.OpenAsync(dossier.Key, attachment, context.Cancel) is { } file
            ? Results.File(file.Content.ToArray(), file.MediaType, file.Name) : Results.NotFound();

    public static async Task<IResult> ReportAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, Guid message, ProviderDossiers dossiers, Messages messages)
    {
        var reason = (await context.FormAsync()).Text("raison", LongestReason);
        return await dossiers.FindAsync(context, organisation, id) is { } dossier
            && await messages.ReportAsync(
                dossier.Key, message, MessageSides.Provider, reason.Length == 0 ? null : reason, context.Actor, context.Cancel)
            ? Results.Redirect(ProviderBookingAddresses.Messages.Of(organisation, id) + "?fait=signale") : Results.NotFound();
    }

    private static async Task<IResult> PageAsync(PageContext context, ProviderDossier dossier, Messages messages, MessageForm form)
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        var list = await messages.ListAsync(dossier.Key, MessageSides.Provider, context.Cancel);
        return context.Private("provider-bookings/messages", new ProviderMessagesModel(
            dossier.Head, Notice.Done(context.Request, Sentences),
            new MessageList(dossier.View.LearnerName, [.. list.Select(message => Of(message, organisation, id))]),
            dossier.Row.AcceptedAt is null, form,
            ProviderBookingAddresses.Messages.Of(organisation, id)), "Messages", dossier.Trail(context.Person), form.Status);
    }

    private static MessageView Of(DossierMessage message, Guid organisation, Guid id)
    {
        var mine = message.Side == MessageSides.Provider;
        return new(mine, message.Text, message.Masked, message.SentAt, message.Reported && !mine,
            [.. message.Attachments.Select(a => AttachmentView.Of(a, ProviderBookingAddresses.Attachment.Of(organisation, id, a.Id)))],
            mine || message.Reported || message.Hidden ? null : ProviderBookingAddresses.ReportMessage.Of(organisation, id, message.Id),
                message.Id);
    }
}

/// <summary>Model of <c>pages/provider-bookings/messages</c>.</summary>
/// <param name="Masks">Contact data are masked: nothing is agreed yet.</param>
public sealed record ProviderMessagesModel(
    DossierHead Head, Notice? Notice, MessageList List, bool Masks, MessageForm Form, string Action);
