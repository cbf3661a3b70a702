-- The yearly batch opens and reads accounts by the million: what it paid for again and again and nobody needed.

-- Nine accounts in ten are no reservation and stood in its index all the same.
DROP INDEX ledger_account_reserved;
CREATE UNIQUE INDEX ledger_account_reserved ON ledger_account (bucket) WHERE bucket IS NOT NULL;

-- Nor have most holders an account here.
ALTER TABLE ledger_holder DROP CONSTRAINT ledger_holder_account_id_key;
CREATE UNIQUE INDEX ledger_holder_by_account ON ledger_holder (account_id) WHERE account_id IS NOT NULL;

-- What is owed from earlier corrections (L6323-45) concerns few: they alone are looked for.
CREATE INDEX annual_assessment_owed ON annual_assessment (holder) WHERE owed > 0 OR kept_back > 0;

-- Whether the holder exists is asked once for all accounts that a statement opens, in place of once for each; holders stay for good.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_holder_fkey;
CREATE TRIGGER stays BEFORE DELETE ON ledger_holder FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_holder FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

CREATE OR REPLACE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
BEGIN
    IF EXISTS (SELECT FROM added a WHERE a.holder IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_holder h WHERE h.id = a.holder)) THEN
        RAISE EXCEPTION 'ledger: an account of no holder' USING ERRCODE = 'foreign_key_violation';
    END IF;
    INSERT INTO ledger_balance (account) SELECT id FROM added WHERE holder IS NOT NULL;
    INSERT INTO ledger_fund (account) SELECT id FROM added WHERE kind = 'funder' AND unit = 'cent' AND position(':' IN code) > 0;
    RETURN NULL;
END $$;
