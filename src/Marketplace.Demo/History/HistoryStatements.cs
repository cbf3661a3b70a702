namespace Marketplace.Demo.History;

/// <summary>From a batch in <c>history_stage</c> to people, dossiers, events and ledger, set by set, in one transaction.</summary>
internal static class HistoryStatements
{
    public const string Stage = """
        CREATE TEMP TABLE history_stage (
            id uuid, account uuid, session bigint, state text, requested timestamptz, proposed timestamptz, accepted timestamptz, ended timestamptz,
            accepted_on date, starts date, ends date, entry date, price bigint, participation bigint, annual bigint, top_up bigint, rest bigint,
            exemption text, top_up_kind text, rules text, age text, sex text, situation text, residence text) ON COMMIT DROP
        """;

    /// <summary>Where a part of the price comes from, line by line; the learner's two lines are one payment.</summary>
    private const string Lines = """
        SELECT h.*, l.line, l.source, l.kind, l.cents FROM history_stage h CROSS JOIN LATERAL (
            SELECT row_number() OVER (ORDER BY n)::smallint AS line, source, kind, cents FROM (VALUES
                (1, 'fixed-participation', NULL::text, h.participation), (2, 'annual-rights', NULL, h.annual), (3, 'top-up', h.top_up_kind, h.top_up),
                (4, 'learner', NULL, h.rest)) v (n, source, kind, cents) WHERE cents > 0) l
        WHERE h.accepted IS NOT NULL
        """;

    /// <summary>The bucket that a line is reserved from.</summary>
    private const string Bucket = """
        JOIN ledger_holder w ON w.account_id = l.account
        JOIN ledger_account b ON b.holder = w.id AND CASE l.source WHEN 'annual-rights' THEN b.kind = 'annual'
            WHEN 'top-up' THEN b.kind = 'top-up' AND b.code = l.kind AND b.funder = @fund AND b.earmark IS NULL ELSE b.kind = 'learner' AND b.code = l.id::text END
        """;

    public static readonly IReadOnlyList<string> All =
    [
        """
        INSERT INTO account (id, kind, given_names, family_name) SELECT DISTINCT account, 'holder', 'Personne', 'DE DÉMONSTRATION' FROM history_stage ON CONFLICT DO NOTHING;
        INSERT INTO ledger_holder (person, account_id) SELECT DISTINCT sha256(uuid_send(account)), account FROM history_stage WHERE accepted IS NOT NULL ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO booking (id, account_id, state, siret, provider_name, action_id, public_id, session_id, session_number, title, certification_code, certification_type,
            offer_kind, domain, modality, insee, zone, permanent_entry, has_prerequisites, published_starts, published_ends, published_hours, published_price, starts, ends,
            hours, price, status, contact_commune, requested_at, proposed_at, answer_from, accepted_at, accepted_on, rule_set, holder, participation, exemption, entry_on,
            entry_declared_at, entry_counts_at, entry_counted_at, exit_on, exit_declared_at, exit_reason, exit_rate, validated_at, provider_due, ending_rule, age_class, sex,
            situation, residence, created_at, changed_at)
        SELECT h.id, h.account, h.state, o.siret, p.name, a.id, a.public_id, s.id, s.number, o.title, c.code,
            CASE WHEN c.code = 'CPF200' THEN 'vae' WHEN c.code = 'CPF202' THEN 'skills-review' WHEN c.code LIKE 'CPF%' THEN 'driving-licence' WHEN c.code LIKE 'RS%' THEN 'rs' ELSE 'rncp' END,
            CASE WHEN c.code = 'CPF200' THEN 'vae' WHEN c.code = 'CPF202' THEN 'skills-review' WHEN c.code LIKE 'CPF%' THEN 'light-vehicle-licence' WHEN c.code LIKE 'RS%' THEN 'rs' ELSE 'rncp' END,
            c.nsf[1], CASE a.modality WHEN 0 THEN 'in-person' WHEN 1 THEN 'blended' ELSE 'remote' END, a.insee, 'metropole', a.permanent_entry, false, h.starts, h.ends, a.hours, h.price,
            h.starts, h.ends, a.hours, h.price, h.situation, h.residence, h.requested, h.proposed, h.proposed, h.accepted, h.accepted_on, h.rules, w.id,
            CASE WHEN h.accepted IS NOT NULL THEN h.participation END, CASE WHEN h.accepted IS NOT NULL THEN h.exemption END, h.entry, h.entry + interval '10 hours',
            h.entry + interval '34 hours', h.entry + interval '34 hours', CASE WHEN h.state = 'service-validated' THEN h.ends END,
            CASE WHEN h.state = 'service-validated' THEN h.ends + interval '20 hours' END, CASE WHEN h.state = 'service-validated' THEN 'total' END, CASE WHEN h.state = 'service-validated' THEN 100 END,
            CASE WHEN h.state = 'service-validated' THEN h.ended END, CASE WHEN h.state = 'service-validated' THEN h.price WHEN h.accepted IS NOT NULL AND h.ended IS NOT NULL THEN 0 END,
            CASE WHEN h.state = 'service-validated' THEN 'total' WHEN h.accepted IS NOT NULL AND h.ended IS NOT NULL THEN 'early-cancellation' END,
            CASE WHEN h.accepted IS NOT NULL THEN h.age END, CASE WHEN h.accepted IS NOT NULL THEN h.sex END, CASE WHEN h.accepted IS NOT NULL THEN h.situation END,
            CASE WHEN h.accepted IS NOT NULL THEN h.residence END, h.requested, coalesce(h.ended, h.accepted, h.requested)
        FROM history_stage h JOIN session s ON s.id = h.session JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id
        JOIN certification c ON c.code = o.certification_code JOIN provider p ON p.siret = o.siret
        LEFT JOIN ledger_holder w ON w.account_id = h.account AND h.accepted IS NOT NULL
        """,
        // Accounts of the ledger: what is missing.
        """
        INSERT INTO ledger_account (kind, code) SELECT kind, code FROM (VALUES ('funder', @fund), ('funder', @rights), ('cash', @bank)) v (kind, code)
        UNION SELECT 'provider', o.siret FROM history_stage h JOIN session s ON s.id = h.session JOIN action a ON a.id = s.action_id JOIN offer o ON o.id = a.offer_id
        ON CONFLICT DO NOTHING
        """,
        """
        INSERT INTO ledger_account (holder, kind) SELECT DISTINCT w.id, 'annual' FROM history_stage h JOIN ledger_holder w ON w.account_id = h.account
        WHERE h.accepted IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_account a WHERE a.holder = w.id AND a.kind = 'annual')
        """,
        """
        INSERT INTO ledger_account (holder, kind, code) SELECT w.id, 'learner', h.id::text FROM history_stage h JOIN ledger_holder w ON w.account_id = h.account
        WHERE h.accepted IS NOT NULL AND h.participation + h.rest > 0
        """,
        """
        INSERT INTO ledger_account (holder, kind, code, funder) SELECT DISTINCT w.id, 'top-up', h.top_up_kind, @fund FROM history_stage h
        JOIN ledger_holder w ON w.account_id = h.account WHERE h.accepted IS NOT NULL AND h.top_up > 0 AND NOT EXISTS (SELECT FROM ledger_account a
            WHERE a.holder = w.id AND a.kind = 'top-up' AND a.code = h.top_up_kind AND a.funder = @fund AND a.earmark IS NULL)
        """,
        $"""
        INSERT INTO ledger_account (holder, kind, bucket) SELECT DISTINCT b.holder, 'reserved', b.id FROM ({Lines}) l {Bucket}
        WHERE NOT EXISTS (SELECT FROM ledger_account r WHERE r.bucket = b.id)
        """,
        // Money comes: to the fund, then to the buckets.
        """
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
        SELECT 'demo-history/' || h.id || '/fund', 1, 'receive', NULL, cash.id, fund.id, h.top_up, h.accepted_on, 'dotation.received', h.rules
        FROM history_stage h JOIN ledger_account cash ON cash.kind = 'cash' AND cash.code = @bank AND cash.holder IS NULL
        JOIN ledger_account fund ON fund.kind = 'funder' AND fund.code = @fund AND fund.holder IS NULL AND fund.unit = 'cent'
        WHERE h.accepted IS NOT NULL AND h.top_up > 0
        """,
        $"""
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, day, reason, rule_set)
        SELECT 'demo-history/' || l.id || '/' || min(l.source), 1, CASE WHEN b.kind = 'learner' THEN 'receive' ELSE 'credit' END, b.holder, c.id, b.id, sum(l.cents)::bigint, l.accepted_on,
            'demo.history', l.rules
        FROM ({Lines}) l {Bucket}
        JOIN ledger_account c ON c.holder IS NULL AND c.unit = 'cent' AND (c.kind, c.code) = (CASE WHEN b.kind = 'learner' THEN 'cash' ELSE 'funder' END,
            CASE b.kind WHEN 'learner' THEN @bank WHEN 'top-up' THEN @fund ELSE @rights END)
        GROUP BY l.id, l.accepted_on, l.rules, b.id, b.kind, b.holder, c.id
        """,
        // Accepted: reserved line by line.
        """
        INSERT INTO ledger_booking (booking, holder, price, participation, exemption, participation_by, cap, rule_set, certification)
        SELECT h.id, b.holder, h.price, h.participation, h.exemption, 'learner', NULL, h.rules, b.certification_code
        FROM history_stage h JOIN booking b ON b.id = h.id WHERE h.accepted IS NOT NULL
        """,
        $"""
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, booking, day, reason, rule_set)
        SELECT 'booking/' || replace(l.id::text, '-', '') || '/reserve', l.line, 'reserve', b.holder, b.id, r.id, l.cents, l.id, l.accepted_on, 'booking.accepted', l.rules
        FROM ({Lines}) l {Bucket} JOIN ledger_account r ON r.bucket = b.id ORDER BY l.id, l.line
        """,
        $"""
        INSERT INTO booking_line (booking_id, line, source, kind, amount, used, returned, kept, credit)
        SELECT l.id, l.line, l.source, l.kind, l.cents, CASE WHEN l.ended IS NOT NULL THEN CASE l.state WHEN 'service-validated' THEN l.cents ELSE 0 END END,
            CASE WHEN l.ended IS NOT NULL THEN CASE l.state WHEN 'service-validated' THEN 0 ELSE l.cents END END, CASE WHEN l.ended IS NOT NULL THEN 0 END, CASE WHEN l.ended IS NOT NULL THEN 0 END
        FROM ({Lines}) l
        """,
        $"INSERT INTO booking_share (booking_id, share, line, bucket, amount) SELECT l.id, l.line, l.line, b.id, l.cents FROM ({Lines}) l {Bucket}",
        // Ended: debited to the provider, or released.
        """
        INSERT INTO ledger_transfer (event, line, nature, holder, debit, credit, amount, origin, booking, day, reason, rule_set)
        SELECT 'booking/' || replace(h.id::text, '-', '') || CASE h.state WHEN 'service-validated' THEN '/end-debit' ELSE '/end-release' END, t.line,
            CASE h.state WHEN 'service-validated' THEN 'debit' ELSE 'release' END, t.holder, t.credit, CASE h.state WHEN 'service-validated' THEN p.id ELSE t.debit END, t.amount, t.id, h.id,
            (h.ended AT TIME ZONE 'Europe/Paris')::date, b.ending_rule, h.rules
        FROM history_stage h JOIN booking b ON b.id = h.id JOIN ledger_transfer t ON t.booking = h.id AND t.nature = 'reserve'
        JOIN ledger_account p ON p.holder IS NULL AND p.kind = 'provider' AND p.code = b.siret AND p.unit = 'cent'
        WHERE h.accepted IS NOT NULL AND h.ended IS NOT NULL ORDER BY t.id
        """,
        """
        INSERT INTO booking_event (booking_id, at, event, from_state, to_state, role)
        SELECT h.id, e.at, e.event, e.from_state, e.to_state, e.role FROM history_stage h CROSS JOIN LATERAL (VALUES
            (1, h.requested, 'open', NULL, 'draft', 'holder', true), (2, h.requested, 'send', 'draft', 'requested', 'holder', true),
            (3, h.proposed, 'propose', 'requested', 'proposed', 'bookings', h.proposed IS NOT NULL), (4, h.accepted, 'accept', 'proposed', 'accepted', 'holder', h.accepted IS NOT NULL),
            (5, h.entry + interval '10 hours', 'declare-entry', 'accepted', 'in-training', 'bookings', h.entry IS NOT NULL),
            (6, h.entry + interval '34 hours', 'entry-counts', 'in-training', 'in-training', 'program', h.entry IS NOT NULL),
            (7, h.ends + interval '20 hours', 'declare-exit', 'in-training', 'service-declared', 'bookings', h.state = 'service-validated'),
            (8, h.ended, CASE h.state WHEN 'service-validated' THEN 'validate' WHEN 'cancelled-by-learner' THEN 'cancel' WHEN 'cancelled-by-provider' THEN 'provider-cancels'
                WHEN 'not-realised' THEN 'entry-missed' WHEN 'refused-by-provider' THEN 'refuse' WHEN 'refused-by-learner' THEN 'decline' ELSE 'learner-silent' END,
                CASE WHEN h.state = 'service-validated' THEN 'service-declared' WHEN h.accepted IS NOT NULL THEN 'accepted' WHEN h.proposed IS NOT NULL THEN 'proposed' ELSE 'requested' END,
                h.state, CASE h.state WHEN 'service-validated' THEN 'program' WHEN 'not-realised' THEN 'program' WHEN 'lapsed' THEN 'program' WHEN 'refused-by-provider' THEN 'bookings'
                WHEN 'cancelled-by-provider' THEN 'bookings' ELSE 'holder' END, h.ended IS NOT NULL)) e (n, at, event, from_state, to_state, role, there)
        WHERE e.there ORDER BY h.id, e.n
        """,
        // Nobody reads the documents of made-up people: sixty thousand of them are not made.
        "DELETE FROM booking_document_due d USING booking_event e, history_stage h WHERE e.id = d.event_id AND e.booking_id = h.id",
        "DROP TABLE history_stage",
    ];
}
