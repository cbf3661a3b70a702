using Marketplace.People.Organisations;
using Marketplace.Platform.Data.Editing;
using Marketplace.Platform.Processes;
using Marketplace.ProviderSpace.Uploads;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Uploads;

namespace Marketplace.Web.Pages.ProviderUploads;

/// <summary>Publishes an upload, gives it up, or takes its publication back.</summary>
public static class UploadCommands
{
    private const string Stale = "Ce fichier ou votre catalogue a changé depuis que vous l’avez lu : relisez, puis décidez.";

    public static async Task<IResult> PublishAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader, UploadDesk desk,
        UploadStart start)
    {
        var form = await context.FormAsync();
        var mode = form.Text("mode", 10) == UploadModes.Valid ? UploadModes.Valid : UploadModes.All;
        return await TakeAsync(context, organisation, id, store, reader, async found =>
        {
            await desk.PublishAsync(
                found.Scope, id, Shown.Of(form).Version, mode, form.Text("confirme", 3) == "oui", context.Actor, context.Cancel);
            start.Now();
        }, "");
    }

    public static Task<IResult> DiscardAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader, UploadDesk desk) =>
        TakeAsync(context, organisation, id, store, reader,
            found => desk.DiscardAsync(found.Scope, id, context.Actor, context.Cancel), "?fait=abandonne");

    public static Task<IResult> UndoAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader, UploadDesk desk) =>
        TakeAsync(context, organisation, id, store, reader,
            found => desk.UndoAsync(found.Scope, id, context.Actor, context.Cancel), "?fait=annule");

    private static async Task<IResult> TakeAsync(
        PageContext context, Guid organisation, Guid id, OrganisationStore store, UploadReader reader, Func<ProviderUpload, Task> command,
        string done)
    {
        if (await ProviderUpload.FindAsync(context, organisation, id, store, reader) is not { } found)
            return Results.NotFound();
        string why;
        try
        {
            await command(found);
            return Results.Redirect(UploadAddresses.Upload.Of(organisation, id) + done);
        }
        catch (ProcessRefusedException refused)
        {
            why = refused.Message;
        }
        catch (StaleChangeException)
        {
            why = Stale;
        }
        return await ProviderUpload.FindAsync(context, organisation, id, store, reader) is { } now
            ? await UploadPage.PageAsync(context, now, reader, Notice.Error(why), StatusCodes.Status409Conflict) : Results.NotFound();
    }
}
