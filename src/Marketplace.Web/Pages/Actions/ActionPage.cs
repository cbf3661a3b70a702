using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.People.Access;
using Marketplace.Platform.Time;
using Marketplace.Search;
using Marketplace.Web.Access;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Actions;

/// <summary><c>/formations/{actionId}</c>: everything that the provider says of an action.</summary>
public static class ActionPage
{
    private const int AlternativesShown = 3;

    private static readonly Dictionary<string, string> Sentences = new() { ["favori"] = "La formation est dans vos favoris." };

    private static readonly Notice NotListed = new("warning",
        "L’organisme n’est pas référencé en ce moment : cette formation ne se réserve pas. Les inscriptions déjà demandées se poursuivent.");

    public static async Task<IResult> Show(
        [AsParameters] PageContext context, string actionId, ActionPageQuery actions, VisitorSearch search, ReferenceDataStore store,
        TimeProvider clock, HolderPlan plan)
    {
        var record = await actions.FindAsync(actionId, context.Cancel);
        if (record is null)
            return Results.NotFound();
        var today = clock.Today();
        var reference = store.Current;
        var available = record.IsAvailable(today);
        var similar = SimilarTo(record, today);
        IReadOnlyList<ResultCard> alternatives = available ? [] : await AlternativesAsync(search, similar, record.Id, context.Cancel);
        var trail = new List<Crumb> { new("Recherche", SearchAddresses.Results) };
        if (record.Archived)
        {
            return context.Page("actions/archived",
                new ArchivedActionModel(record.Offer.Title, WhyGone(record), alternatives, SearchAddress.Of(similar)),
                new PageHead(record.Offer.Title, "Cette formation n’est plus proposée.") { Trail = trail, NoIndex = true },
                StatusCodes.Status410Gone);
        }
        var place = record.Insee is { } insee ? reference.Places.ByInsee(insee) : null;
        var model = ActionPageModel.Of(record, place, today, alternatives, SearchAddress.Of(similar)) with
        {
            Favourite = new FavouriteOffer(record.Id, context.Http.Person() is { AccountKind: Roles.Holder }),
            Notice = record.ProviderWithheld ? NotListed : Notice.Done(context.Request, Sentences),
            ReportHref = ModerationAddresses.Report.Of(record.Id),
            OwnCost = await plan.OfAsync(context.Http, record, context.Cancel),
        };
        model = model with { Sessions = [.. model.Sessions.Select(line => WithWaiting(line, context.Http.Person(), record.Id))] };
        var path = SearchAddresses.Action.Of(record.Id);
        return context.Page("actions/action", model,
            new PageHead(record.Offer.Title,
            $"{record.Offer.Title}, par {record.Provider.Name} : programme, prix, sessions, lieu et accessibilité.")
            {
                Canonical = path,
                Trail = trail,
                NoIndex = !available,
                JsonLd = CourseJsonLd.Of(record, place, today, context.SiteUrl),
            });
    }

    private static string WhyGone(ActionRecord record) => record.Withheld switch
    {
        Withheld.Withdrawn => "Le service l’a retirée, parce qu’elle ne respecte pas les règles des offres.",
        Withheld.Suspended => $"{record.Provider.Name} l’a suspendue pour le moment.",
        _ => $"{record.Provider.Name} l’a retirée de son catalogue.",
    };

    /// <summary>Who is not signed in may turn out to be a holder; professionals wait for nothing.</summary>
    private static SessionLine WithWaiting(SessionLine line, Person? person, string id) =>
        line.FullSession is { } session && (person is null || person is { AccountKind: Roles.Holder })
            ? line with
            {
                Waiting = new(session, line.When, person is null
                    ? $"{SignInAddresses.Choice}?retour={Uri.EscapeDataString(SearchAddresses.Action.Of(id))}" : null),
            }
            : line;

    /// <summary>Same certification, around the same place when there is one.</summary>
    private static SearchQuery SimilarTo(ActionRecord record, DateOnly today) => new()
    {
        Today = today,
        Certification = [record.Certification.Code],
        Near = record is { Insee: { } insee, Lat: { } lat, Lng: { } lng } ? new NearPoint(lat, lng, insee) : null,
    };

    private static async Task<IReadOnlyList<ResultCard>> AlternativesAsync(
        VisitorSearch search, SearchQuery similar, string id, CancellationToken cancel)
    {
        if (await search.TryAsync(similar with { PageSize = AlternativesShown + 1, WithFacets = false }, cancel) is not { } result)
            return [];
        return [.. result.Hits.Where(h => h.Document.Id != id).Take(AlternativesShown).Select(ResultCard.Of)];
    }
}

/// <summary>Model of <c>pages/actions/archived</c>.</summary>
/// <param name="Why">Whose doing it is.</param>
/// <param name="SimilarHref">A search for the same certification.</param>
public sealed record ArchivedActionModel(string Title, string Why, IReadOnlyList<ResultCard> Alternatives, string SimilarHref);
