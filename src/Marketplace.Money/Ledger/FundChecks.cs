namespace Marketplace.Money.Ledger;

/// <summary>
/// Invariants of dotations and top-ups: cash first (R6333-2, R6323-42), earmarks (R6323-42-1), nothing lost between bank and accounts.
/// </summary>
internal static class FundChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new("funds", "Un financeur n’a jamais donné plus que l’argent reçu de lui : son fonds gardé est la somme de ses mouvements, jamais négative.", """
            SELECT format('financeur %s : fonds %s, mouvements %s', a.code, f.balance, coalesce(m.total, 0))
            FROM (SELECT id, code FROM ledger_account WHERE kind = 'funder' AND unit = 'cent' AND position(':' IN code) > 0) a
            FULL JOIN ledger_fund f ON f.account = a.id
            LEFT JOIN (
                SELECT x.account, sum(delta)::bigint AS total
                FROM (SELECT debit AS account, -amount AS delta FROM ledger_transfer WHERE nature IN ('assign', 'credit', 'refund')
                      UNION ALL SELECT credit, amount FROM ledger_transfer WHERE nature IN ('receive', 'assign', 'withdraw', 'forfeit')) x
                JOIN ledger_fund k ON k.account = x.account GROUP BY x.account) m ON m.account = f.account
            WHERE f.balance IS NULL OR a.id IS NULL OR f.balance < 0 OR f.balance <> coalesce(m.total, 0)
            """),
        new("earmarks", "L’argent réservé à des certifications n’a été engagé que pour elles.", """
            SELECT format('événement %s, ligne %s', t.event, t.line)
            FROM ledger_account a JOIN ledger_transfer t ON t.debit = a.id AND t.nature = 'reserve'
            LEFT JOIN ledger_booking k ON k.booking = t.booking
            WHERE a.earmark IS NOT NULL AND (k.certification = ANY (a.earmark)) IS NOT TRUE
            """),
        new("orders", "Une commande a le total de ses lignes, et n’a crédité ou rendu que des lignes à elle, une fois, après avoir été payée en entier.", """
            SELECT format('commande %s', coalesce(o.id, t.order_id)) FROM dotation_order o
            LEFT JOIN (SELECT order_id, count(*) AS lines, sum(amount)::bigint AS total,
                           count(*) FILTER (WHERE bucket IS NULL AND returned IS NULL) AS open,
                           coalesce(sum(amount) FILTER (WHERE bucket IS NOT NULL), 0)::bigint AS credited,
                           coalesce(sum(amount) FILTER (WHERE returned IS NOT NULL), 0)::bigint AS returned
                       FROM dotation_line GROUP BY order_id) l ON l.order_id = o.id
            FULL JOIN (SELECT split_part(event, '/', 2)::uuid AS order_id,
                           coalesce(sum(amount) FILTER (WHERE nature IN ('receive', 'assign')), 0)::bigint AS cash,
                           coalesce(sum(amount) FILTER (WHERE nature = 'credit'), 0)::bigint AS credited,
                           coalesce(sum(amount) FILTER (WHERE nature = 'refund'), 0)::bigint AS returned,
                           min(id) FILTER (WHERE nature IN ('receive', 'assign')) > min(id) FILTER (WHERE nature IN ('credit', 'refund')) AS late
                       FROM ledger_transfer WHERE event LIKE 'dotation/%' GROUP BY 1) t ON t.order_id = o.id
            WHERE o.id IS NULL OR (o.state <> 'cancelled' AND (coalesce(l.lines, 0) <> o.beneficiaries OR coalesce(l.total, 0) <> o.total))
                OR coalesce(t.credited, 0) <> coalesce(l.credited, 0) OR coalesce(t.returned, 0) <> coalesce(l.returned, 0)
                OR coalesce(t.cash, 0) <> CASE WHEN o.state IN ('received', 'credited') THEN o.total ELSE 0 END
                OR (o.state = 'credited' AND l.open > 0) OR t.late
            """),
        new("rests", "Le reste repris à chaque bénéficiaire est celui de ses mouvements.", """
            SELECT format('compte %s', coalesce(l.bucket, w.debit)) FROM (SELECT bucket, rest FROM dotation_line WHERE bucket IS NOT NULL) l
            FULL JOIN (SELECT debit, sum(amount)::bigint AS rest FROM ledger_transfer WHERE nature = 'withdraw' AND event LIKE 'expiry/%' AND debit IN (SELECT bucket FROM dotation_line) GROUP BY debit) w ON w.debit = l.bucket
            WHERE coalesce(l.rest, 0) <> coalesce(w.rest, 0)
            """),
        new("bank", "L’argent de la banque qui attend est celui des écritures mises de côté.", """
            SELECT format('en attente %s, écritures %s', waiting, entries)
            FROM (SELECT coalesce((SELECT f.balance FROM ledger_account a JOIN ledger_fund f ON f.account = a.id WHERE a.kind = 'funder' AND a.code = 'bank:waiting'), 0) AS waiting,
                      coalesce((SELECT sum(amount) FROM bank_entry WHERE state = 'set-aside' AND booked), 0) AS entries) x
            WHERE waiting <> entries
            UNION ALL
            SELECT format('écriture %s', e.id) FROM bank_entry e LEFT JOIN ledger_transfer t ON t.event = format('dotation/%s/cash', e.order_id)
            WHERE e.state = 'matched' AND t.amount IS DISTINCT FROM e.amount
            """),
    ];
}
