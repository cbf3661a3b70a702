using System.Runtime.CompilerServices;
using Npgsql;

namespace Marketplace.Statistics.OpenData;

/// <summary>What an edition tells otherwise than the one before: how many cells of each period, and how many dossiers they moved.</summary>
internal static class RevisionSet
{
    private static readonly IReadOnlyList<DataColumn> Columns =
    [
        new("edition", DataType.Integer, "Numéro de l’édition."), new("periode", DataType.String, "Mois, trimestre ou année révisés."),
        new("table", DataType.String, "Table de la famille publique."),
        new("cases_revisees", DataType.Integer, "Cases dont un chiffre a changé, ou qui sont montrées ou cachées depuis."),
    ];

    public static DataSet Of(NpgsqlConnection connection, int edition) => new("revisions", "Journal des révisions",
        "Un passé corrigé vient avec l’édition suivante ; les éditions publiées ne changent pas.", Columns,
        cancel => RowsAsync(connection, edition, cancel));

    private static async IAsyncEnumerable<object?[]> RowsAsync(
        NpgsqlConnection connection, int edition, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT n.edition::bigint, n.period, n.axis, count(*) FROM statistics_cell n JOIN statistics_cell o ON o.edition = n.edition - 1
                AND (o.basis, o.axis, o.node, o."column", o.period) = (n.basis, n.axis, n.node, n."column", n.period)
            WHERE n.edition BETWEEN 2 AND $1 AND (n.bookings, n.learners, n.amount, n.learner_amount, n.hours)
                IS DISTINCT FROM (o.bookings, o.learners, o.amount, o.learner_amount, o.hours)
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """, connection) { CommandTimeout = 600 };
        command.Parameters.Add(new() { Value = edition });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return [reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)];
    }
}
