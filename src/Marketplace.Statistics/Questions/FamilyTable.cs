using Marketplace.Statistics.Editions;

namespace Marketplace.Statistics.Questions;

/// <summary>A table of the public family as a question names it.</summary>
/// <param name="Axis">Null: population, or sources of funding.</param>
/// <param name="Dimensions">All that may be named together.</param>
public sealed record FamilyTable(string Name, string Label, PublicAxis? Axis, IReadOnlyList<string> Dimensions, Grain Grain, bool ByEntry)
{
    public static readonly IReadOnlyList<FamilyTable> All =
    [
        new(PublicFamily.Whole, "Ensemble, par mois", null, [], Grain.Month, true),
        .. PublicFamily.Axes.Select(axis => new FamilyTable(axis.Name, LabelOf(axis), axis, axis.Levels, axis.Grain, axis.ByEntry)),
        new("funding", "Sources de financement, par trimestre", null, [Dimension.FundingSource], Grain.Quarter, false),
        new(PublicFamily.Population, "Région de résidence, âge et sexe, par an", null, ["residenceRegion", "ageClass", "sex"], Grain.Year,
        false),
    ];

    /// <summary>The table that holds all dimensions of a question; null: none does.</summary>
    public static FamilyTable? For(StatisticsQuery query) =>
        All.FirstOrDefault(table => query.Dimensions.All(table.Dimensions.Contains));

    /// <summary>What the public may ask, in words.</summary>
    public static string Offered =>
        string.Join(" ; ", All.Select(
        table => $"{string.Join(" × ", table.Dimensions.DefaultIfEmpty("ensemble"))} ({PeriodOf(table.Grain)})"));

    /// <summary>The finest period of a table, as parameters name it.</summary>
    public static string PeriodOf(Grain grain) => grain switch { Grain.Month => "month", Grain.Quarter => "quarter", _ => "year" };

    private static string LabelOf(PublicAxis axis) =>
        $"{string.Join(" et ", axis.Levels.Select(level => Dimension.Find(level)!.Label))}, {(axis.Grain == Grain.Month ? "par mois" : "par trimestre")}";
}
