using Marketplace.Bookings.Agenda;
using Marketplace.Bookings.Dossiers;
using Marketplace.Platform.Time;
using Marketplace.Web.Pages.Account;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Bookings.Dossiers;

/// <summary><c>/inscriptions</c>: one card for each dossier, with what happens next; those that have ended folded below.</summary>
public static class ListPage
{
    private static readonly Dictionary<string, string> Sentences = new() { [
        "supprimee"] = "La demande est supprimée : personne d’autre ne l’avait vue." };

    public static async Task<IResult> ShowAsync([AsParameters] PageContext context, Agendas agendas, TimeProvider clock)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var all = await agendas.OfAccountAsync(context.Person.AccountId, context.Cancel);
        var cards = all.Select(agenda => (agenda.Row.State, Card: DossierCard.Of(agenda, now, today))).ToList();
        return context.Private("bookings/list", new ListModel(Notice.Done(context.Request, Sentences),
            [.. cards.Where(c => c.State != BookingProcess.Draft && !BookingProcess.Ended.Contains(c.State)).Select(c => c.Card)],
            [.. cards.Where(c => c.State == BookingProcess.Draft).Select(c => c.Card)],
            [.. cards.Where(c => BookingProcess.Ended.Contains(c.State)).Select(c => c.Card)],
            all.Count == Agendas.Most ? Agendas.Most : null), "Mes inscriptions", AccountPages.Trail);
    }
}

/// <summary>Model of <c>pages/bookings/list</c>.</summary>
/// <param name="Cut">How many are shown when there may be more.</param>
public sealed record ListModel(
    Notice? Notice, IReadOnlyList<DossierCard> Running, IReadOnlyList<DossierCard> Drafts, IReadOnlyList<DossierCard> Ended, int? Cut)
{
    public int EndedCount => Ended.Count;
}

/// <summary>A dossier in the list; model of <c>partials/dossier-card</c>.</summary>
/// <param name="Next">Null: it has ended.</param>
public sealed record DossierCard(
    string Href, string Title, string Provider, string Number, string State, string Badge, string Dates, long PriceCents, NextStep? Next)
{
    public static DossierCard Of(DossierAgenda agenda, DateTimeOffset now, DateOnly today)
    {
        var row = agenda.Row;
        return new(BookingAddresses.Dossier.Of(row.Id), row.Title, row.ProviderName, BookingNumber.Text(row.Number),
            BookingProcess.Table.Label(row.State),
            DossierBadges.Of(row.State), DossierFacts.Dates(row), row.Price, NextStep.Of(agenda, now, today));
    }
}
