using Marketplace.Core.Reference;

namespace Marketplace.Web.Api.Places;

/// <summary><c>GET /api/v1/places?q=</c>: communes by name or postcode.</summary>
public static class PlacesEndpoint
{
    public static IResult Search(HttpRequest request, ReferenceDataStore reference)
    {
        var prefix = PrefixParameters.Read(request.Query);
        if (prefix.Problems.Count > 0)
            return ApiProblem.Parameters(prefix.Problems);
        var current = reference.Current;
        var items = prefix.Text.Length == 0 ? [] : current.Places.Search(prefix.Text, prefix.Limit)
            .Select(place => new PlaceSuggestion(
                place.Insee, place.Name, place.Postcodes,
                current.Departments.TryGetValue(place.Department, out var department) ? new DepartmentItem(department.Code, department.Name) : null,
                place.Lat, place.Lng));
        return Results.Json(new PlacesResponse([.. items]), ApiJson.Options);
    }
}

/// <summary>Most populous first.</summary>
public sealed record PlacesResponse(IReadOnlyList<PlaceSuggestion> Items);

public sealed record PlaceSuggestion(
    string InseeCode, string Name, IReadOnlyList<string> Postcodes, DepartmentItem? Department, double Lat, double Lng);

public sealed record DepartmentItem(string Code, string Name);
