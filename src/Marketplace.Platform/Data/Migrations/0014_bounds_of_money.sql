-- Money has a ceiling everywhere: credits whatever the order of corrections, payments, and who has retired.

-- What a year found on the account when it was first assessed, and what the cap left for it at the tightest assessment:
-- corrections are computed from these, so that their order does not count. Null in rows from before: inferred when read.
ALTER TABLE annual_assessment
    ADD COLUMN rights_found bigint,        -- cents, less what was owed back
    ADD COLUMN base_limit bigint,          -- cents
    ADD COLUMN total_limit bigint,         -- cents: base and supplement together
    ADD COLUMN hours_found bigint,         -- hundredths
    ADD COLUMN hours_limit bigint;         -- hundredths
-- Hours that a correction takes back and that are gone stay credited beyond what is due: they are not owed.
ALTER TABLE annual_assessment DROP CONSTRAINT annual_assessment_check;
ALTER TABLE annual_assessment
    ADD CONSTRAINT annual_assessment_credited CHECK (base_credited BETWEEN 0 AND base_due AND supplement_credited BETWEEN 0 AND supplement_due AND hours_credited >= 0) NOT VALID,
    ADD CONSTRAINT annual_assessment_held_back CHECK (
        (base_credited = 0 OR base_credited <= base_cap - rights_found)
        AND (supplement_credited = 0 OR base_credited + supplement_credited <= supplement_cap - rights_found)) NOT VALID;

-- Owed to a provider, or back to who paid. Derived, written by the triggers below alone; `ledger verify` proves it.
-- It falls below zero when what was paid is taken back: then the provider owes it. No payment may bring it there.
CREATE TABLE ledger_owed (
    account bigint PRIMARY KEY,
    balance bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);
INSERT INTO ledger_owed (account, balance)
    SELECT a.id, coalesce(sum(CASE WHEN t.credit = a.id THEN t.amount ELSE -t.amount END), 0)
    FROM ledger_account a LEFT JOIN ledger_transfer t ON t.nature IN ('debit', 'refund', 'recredit', 'pay') AND a.id IN (t.debit, t.credit)
    WHERE a.kind IN ('provider', 'refund') GROUP BY a.id;

CREATE OR REPLACE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
BEGIN
    IF EXISTS (SELECT FROM added a WHERE a.holder IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_holder h WHERE h.id = a.holder)) THEN
        RAISE EXCEPTION 'ledger: an account of no holder' USING ERRCODE = 'foreign_key_violation';
    END IF;
    INSERT INTO ledger_balance (account) SELECT id FROM added WHERE holder IS NOT NULL;
    INSERT INTO ledger_fund (account) SELECT id FROM added WHERE kind = 'funder' AND unit = 'cent' AND position(':' IN code) > 0;
    INSERT INTO ledger_owed (account) SELECT id FROM added WHERE kind IN ('provider', 'refund');
    RETURN NULL;
END $$;

-- New: what is owed is kept, and nothing is paid beyond it.
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
    INSERT INTO ledger_open (line, remaining) SELECT id, amount FROM added WHERE nature IN ('reserve', 'debit');
    UPDATE ledger_open o SET remaining = o.remaining - d.total
    FROM (SELECT origin, sum(amount)::bigint AS total FROM added WHERE origin IS NOT NULL GROUP BY origin) d
    WHERE o.line = d.origin;
    RETURN NULL;
END $$;

-- When it was noted that somebody has retired: what was credited or promised afterwards is a fault (`ledger verify`).
ALTER TABLE ledger_holder ADD COLUMN retired_noted_at timestamptz;
CREATE FUNCTION ledger_holder_retired() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.retired_noted_at := CASE WHEN NEW.retired_on IS NOT NULL THEN clock_timestamp() END;
    RETURN NEW;
END $$;
CREATE TRIGGER retired_when_opened BEFORE INSERT ON ledger_holder FOR EACH ROW WHEN (NEW.retired_on IS NOT NULL) EXECUTE FUNCTION ledger_holder_retired();
CREATE TRIGGER retired BEFORE UPDATE ON ledger_holder FOR EACH ROW WHEN (NEW.retired_on IS DISTINCT FROM OLD.retired_on) EXECUTE FUNCTION ledger_holder_retired();
