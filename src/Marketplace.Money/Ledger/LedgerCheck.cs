namespace Marketplace.Money.Ledger;

/// <summary>An invariant of the ledger as a query that finds where it is broken.</summary>
/// <param name="Name">For machines.</param>
/// <param name="Rule">French: what must hold.</param>
/// <param name="Sql">Rows with one text each: where it does not hold. Set-based, reads each table once.</param>
internal sealed record LedgerCheck(string Name, string Rule, string Sql)
{
    /// <summary>All of 4.6 of the money rules as corrected by 4.7, and what the database derives.</summary>
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new("balances", "Le solde gardé d’un compte est la somme de ses mouvements.", """
            SELECT format('compte %s : solde %s, mouvements %s', b.account, b.balance, coalesce(m.total, 0))
            FROM ledger_balance b LEFT JOIN (
                SELECT account, sum(delta)::bigint AS total
                FROM (SELECT debit AS account, -amount AS delta FROM ledger_transfer UNION ALL SELECT credit, amount FROM ledger_transfer) x
                GROUP BY account) m ON m.account = b.account
            WHERE b.balance <> coalesce(m.total, 0)
            """),
        new("tracked", "Chaque compte d’un titulaire a un solde gardé, et aucun autre compte.", """
            SELECT format('compte %s', coalesce(a.id, b.account)) FROM ledger_account a FULL JOIN ledger_balance b ON b.account = a.id
            WHERE (a.holder IS NOT NULL) IS DISTINCT FROM (b.account IS NOT NULL)
            """),
        new("not-negative", "Aucun compte d’un titulaire n’est négatif.", """
            SELECT format('compte %s : %s', account, balance) FROM ledger_balance WHERE balance < 0
            """),
        new("misfits", "Chaque mouvement joint deux comptes qu’il peut joindre, du même titulaire et de la même unité.", """
            SELECT format('événement %s, ligne %s', event, line) FROM ledger_misfit
            """),
        new("open-lines", "Ce qui reste d’une ligne réservée, retenue ou débitée est son montant moins ce qui en a été réglé ou repris.", """
            SELECT format('ligne %s', coalesce(t.id, o.line))
            FROM (SELECT id, amount FROM ledger_transfer WHERE nature IN ('reserve', 'debit', 'hold')) t
            FULL JOIN ledger_open o ON o.line = t.id
            LEFT JOIN (SELECT origin, sum(amount)::bigint AS settled FROM ledger_transfer WHERE origin IS NOT NULL GROUP BY origin) s ON s.origin = t.id
            WHERE t.amount - coalesce(s.settled, 0) IS DISTINCT FROM o.remaining OR o.remaining < 0
            """),
        new("reservations", "Ce qui est réservé est exactement ce que des inscriptions ont réservé ou retenu sans encore le débiter ni le libérer.", """
            SELECT format('compte %s : solde %s, réservations %s', a.id, b.balance, coalesce(r.open, 0))
            FROM ledger_account a JOIN ledger_balance b ON b.account = a.id
            LEFT JOIN (SELECT t.credit, sum(o.remaining)::bigint AS open FROM ledger_transfer t JOIN ledger_open o ON o.line = t.id
                       WHERE t.nature IN ('reserve', 'hold') GROUP BY t.credit) r ON r.credit = a.id
            WHERE a.kind = 'reserved' AND b.balance <> coalesce(r.open, 0)
            """),
        new("bookings", "Les lignes d’une inscription font son prix, la participation y est ou une exonération, et le plafond tient.", """
            SELECT format('inscription %s', coalesce(k.booking, l.booking))
            FROM ledger_booking k FULL JOIN (
                SELECT t.booking, min(t.holder) AS holder, max(t.day) AS day, sum(t.amount)::bigint AS total,
                    coalesce(sum(t.amount) FILTER (WHERE a.kind = 'learner'), 0)::bigint AS learner,
                    coalesce(sum(t.amount) FILTER (WHERE a.kind = 'top-up' AND a.code IN ('employer', 'opco')), 0)::bigint AS third,
                    coalesce(sum(t.amount) FILTER (WHERE a.kind = 'annual'), 0)::bigint AS annual
                FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit WHERE t.nature = 'reserve' GROUP BY t.booking) l ON l.booking = k.booking
            WHERE k.price IS DISTINCT FROM l.total OR k.holder <> l.holder
                OR CASE k.participation_by WHEN 'learner' THEN l.learner ELSE l.third END < k.participation
                OR l.annual > least(coalesce(k.cap, k.price), k.price - k.participation)
                OR (k.exemption = 'not-in-force' AND l.day >= DATE '2024-05-02')
            """),
        new("terms", "L’argent réservé à des formations ou à une date n’est ni engagé ni retenu après sa date.", """
            SELECT format('événement %s, ligne %s', t.event, t.line) FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit
            WHERE t.nature IN ('reserve', 'hold') AND a.usable_until < t.day
            """),
        new("annual-credits", "Ce qui a été crédité au titre d’une année est ce que son évaluation a retenu.", """
            SELECT format('titulaire %s, année %s', coalesce(a.holder, t.holder), coalesce(a.year, t.year))
            FROM (SELECT holder, year, last[2] AS cents, last[3] AS hours_credited, owed, kept_back
                  FROM (SELECT holder, year, max(ARRAY[revision, base_credited + supplement_credited, hours_credited]) AS last,
                            sum(owed) AS owed, sum(kept_back) AS kept_back FROM annual_assessment GROUP BY holder, year) r) a
            FULL JOIN (
                SELECT m.holder, split_part(m.event, '/', 2)::smallint AS year,
                    sum(CASE WHEN c.kind = 'annual' THEN m.amount WHEN d.kind = 'annual' THEN -m.amount ELSE 0 END)::bigint AS cents,
                    sum(CASE WHEN c.kind = 'public-hours' THEN m.amount WHEN d.kind = 'public-hours' THEN -m.amount ELSE 0 END)::bigint AS hours
                FROM ledger_transfer m JOIN ledger_account d ON d.id = m.debit JOIN ledger_account c ON c.id = m.credit
                WHERE m.event LIKE 'annual/%' GROUP BY 1, 2) t ON t.holder = a.holder AND t.year = a.year
            WHERE coalesce(a.cents, -1) + coalesce(a.owed, 0) - coalesce(a.kept_back, 0) <> coalesce(t.cents, 0)
                OR coalesce(a.hours_credited, -1) <> coalesce(t.hours, 0)
            """),
        // A year's own supplement does not count against its base, and what was once credited for the year may come back (CreditedPart).
        new("caps", "Aucun crédit annuel ne porte les droits au-delà du plafond de son évaluation.", """
            SELECT format('titulaire %s, événement %s', x.holder, x.event)
            FROM (SELECT t.holder, t.event, t.line, t.nature, t.reason, sum(CASE WHEN c.kind = 'annual' THEN t.amount WHEN d.kind = 'annual' THEN -t.amount
                        WHEN t.nature = 'debit' THEN -t.amount ELSE 0 END
                        + CASE WHEN t.nature IN ('reserve', 'hold') THEN t.amount WHEN t.nature IN ('release', 'unhold') THEN -t.amount ELSE 0 END)
                        OVER (PARTITION BY t.holder ORDER BY t.id) AS rights
                  FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit JOIN ledger_account c ON c.id = t.credit
                  LEFT JOIN ledger_account db ON db.id = d.bucket
                  WHERE 'annual' IN (d.kind, c.kind, db.kind)) x
            JOIN annual_assessment a ON a.holder = x.holder
                AND a.year = split_part(x.event, '/', 2)::smallint AND a.revision = split_part(x.event, '/', 4)::integer
            CROSS JOIN LATERAL (SELECT x.reason LIKE 'crediting.disabled%' AS supplement) k
            CROSS JOIN LATERAL (
                SELECT sum(CASE WHEN c.kind = 'annual' THEN t.amount ELSE -t.amount END) AS net,
                    coalesce(sum(CASE WHEN c.kind = 'annual' THEN t.amount ELSE -t.amount END) FILTER (WHERE t.line > x.line), 0) AS later
                FROM ledger_transfer t JOIN ledger_account d ON d.id = t.debit JOIN ledger_account c ON c.id = t.credit
                WHERE t.event = x.event AND 'annual' IN (d.kind, c.kind)) e
            LEFT JOIN LATERAL (
                SELECT max(p.base_credited) AS base, max(p.base_credited + p.supplement_credited) AS total
                FROM annual_assessment p WHERE p.holder = a.holder AND p.year = a.year AND p.revision < a.revision) p ON true
            WHERE x.nature = 'credit' AND x.event LIKE 'annual/%'
                AND x.rights > CASE WHEN k.supplement THEN a.supplement_cap ELSE a.base_cap END
                AND e.net > 0 AND x.rights + e.later > CASE WHEN k.supplement THEN a.supplement_cap ELSE a.base_cap + a.supplement_credited END
                AND CASE WHEN k.supplement THEN a.base_credited + a.supplement_credited > coalesce(p.total, 0) ELSE a.base_credited > coalesce(p.base, 0) END
            """),
        new("volunteering-credits", "Ce qui a été crédité pour une activité d’engagement citoyen est ce que sa déclaration a retenu.", """
            SELECT format('titulaire %s, événement %s', coalesce(v.holder, t.holder), coalesce(v.event, t.event))
            FROM (SELECT holder, format('volunteering/%s/%s/%s', holder, year, activity) AS event, credited FROM volunteering_activity WHERE credited > 0) v
            FULL JOIN (SELECT holder, event, sum(amount)::bigint AS amount FROM ledger_transfer WHERE event LIKE 'volunteering/%' GROUP BY holder, event) t
                ON t.event = v.event AND t.holder = v.holder
            WHERE v.credited IS DISTINCT FROM t.amount
            """),
        new("conversions", "Des heures converties donnent leur valeur en euros, dans le même événement.", """
            SELECT format('événement %s', event) FROM (
                SELECT t.event, coalesce(sum(t.amount) FILTER (WHERE t.nature = 'convert'), 0) AS hours,
                    coalesce(sum(t.amount) FILTER (WHERE t.nature = 'credit'), 0) AS cents,
                    min((s.entries -> 'crediting.public-agent.hour-value' ->> 'Value')::numeric) AS value
                FROM ledger_transfer t JOIN rule_set s ON s.stamp = t.rule_set
                WHERE t.event LIKE 'conversion/%' OR t.nature = 'convert' GROUP BY t.event) c
            WHERE c.cents IS DISTINCT FROM floor(c.hours * c.value)
            """),
        new("rule-sets", "Chaque mouvement et chaque inscription nomment des règles gardées.", """
            SELECT format('règles %s', used.rule_set) FROM (SELECT rule_set FROM ledger_transfer GROUP BY 1
                UNION SELECT rule_set FROM ledger_booking UNION SELECT rule_set FROM annual_assessment GROUP BY 1) used
            LEFT JOIN rule_set s ON s.stamp = used.rule_set WHERE s.stamp IS NULL
            """),
        .. FundChecks.All,
        .. OwedChecks.All,
        .. CardChecks.All,
    ];
}
