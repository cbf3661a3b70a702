using System.Globalization;

namespace Marketplace.Search.Embedded;

/// <summary>A query took longer than <see cref="EmbeddedIndex.Budget"/> and was given up.</summary>
public sealed class SearchBudgetExceededException(TimeSpan budget) : SearchUnavailableException(string.Create(
    CultureInfo.InvariantCulture, $"The search took longer than {budget.TotalMilliseconds:0} ms and was given up."));
