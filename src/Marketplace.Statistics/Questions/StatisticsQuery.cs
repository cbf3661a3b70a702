using Marketplace.Statistics.Facts;

namespace Marketplace.Statistics.Questions;

/// <summary>A question.</summary>
/// <param name="By">Dimensions, in the order of the answer's columns.</param>
/// <param name="From">First month; null: from the beginning.</param>
/// <param name="To">Last month; null: as far as there is something.</param>
/// <param name="Filters">Dimension → values, any of which fits.</param>
public sealed record StatisticsQuery(
    IReadOnlyList<Measure> Measures, IReadOnlyList<Dimension> By, Month? From, Month? To,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Filters, bool ByEntry)
{
    /// <summary>Cells of an answer.</summary>
    public const int MostCells = 25_000;

    /// <summary>Values of one filter.</summary>
    public const int MostValues = 200;

    /// <summary>The period that it is told by; null: none.</summary>
    public string? Period => By.FirstOrDefault(dimension => dimension.IsPeriod)?.Name;

    /// <summary>What it names beside periods.</summary>
    public IReadOnlyList<string> Dimensions => [.. By.Where(d => !d.IsPeriod).Select(d => d.Name).Union(Filters.Keys)];
}

/// <param name="Parameter">Of the address.</param>
/// <param name="Text">French.</param>
public sealed record QueryProblem(string Parameter, string Text);

/// <summary>A question that is understood and not answered.</summary>
/// <param name="Text">French: why, and what to ask instead.</param>
public sealed record Refusal(string Text);

/// <param name="Values">In the order of the dimensions.</param>
/// <param name="Figures">In the order of the measures; null: withheld, or not applicable.</param>
/// <param name="Withheld">All figures of the row are withheld.</param>
/// <param name="WithoutLearners">People cannot be counted over several cells: not applicable.</param>
public sealed record AnswerRow(IReadOnlyList<string> Values, IReadOnlyList<long?> Figures, bool Withheld, bool WithoutLearners = false);

/// <param name="Total">Of all rows together.</param>
/// <param name="Updated">What it is made of.</param>
/// <param name="Edition">Null: made of the facts of now, for an analyst.</param>
public sealed record Answer(
    StatisticsQuery Query, int K, IReadOnlyList<AnswerRow> Rows, AnswerRow Total, DateTimeOffset Updated, Editions.Edition? Edition);
