namespace Marketplace.Money.Ledger;

/// <summary>
/// Invariants of payments and of closed accounts: nothing is paid that is not owed, nothing is promised to who has retired.
/// </summary>
internal static class OwedChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new("owed", "Ce qui est dû à un organisme, ou à rendre à qui a payé, est la somme des mouvements.", """
            SELECT format('compte %s : dû %s, mouvements %s', coalesce(a.id, o.account), o.balance, coalesce(m.total, 0))
            FROM (SELECT id FROM ledger_account WHERE kind IN ('provider', 'refund')) a
            FULL JOIN ledger_owed o ON o.account = a.id
            LEFT JOIN (
                SELECT account, sum(delta)::bigint AS total
                FROM (SELECT debit AS account, -amount AS delta FROM ledger_transfer WHERE nature IN ('recredit', 'pay')
                      UNION ALL SELECT credit, amount FROM ledger_transfer WHERE nature IN ('debit', 'refund', 'repay')) x GROUP BY account) m ON m.account = o.account
            WHERE a.id IS NULL OR o.balance IS DISTINCT FROM coalesce(m.total, 0)
            """),
        // Numbers are given before the row of what is owed is locked: what was written within the same minutes may stand on
        // either side of the payment.
        new("payments", "Aucun paiement ne dépasse ce qui est dû à ce moment.", """
            SELECT format('événement %s, ligne %s : %s de trop', p.event, p.line, -p.rest)
            FROM (SELECT t.id, t.event, t.line, t.nature, t.recorded_at, x.account, sum(x.delta) OVER (PARTITION BY x.account ORDER BY t.id) AS rest
                  FROM ledger_transfer t
                  CROSS JOIN LATERAL (SELECT CASE WHEN t.nature IN ('debit', 'refund', 'repay') THEN t.credit ELSE t.debit END AS account,
                      CASE WHEN t.nature IN ('debit', 'refund', 'repay') THEN t.amount ELSE -t.amount END AS delta) x
                  WHERE t.nature IN ('debit', 'refund', 'repay', 'recredit', 'pay')) p
            WHERE p.nature = 'pay' AND p.rest < 0
                AND p.rest + (SELECT coalesce(sum(n.amount), 0) FROM ledger_transfer n
                    WHERE n.recorded_at BETWEEN p.recorded_at - interval '2 minutes' AND p.recorded_at + interval '2 minutes'
                        AND ((n.nature = 'recredit' AND n.debit = p.account AND n.id < p.id) OR (n.nature IN ('debit', 'refund', 'repay') AND n.credit = p.account AND n.id > p.id))) < 0
            """),
        new("retirement", "Rien n’a été crédité ni engagé sur un compte clos par la retraite, hors engagement citoyen et paiements par carte.", """
            SELECT format('événement %s, ligne %s', t.event, t.line)
            FROM ledger_holder h JOIN ledger_transfer t ON t.holder = h.id AND t.recorded_at > h.retired_noted_at AND t.day >= h.retired_on
            JOIN ledger_account a ON a.id = CASE WHEN t.nature = 'credit' THEN t.credit ELSE t.debit END
            WHERE h.retired_on IS NOT NULL AND t.nature IN ('credit', 'convert', 'reserve', 'hold') AND a.kind NOT IN ('volunteering', 'learner')
            """),
    ];
}
