using Dapper;
using Npgsql;

namespace Marketplace.Statistics.Questions;

/// <param name="Value">Code.</param>
/// <param name="AveragePrice">Cents.</param>
public sealed record OfferRow(string Value, long Actions, long Sessions, long AveragePrice);

/// <summary>What is offered, by the same axes as bookings. Catalogues are public: nothing is withheld.</summary>
public sealed class OfferFigures(NpgsqlDataSource database)
{
    /// <summary>In the month that was counted last, the most actions first.</summary>
    /// <param name="by">domain, certificationType, modality or department.</param>
    public async Task<IReadOnlyList<OfferRow>> LatestAsync(string by, CancellationToken cancel)
    {
        var column = by switch
        {
            "domain" => "left(domain, 2)", "certificationType" => "certification_type", "modality" => "modality", "department" => "department",
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Offers are not told by this."),
        };
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<OfferRow>(new CommandDefinition($"""
            SELECT coalesce(nullif({column}, ''), '?') AS Value, sum(actions)::bigint AS Actions, sum(sessions)::bigint AS Sessions, (sum(price) / sum(actions))::bigint AS AveragePrice
            FROM statistics_offer WHERE month = (SELECT max(month) FROM statistics_offer) GROUP BY 1 ORDER BY 2 DESC, 1
            """, cancellationToken: cancel)))];
    }
}
