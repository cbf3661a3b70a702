using System.Runtime.CompilerServices;
using Npgsql;

namespace Marketplace.Statistics.OpenData;

/// <summary>
/// The catalogue in the columns of « moncompteformation_catalogueformation »: one row a training and département. The real set leaves out
/// licences, skills reviews and validations of experience; this one has them, told apart by their type.
/// </summary>
internal static class CatalogueSet
{
    public static readonly IReadOnlyList<DataColumn> Columns =
    [
        new("date_extract", DataType.Date, "Jour de l’extraction."), Text("nom_of", "Nom de l’organisme."),
            Text("nom_departement", "Département de la formation ; vide à distance."),
        Text("nom_region", "Région de la formation."),
        Text("type_referentiel",
        "RNCP, RS, ou CPF pour les permis, bilans de compétences et créations d’entreprise ; VAE pour la validation des acquis."),
        Number("code_inventaire", "Numéro au répertoire spécifique ; -1 hors de celui-ci."),
        Number("code_rncp", "Numéro au RNCP ; -1 hors de celui-ci."),
        Text("intitule_certification", "Intitulé de la certification."),
        Text("libelle_niveau_sortie_formation", "Niveau de la certification."),
        .. Enumerable.Range(1, 5).Select(i => Number($"code_formacode_{i}", $"Formacode n° {i} ; vide quand le catalogue ne l’a pas.")),
        Text("libelle_code_formacode_principal", "Libellé du premier Formacode ; vide quand le catalogue ne l’a pas."),
        .. Enumerable.Range(1, 5).Select(i => Text($"code_rome_{i}", $"Code ROME n° {i} de la certification.")),
        .. Enumerable.Range(1, 3).Select(i => Text($"libelle_nsf_{i}", $"Libellé du domaine NSF n° {i}.")),
        .. Enumerable.Range(1, 3).Select(i => Text($"code_nsf_{i}", $"Code du domaine NSF n° {i}.")),
        Number("code_certifinfo", "Code Certif Info ; vide : le catalogue ne l’a pas."), Text("siret", "SIRET de l’organisme."),
        Text("numero_formation", "Identifiant de la formation : SIRET et numéro."),
        Text("intitule_formation", "Intitulé de la formation."), Text("points_forts", "Résumé donné par l’organisme."),
        Number("nb_action", "Actions de formation."),
        Number("nb_session_active", "Sessions publiées."), Number("nb_session_a_distance", "Sessions d’actions à distance."),
        Number("nombre_heures_total_min", "Durée la plus courte, en heures."), Number("nombre_heures_total_max", "Durée la plus longue."),
        Number("nombre_heures_total_mean", "Durée moyenne, arrondie."),
        Money("frais_ttc_tot_min", "Prix le plus bas, en euros toutes taxes."), Money("frais_ttc_tot_max", "Prix le plus haut."),
        Money("frais_ttc_tot_mean", "Prix moyen."),
        Text("code_departement", "Code du département."), Text("code_region", "Code de la région."),
        Number("nbaction_nbheures", "Heures de toutes les actions."),
        Text("coderegion_export", "Code de la région."),
    ];

    private const string Sql = """
        SELECT p.name, d.name, r.name,
            CASE WHEN c.code LIKE 'RNCP%' THEN 'RNCP' WHEN c.code LIKE 'RS%' THEN 'RS' WHEN c.code = 'CPF200' THEN 'VAE' ELSE 'CPF' END,
            CASE WHEN c.code ~ '^RS[0-9]{1,9}$' THEN substring(c.code FROM 3)::bigint ELSE -1 END, CASE WHEN c.code ~ '^RNCP[0-9]{1,9}$' THEN substring(c.code FROM 5)::bigint ELSE -1 END,
            c.title, l.title, c.rome[1], c.rome[2], c.rome[3], c.rome[4], c.rome[5], n1.title, n2.title, n3.title, c.nsf[1], c.nsf[2], c.nsf[3],
            o.siret, o.siret || '_' || o.number, o.title, o.content ->> 'summary',
            count(*), coalesce(sum(s.sessions), 0)::bigint, coalesce(sum(s.sessions) FILTER (WHERE a.modality = 2), 0)::bigint,
            coalesce(min(a.hours), 0)::bigint, coalesce(max(a.hours), 0)::bigint, coalesce(round(avg(a.hours)), 0)::bigint,
            min(a.price_cents) / 100.0, max(a.price_cents) / 100.0, round(avg(a.price_cents) / 100.0, 6),
            d.code, r.code, coalesce(sum(a.hours), 0)::bigint
        FROM offer o JOIN provider p ON p.siret = o.siret JOIN certification c ON c.code = o.certification_code
        JOIN action a ON a.offer_id = o.id AND a.archived_at IS NULL
        LEFT JOIN LATERAL (SELECT count(*) AS sessions FROM session WHERE action_id = a.id AND archived_at IS NULL) s ON true
        LEFT JOIN place ON place.insee = a.insee AND a.modality <> 2 LEFT JOIN department d ON d.code = place.department LEFT JOIN region r ON r.code = place.region
        LEFT JOIN level l ON l.code = c.level LEFT JOIN nsf_domain n1 ON n1.code = c.nsf[1] LEFT JOIN nsf_domain n2 ON n2.code = c.nsf[2]
        LEFT JOIN nsf_domain n3 ON n3.code = c.nsf[3]
        WHERE o.archived_at IS NULL
        GROUP BY o.id, p.name, c.code, l.title, n1.title, n2.title, n3.title, d.code, d.name, r.code, r.name
        ORDER BY o.siret, o.number, d.code NULLS FIRST
        """;

    public static DataSet Of(NpgsqlConnection connection, DateOnly day) => new("catalogue", "Catalogue des formations",
        "Une ligne par formation et département. Les permis, bilans de compétences et VAE en font partie.", Columns,
        cancel => RowsAsync(connection, day, cancel));

    private static async IAsyncEnumerable<object?[]> RowsAsync(
        NpgsqlConnection connection, DateOnly day, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { CommandTimeout = 600 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            var read = values.Select(value => value is DBNull ? null : value).ToArray();
            yield return [day, .. read[..8], null, null, null, null, null, null, .. read[8..19], null, .. read[19..], read[33]];
        }
    }

    private static DataColumn Text(string name, string description) => new(name, DataType.String, description);

    private static DataColumn Number(string name, string description) => new(name, DataType.Integer, description);

    private static DataColumn Money(string name, string description) => new(name, DataType.Number, description);
}
