using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Pages.Search;

namespace Marketplace.Web.Pages.SavedSearches;

/// <summary>A query in words, as its own page tells it.</summary>
public static class QueryWords
{
    public static string Of(SearchQuery query, ReferenceData reference)
    {
        IEnumerable<string> words = ChosenFilters.Tags(query, reference).Select(tag => tag.Label);
        if (query.Text is { } text)
            words = words.Prepend($"« {text} »");
        if (query.Exact)
            words = words.Append("mots tels quels");
        if (!query.PlacesInText)
            words = words.Append("aucun lieu lu dans le texte");
        return string.Join(" ; ", words) is { Length: > 0 } all ? all : "Toutes les formations";
    }

    /// <summary>A first name for it, of bounded length.</summary>
    public static string Name(SearchQuery query, int longest)
    {
        var name = (query.Text ?? "Toutes les formations") + (query.Near?.Label is { } place ? $", {place}" : "");
        return name.Length <= longest ? name : name[..longest].TrimEnd();
    }
}
