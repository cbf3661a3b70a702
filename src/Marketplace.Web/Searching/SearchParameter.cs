using Marketplace.Catalogue.Reference;
using Marketplace.Search;

namespace Marketplace.Web.Searching;

/// <summary>
/// One parameter of the search, in the query string of the API and of the pages alike.
/// <see cref="SearchParameters"/> lists them; the binder and the API's description both read that list.
/// </summary>
/// <param name="Description">French, for the API's description.</param>
/// <param name="Repeatable">May be given several times; the values are alternatives (accessibility: all hold).</param>
/// <param name="Read">Reads the values into the query.</param>
public sealed record SearchParameter(string Name, string Description, bool Repeatable, ParameterKind Kind, ParameterReader Read)
{
    /// <summary>Accepted values, where there is a list.</summary>
    public IReadOnlyList<string>? Values { get; init; }
    public decimal? Minimum { get; init; }
    public decimal? Maximum { get; init; }
    /// <summary>What an absent parameter means, as it would be written.</summary>
    public string? Default { get; init; }
    /// <summary><c>true</c> is accepted too, for 1.</summary>
    public bool AcceptsTrue { get; init; }
    /// <summary>Regular expression of accepted values.</summary>
    public string? Pattern { get; init; }
}

public enum ParameterKind { Text, Integer, Number, Boolean, Date }

/// <summary>Adds the values to the query; throws <see cref="ParameterException"/> when they cannot be accepted.</summary>
public delegate SearchQuery ParameterReader(SearchQuery query, IReadOnlyList<string> values, ReferenceData reference);

/// <summary>Why a parameter is refused, in French, for the person or program that sent it.</summary>
public sealed class ParameterException(string message) : Exception(message);
