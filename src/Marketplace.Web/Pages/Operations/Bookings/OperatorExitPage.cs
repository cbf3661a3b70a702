using Marketplace.Bookings.Attendance;
using Marketplace.Bookings.Training;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary><c>…/sortie</c>: the exit that an overdue provider did not declare.</summary>
public static class OperatorExitPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, AttendanceLists lists) =>
        await dossiers.FindAsync(context, holder, id) is { } dossier
            ? Page(context, dossier, await FormAsync(context, dossier, lists), null) : Results.NotFound();

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid holder, Guid id, OperatorDossiers dossiers, Exits exits, AttendanceLists lists)
    {
        if (await dossiers.FindAsync(context, holder, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = ((await FormAsync(context, dossier, lists)).Read(posted), Shown.Of(posted));
        if (!form.IsValid)
            return Page(context, dossier, form, null);
        if (posted.Text("action", 20) == ExitEstimate.Action)
            try
            {
                var ending = await exits.PreviewAsync(dossier.Key, form.Declaration, context.Actor, context.Cancel);
                return Page(context, dossier, form, ExitEstimate.Of(form.Declaration, ending, dossier.View.Row));
            }
            catch (ProcessRefusedException refused)
            {
                return Refused(refused.Message);
            }
        return await dossiers.DecideAsync(context, dossier, seen,
            () => exits.DeclareAsync(dossier.Key, seen.Version, form.Declaration, context.Actor, context.Cancel), "sortie",
            why => Task.FromResult(Refused(why)));

        IResult Refused(string why)
        {
            form.Refuse(why, StatusCodes.Status409Conflict);
            return Page(context, dossier, form, null);
        }
    }

    private static async Task<ExitForm> FormAsync(PageContext context, OperatorDossier dossier, AttendanceLists lists) =>
        new(dossier.View.Row, AttendanceLists.Count(await lists.OfAsync(dossier.View.Row.Id, context.Cancel)));

    private static IResult Page(PageContext context, OperatorDossier dossier, ExitForm form, ExitEstimate? estimate) =>
        context.Private("provider-bookings/exit", new ExitModel(
            dossier.Head, OperatorBookingAddresses.Exit.Of(dossier.View.Row.AccountId, dossier.View.Row.Id), form, estimate, dossier.Shown),
            "Déclarer la sortie de formation",
            [.. OperatorBookingPages.Trail, new Crumb($"Dossier {dossier.Head.Number}", dossier.Address)], form.Status);
}
