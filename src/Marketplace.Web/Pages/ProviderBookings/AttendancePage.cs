using Marketplace.Bookings.Attendance;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Processes;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using QRCoder;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary>
/// <c>…/presence</c>: a trainer opens half-days, says who was there, and shows the code that leads the learner to their own page.
/// </summary>
public static class AttendancePage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["ouverte"] = "La demi-journée est ouverte : la personne la confirme sur son téléphone.", ["dit"] = "C’est enregistré.",
    };

    public static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, AttendanceLists lists) =>
        await dossiers.FindAsync(context, organisation, id) is { } dossier
            ? await PageAsync(context, dossier, lists, new HalfDayForm(dossier.Facts.Today)) : Results.NotFound();

    public static async Task<IResult> OpenAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, AttendanceLists lists)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var form = await context.ReadAsync(new HalfDayForm(dossier.Facts.Today));
        if (form.IsValid)
            try
            {
                await lists.OpenAsync(
                    dossier.Key, form.Day.Value, form.Half.Value, form.AnyDay.Ticked.Count > 0, context.Actor, context.Cancel);
                return Results.Redirect(AttendanceAddresses.Provider.Of(organisation, id) + "?fait=ouverte");
            }
            catch (ProcessRefusedException refused)
            {
                // In training only the day can stand against it.
                if (dossier.Row.State == BookingProcess.InTraining)
                    form.Day.Refuse(refused.Message);
                else
                    form.Refuse(refused);
            }
        return await PageAsync(context, dossier, lists, form);
    }

    /// <summary>The provider's word on a half-day.</summary>
    public static async Task<IResult> SayAsync(
        [AsParameters] PageContext context, Guid organisation, Guid id, ProviderDossiers dossiers, AttendanceLists lists)
    {
        if (await dossiers.FindAsync(context, organisation, id) is not { } dossier)
            return Results.NotFound();
        var (day, half, present) = HalfDayButton.Read(await context.FormAsync());
        try
        {
            await lists.SayAsync(dossier.Key, day, half, AttendanceSides.Provider, present, context.Actor, context.Cancel);
            return Results.Redirect(AttendanceAddresses.Provider.Of(organisation, id) + "?fait=dit");
        }
        catch (ProcessRefusedException refused)
        {
            var form = new HalfDayForm(dossier.Facts.Today);
            form.Refuse(refused);
            return await PageAsync(context, dossier, lists, form);
        }
    }

    private static async Task<IResult> PageAsync(PageContext context, ProviderDossier dossier, AttendanceLists lists, HalfDayForm form)
    {
        var (organisation, id) = (dossier.Scope.Organisation.Id, dossier.Row.Id);
        var days = await lists.OfAsync(id, context.Cancel);
        var open = dossier.Row.State == BookingProcess.InTraining;
        var mayAct = open && dossier.Acts;
        var count = AttendanceLists.Count(days);
        var address = context.SiteUrl + AttendanceAddresses.Learner.Of(id);
        return context.Private("provider-bookings/attendance", new AttendanceModel(
            dossier.Head, Notice.Done(context.Request, Sentences), mayAct, AttendanceAddresses.Open.Of(organisation, id),
            AttendanceAddresses.Provider.Of(organisation, id), form, count?.Done ?? 0, count?.Total ?? 0,
            [.. days.Reverse().Select(HalfDayRow.Of)], open ? Picture(address) : null, address, context.SiteUrl + AttendanceAddresses.Short,
            AttendanceAddresses.Csv.Of(organisation, id)), "Présences", dossier.Trail(context.Person), form.Status);
    }

    private static string Picture(string address)
    {
        using var generator = new QRCodeGenerator();
        using var drawing = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return $"data:image/png;base64,{Convert.ToBase64String(new PngByteQRCode(drawing).GetGraphic(4))}";
    }
}

/// <summary>A half-day that took place.</summary>
public sealed class HalfDayForm(DateOnly today) : Form
{
    public DateField Day { get; } = new("jour", "Jour", "Écrivez un jour, par exemple 11/01/2027.") { Typed = InboxFilter.Iso(today)! };
    public RadioField Half { get; } = new("demi-journee", "Demi-journée",
        [new(HalfDay.Morning, "Matin"), new(HalfDay.Afternoon, "Après-midi")], "Choisissez matin ou après-midi.");
    public ChoicesField AnyDay { get; } = new("chome", "Jour sans travail",
        [new("oui", "La formation a eu lieu bien que ce ne soit pas un jour ouvré")]) { Required = false };
}

/// <summary>Model of <c>pages/provider-bookings/attendance</c>.</summary>
/// <param name="MayAct">Half-days can be opened and confirmed now, by who looks.</param>
/// <param name="Picture">QR code of the learner's page as a data: address; null: nothing is confirmed now.</param>
public sealed record AttendanceModel(
    DossierHead Head, Notice? Notice, bool MayAct, string OpenHref, string SayHref, HalfDayForm Form, int Done, int Total,
    IReadOnlyList<HalfDayRow> Days,
    string? Picture, string Address, string ShortAddress, string CsvHref);

/// <summary>A half-day on screen.</summary>
/// <param name="Key">For the hidden field: day and half.</param>
/// <param name="Mine">What the side that looks has said; null: nothing.</param>
public sealed record HalfDayRow(string Key, string Label, string Learner, string Provider, string State, string Badge, bool? Mine)
{
    internal static HalfDayRow Of(HalfDay day) => Of(day, day.Provider);

    /// <param name="mine">What the side that looks has said.</param>
    internal static HalfDayRow Of(HalfDay day, bool? mine)
    {
        var (state, badge) = day switch
        {
            { Followed: true } => ("Suivie", "success"),
            { Disputed: true } => ("Désaccord", "error"),
            { Learner: false, Provider: false } => ("Absence", "warning"),
            _ => ("À confirmer", "info"),
        };
        return new(HalfDayButton.Key(day), $"{DossierWords.Day(day.Day)}, {HalfDay.Halves[day.Half]}", Said(day.Learner),
            Said(day.Provider), state, badge, mine);
    }

    /// <summary>Who looks has said present.</summary>
    public bool SaidPresent => Mine == true;

    /// <summary>Who looks has said absent.</summary>
    public bool SaidAbsent => Mine == false;

    internal static string Said(bool? present) => present switch { true => "présent", false => "absent", null => "n’a rien dit" };
}

/// <summary>The buttons « présent » and « absent » of a half-day.</summary>
internal static class HalfDayButton
{
    public static string Key(HalfDay day) => $"{InboxFilter.Iso(day.Day)} {day.Half}";

    /// <exception cref="BadHttpRequestException">It is not what our form sends.</exception>
    public static (DateOnly Day, string Half, bool Present) Read(PostedForm form)
    {
        var present = form.Text("decision", 10) switch
        {
            "present" => true,
            "absent" => false,
            _ => throw new BadHttpRequestException("A decision is expected."),
        };
        return form.Text("demi-journee", 21).Split(' ') is [var text, var half] && HalfDay.Halves.ContainsKey(half)
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day)
                ? (day, half, present) : throw new BadHttpRequestException("A half-day is expected.");
    }
}
