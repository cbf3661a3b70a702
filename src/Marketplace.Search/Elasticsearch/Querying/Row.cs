using System.Text.Json;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>A result as far as its order needs it.</summary>
/// <param name="Group">Of near-duplicates.</param>
/// <param name="Key">What the sort looks at first, lower is better; infinite when missing.</param>
/// <param name="Distance">km, infinite when there is none.</param>
/// <param name="Lot">The draw of the day: the lowest of a provider's equals comes first.</param>
/// <param name="Point">Where it is; null when it has no distance.</param>
internal sealed record Row(string Id, string Provider, string Group, double Key, double Distance, int Lot, string? Point)
{
    /// <summary>Reads a hit that was asked for with <see cref="RowRequest"/>.</summary>
    public static Row Of(JsonElement hit, RowRequest request)
    {
        var fields = hit.GetProperty("fields");
        var sort = hit.GetProperty("sort");
        var place = 0;
        var key = request.Key?.Of(SortKey.Value(sort[place++])) ?? request.KnownKey;
        var distance = request.HasDistance ? SortKey.Value(sort[place++]) : request.KnownDistance;
        return new Row(sort[place + 1].GetString()!, Text("provider") ?? "", Text("group")!, key, distance, sort[place].GetInt32(), Text("pointKey"));

        string? Text(string name) => fields.TryGetProperty(name, out var values) ? values[0].GetString() : null;
    }
}

/// <summary>What the sort values of asked rows mean.</summary>
/// <param name="Key">Null: not asked for, all share <paramref name="KnownKey"/>.</param>
/// <param name="HasDistance">Whether the distance is among them, else all share <paramref name="KnownDistance"/>.</param>
internal sealed record RowRequest(SortKey? Key, bool HasDistance, double KnownKey = 0, double KnownDistance = double.PositiveInfinity);
