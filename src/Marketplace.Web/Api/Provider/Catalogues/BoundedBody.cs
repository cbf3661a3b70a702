using System.Text.Json.Nodes;
using Marketplace.ProviderSpace.Catalogues;
using Marketplace.Web.Problems;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Api.Provider.Catalogues;

/// <summary>Bodies of catalogues: larger than others, and bounded.</summary>
internal static class BoundedBody
{
    private const int MegaByte = 1024 * 1024;
    private const int MostMegaBytes = 20;

    /// <summary>Endpoint metadata: what the route takes.</summary>
    public static readonly RequestSizeLimitAttribute Size = new(MostMegaBytes * MegaByte);

    /// <summary>All of it: 413 beyond the route's limit.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await request.Body.CopyToAsync(all, cancel);
        return all.ToArray();
    }

    /// <summary>An object of a PATCH.</summary>
    public static async Task<(JsonObject? Patch, IResult? Refusal)> ReadPatchAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentType?.Split(';')[0].Trim() is not ("application/json" or "application/merge-patch+json"))
            return (null, NoJson);
        var (patch, problem) = WantedJson.Read<JsonObject>(await ReadAsync(request, cancel));
        return patch is null ? (null, ApiProblem.Parameters([new(problem!.Path, problem.Text)])) : (patch, null);
    }

    public static IResult NoJson => ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "Format inattendu",
        "Envoyez du JSON, avec l’en-tête Content-Type: application/json (ou application/merge-patch+json).");
}
