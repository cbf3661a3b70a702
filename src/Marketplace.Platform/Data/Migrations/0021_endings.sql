-- A booking's way to its end: rights held while a card page is open, and what is kept of a late cancellation or a broken-off training.
-- New natures: 'hold' (bucket → its reserved twin, for a booking that is not accepted yet), 'unhold' (back), 'forfeit' (what a
-- learner paid by card and loses goes to the fund that pays trainings).

CREATE OR REPLACE FUNCTION ledger_fits(nature text, from_kind text, from_bucket bigint, from_id bigint, to_kind text, to_bucket bigint, to_id bigint,
    origin_nature text, origin_debit_bucket bigint, origin_credit bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE nature
        WHEN 'receive' THEN from_kind = 'cash' AND to_kind IN ('funder', 'learner')
        WHEN 'assign' THEN from_kind = 'funder' AND to_kind = 'funder' AND from_id <> to_id
        WHEN 'credit' THEN from_kind = 'funder' AND to_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up')
        WHEN 'withdraw' THEN from_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up') AND to_kind = 'funder'
        WHEN 'forfeit' THEN from_kind = 'learner' AND to_kind = 'funder'
        WHEN 'convert' THEN from_kind = 'public-hours' AND to_kind = 'converted-hours'
        WHEN 'reserve' THEN to_kind = 'reserved' AND to_bucket = from_id
        WHEN 'hold' THEN to_kind = 'reserved' AND to_bucket = from_id
        WHEN 'release' THEN from_kind = 'reserved' AND from_bucket = to_id AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'unhold' THEN from_kind = 'reserved' AND from_bucket = to_id AND origin_nature = 'hold' AND origin_credit = from_id
        WHEN 'debit' THEN from_kind = 'reserved' AND to_kind = 'provider' AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'recredit' THEN from_kind = 'provider' AND origin_nature = 'debit' AND origin_credit = from_id AND origin_debit_bucket = to_id
        WHEN 'pay' THEN from_kind IN ('provider', 'refund') AND to_kind = 'cash'
        WHEN 'refund' THEN from_kind IN ('learner', 'funder') AND to_kind = 'refund'
        ELSE false
    END AND (origin_nature IS NOT NULL) = (nature IN ('release', 'unhold', 'debit', 'recredit'))
$$;

-- New: a hold and what is forfeited name their booking; card money, what is kept and what is refunded may. What is forfeited goes to
-- an account without a fund of its own (france-competences): no employer or funder is paid by a learner's card.
CREATE OR REPLACE VIEW ledger_misfit AS
    SELECT t.id, t.event, t.line, t.nature FROM ledger_transfer t
    LEFT JOIN ledger_account d ON d.id = t.debit
    LEFT JOIN ledger_account c ON c.id = t.credit
    LEFT JOIN ledger_transfer o ON o.id = t.origin
    LEFT JOIN ledger_account od ON od.id = o.debit
    WHERE d.id IS NULL OR c.id IS NULL OR d.unit <> c.unit
        OR t.holder IS DISTINCT FROM coalesce(d.holder, o.holder, c.holder) OR coalesce(c.holder, t.holder) IS DISTINCT FROM t.holder
        OR CASE WHEN t.nature IN ('reserve', 'release', 'debit', 'recredit', 'hold', 'unhold', 'forfeit') THEN t.booking IS NULL
            ELSE t.booking IS NOT NULL AND (t.nature NOT IN ('receive', 'withdraw', 'refund') OR t.holder IS NULL) END
        OR o.booking <> t.booking
        OR (t.nature = 'credit' AND c.kind IN ('dotation', 'top-up') AND (d.code IS DISTINCT FROM c.funder OR position(':' IN d.code) = 0))
        OR (t.nature = 'withdraw' AND d.kind IN ('dotation', 'top-up') AND c.code IS DISTINCT FROM d.funder)
        OR (t.nature = 'forfeit' AND position(':' IN c.code) > 0)
        OR ledger_fits(t.nature, d.kind, d.bucket, d.id, c.kind, c.bucket, c.id, o.nature, od.bucket, o.credit) IS NOT TRUE;

-- New: a hold is open until it is unheld.
CREATE OR REPLACE FUNCTION ledger_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
DECLARE
    misfit record;
BEGIN
    SELECT m.event, m.line, m.nature INTO misfit FROM added a JOIN ledger_misfit m ON m.id = a.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: % line % may not be a % between these accounts', misfit.event, misfit.line, misfit.nature USING ERRCODE = 'check_violation';
    END IF;
    -- One sum for both kinds of kept balances: the yearly batch passes here too.
    WITH moved AS MATERIALIZED (
        SELECT account, sum(delta)::bigint AS delta
        FROM (SELECT debit AS account, -amount AS delta FROM added UNION ALL SELECT credit, amount FROM added) x GROUP BY account
    ), holders AS (
        UPDATE ledger_balance b SET balance = b.balance + d.delta FROM moved d WHERE b.account = d.account AND d.delta <> 0
    ), locked AS (
        -- Funds in one order: two transactions with several of them in common wait for each other, never in a circle.
        -- One look-up an account, whatever the yearly batch tells the planner.
        SELECT f.account, d.delta FROM (SELECT account, delta FROM moved WHERE delta <> 0 ORDER BY account) d
        CROSS JOIN LATERAL (SELECT account FROM ledger_fund WHERE account = d.account FOR UPDATE) f
    )
    UPDATE ledger_fund f SET balance = f.balance + d.delta FROM locked d WHERE f.account = d.account;
    -- After the funds, in one order too. The yearly batch has no such lines and looks nothing up.
    WITH moved AS MATERIALIZED (
        SELECT account, sum(delta)::bigint AS delta
        FROM (SELECT debit AS account, -amount AS delta FROM added WHERE nature IN ('recredit', 'pay')
              UNION ALL SELECT credit, amount FROM added WHERE nature IN ('debit', 'refund')) x GROUP BY account
    ), locked AS (
        SELECT o.account, d.delta FROM (SELECT account, delta FROM moved ORDER BY account) d
        CROSS JOIN LATERAL (SELECT account FROM ledger_owed WHERE account = d.account FOR UPDATE) o
    )
    UPDATE ledger_owed o SET balance = o.balance + d.delta FROM locked d WHERE o.account = d.account;
    SELECT a.event, a.line INTO misfit FROM added a JOIN ledger_owed o ON o.account = a.debit WHERE a.nature = 'pay' AND o.balance < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: % line % pays more than is owed', misfit.event, misfit.line
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_owed_not_exceeded', TABLE = 'ledger_owed';
    END IF;
    INSERT INTO ledger_open (line, remaining) SELECT id, amount FROM added WHERE nature IN ('reserve', 'debit', 'hold');
    UPDATE ledger_open o SET remaining = o.remaining - d.total
    FROM (SELECT origin, sum(amount)::bigint AS total FROM added WHERE origin IS NOT NULL GROUP BY origin) d
    WHERE o.line = d.origin;
    RETURN NULL;
END $$;
