using Marketplace.Catalogue.Reference;
using Marketplace.Search;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>
/// Words beside the subject (à distance, pas cher, le soir): those that filter or order are removable tags, the others are said.
/// </summary>
public static class UnderstoodWishes
{
    /// <summary>Each tag says its words and what they became; its address is the same search without these words.</summary>
    public static IEnumerable<FilterTag> Tags(SearchQuery query, Understood understood, ReferenceData reference, bool onMap) =>
        from wish in understood.Wishes
        where wish.Parameter is not null
        select new FilterTag($"« {wish.Text} » : {Label(wish, reference)}",
            SearchAddress.Of(query with { Text = NullIfEmpty(wish.Without), Page = 1 }, onMap));

    /// <summary>The text without these words; null when nothing is left.</summary>
    public static string? Subject(SearchQuery query, Understood understood) => understood.Subject is { } subject
        ? NullIfEmpty(subject) : query.Text;

    /// <summary>The order that the words ask for.</summary>
    public static SearchSort? Order(Understood understood) => understood.Wishes.FirstOrDefault(w => w.Parameter == "sort") is { } wish
        ? Enum.Parse<SearchSort>(wish.Values[0], ignoreCase: true) : null;

    /// <summary>A sentence for the words that no filter says; null when there are none.</summary>
    public static string? NotSearched(Understood understood)
    {
        var words = understood.Wishes.Where(w => w.Parameter is null).ToLookup(w => w.Sense == WishKind.Funded, w => $"« {w.Text} »");
        var sentences = new List<string>();
        if (words[false].ToList() is { Count: > 0 } unsaid)
            sentences.Add($"{string.Join(", ", unsaid)} : ces mots ne sont pas cherchés, car aucun filtre n’y répond.");
        if (words[true].ToList() is { Count: > 0 } funded)
            sentences.Add($"{string.Join(", ", funded)} : toutes les formations présentées ici peuvent être financées par les droits à la formation.");
        return sentences.Count == 0 ? null : string.Join(" ", sentences);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Label(UnderstoodWish wish, ReferenceData reference) => wish.Parameter switch
    {
        "priceMax" => "gratuites seulement",
        "permanentEntry" => "entrée à tout moment",
        "guaranteed" => "session garantie",
        "sort" => Labels.Sort[wish.Values[0]].ToLowerInvariant() + " (ordre)",
        { } facet => string.Join(", ", wish.Values.Select(value => FacetLabels.Of(facet, value, reference))),
        _ => "",
    };
}
