using System.Globalization;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Processes;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>
/// <c>/gestion/inscriptions/delais</c>: after an outage all deadlines of a span are put off, with a reason that everybody concerned reads;
/// and what the clock could not do is tried again.
/// </summary>
public static class DeadlinesPage
{
    public static Task<IResult> ShowAsync([AsParameters] PageContext context, SetAsideDeadlines setAside) =>
        PageAsync(context, setAside, new ExtensionForm(), Done(context.Request));

    public static async Task<IResult> ExtendAsync(
        [AsParameters] PageContext context, SetAsideDeadlines setAside, DeadlineExtension extension)
    {
        var form = await context.ReadAsync(new ExtensionForm());
        if (!form.IsValid)
            return await PageAsync(context, setAside, form, null);
        try
        {
            var dossiers = await extension.ExtendAsync(BookingDues.EndOf(form.From.Value.AddDays(-1)).AddTicks(1),
                BookingDues.EndOf(form.Until.Value), form.Days.Value, form.Reason.Value.ReplaceLineEndings(" "), context.Actor,
                context.Cancel);
            return Results.Redirect($"{OperatorBookingAddresses.Deadlines}?prolonges={dossiers.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (ProcessRefusedException refused)
        {
            form.Refuse(refused.Message);
            return await PageAsync(context, setAside, form, null);
        }
    }

    public static async Task<IResult> RetryAsync([AsParameters] PageContext context, SetAsideDeadlines setAside)
    {
        var form = await context.FormAsync();
        return long.TryParse(form.Text("echeance", 19), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await setAside.RetryAsync(id, context.Actor, context.Cancel)
            ? Results.Redirect(OperatorBookingAddresses.Deadlines + "?fait=relance")
            : await PageAsync(context, setAside, new ExtensionForm(), Notice.Error("Cette échéance n’est plus mise de côté."),
                StatusCodes.Status409Conflict);
    }

    private static Notice? Done(HttpRequest request) =>
        request.Query["fait"] is ["relance"] ? Notice.Success("L’échéance est tentée de nouveau dans la minute.")
        : int.TryParse(request.Query["prolonges"], NumberStyles.None, CultureInfo.InvariantCulture, out var dossiers)
            ? Notice.Success($"Délais prolongés : {FrenchFormat.Plural(dossiers, "dossier", "dossiers")}. Les personnes concernées reçoivent votre motif.") : null;

    private static async Task<IResult> PageAsync(
        PageContext context, SetAsideDeadlines setAside, ExtensionForm form, Notice? notice, int? status = null) =>
        context.Private("operations/bookings/deadlines", new DeadlinesModel(notice, form,
            [.. (await setAside.ListAsync(context.Cancel)).Select(d => new SetAsideRow(
                d.Id, OperatorBookingAddresses.Dossier.Of(d.AccountId, d.Booking), BookingNumber.Text(d.Number), d.Title,
                    OperatorDueWords.Name(d.Event),
                d.DueAt, d.SetAsideAt, d.Attempts, d.Error ?? ""))]), "Délais", OperatorBookingPages.Trail, status ?? form.Status);
}

/// <summary>Which deadlines are put off by how much, and why.</summary>
public sealed class ExtensionForm : Form
{
    private const int LongestReason = 300;

    public DateField From { get; } = new("du", "Délais qui finissent à partir du", "Écrivez un jour, par exemple 11/01/2027.");
    public DateField Until { get; } = new("au", "et jusqu’au", "Écrivez un jour, par exemple 12/01/2027.");
    public InputField<int> Days { get; } = new("jours", "Prolongés de, en jours", (string text, out int days, out string? said) =>
    {
        var fits = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days)
            && days is >= 1 and <= DeadlineExtension.MostDays;
        said = fits ? null : $"Écrivez un nombre de jours, de 1 à {DeadlineExtension.MostDays}.";
        return fits;
    }) { InputMode = "numeric", MaxLength = 2 };
    public TextAreaField Reason { get; } = new("motif", "Motif, lu par toutes les personnes concernées", text => text.Length switch
    {
        0 => "Dites pourquoi les délais sont prolongés.",
        > LongestReason => $"Écrivez {LongestReason} caractères au plus.",
        _ => null,
    })
    {
        MaxLength = LongestReason, MostRead = 4 * LongestReason, Rows = 3,
    };

    protected override void Check()
    {
        if (From.Error is null && Until.Error is null && Until.Value < From.Value)
            Until.Refuse("Le dernier jour vient avant le premier.");
    }
}

/// <summary>Model of <c>pages/operations/bookings/deadlines</c>.</summary>
public sealed record DeadlinesModel(Notice? Notice, ExtensionForm Form, IReadOnlyList<SetAsideRow> SetAside);

/// <summary>A deadline that the clock could not do.</summary>
public sealed record SetAsideRow(
    long Id, string Href, string Number, string Title, string What, DateTime DueAt, DateTime SetAsideAt, int Attempts, string Error);
