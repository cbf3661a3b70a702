using Marketplace.Web.Templating;

namespace Marketplace.Web.Pages.Statistics;

/// <summary>Model of <c>partials/chart</c>: a drawing and the whole table that it draws.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Drawing">SVG, drawn here; null: the table alone.</param>
/// <param name="Headers">Of the table.</param>
/// <param name="Rows">The first cell of each is its header.</param>
/// <param name="Definition">What the figures count.</param>
/// <param name="CsvHref">The same table as a file.</param>
public sealed record ChartModel(
    string Id, string Title, Html? Drawing, IReadOnlyList<string> Headers, IReadOnlyList<ChartRow> Rows, string Definition, string? CsvHref)
{
    /// <summary>A cell of it is withheld.</summary>
    public bool HasWithheld => Rows.Any(row => row.Cells.Contains("s"));
}

public sealed record ChartRow(string Name, IReadOnlyList<string> Cells);
