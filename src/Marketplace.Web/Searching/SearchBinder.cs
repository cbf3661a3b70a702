using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>A parameter that was not accepted, and why.</summary>
public sealed record ParameterProblem(string Name, string Text);

/// <param name="Query">What could be understood.</param>
/// <param name="Problems">What could not: the API refuses, pages do without and say so.</param>
/// <param name="Unknown">Names that are no parameters: the API refuses, pages ignore them.</param>
public sealed record BoundSearch(SearchQuery Query, IReadOnlyList<ParameterProblem> Problems, IReadOnlyList<string> Unknown);

/// <summary>Reads a query string into a <see cref="SearchQuery"/>, for the API and for the pages.</summary>
public static class SearchBinder
{
    private static readonly Dictionary<string, SearchParameter> ByName = SearchParameters.All.ToDictionary(
        p => p.Name, StringComparer.Ordinal);

    /// <param name="today">The day in Paris.</param>
    public static BoundSearch Bind(IQueryCollection parameters, ReferenceData reference, DateOnly today)
    {
        var query = new SearchQuery { Today = today };
        var problems = new List<ParameterProblem>();
        var unknown = new List<string>();
        var together = 0;
        foreach (var (name, texts) in parameters)
        {
            if (!ByName.TryGetValue(name, out var parameter))
            {
                unknown.Add(name);
                continue;
            }
            var values = texts.Select(t => t ?? "").ToArray();
            try
            {
                if (values.Length == 0 || (name != "q" && values.Any(v => v.Length == 0)))
                    throw new ParameterException("La valeur est vide.");
                if (values.Length > 1 && !parameter.Repeatable)
                    throw new ParameterException("Ce paramètre ne se donne qu’une fois.");
                if (together + values.Length > SearchParameters.MaxValuesTogether)
                    throw new ParameterException($"Plus de {SearchParameters.MaxValuesTogether} valeurs en tout.");
                query = parameter.Read(query, values, reference);
                together += values.Length;
            }
            catch (ParameterException refusal)
            {
                problems.Add(new ParameterProblem(name, refusal.Message));
            }
        }
        return new BoundSearch(CheckTogether(query, problems), problems, unknown);
    }

    /// <summary>Bounds that contradict each other are dropped together.</summary>
    private static SearchQuery CheckTogether(SearchQuery query, List<ParameterProblem> problems)
    {
        if (query.PriceMinCents > query.PriceMaxCents)
        {
            problems.Add(new ParameterProblem("priceMin", "priceMin dépasse priceMax."));
            query = query with { PriceMinCents = null, PriceMaxCents = null };
        }
        if (query.HoursMin > query.HoursMax)
        {
            problems.Add(new ParameterProblem("hoursMin", "hoursMin dépasse hoursMax."));
            query = query with { HoursMin = null, HoursMax = null };
        }
        if (query.StartAfter > query.StartBefore)
        {
            problems.Add(new ParameterProblem("startAfter", "startAfter est après startBefore."));
            query = query with { StartAfter = null, StartBefore = null };
        }
        if ((long)query.Page * query.PageSize > SearchParameters.DeepestResult)
        {
            problems.Add(new ParameterProblem(
                "page", $"Seuls les {SearchParameters.DeepestResult} premiers résultats se feuillettent : ajoutez des filtres."));
            query = query with { Page = 1 };
        }
        return query;
    }
}
