namespace Marketplace.Money.Ledger;

/// <summary>
/// Invariants of money paid by card. The rows of payments and refunds are those of a capability above, read here beside the movements
/// that it posts under keys such as <c>card/…/receive</c>.
/// </summary>
internal static class CardChecks
{
    public static readonly IReadOnlyList<LedgerCheck> All =
    [
        new("cards", "Chaque somme reçue par carte est celle d’un paiement, et chaque paiement a été reçu, une fois et au centime.", """
            SELECT format('paiement %s : grand livre %s, paiement %s', coalesce(p.id::text, t.event), coalesce(t.amount, 0), coalesce(p.amount, 0))
            FROM (SELECT id, amount, bucket FROM card_payment WHERE bucket IS NOT NULL) p
            FULL JOIN (SELECT event, amount, credit FROM ledger_transfer WHERE nature = 'receive' AND event LIKE 'card/%/receive') t
                ON t.event = format('card/%s/receive', replace(p.id::text, '-', ''))
            WHERE p.amount IS DISTINCT FROM t.amount OR p.bucket IS DISTINCT FROM t.credit
            """),
        new("card-refunds", "Chaque remboursement est dû au grand livre depuis qu’il est demandé, et payé s’il est fait ; jamais plus que ce qui a été payé.", """
            SELECT format('remboursement %s : demandé %s, dû %s, payé %s', coalesce(r.id::text, t.refund), coalesce(r.amount, 0), coalesce(t.owed, 0), coalesce(t.paid, 0))
            FROM card_refund r
            FULL JOIN (SELECT split_part(event, '/', 2) AS refund, coalesce(sum(amount) FILTER (WHERE nature = 'refund'), 0)::bigint AS owed,
                           coalesce(sum(amount) FILTER (WHERE nature = 'pay'), 0)::bigint AS paid
                       FROM ledger_transfer WHERE (event LIKE 'card/%/refund' AND nature = 'refund') OR (event LIKE 'card/%/pay' AND nature = 'pay') GROUP BY 1) t ON t.refund = replace(r.id::text, '-', '')
            WHERE coalesce(r.amount, 0) <> coalesce(t.owed, 0)
                OR CASE WHEN r.state = 'done' THEN r.amount ELSE 0 END <> coalesce(t.paid, 0)
            UNION ALL
            SELECT format('paiement %s : payé %s, remboursements %s', p.id, CASE WHEN p.bucket IS NULL THEN 0 ELSE p.amount END, r.asked)
            FROM card_payment p JOIN (SELECT payment, sum(amount) AS asked, sum(amount) FILTER (WHERE state = 'done') AS done FROM card_refund GROUP BY payment) r ON r.payment = p.id
            WHERE p.bucket IS NULL OR r.asked > p.amount OR (p.state = 'refunded') <> (r.done IS NOT DISTINCT FROM p.amount AND p.state NOT IN ('disputed', 'charged-back'))
            """),
    ];
}
