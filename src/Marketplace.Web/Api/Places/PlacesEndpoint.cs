using Marketplace.Catalogue.Reference;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Places;

/// <summary><c>GET /api/v1/places?q=</c>: places by name, former name or postcode.</summary>
public static class PlacesEndpoint
{
    public static IResult Search(HttpRequest request, ReferenceDataStore reference)
    {
        var prefix = PrefixParameters.Read(request.Query);
        if (prefix.Problems.Count > 0)
            return ApiProblem.Parameters(prefix.Problems);
        var current = reference.Current;
        var items = prefix.Text.Length == 0 ? [] : current.Places.Search(prefix.Text, prefix.Limit)
            .Select(match => new PlaceSuggestion(
                match.Place.Insee, match.Place.Name, match.Place.Postcodes,
                current.Departments.TryGetValue(match.Place.Department, out var department)
                ? new DepartmentItem(department.Code, department.Name) : null,
                match.Place.Lat, match.Place.Lng, match.Alias, match.Guessed));
        return Results.Json(new PlacesResponse([.. items]), ApiJson.Options);
    }
}

/// <summary>Whole names first, then the most populous.</summary>
public sealed record PlacesResponse(IReadOnlyList<PlaceSuggestion> Items);

/// <param name="Alias">The former commune or name of the post that was typed.</param>
/// <param name="Guessed">A code in no list of communes was typed; this is the likeliest place near it.</param>
public sealed record PlaceSuggestion(
    string InseeCode, string Name, IReadOnlyList<string> Postcodes, DepartmentItem? Department, double Lat, double Lng, string? Alias,
    bool Guessed);

public sealed record DepartmentItem(string Code, string Name);
