using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Training;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Decisions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>…/entree</c>: the learner has entered; it counts once it can no longer be taken back.</summary>
public static class EntryPage
{
    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers) =>
        await dossiers.FindAsync(context, organisation, id) is not { } dossier ? Results.NotFound()
            : dossier.May(BookingProcess.DeclareEntry) ? Page(context, dossier, new EntryForm(dossier.Row))
            : DossierPage.Refused(context, dossier, BookingProcess.DeclareEntry);

    public static async Task<IResult> PostAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, Entries entries)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var posted = await context.FormAsync();
        var (form, seen) = (new EntryForm(dossier.Row).Read(posted), Shown.Of(posted));
        return !form.IsValid ? Page(context, dossier, form) : await dossiers.DecideAsync(context, dossier, seen,
            () => entries.DeclareAsync(dossier.Key, seen.Version, form.On.Value, context.Actor, context.Cancel), "entree", why =>
            {
                // When an entry may be declared at all, only its day can stand against it.
                if (dossier.May(BookingProcess.DeclareEntry))
                    form.On.Refuse(why);
                else
                    form.Refuse(why, StatusCodes.Status409Conflict);
                return Task.FromResult(Page(context, dossier, form));
            });
    }

    private static IResult Page(PageContext context, ProviderDossier dossier, EntryForm form) =>
        context.Private("provider-bookings/entry", new EntryModel(
            dossier.Head, ProviderBookingAddresses.Enter.Of(dossier.Scope.Organisation.Id, dossier.Row.Id), form, dossier.Shown),
            "Déclarer l’entrée en formation", dossier.Trail(context.Person), form.Status);
}

/// <summary>When the learner entered.</summary>
public sealed class EntryForm(BookingRow row) : Form
{
    public DateField On { get; } = new("jour", "Jour de l’entrée", "Écrivez le jour de l’entrée, par exemple 11/01/2027.")
    {
        Typed = row.Starts?.ToString("O", CultureInfo.InvariantCulture) ?? "",
    };
}

/// <summary>Model of <c>pages/provider-bookings/entry</c>.</summary>
public sealed record EntryModel(DossierHead Head, string Action, EntryForm Form, Shown Shown);
