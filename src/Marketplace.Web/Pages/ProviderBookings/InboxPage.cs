using System.Globalization;
using Marketplace.Bookings.Dossiers;
using Marketplace.People.Access;
using Marketplace.People.Audit;
using Marketplace.People.Organisations;
using Marketplace.Platform.Time;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Pages.Search;
using Choice = Marketplace.Web.Forms.Choice;

namespace Marketplace.Web.Pages.ProviderBookings;

/// <summary><c>/of/{organisation}/inscriptions</c>: a provider's requests and bookings, what is due first first.</summary>
public static class InboxPage
{
    public static Task<IResult> ShowAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, DossierReader reader, AccessLog log,
        TimeProvider clock) =>
        PageAsync(context, organisation, store, reader, log, clock, InboxFilter.Read(context.Request), null);

    /// <summary>Searches by number, name or words of the title: posted, so that no name stands in an address.</summary>
    public static async Task<IResult> SearchAsync(
        [AsParameters] PageContext context, Guid organisation, OrganisationStore store, DossierReader reader, AccessLog log,
        TimeProvider clock)
    {
        var form = await context.ReadAsync(new InboxSearchForm());
        return await PageAsync(context, organisation, store, reader, log, clock,
            new InboxFilter("", "", null, null, null, form.PageNumber), form);
    }

    private static async Task<IResult> PageAsync(
        PageContext context, Guid organisation, OrganisationStore store, DossierReader reader, AccessLog log, TimeProvider clock,
        InboxFilter filter,
        InboxSearchForm? search)
    {
        if (await ProviderScope.FindAsync(context, organisation, store) is not { } scope)
            return Results.NotFound();
        var wanted = search is { IsValid: true } ? new DossierFilter(Text: search.Text.Value) : filter.For(scope);
        var list = search is { IsValid: false }
            ? new DossierList([], 0) : await reader.ListAsync(scope.Sirets, wanted, filter.Page, context.Cancel);
        await log.WriteAsync(context.Actor, [.. list.Items.Select(d =>
            new AccessEntry(Rights.BookingsProviderView, AccessOperation.LookUp, d.AccountId, $"booking:{d.Id}"))], context.Cancel);
        var address = ProviderBookingAddresses.Inbox.Of(organisation);
        var pages = (list.Total + DossierReader.PageSize - 1) / DossierReader.PageSize;
        var today = clock.Today();
        var mayAct = RightsTable.Current.Of(Rights.BookingsProviderAct).Any(right => right.Role == context.Actor.Role);
        return context.Private("provider-bookings/inbox", new InboxModel(
            organisation, scope.Organisation.Name, address, mayAct,
            search is null ? InboxChoices.Of(filter, scope, await reader.SessionsAsync(scope.Sirets, context.Cancel)) : null,
            search ?? new InboxSearchForm(), search is not null, list.Total,
            [.. list.Items.Select(d => InboxRow.Of(organisation, d, today,
                mayAct && BookingProcess.Table.Allows(d.State, BookingProcess.Acknowledge, context.Actor.Role)))],
            search is null ? Paging.Of(list.Total, DossierReader.PageSize, filter.Page, page => address + filter.Query(page)) : null,
            search is not null && filter.Page > 1 ? filter.Page - 1 : null, search is not null && filter.Page < pages
            ? filter.Page + 1 : null,
            ProviderBookingAddresses.Csv.Of(organisation) + filter.Query(1)), "Inscriptions", scope.Trail(context.Person),
            search?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>What is searched for.</summary>
public sealed class InboxSearchForm : Form
{
    public TextField Text { get; } = new("q", "Numéro de dossier, nom de la personne ou intitulé", "Écrivez ce que vous cherchez.")
    {
        MaxLength = 100, Autocomplete = "off", Type = "search",
    };

    /// <summary>Of the results; buttons send it.</summary>
    public InputField<string> Page { get; } = new TextField("page", "Page", _ => null) { Required = false, MaxLength = 6 };

    public int PageNumber => int.TryParse(Page.Typed, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        ? Math.Clamp(page, 1, 1_000) : 1;
}

/// <summary>Model of <c>pages/provider-bookings/inbox</c>.</summary>
/// <param name="Filters">Null: these are results of a search.</param>
/// <param name="Previous">Page of results before; null: none.</param>
public sealed record InboxModel(
    Guid Organisation, string Name, string Href, bool MayAct, InboxChoices? Filters, InboxSearchForm Search, bool Searched, int Total,
    IReadOnlyList<InboxRow> Rows, Paging? Paging, int? Previous, int? Next, string CsvHref)
{
    /// <summary>One of them at least can be acknowledged.</summary>
    public bool Tickable => Rows.Any(row => row.Tickable);
}

/// <param name="Due">In words; empty: nothing runs.</param>
/// <param name="Tickable">It can be acknowledged.</param>
public sealed record InboxRow(
    Guid Id, string Href, string Number, string Name, string Title, string Session, string Siret, string State, string Badge, string Due,
    bool Tickable)
{
    internal static InboxRow Of(Guid organisation, DossierSummary dossier, DateOnly today, bool tickable) => new(
        dossier.Id, ProviderBookingAddresses.Dossier.Of(organisation, dossier.Id), BookingNumber.Text(dossier.Number), dossier.LearnerName,
        dossier.Title,
        SessionWords.Of(dossier.SessionNumber, dossier.Starts, dossier.Ends), dossier.Siret, StateWords.Label(dossier.State),
        StateWords.Badge(dossier.State), DueWords.Of(dossier, today), tickable);
}

/// <summary>What the inbox may be narrowed by.</summary>
/// <param name="Sirets">Empty: there is only one.</param>
public sealed record InboxChoices(
    IReadOnlyList<Choice> States, IReadOnlyList<Choice> Sirets, IReadOnlyList<Choice> Sessions, string From, string Until)
{
    internal static InboxChoices Of(InboxFilter filter, ProviderScope scope, IReadOnlyList<DossierSession> sessions)
    {
        return new(
            Choices([new(InboxFilter.ToAnswer, "À répondre"), .. StateWords.All], "Tous", filter.State),
            scope.Sirets.Count < 2 ? [] : Choices(scope.Sirets.Select(siret => KeyValuePair.Create(siret, siret)), "Tous", filter.Siret),
            Choices(sessions.Select(s => KeyValuePair.Create(s.Id.ToString(CultureInfo.InvariantCulture),
                $"{s.Title}, {SessionWords.Of(s.Number, s.Starts, null)}")), "Toutes",
                filter.Session?.ToString(CultureInfo.InvariantCulture) ?? ""),
            InboxFilter.Iso(filter.From) ?? "", InboxFilter.Iso(filter.Until) ?? "");

        static IReadOnlyList<Choice> Choices(IEnumerable<KeyValuePair<string, string>> values, string all, string chosen) =>
            [new("", all, chosen.Length == 0), .. values.Select(value => new Choice(value.Key, value.Value, value.Key == chosen))];
    }
}
