using System.Text.Json;

namespace Marketplace.Search.Elasticsearch.Querying;

/// <summary>A result as far as its order needs it.</summary>
/// <param name="Id">Null where near-duplicates are one result: their group names it.</param>
/// <param name="Provider">Its number (<see cref="DocumentWriter.NumberOf"/>); null when it has none.</param>
/// <param name="Group">The number of its near-duplicates.</param>
/// <param name="Key">What the sort looks at first, lower is better; infinite when missing.</param>
/// <param name="Distance">km, infinite when there is none.</param>
/// <param name="Lot">The draw of the day: the lowest of a provider's equals comes first.</param>
/// <param name="Point">The number of the place where it is; null when it has no distance.</param>
internal sealed record Row(string? Id, long? Provider, long Group, double Key, double Distance, int Lot, long? Point)
{
    /// <summary>Reads a hit that was asked for with <see cref="RowRequest"/>.</summary>
    /// <param name="named">Whether its id was asked for.</param>
    public static Row Of(JsonElement hit, RowRequest request, bool named)
    {
        var sort = hit.GetProperty("sort");
        var place = 0;
        var key = request.Key?.Of(SortKey.Value(sort[place++])) ?? request.KnownKey;
        var distance = request.HasDistance ? SortKey.Value(sort[place++]) : request.KnownDistance;
        var lot = sort[place++].GetInt32();
        var id = named ? sort[place++].GetString() : null;
        return new Row(id, Number(sort[place]), sort[place + 1].GetInt64(), key, distance, lot, request.HasDistance
            ? Number(sort[place + 2]) : null);

        // What Elasticsearch sorts a missing number by.
        static long? Number(JsonElement value) => value.GetInt64() is var number and not long.MaxValue ? number : null;
    }
}

/// <summary>What the sort values of asked rows mean.</summary>
/// <param name="Key">Null: not asked for, all share <paramref name="KnownKey"/>.</param>
/// <param name="HasDistance">Whether the distance is among them, else all share <paramref name="KnownDistance"/>.</param>
internal sealed record RowRequest(SortKey? Key, bool HasDistance, double KnownKey = 0, double KnownDistance = double.PositiveInfinity);
