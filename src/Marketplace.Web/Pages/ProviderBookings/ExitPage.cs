using Marketplace.Bookings.Attendance;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Settlement;
using Marketplace.Bookings.Training;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>…/sortie</c>: exit and service done in one declaration, with « Estimer le montant de la facture » before it.
/// </summary>
public static class ExitPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, AttendanceLists lists) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.DeclareExit)
                ? Page(context, dossier, new ExitForm(dossier.Row, AttendanceLists.Count(await lists.OfAsync(id, context.Cancel))), null)
            : DossierPage.Refused(context, dossier, BookingProcess.DeclareExit);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Exits exits, AttendanceLists lists)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new ExitForm(dossier.Row, AttendanceLists.Count(await lists.OfAsync(id, context.Cancel))).Read(posted),
            Shown.Of(posted));
        if (!form.IsValid)
            return Page(context, dossier, form, null);
        if (posted.Text("action", 20) == ExitEstimate.Action)
            try
            {
                var ending = await exits.PreviewAsync(dossier.Key, form.Declaration, context.Actor, context.Cancel);
                return Page(context, dossier, form, ExitEstimate.Of(form.Declaration, ending, dossier.Row));
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
            // When an exit may be declared at all, only its day can stand against it: the form has looked at the rate.
            if (dossier.May(BookingProcess.DeclareExit))
                form.On.Refuse(why);
            else
                form.Refuse(why, StatusCodes.Status409Conflict);
            return Page(context, dossier, form, null);
        }
    }

    private static IResult Page(PageContext context, ProviderDossier dossier, ExitForm form, ExitEstimate? estimate) =>
        context.Private("provider-bookings/exit", new ExitModel(
            dossier.Head, ProviderBookingAddresses.Exit.Of(dossier.Scope.Organisation.Id, dossier.Row.Id), form, estimate, dossier.Shown),
            "Déclarer la sortie de formation", dossier.Trail(context.Person), form.Status);
}

/// <summary>Model of <c>pages/provider-bookings/exit</c>.</summary>
/// <param name="Estimate">Null: nobody asked yet.</param>
public sealed record ExitModel(DossierHead Head, string Action, ExitForm Form, ExitEstimate? Estimate, Shown Shown);

/// <summary>What the declaration would pay.</summary>
/// <param name="DueCents">In all.</param>
/// <param name="DepositCents">Of it paid at entry.</param>
public sealed record ExitEstimate(int Rate, long DueCents, long DepositCents, long PriceCents)
{
    /// <summary>Value of the button that asks.</summary>
    public const string Action = "estimer";

    /// <summary>Still to be paid.</summary>
    public long RestCents => Math.Max(DueCents - DepositCents, 0);

    internal static ExitEstimate Of(ExitDeclaration exit, DossierEnding ending, BookingRow row) =>
        new(exit.Rate, ending.Plan.ProviderDueCents, row.Deposit, row.Price);
}
