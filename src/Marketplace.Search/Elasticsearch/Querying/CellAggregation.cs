using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>Place-bound matches by cell of a grid, rows first, and where in the cell they are on average.</summary>
internal static class CellAggregation
{
    public static JsonObject Of(CellGrid grid) => Histogram("lat", grid.LatStep, new()
    {
        ["columns"] = Histogram("lng", grid.LngStep, new() { ["lat"] = Mean("lat"), ["lng"] = Mean("lng") }),
    });

    /// <summary>The fullest first.</summary>
    public static IReadOnlyList<MapCell> Read(JsonElement rows, CellGrid grid)
    {
        var cells = new List<MapCell>();
        foreach (var row in rows.GetProperty("buckets").EnumerateArray())
            foreach (var cell in row.GetProperty("columns").GetProperty("buckets").EnumerateArray())
                cells.Add(new MapCell(
                    Number(row, grid.LatStep), Number(cell, grid.LngStep), cell.GetProperty("doc_count").GetInt32(),
                    cell.GetProperty("lat").GetProperty("value").GetDouble(), cell.GetProperty("lng").GetProperty("value").GetDouble()));
        return [.. cells.OrderByDescending(c => c.Count).ThenBy(c => c.Row).ThenBy(c => c.Column).Take(CellGrid.MostCells)];
    }

    private static int Number(JsonElement bucket, double step) => (int)Math.Round(bucket.GetProperty("key").GetDouble() / step);

    private static JsonObject Histogram(string field, double step, JsonObject aggregations) => new()
    {
        ["histogram"] = new JsonObject { ["field"] = field, ["interval"] = step, ["min_doc_count"] = 1 }, ["aggs"] = aggregations,
    };

    private static JsonObject Mean(string field) => new() { ["avg"] = new JsonObject { ["field"] = field } };
}
