-- Cash before rights (R6333-2, R6323-42): whoever pays dotations and top-ups has a fund with a kept balance that never
-- falls below zero. Their codes hold a colon (employer:123456789, funder:…, bank:waiting); the accounts that grant rights
-- without cash of their own (france-competences, volunteering-state, public-employers) do not, and keep no balance.

-- Which certification a booking is for: earmarked money may serve it or not (R6323-42-1).
ALTER TABLE ledger_booking ADD COLUMN certification text;

-- Derived, written by the triggers below alone; `ledger verify` proves it.
CREATE TABLE ledger_fund (
    account bigint PRIMARY KEY,
    balance bigint NOT NULL DEFAULT 0 CONSTRAINT ledger_fund_not_negative CHECK (balance >= 0)
) WITH (fillfactor = 70);
INSERT INTO ledger_fund (account, balance)
    SELECT a.id, coalesce(sum(CASE WHEN t.credit = a.id THEN t.amount WHEN t.debit = a.id THEN -t.amount END), 0)
    FROM (SELECT id FROM ledger_account WHERE kind = 'funder' AND unit = 'cent' AND position(':' IN code) > 0) a
    LEFT JOIN ledger_transfer t ON a.id IN (t.debit, t.credit) GROUP BY a.id;

-- New: 'assign' (money that waited is found to be somebody's), 'refund' of a funder (owed back to it).
CREATE OR REPLACE FUNCTION ledger_fits(nature text, from_kind text, from_bucket bigint, from_id bigint, to_kind text, to_bucket bigint, to_id bigint,
    origin_nature text, origin_debit_bucket bigint, origin_credit bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE nature
        WHEN 'receive' THEN from_kind = 'cash' AND to_kind IN ('funder', 'learner')
        WHEN 'assign' THEN from_kind = 'funder' AND to_kind = 'funder' AND from_id <> to_id
        WHEN 'credit' THEN from_kind = 'funder' AND to_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up')
        WHEN 'withdraw' THEN from_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up') AND to_kind = 'funder'
        WHEN 'convert' THEN from_kind = 'public-hours' AND to_kind = 'converted-hours'
        WHEN 'reserve' THEN to_kind = 'reserved' AND to_bucket = from_id
        WHEN 'release' THEN from_kind = 'reserved' AND from_bucket = to_id AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'debit' THEN from_kind = 'reserved' AND to_kind = 'provider' AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'recredit' THEN from_kind = 'provider' AND origin_nature = 'debit' AND origin_credit = from_id AND origin_debit_bucket = to_id
        WHEN 'pay' THEN from_kind IN ('provider', 'refund') AND to_kind = 'cash'
        WHEN 'refund' THEN from_kind IN ('learner', 'funder') AND to_kind = 'refund'
        ELSE false
    END AND (origin_nature IS NOT NULL) = (nature IN ('release', 'debit', 'recredit'))
$$;

-- New: a dotation or top-up comes from the fund of the funder that its bucket names, and goes back there.
CREATE OR REPLACE VIEW ledger_misfit AS
    SELECT t.id, t.event, t.line, t.nature FROM ledger_transfer t
    LEFT JOIN ledger_account d ON d.id = t.debit
    LEFT JOIN ledger_account c ON c.id = t.credit
    LEFT JOIN ledger_transfer o ON o.id = t.origin
    LEFT JOIN ledger_account od ON od.id = o.debit
    WHERE d.id IS NULL OR c.id IS NULL OR d.unit <> c.unit
        OR t.holder IS DISTINCT FROM coalesce(d.holder, o.holder, c.holder) OR coalesce(c.holder, t.holder) IS DISTINCT FROM t.holder
        OR (t.nature IN ('reserve', 'release', 'debit', 'recredit')) <> (t.booking IS NOT NULL)
        OR o.booking <> t.booking
        OR (t.nature = 'credit' AND c.kind IN ('dotation', 'top-up') AND (d.code IS DISTINCT FROM c.funder OR position(':' IN d.code) = 0))
        OR (t.nature = 'withdraw' AND d.kind IN ('dotation', 'top-up') AND c.code IS DISTINCT FROM d.funder)
        OR ledger_fits(t.nature, d.kind, d.bucket, d.id, c.kind, c.bucket, c.id, o.nature, od.bucket, o.credit) IS NOT TRUE;

CREATE OR REPLACE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_balance (account) SELECT id FROM added WHERE holder IS NOT NULL;
    INSERT INTO ledger_fund (account) SELECT id FROM added WHERE kind = 'funder' AND unit = 'cent' AND position(':' IN code) > 0;
    RETURN NULL;
END $$;

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
    INSERT INTO ledger_open (line, remaining) SELECT id, amount FROM added WHERE nature IN ('reserve', 'debit');
    UPDATE ledger_open o SET remaining = o.remaining - d.total
    FROM (SELECT origin, sum(amount)::bigint AS total FROM added WHERE origin IS NOT NULL GROUP BY origin) d
    WHERE o.line = d.origin;
    RETURN NULL;
END $$;
