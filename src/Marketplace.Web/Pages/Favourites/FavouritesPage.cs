using Marketplace.Catalogue.Actions;
using Marketplace.Catalogue.Reference;
using Marketplace.People.Access;
using Marketplace.People.Favourites;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Actions;
using Marketplace.Web.Pages.Layout;

namespace Marketplace.Web.Pages.Favourites;

/// <summary>
/// <c>/mes-favoris</c>: actions to come back to. A learner's are in the account; without an account they stay in the
/// browser, and the service is asked about them without learning whose they are.
/// </summary>
public static class FavouritesPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["retire"] = "La formation n’est plus dans vos favoris.",
        ["repris"] = "Les favoris de cet appareil sont maintenant dans votre compte.",
    };

    private static readonly Notice Full = Notice.Error(
        $"Votre compte garde {FavouriteStore.Most} favoris au plus : retirez-en pour en ajouter.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(FavouriteAddresses.List, ShowAsync).RequireRight(Rights.FavouritesView);
        routes.MapGet(FavouriteAddresses.Cards, CardsAsync).RequireRight(RightsGate.Open);
        var kept = routes.MapGroup("").RequireRight(Rights.FavouritesKeep);
        kept.MapPost(FavouriteAddresses.Add, AddAsync);
        kept.MapPost(FavouriteAddresses.Remove, RemoveAsync);
        kept.MapPost(FavouriteAddresses.TakeOver, TakeOverAsync);
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, FavouriteStore favourites, ActionPageQuery actions, ReferenceDataStore store,
        TimeProvider clock)
    {
        IReadOnlyList<FavouriteCard> cards = [];
        var holder = context.Http.Person() is { AccountKind: Roles.Holder } person ? person : null;
        if (holder is not null)
            cards = await FindAsync(await favourites.OfAsync(holder.AccountId, context.Cancel), actions, store, clock, context.Cancel);
        var model = new FavouritesModel(
            context.Request.Query["fait"] == "complet" ? Full : Notice.Done(context.Request, Sentences),
            holder is not null, context.Request.Query["fait"] == "repris", FavouriteStore.Most, cards, FavouriteCard.Blank);
        return context.Private("favourites/favourites", model, "Mes favoris");
    }

    /// <summary>What the script of the page shows of the favourites that are kept on the device.</summary>
    private static async Task<IResult> CardsAsync(
        HttpRequest request, ActionPageQuery actions, ReferenceDataStore store, TimeProvider clock, CancellationToken cancel) =>
        Results.Json(await FindAsync(ActionIds.Read(request.Query["ids"], FavouriteStore.Most), actions, store, clock, cancel));

    private static async Task<IResult> AddAsync(HttpContext context, FavouriteStore favourites, CancellationToken cancel)
    {
        var id = (await PostedForm.ReadAsync(context.Request, cancel)).Text("formation", 500);
        var added = await favourites.AddAsync(context.Person()!.AccountId, [id], context.Actor(), cancel);
        return Results.Redirect(added.Full ? FavouriteAddresses.List + "?fait=complet" : SearchAddresses.Action.Of(id) + "?fait=favori");
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, FavouriteStore favourites, CancellationToken cancel)
    {
        var id = (await PostedForm.ReadAsync(context.Request, cancel)).Text("formation", 500);
        await favourites.RemoveAsync(context.Person()!.AccountId, id, context.Actor(), cancel);
        return Results.Redirect(FavouriteAddresses.List + "?fait=retire");
    }

    /// <summary>« Ajouter à mon compte les favoris de cet appareil ».</summary>
    private static async Task<IResult> TakeOverAsync(HttpContext context, FavouriteStore favourites, CancellationToken cancel)
    {
        var ids = ActionIds.Read((await PostedForm.ReadAsync(context.Request, cancel)).Text("ids", 60_000), FavouriteStore.Most);
        var added = await favourites.AddAsync(context.Person()!.AccountId, ids, context.Actor(), cancel);
        return Results.Redirect(FavouriteAddresses.List + (added.Full ? "?fait=complet" : "?fait=repris"));
    }

    private static async Task<IReadOnlyList<FavouriteCard>> FindAsync(
        IReadOnlyList<string> ids, ActionPageQuery actions, ReferenceDataStore store, TimeProvider clock, CancellationToken cancel)
    {
        var (reference, today) = (store.Current, clock.Today());
        return [.. (await actions.FindAsync(ids, cancel)).Select(record => FavouriteCard.Of(record, reference, today))];
    }
}

/// <summary>Model of <c>pages/favourites/favourites</c>.</summary>
/// <param name="InAccount">Those of the account; else those of the device, which a script shows.</param>
/// <param name="TakenOver">The device may forget its own: the account has them.</param>
public sealed record FavouritesModel(
    Notice? Notice, bool InAccount, bool TakenOver, int Most, IReadOnlyList<FavouriteCard> Cards, FavouriteCard Blank);
