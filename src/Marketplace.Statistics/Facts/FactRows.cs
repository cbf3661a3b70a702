namespace Marketplace.Statistics.Facts;

/// <summary>
/// How a booking becomes a row of facts: the same for one booking and for all of them, so that a rebuild gives the same bytes.
/// </summary>
internal static class FactRows
{
    /// <summary>Columns that a change may change: all but the key.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "learner", "provider", "requested", "validated", "entered", "status", "step", "certification_type", "certification", "domain",
        "domain_group", "modality", "training_region", "training_department", "residence_region", "residence_department", "age_class",
        "sex", "situation", "price_class", "hours_class", "hours", "price", "learner_part", "rights_part", "volunteering_part",
        "employer_part", "opco_part", "state_part", "region_part", "jobseeking_part", "other_part", "proposal_days", "acceptance_days",
        "entry_days", "validation_days",
    ];

    /// <summary>Of requests that were sent; parameter <c>key</c> is the key of the pseudonyms.</summary>
    /// <param name="which">Condition on <c>b</c>.</param>
    public static string Upsert(string which) => $"""
        INSERT INTO statistics_booking (booking, {string.Join(", ", Columns)})
        SELECT substring(sha256(@key || uuid_send(b.id)) FOR 16),
            {Pseudonym("uuid_send(b.account_id)")}, {Pseudonym("convert_to(b.siret, 'UTF8')")},
            date_trunc('month', b.requested_at AT TIME ZONE 'Europe/Paris')::date, date_trunc('month', b.accepted_on)::date,
            CASE WHEN {Entered} THEN date_trunc('month', b.entry_on)::date END, b.state,
            CASE WHEN b.state = 'service-validated' THEN 5 WHEN {Entered} THEN 4 WHEN b.accepted_on IS NOT NULL THEN 3
                WHEN b.proposed_at IS NOT NULL THEN 2 ELSE 1 END,
            b.certification_type, b.certification_code, coalesce(left(b.domain, 3), ''), coalesce(left(b.domain, 2), ''), b.modality,
            coalesce(t.region, ''), coalesce(t.department, ''), coalesce(r.region, ''), coalesce(r.department, ''),
            coalesce(b.age_class, ''), coalesce(b.sex, ''), coalesce(b.situation, b.status, ''),
            CASE WHEN b.price < 50000 THEN 'under-500' WHEN b.price < 100000 THEN '500-999' WHEN b.price < 150000 THEN '1000-1499'
                WHEN b.price < 200000 THEN '1500-1999' WHEN b.price < 300000 THEN '2000-2999' WHEN b.price < 500000 THEN '3000-4999'
                ELSE '5000-and-over' END,
            CASE WHEN b.hours IS NULL THEN '' WHEN b.hours < 8 THEN 'under-8' WHEN b.hours < 21 THEN '8-20' WHEN b.hours < 35 THEN '21-34'
                WHEN b.hours < 70 THEN '35-69' WHEN b.hours < 150 THEN '70-149' WHEN b.hours < 300 THEN '150-299' ELSE '300-and-over' END,
            coalesce(b.hours, 0), b.price, {string.Join(", ", Parts.Select((_, i) => $"lines.p{i}"))},
            {Days("b.proposed_at", "b.requested_at")}, {Days("b.accepted_at", "b.proposed_at")},
            CASE WHEN {Entered} THEN least(greatest(b.entry_on - b.accepted_on, 0), 32767) END,
            CASE WHEN {Entered} THEN least(greatest((b.validated_at AT TIME ZONE 'Europe/Paris')::date - b.entry_on, 0), 32767) END
        FROM booking b LEFT JOIN place t ON t.insee = b.insee LEFT JOIN place r ON r.insee = coalesce(b.residence, b.contact_commune)
        LEFT JOIN LATERAL (SELECT {string.Join(", ", Parts.Select((part, i) => $"coalesce(sum(l.amount) FILTER (WHERE {part}), 0)::bigint AS p{i}"))}
            FROM booking_line l WHERE l.booking_id = b.id) lines ON true
        WHERE b.requested_at IS NOT NULL AND {which}
        ON CONFLICT (booking) DO UPDATE SET {string.Join(", ", Columns.Select(column => $"{column} = excluded.{column}"))}
        WHERE ({string.Join(", ", Columns.Select(column => $"statistics_booking.{column}"))})
            IS DISTINCT FROM ({string.Join(", ", Columns.Select(column => $"excluded.{column}"))})
        """;

    private const string Entered = "b.state IN ('in-training', 'service-declared', 'service-validated')";

    private const string Funded = "l.source IN ('dotation', 'top-up')";

    private const string Employer =
        "(l.kind LIKE 'employer%' OR l.kind IN ('agreement', 'performance-agreement-dismissal', 'self-employed-platform'))";

    /// <summary>Who pays, in the order of the columns.</summary>
    private static readonly string[] Parts =
    [
        "l.source IN ('fixed-participation', 'learner')", "l.source = 'annual-rights'", "l.source = 'volunteering'",
        $"{Funded} AND {Employer}", $"{Funded} AND l.kind = 'opco'", $"{Funded} AND l.kind = 'state'", $"{Funded} AND l.kind = 'region'",
        $"{Funded} AND l.kind = 'france-travail'",
        $"{Funded} AND ({Employer} OR l.kind IN ('opco', 'state', 'region', 'france-travail')) IS NOT TRUE",
    ];

    private static string Pseudonym(string value) =>
        $"('x' || encode(substring(sha256(@key || {value}) FOR 8), 'hex'))::bit(64)::bigint";

    private static string Days(string to, string from) =>
        $"least(greatest(({to} AT TIME ZONE 'Europe/Paris')::date - ({from} AT TIME ZONE 'Europe/Paris')::date, 0), 32767)";
}
