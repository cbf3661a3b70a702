using Marketplace.Exchange.Edof.Exporting;
using Marketplace.Exchange.Edof.Importing;
using Marketplace.Platform.Data.Editing;
using Marketplace.ProviderSpace.Catalogues;
using Marketplace.Catalogue.Seats;
using Marketplace.Web.Api.Actions;
using Marketplace.Web.Problems;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary><c>/api/v1/provider/catalogue</c>: an establishment's whole catalogue, as JSON or EDOF XML.</summary>
internal sealed class CatalogueEndpoint(ProviderCatalogues catalogues, NpgsqlDataSource database)
{
    private const string Xml = "application/xml";
    private const int MostChanged = 500;

    private static readonly string[] XmlTypes = [Xml, "text/xml"];

    internal static async Task<IResult> ShowAsync(HttpContext context, CatalogueEndpoint endpoint, CancellationToken cancel)
    {
        var (siret, catalogue) = (context.Caller().Siret, endpoint.Of(context));
        if (context.Request.GetTypedHeaders().Accept.Any(type => XmlTypes.Contains(type.MediaType.ToString())) && !context.Caller().Sandbox)
            return await endpoint.ShowXmlAsync(context, siret, cancel);
        var page = CataloguePage.Read(context.Request.Query);
        if (page.Problems.Count > 0)
            return ApiProblem.Parameters(page.Problems);
        // The version first: a change in between makes it an old one, never the page.
        context.Response.Headers[HeaderNames.ETag] = $"\"{await catalogue.VersionAsync(siret, cancel)}\"";
        var found = await catalogue.PageAsync(siret, page.Since, page.Limit + 1, cancel);
        var shown = found.Take(page.Limit).ToList();
        return Results.Json(new CatalogueDocument(shown, siret,
            found.Count > page.Limit ? CataloguePage.Cursor(shown[^1].Offer.Number) : null), WantedJson.Options);
    }

    internal static async Task<IResult> PutAsync(HttpContext context, CatalogueEndpoint endpoint, CancellationToken cancel)
    {
        if (context.Request.Query.Count > 0)
            return ApiProblem.Parameters(context.Request.Query.Keys.Select(ActionsEndpoint.UnknownParameter));
        var siret = context.Caller().Siret;
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (XmlTypes.Contains(type))
        {
            var body = await BoundedBody.ReadAsync(context.Request, cancel);
            var file = new SourceFile("catalogue", body.Length, _ => new MemoryStream(body, writable: false));
            return await endpoint.WriteAsync(context, seen => endpoint.Of(context).ReplaceAsync(siret, file, seen, cancel), cancel);
        }
        if (type != "application/json")
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "Format inattendu",
                "Envoyez le catalogue en JSON (application/json) ou en XML d’EDOF (application/xml).");
        var (document, problem) = WantedJson.Read<CatalogueDocument>(await BoundedBody.ReadAsync(context.Request, cancel));
        if (document is null)
            return ApiProblem.Parameters([new(problem!.Path, problem.Text)]);
        return document.Siret is { } other && other != siret
            ? ApiProblem.Unprocessable([new("siret", $"La clé est celle de l’établissement {siret}.")])
            : await endpoint.WriteAsync(
                context, seen => endpoint.Of(context).ReplaceAsync(siret, document.Offers, seen, cancel), cancel);
    }

    internal static async Task<IResult> PatchAsync(HttpContext context, CatalogueEndpoint endpoint, CancellationToken cancel)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() != "application/json")
            return BoundedBody.NoJson;
        var (change, problem) = WantedJson.Read<CatalogueChange>(await BoundedBody.ReadAsync(context.Request, cancel));
        if (change is null)
            return ApiProblem.Parameters([new(problem!.Path, problem.Text)]);
        var (offers, archive) = (change.Offers ?? [], change.Archive ?? []);
        if (offers.Count + archive.Count is 0 or > MostChanged)
            return ApiProblem.Parameters([new("offers", $"De 1 à {MostChanged} offres sont attendues, celles de « archive » comprises.")]);
        if (offers.Select(offer => offer.Offer.Number).Concat(archive).GroupBy(number => number).FirstOrDefault(same => same.Count() > 1)
            is { } twice)
            return ApiProblem.Unprocessable([new("offers", $"L’offre {twice.Key} est nommée deux fois.")]);
        return await endpoint.WriteAsync(context,
            seen => endpoint.Of(context).ChangeAsync(context.Caller().Siret, offers, archive, seen, cancel), cancel);
    }

    private async Task<IResult> WriteAsync(
        HttpContext context, Func<string?, Task<WantedOutcome>> write, CancellationToken cancel)
    {
        var siret = context.Caller().Siret;
        var asked = Preconditions.Of(context.Request);
        string? seen = null;
        if (asked.Any && !asked.Hold(seen = await Of(context).VersionAsync(siret, cancel)))
            return Preconditions.Changed("Le catalogue a changé");
        try
        {
            var outcome = await write(seen);
            if (outcome.Changes is null)
                return WantedAnswers.Refused(siret, outcome);
            context.Response.Headers[HeaderNames.ETag] = $"\"{await Of(context).VersionAsync(siret, cancel)}\"";
            return Results.Json(CatalogueReport.Of(siret, outcome), ApiJson.Options);
        }
        catch (StaleChangeException)
        {
            return Preconditions.Changed("Le catalogue a changé");
        }
        catch (SeatRefusedException refused)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "Les places ne le permettent pas", refused.Message);
        }
    }

    private async Task<IResult> ShowXmlAsync(HttpContext context, string siret, CancellationToken cancel)
    {
        context.Response.Headers[HeaderNames.ETag] = $"\"{await Of(context).VersionAsync(siret, cancel)}\"";
        // The writer of XML writes synchronously, which the response does not take.
        var file = new MemoryStream();
        await CatalogueExport.WriteAsync(database, siret, file, cancel);
        file.Position = 0;
        return Results.Stream(file, Xml);
    }

    private IWantedCatalogue Of(HttpContext context) => catalogues.Of(context.Caller());
}
