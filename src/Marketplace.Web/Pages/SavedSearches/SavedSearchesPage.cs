using Marketplace.Catalogue.Reference;
using Marketplace.People.Access;
using Marketplace.People.SavedSearches;
using Marketplace.Platform.Time;
using Marketplace.Web.Access;
using Marketplace.Web.Alerts;
using Marketplace.Web.Forms;
using Marketplace.Web.Pages.Layout;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.SavedSearches;

/// <summary><c>/mes-recherches</c>: searches that a learner keeps, with or without a daily e-mail.</summary>
public static class SavedSearchesPage
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["enregistree"] = "La recherche est enregistrée.",
        ["alerte"] = "Vous recevrez un courriel les jours où de nouvelles formations correspondent.",
        ["sans-alerte"] = "Vous ne recevrez plus de courriel pour cette recherche.",
        ["supprimee"] = "La recherche est supprimée.",
    };

    private static readonly Notice Full = Notice.Error(
        $"Votre compte garde {SavedSearchStore.Most} recherches au plus : supprimez-en une pour en ajouter.");

    private static readonly IReadOnlyList<Crumb> Trail = [new("Mon compte", AccountAddresses.Account)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SavedSearchAddresses.List, ShowAsync).RequireRight(Rights.SearchesView);
        var kept = routes.MapGroup("").RequireRight(Rights.SearchesKeep);
        kept.MapGet(SavedSearchAddresses.New, New);
        kept.MapPost(SavedSearchAddresses.List, SaveAsync);
        kept.MapPost(SavedSearchAddresses.SetAlert, SetAlertAsync);
        kept.MapPost(SavedSearchAddresses.Delete, DeleteAsync);
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] PageContext context, SavedSearchStore searches, ReferenceDataStore store, TimeProvider clock)
    {
        var kept = await searches.OfAsync(context.Person.AccountId, context.Cancel);
        var notice = context.Request.Query["fait"] == "complet" ? Full : Notice.Done(context.Request, Sentences);
        return context.Private("saved-searches/list", new SavedSearchesModel(notice, [.. kept.Select(Row)]), "Mes recherches", Trail);

        SavedSearchRow Row(SavedSearch search) => SavedQuery.Read(search.Query, store.Current, clock.Today()) is { } query
            ? new SavedSearchRow(search.Id, search.Name, QueryWords.Of(query, store.Current), SearchAddress.Of(query), search.Alert,
                search.SetAside)
            : new SavedSearchRow(search.Id, search.Name, "Cette recherche n’est plus comprise : enregistrez-la à nouveau.",
                SearchAddresses.Results, search.Alert, true);
    }

    /// <summary>« Enregistrer cette recherche »: the address has the parameters of the search page.</summary>
    private static IResult New([AsParameters] PageContext context, ReferenceDataStore store, TimeProvider clock)
    {
        var bound = SearchBinder.Bind(context.Request.Query, store.Current, clock.Today());
        var form = new SavedSearchForm();
        form.Name.Typed = QueryWords.Name(bound.Query, SavedSearchStore.LongestName);
        return Page(context, SavedQuery.Write(bound.Query), QueryWords.Of(bound.Query, store.Current), form);
    }

    private static async Task<IResult> SaveAsync(
        [AsParameters] PageContext context, SavedSearchStore searches, ReferenceDataStore store, TimeProvider clock)
    {
        var posted = await context.FormAsync();
        if (SavedQuery.Read(posted.Text("requete", SavedQuery.LongestRead), store.Current, clock.Today()) is not { } query)
            return Results.BadRequest();
        var written = SavedQuery.Write(query);
        var form = new SavedSearchForm().Read(posted);
        if (written.Length > SavedQuery.Longest)
            form.Refuse("Cette recherche est trop longue pour être enregistrée : retirez des filtres ou des mots.");
        if (!form.IsValid)
            return Page(context, written, QueryWords.Of(query, store.Current), form);
        // Written anew: the same search is stored once, however its address was put together.
        var saved = await searches.SaveAsync(
            context.Person.AccountId, form.Name.Value, written, form.Alert.Value == "oui", context.Actor, context.Cancel);
        return Results.Redirect(SavedSearchAddresses.List + (saved ? "?fait=enregistree" : "?fait=complet"));
    }

    private static async Task<IResult> SetAlertAsync(HttpContext context, SavedSearchStore searches, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        var on = form.Text("alerte", 3) == "oui";
        return await searches.SetAlertAsync(context.Person()!.AccountId, form.Id("recherche"), on, context.Actor(), cancel)
            ? Results.Redirect(SavedSearchAddresses.List + (on ? "?fait=alerte" : "?fait=sans-alerte"))
            : Results.NotFound();
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, SavedSearchStore searches, CancellationToken cancel)
    {
        var form = await PostedForm.ReadAsync(context.Request, cancel);
        return await searches.DeleteAsync(context.Person()!.AccountId, form.Id("recherche"), context.Actor(), cancel)
            ? Results.Redirect(SavedSearchAddresses.List + "?fait=supprimee")
            : Results.NotFound();
    }

    private static IResult Page(PageContext context, string query, string words, SavedSearchForm form) =>
        context.Private("saved-searches/new", new NewSearchModel(query, words, form), "Enregistrer cette recherche",
            [new Crumb("Recherche", SearchAddresses.Results + query)],
            form.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

/// <summary>A search to keep.</summary>
public sealed class SavedSearchForm : Form
{
    public TextField Name { get; } = new(
        "nom", "Nom de la recherche", "Donnez un nom à cette recherche.") { MaxLength = SavedSearchStore.LongestName };

    public RadioField Alert { get; } = new("alerte", "Quand de nouvelles formations correspondent",
    [
        new("oui", "Recevoir un courriel") { Hint = "Un par jour au plus, pour toutes vos recherches ; chaque courriel permet d’arrêter" },
        new("non", "Ne rien recevoir"),
    ], "Choisissez si vous voulez recevoir un courriel.") { Typed = "oui" };
}

/// <summary>Model of <c>pages/saved-searches/list</c>.</summary>
public sealed record SavedSearchesModel(Notice? Notice, IReadOnlyList<SavedSearchRow> Searches);

/// <param name="Words">The query in words.</param>
/// <param name="SetAside">Its alert is not asked any more.</param>
public sealed record SavedSearchRow(Guid Id, string Name, string Words, string Href, bool Alert, bool SetAside);

/// <summary>Model of <c>pages/saved-searches/new</c>.</summary>
/// <param name="Query">Query string.</param>
public sealed record NewSearchModel(string Query, string Words, SavedSearchForm Form);
