using Marketplace.People.Access;
using Marketplace.ProviderSpace.Keys;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>Addresses of an establishment's catalogue.</summary>
internal static class CatalogueApi
{
    private static readonly QueryParameters Paging = new(
    [
        new("cursor", "Valeur de « next » de la page précédente.", false, ParameterKind.Text, (query, _, _) => query),
        new("limit", "Offres d’une page.", false, ParameterKind.Integer, (query, _, _) => query)
        {
            Minimum = 1, Maximum = CataloguePage.MaxLimit, Default = "50",
        },
    ]);

    public static IServiceCollection AddCatalogueApi(this IServiceCollection services) => services
        .AddSingleton<ProviderCatalogues>()
        .AddSingleton<CatalogueEndpoint>()
        .AddSingleton<ItemsEndpoint>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var view = routes.MapGroup("").RequireKeyScope(KeyScopes.Catalogue, Rights.ProgramCatalogueView).WithSandbox();
        view.MapGet(ApiAddresses.ProviderCatalogue, CatalogueEndpoint.ShowAsync).WithName("GetProviderCatalogue")
            .WithSummary("Le catalogue de l’établissement, par pages en JSON, entier en XML d’EDOF").WithMetadata(Paging)
            .Produces<CatalogueDocument>().ProducesValidationProblem().WithKeyRefusals();
        view.MapGet(ApiAddresses.ProviderAction.Pattern, ItemsEndpoint.ShowActionAsync).WithName("GetProviderAction")
            .WithSummary("Une action avec ses sessions").Produces<ProviderAction>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).WithKeyRefusals();
        view.MapGet(ApiAddresses.ProviderSession.Pattern, ItemsEndpoint.ShowSessionAsync).WithName("GetProviderSession")
            .WithSummary("Places et état d’une session").Produces<ProviderSession>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).WithKeyRefusals();

        var act = routes.MapGroup("").RequireKeyScope(KeyScopes.Catalogue, Rights.ProgramCatalogueAct).WithSandbox();
        Written(act.MapPut(ApiAddresses.ProviderCatalogue, CatalogueEndpoint.PutAsync).WithName("ReplaceProviderCatalogue")
            .WithSummary("Le catalogue voulu, entier : ce qu’il ne nomme pas est archivé s’il est accepté en entier")
            .Accepts<CatalogueDocument>("application/json", "application/xml").Produces<CatalogueReport>());
        Written(act.MapPatch(ApiAddresses.ProviderCatalogue, CatalogueEndpoint.PatchAsync).WithName("ChangeProviderCatalogue")
            .WithSummary("Des offres écrites ou archivées, toutes ou aucune ; les autres restent")
            .Accepts<CatalogueChange>("application/json").Produces<CatalogueReport>());
        Written(act.MapPatch(ApiAddresses.ProviderAction.Pattern, ItemsEndpoint.PatchActionAsync).WithName("ChangeProviderAction")
            .WithSummary("Des valeurs d’une action (RFC 7396)")
            .Accepts<Marketplace.Catalogue.Offers.TrainingAction>("application/merge-patch+json", "application/json")
            .Produces<ProviderAction>().ProducesProblem(StatusCodes.Status404NotFound));
        Written(act.MapPatch(ApiAddresses.ProviderSession.Pattern, ItemsEndpoint.PatchSessionAsync).WithName("ChangeProviderSession")
            .WithSummary("Places, état, dates d’une session")
            .Accepts<ProviderSessionChange>("application/merge-patch+json", "application/json")
            .Produces<ProviderSession>().ProducesProblem(StatusCodes.Status404NotFound));
    }

    private static void Written(RouteHandlerBuilder route) => route.WithMetadata(BoundedBody.Size).ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithPreconditions().WithKeyRefusals();
}
