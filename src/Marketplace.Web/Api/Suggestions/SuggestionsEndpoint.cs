using Marketplace.Search;
using Marketplace.Search.Asking;
using Marketplace.Web.Problems;

namespace Marketplace.Web.Api.Suggestions;

/// <summary><c>GET /api/v1/suggestions?q=</c>: completions of what is being typed.</summary>
public static class SuggestionsEndpoint
{
    public static IResult Search(HttpRequest request, MarketplaceSearch search)
    {
        var prefix = PrefixParameters.Read(request.Query);
        if (prefix.Problems.Count > 0)
            return ApiProblem.Parameters(prefix.Problems);
        var items = prefix.Text.Length == 0 ? [] : search.Suggest(prefix.Text, prefix.Limit);
        return Results.Json(new SuggestionsResponse(items), ApiJson.Options);
    }
}

public sealed record SuggestionsResponse(IReadOnlyList<Suggestion> Items);
