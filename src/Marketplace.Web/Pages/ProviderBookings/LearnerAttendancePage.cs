using Marketplace.Bookings.Attendance;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Processes;
using Marketplace.Web.Pages.Bookings;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>/inscriptions/{id}/presence</c>, on the learner's phone: the half-days that their trainer opened, to be confirmed one by one.
/// <c>/presence</c> leads there.
/// </summary>
public static class LearnerAttendancePage
{
    private static readonly Dictionary<string, string> Sentences = new() { ["dit"] = "C’est enregistré, merci." };

    public static async Task<IResult> LeadAsync([AsParameters] PageContext context, AttendanceLists lists) =>
        await lists.WaitingAsync(context.Person.AccountId, context.Cancel) is { Count: > 0 } waiting
            ? Results.Redirect(AttendanceAddresses.Learner.Of(waiting[0])) : Results.Redirect(BookingAddresses.List);

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid id, DossierReader reader, AttendanceLists lists, AccessLog log) =>
        await reader.FindAsync(DossierKey.OfLearner(id, context.Person.AccountId), context.Cancel) is { Row: var row }
            ? await PageAsync(context, row, lists, log, Notice.Done(context.Request, Sentences), StatusCodes.Status200OK)
                : Results.NotFound();

    public static async Task<IResult> SayAsync(
        [AsParameters] PageContext context, Guid id, DossierReader reader, AttendanceLists lists, AccessLog log)
    {
        var key = DossierKey.OfLearner(id, context.Person.AccountId);
        if (await reader.FindAsync(key, context.Cancel) is not { Row: var row })
            return Results.NotFound();
        var (day, half, present) = HalfDayButton.Read(await context.FormAsync());
        try
        {
            await lists.SayAsync(key, day, half, AttendanceSides.Learner, present, context.Actor, context.Cancel);
            return Results.Redirect(AttendanceAddresses.Learner.Of(id) + "?fait=dit");
        }
        catch (ProcessRefusedException refused)
        {
            return await PageAsync(context, row, lists, log, Notice.Error(refused.Message), StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> PageAsync(
        PageContext context, BookingRow row, AttendanceLists lists, AccessLog log, Notice? notice, int status)
    {
        await log.WriteAsync(context.Actor,
            new AccessEntry(Rights.BookingsMineAct, AccessOperation.LookUp, row.AccountId, $"booking:{row.Id}"), context.Cancel);
        var days = await lists.OfAsync(row.Id, context.Cancel);
        return context.Private("provider-bookings/my-attendance", new MyAttendanceModel(
            notice, row.Title, row.ProviderName, AttendanceAddresses.Learner.Of(row.Id), BookingAddresses.Dossier.Of(row.Id),
            row.State == BookingProcess.InTraining, [.. days.Reverse().Select(day => HalfDayRow.Of(day, day.Learner))]), "Mes présences",
            BookingPages.Above(row), status);
    }
}

/// <summary>Model of <c>pages/provider-bookings/my-attendance</c>.</summary>
/// <param name="Running">They can be confirmed now.</param>
public sealed record MyAttendanceModel(
    Notice? Notice, string Title, string Provider, string Action, string Back, bool Running, IReadOnlyList<HalfDayRow> Days);
