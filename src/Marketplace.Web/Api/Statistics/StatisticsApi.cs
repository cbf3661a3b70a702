using Marketplace.Statistics.Questions;
using Marketplace.Web.Access;
using Marketplace.Web.Searching;
using Marketplace.Web.SignIn;

namespace Marketplace.Web.Api.Statistics;

/// <summary>Statistics and open data for programs.</summary>
internal static class StatisticsApi
{
    private static readonly QueryParameters Parameters = new(
    [
        Text("measures", $"Mesures, séparées par des virgules : {string.Join(", ", Measure.All.Select(m => m.Name))}.", "bookings"),
        Text("by", $"Dimensions des lignes, séparées par des virgules : {string.Join(", ", Dimension.All.Select(d => d.Name))}."),
        Text("from", "Premier mois, comme 2026-01."), Text("to", "Dernier mois, comme 2026-06."),
        Text("basis", "validation, ou entry : mois de l’entrée en formation.", "validation"), Text("format", "json ou csv.", "json"),
        .. Dimension.All.Where(d => !d.IsPeriod)
        .Select(d => Text(d.Name, $"Filtre : {d.Label}. Plusieurs valeurs sont des alternatives.", repeatable: true)),
    ]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        // The session is read: an analyst who is signed in gets more.
        routes.MapGet(ApiAddresses.Statistics, StatisticsEndpoint.AskAsync).RequireRight(RightsGate.Open).WithName("AskStatistics")
            .WithSummary("Statistiques d’usage").WithMetadata(Parameters).Produces<StatisticsResponse>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var open = routes.MapGroup("").RequireRight(RightsGate.Open).WithMetadata(new WithoutSession());
        open.MapGet(ApiAddresses.OpenData, OpenDataEndpoint.ListAsync).WithName("ListOpenData").WithSummary("Éditions des données ouvertes")
            .Produces<OpenDataList>();
        open.MapGet(ApiAddresses.OpenDataEdition.Pattern, OpenDataEndpoint.ShowAsync).WithName("GetOpenDataEdition")
            .WithSummary("Fichiers d’une édition").Produces<OpenDataEdition>().ProducesProblem(StatusCodes.Status404NotFound);
        open.MapMethods(ApiAddresses.OpenDataFile.Pattern, [HttpMethods.Get, HttpMethods.Head], OpenDataEndpoint.DownloadAsync)
            .WithName("GetOpenDataFile")
            .WithSummary("Un fichier, avec ETag et reprises (Range)").Produces(StatusCodes.Status200OK)
                .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static SearchParameter Text(string name, string description, string? value = null, bool repeatable = false) =>
        new(name, description, repeatable, ParameterKind.Text, (query, _, _) => query) { Default = value };
}
