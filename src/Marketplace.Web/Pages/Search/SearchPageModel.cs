using Marketplace.Web.Pages.Search.Map;
using Marketplace.Web.Searching;

namespace Marketplace.Web.Pages.Search;

/// <summary>Model of <c>pages/search/results</c>.</summary>
public sealed record SearchPageModel
{
    public required SearchForm Form { get; init; }
    /// <summary>The map is chosen; it shows when something was found.</summary>
    public required bool OnMap { get; init; }
    public required string ListHref { get; init; }
    public required string MapHref { get; init; }
    public MapModel? Map { get; init; }
    /// <summary>The map is wanted, and the engine went away after it had found the results.</summary>
    public bool MapAway { get; init; }
    /// <summary>Why the place that answers bears another name than what was typed; null when it does not.</summary>
    public string? PlaceNote { get; init; }
    /// <summary>« Enregistrer cette recherche »; null for those whose account keeps none.</summary>
    public string? SaveHref { get; init; }
    /// <summary>The page's h1.</summary>
    public required string Heading { get; init; }
    public required int Total { get; init; }
    public required bool HasResults { get; init; }
    /// <summary>What was corrected; null when nothing was.</summary>
    public required CorrectionNotice? Correction { get; init; }
    /// <summary>What of the text was taken for something else than words, in words.</summary>
    public required string? Understood { get; init; }
    /// <summary>The other way to read a text that holds a place's name; null when there is none, or it finds nothing.</summary>
    public OtherReadingNotice? OtherReading { get; init; }
    /// <summary>Words of the text that were left out, in quotation marks; null when none was.</summary>
    public required string? LeftOutWords { get; init; }
    /// <summary>Words that are neither searched nor filters, and why; null when there are none.</summary>
    public required string? NotSearched { get; init; }
    /// <summary>What was asked for, where nothing found is named so; null else.</summary>
    public required string? Approximate { get; init; }
    /// <summary>Address of the same search, words taken as they are.</summary>
    public required string ExactHref { get; init; }
    public required WideningNotice? Widened { get; init; }
    /// <summary>Offered when the circle holds little.</summary>
    public required FilterTag? WidenLink { get; init; }
    /// <summary>Filters of the address that were not understood and left out.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }
    public required IReadOnlyList<FilterTag> Tags { get; init; }
    public required string ClearHref { get; init; }
    public required FilterForm Filters { get; init; }
    public required IReadOnlyList<Choice> Sorts { get; init; }
    public required IReadOnlyList<ResultCard> Cards { get; init; }
    public required Paging? Paging { get; init; }
    public required IReadOnlyList<FilterTag> Advice { get; init; }
    /// <summary>Nothing is found although the circle was enlarged; null: it was not.</summary>
    public required string? WidenedInVain { get; init; }
}

/// <param name="ExactHref">The same search with the words as typed.</param>
public sealed record CorrectionNotice(string From, string To, string ExactHref);
