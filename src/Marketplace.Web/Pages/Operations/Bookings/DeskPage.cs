using System.Globalization;
using Marketplace.Bookings.Complaints;
using Marketplace.Bookings.Deadlines;
using Marketplace.Bookings.Dossiers;
using Marketplace.Bookings.Messages;
using Marketplace.Catalogue.Providers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.ProviderBookings;

namespace Marketplace.Web.Pages.Operations.Bookings;

/// <summary>
/// <c>/gestion/inscriptions</c>: finds dossiers, and lists what waits for an operator. The search posts: what is looked for is personal.
/// </summary>
public static class DeskPage
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Complaints complaints, Messages messages, SetAsideDeadlines setAside, DossierReader reader,
        TimeProvider clock) =>
        PageAsync(context, new DeskSearchForm(), null, complaints, messages, setAside, reader, clock);

    public static async Task<IResult> SearchAsync(
        [AsParameters] PageContext context, Complaints complaints, Messages messages, SetAsideDeadlines setAside, DossierReader reader,
        AccessLog log,
        TimeProvider clock)
    {
        var form = await context.ReadAsync(new DeskSearchForm());
        if (!form.IsValid)
            return await PageAsync(context, form, null, complaints, messages, setAside, reader, clock);
        var found = await reader.ListAsync(null, form.Filter, form.PageNumber, context.Cancel);
        // A search that finds nothing leaves a line too.
        await log.WriteAsync(context.Actor, found.Items.Count == 0
            ? [new AccessEntry(Rights.BookingsOperateView, AccessOperation.LookUp, Object: "none")]
            : [.. found.Items.Select(
                d => new AccessEntry(Rights.BookingsOperateView, AccessOperation.LookUp, d.AccountId, $"booking:{d.Id}"))],
            context.Cancel);
        return await PageAsync(context, form, found, complaints, messages, setAside, reader, clock);
    }

    /// <summary>From the link of an e-mail to the page that names the holder.</summary>
    public static async Task<IResult> LeadAsync([AsParameters] PageContext context, Guid id, DossierReader reader) =>
        (await reader.ListAsync(null, new DossierFilter(Ids: [id]), 1, context.Cancel)).Items is [var found]
            ? Results.Redirect(OperatorBookingAddresses.Dossier.Of(found.AccountId, id)) : Results.NotFound();

    private static async Task<IResult> PageAsync(
        PageContext context, DeskSearchForm form, DossierList? found, Complaints complaints, Messages messages, SetAsideDeadlines setAside,
        DossierReader reader, TimeProvider clock)
    {
        var today = clock.Today();
        var (waiting, reported) = (await complaints.WaitingAsync(context.Cancel), await messages.ReportedAsync(context.Cancel));
        var holders = (await reader.ListAsync(
            null, new DossierFilter(Ids: [.. waiting.Select(c => c.Booking).Concat(reported.Select(m => m.Booking)).Distinct()]),
            1, context.Cancel)).Items.ToDictionary(d => d.Id, d => d.AccountId);
        var pages = found is null ? 0 : (found.Total + DossierReader.PageSize - 1) / DossierReader.PageSize;
        var decides = RightsTable.Current.Of(Rights.BookingsOperateAct).Any(right => context.Person.Has(right.Role));
        return context.Private("operations/bookings/desk", new DeskModel(
            form, found?.Total, [.. (found?.Items ?? []).Select(d => DeskRow.Of(d, today))],
            form.PageNumber > 1 ? form.PageNumber - 1 : null, form.PageNumber < pages ? form.PageNumber + 1 : null,
            [.. waiting.Where(c => holders.ContainsKey(c.Booking)).Select(c => new DeskWaiting(
                OperatorBookingAddresses.Dossier.Of(holders[c.Booking], c.Booking),
                    $"Dossier {BookingNumber.Text(c.Number)}, {c.Title}, {c.ProviderName}",
                $"{ComplaintProcess.Table.Label(c.State)}, le", c.OpenedAt))],
            [.. reported.Where(m => holders.ContainsKey(m.Booking)).Select(m => new DeskWaiting(
                OperatorBookingAddresses.Dossier.Of(holders[m.Booking], m.Booking), $"Dossier {BookingNumber.Text(m.Number)}, {m.Title}",
                    "Signalé le", m.ReportedAt))],
            (await setAside.ListAsync(context.Cancel)).Count, decides), "Inscriptions", OperationsPages.Trail, form.Status);
    }
}

/// <summary>What dossiers are searched by: all that is filled in.</summary>
public sealed class DeskSearchForm : Form
{
    public TextField Text { get; } = new("q", "Numéro de dossier, nom de la personne ou intitulé", _ => null)
    {
        Required = false, MaxLength = 100, Autocomplete = "off", Type = "search",
    };
    public InputField<string> Siret { get; } = new("siret", "SIRET de l’organisme", (string text, out string? value, out string? said) =>
    {
        value = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        said = Marketplace.Catalogue.Providers.Siret.IsWellFormed(value) ? null : "Un SIRET a 14 chiffres : vérifiez-le.";
        return said is null;
    }) { Required = false, MaxLength = 20, InputMode = "numeric", Autocomplete = "off" };
    public ChoiceField State { get; } = new(
        "etat", "État", StateWords.All.Select(s => new Choice(s.Key, s.Value)), "Choisissez un état.") { Required = false, Blank = "Tous" };
    public DateField From { get; } = new(
        "du", "Début de la formation, au plus tôt", "Écrivez un jour, par exemple 11/01/2027.") { Required = false };
    public DateField Until { get; } = new(
        "au", "Début de la formation, au plus tard", "Écrivez un jour, par exemple 11/01/2027.") { Required = false };

    /// <summary>Of the results; buttons send it.</summary>
    public TextField Page { get; } = new("page", "Page", _ => null) { Required = false, MaxLength = 6 };

    public int PageNumber => int.TryParse(Page.Typed, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        ? Math.Clamp(page, 1, 1_000) : 1;

    /// <summary>Only of a form without mistakes.</summary>
    public DossierFilter Filter => new(
        State.Value.Length > 0 ? [State.Value] : null, Text.IsEmpty ? null : Text.Value, Siret.IsEmpty ? null : Siret.Value,
        From.IsEmpty ? null : From.Value, Until.IsEmpty ? null : Until.Value);
}

/// <summary>Model of <c>pages/operations/bookings/desk</c>.</summary>
/// <param name="Total">Found; null: nobody searched.</param>
/// <param name="SetAside">Deadlines that the clock could not do.</param>
/// <param name="Decides">Who looks may decide, too.</param>
public sealed record DeskModel(
    DeskSearchForm Form, int? Total, IReadOnlyList<DeskRow> Found, int? Previous, int? Next, IReadOnlyList<DeskWaiting> Complaints,
    IReadOnlyList<DeskWaiting> Reports, int SetAside, bool Decides)
{
    public bool Searched => Total is not null;
}

public sealed record DeskRow(
    string Href, string Number, string Name, string Title, string Provider, string Session, string State, string Badge, string Due)
{
    internal static DeskRow Of(DossierSummary dossier, DateOnly today) => new(
        OperatorBookingAddresses.Dossier.Of(dossier.AccountId, dossier.Id), BookingNumber.Text(dossier.Number), dossier.LearnerName,
        dossier.Title,
        $"{dossier.ProviderName}, SIRET {dossier.Siret}", SessionWords.Of(dossier.SessionNumber, dossier.Starts, dossier.Ends),
        StateWords.Label(dossier.State), StateWords.Badge(dossier.State), OperatorDueWords.Of(dossier, today));
}

/// <summary>Something that waits for a decision.</summary>
/// <param name="At">UTC.</param>
public sealed record DeskWaiting(string Href, string Label, string What, DateTime At);
