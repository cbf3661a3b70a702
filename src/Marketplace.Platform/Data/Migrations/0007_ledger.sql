-- Rights in euros: append-only double entry, one row a transfer. Balance of an account = credits less debits.
-- Balances are kept for holders' accounts only: a counter-account would be one row that everybody waits for.

-- The rules that a booking or credit was made under, kept whole: a later correction of the rule book does not reach them.
CREATE TABLE rule_set (
    stamp text PRIMARY KEY,
    since date NOT NULL,
    entries jsonb NOT NULL,                -- key: value, all of them
    frozen_at timestamptz NOT NULL DEFAULT now()
);

-- Whose rights: a person, with or without an account here (the law opens one for every worker).
CREATE TABLE ledger_holder (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person bytea NOT NULL UNIQUE,          -- keyed hash of the NIR, as vault_entry.lookup
    account_id uuid UNIQUE REFERENCES account,
    retired_on date                        -- L6323-3: no more credits, nothing to use
);

CREATE TABLE ledger_account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    holder bigint REFERENCES ledger_holder,
    kind text NOT NULL CHECK (kind IN (
        'annual', 'volunteering', 'public-hours', 'dotation', 'top-up', 'learner', 'reserved',  -- a holder's
        'funder', 'provider', 'cash', 'refund', 'converted-hours')),                            -- counter-accounts
    unit text NOT NULL DEFAULT 'cent' CHECK (unit IN ('cent', 'centihour')),
    code text NOT NULL DEFAULT '',         -- dotation, top-up: its kind; learner: the booking; counter-account: who
    funder text,                           -- who paid it in, code of a funder's account
    earmark text[],                        -- certifications it is reserved for (R6323-42-1); null: all
    usable_until date,                     -- last day; null: no limit
    refund_rest boolean NOT NULL DEFAULT false,
    bucket bigint REFERENCES ledger_account,   -- reserved: of which account
    opened_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((holder IS NULL) = (kind IN ('funder', 'provider', 'cash', 'refund', 'converted-hours'))),
    CHECK ((kind = 'reserved') = (bucket IS NOT NULL)),
    CHECK (unit = 'cent' OR kind IN ('public-hours', 'funder', 'converted-hours')),
    CHECK (kind NOT IN ('public-hours', 'converted-hours') OR unit = 'centihour')
);
CREATE INDEX ledger_account_by_holder ON ledger_account (holder);
CREATE UNIQUE INDEX ledger_account_single ON ledger_account (holder, kind) WHERE kind IN ('annual', 'volunteering', 'public-hours');
CREATE UNIQUE INDEX ledger_account_reserved ON ledger_account (bucket);
CREATE UNIQUE INDEX ledger_account_counter ON ledger_account (kind, code, unit) WHERE holder IS NULL;

CREATE TABLE ledger_transfer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event text NOT NULL,                   -- idempotency key of the business event
    line smallint NOT NULL,
    nature text NOT NULL,
    holder bigint,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    origin bigint,                         -- release, debit: the reserve line; recredit: the debit line
    booking uuid,
    day date NOT NULL,                     -- in Paris
    reason text NOT NULL,                  -- rule or cause, for the holder's history
    rule_set text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (event, line)
);
CREATE INDEX ledger_transfer_by_holder ON ledger_transfer (holder, id);
CREATE INDEX ledger_transfer_by_booking ON ledger_transfer (booking) WHERE booking IS NOT NULL;
CREATE INDEX ledger_transfer_by_origin ON ledger_transfer (origin) WHERE origin IS NOT NULL;

-- What a booking was accepted for: its reserve lines must add up to the price.
CREATE TABLE ledger_booking (
    booking uuid PRIMARY KEY,
    holder bigint NOT NULL REFERENCES ledger_holder,
    price bigint NOT NULL CHECK (price > 0),
    participation bigint NOT NULL CHECK (participation >= 0),
    exemption text,                        -- why no participation is due
    participation_by text NOT NULL DEFAULT 'learner' CHECK (participation_by IN ('learner', 'employer', 'opco')),
    cap bigint,                            -- on annual rights; null: none
    rule_set text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((participation = 0) = (exemption IS NOT NULL)),
    CHECK (participation <= price)
);
CREATE INDEX ledger_booking_by_holder ON ledger_booking (holder);

-- Derived, written by the triggers below alone; `ledger verify` proves them.
CREATE TABLE ledger_balance (
    account bigint PRIMARY KEY,
    balance bigint NOT NULL DEFAULT 0 CONSTRAINT ledger_balance_not_negative CHECK (balance >= 0)
) WITH (fillfactor = 70);
-- What of a reserve line is neither debited nor released, and of a debit line not credited again.
CREATE TABLE ledger_open (
    line bigint PRIMARY KEY,
    remaining bigint NOT NULL CONSTRAINT ledger_open_not_negative CHECK (remaining >= 0)
) WITH (fillfactor = 70);

-- Which accounts a transfer may join.
CREATE FUNCTION ledger_fits(nature text, from_kind text, from_bucket bigint, from_id bigint, to_kind text, to_bucket bigint, to_id bigint,
    origin_nature text, origin_debit_bucket bigint, origin_credit bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE nature
        WHEN 'receive' THEN from_kind = 'cash' AND to_kind IN ('funder', 'learner')
        WHEN 'credit' THEN from_kind = 'funder' AND to_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up')
        WHEN 'withdraw' THEN from_kind IN ('annual', 'volunteering', 'public-hours', 'dotation', 'top-up') AND to_kind = 'funder'
        WHEN 'convert' THEN from_kind = 'public-hours' AND to_kind = 'converted-hours'
        WHEN 'reserve' THEN to_kind = 'reserved' AND to_bucket = from_id
        WHEN 'release' THEN from_kind = 'reserved' AND from_bucket = to_id AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'debit' THEN from_kind = 'reserved' AND to_kind = 'provider' AND origin_nature = 'reserve' AND origin_credit = from_id
        WHEN 'recredit' THEN from_kind = 'provider' AND origin_nature = 'debit' AND origin_credit = from_id AND origin_debit_bucket = to_id
        WHEN 'pay' THEN from_kind IN ('provider', 'refund') AND to_kind = 'cash'
        WHEN 'refund' THEN from_kind = 'learner' AND to_kind = 'refund'
        ELSE false
    END AND (origin_nature IS NOT NULL) = (nature IN ('release', 'debit', 'recredit'))
$$;

-- Transfers that join what may not be joined; of some lines, or of all of them (`ledger verify`).
CREATE VIEW ledger_misfit AS
    SELECT t.id, t.event, t.line, t.nature FROM ledger_transfer t
    LEFT JOIN ledger_account d ON d.id = t.debit
    LEFT JOIN ledger_account c ON c.id = t.credit
    LEFT JOIN ledger_transfer o ON o.id = t.origin
    LEFT JOIN ledger_account od ON od.id = o.debit
    WHERE d.id IS NULL OR c.id IS NULL OR d.unit <> c.unit
        OR t.holder IS DISTINCT FROM coalesce(d.holder, o.holder, c.holder) OR coalesce(c.holder, t.holder) IS DISTINCT FROM t.holder
        OR (t.nature IN ('reserve', 'release', 'debit', 'recredit')) <> (t.booking IS NOT NULL)
        OR o.booking <> t.booking
        OR ledger_fits(t.nature, d.kind, d.bucket, d.id, c.kind, c.bucket, c.id, o.nature, od.bucket, o.credit) IS NOT TRUE;

CREATE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_balance (account) SELECT id FROM added WHERE holder IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_opened AFTER INSERT ON ledger_account REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_account_opened();

-- Runs with the owner's rights: the application adds transfers and cannot touch what follows from them.
-- Its plans are kept by a session. Made on a small table they would read a grown one whole, so they always go by the keys.
CREATE FUNCTION ledger_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
DECLARE
    misfit record;
BEGIN
    SELECT m.event, m.line, m.nature INTO misfit FROM added a JOIN ledger_misfit m ON m.id = a.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger: % line % may not be a % between these accounts', misfit.event, misfit.line, misfit.nature USING ERRCODE = 'check_violation';
    END IF;
    UPDATE ledger_balance b SET balance = b.balance + d.delta
    FROM (SELECT account, sum(delta)::bigint AS delta
          FROM (SELECT debit AS account, -amount AS delta FROM added UNION ALL SELECT credit, amount FROM added) x GROUP BY account) d
    WHERE b.account = d.account AND d.delta <> 0;
    INSERT INTO ledger_open (line, remaining) SELECT id, amount FROM added WHERE nature IN ('reserve', 'debit');
    UPDATE ledger_open o SET remaining = o.remaining - d.total
    FROM (SELECT origin, sum(amount)::bigint AS total FROM added WHERE origin IS NOT NULL GROUP BY origin) d
    WHERE o.line = d.origin;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_apply AFTER INSERT ON ledger_transfer REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_apply();

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON ledger_booking FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON rule_set FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_transfer FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ledger_booking FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON rule_set FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
