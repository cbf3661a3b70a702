-- From a validated service to what is owed: invoices of providers, and one row for each sum that a payout pays or takes back.

-- New nature: 'repay' (cash → provider): a transfer that the bank sent back, or what a provider pays back by itself.
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
        WHEN 'repay' THEN from_kind = 'cash' AND to_kind = 'provider'
        WHEN 'refund' THEN from_kind IN ('learner', 'funder') AND to_kind = 'refund'
        ELSE false
    END AND (origin_nature IS NOT NULL) = (nature IN ('release', 'unhold', 'debit', 'recredit'))
$$;

-- New: what comes back is owed again.
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
              UNION ALL SELECT credit, amount FROM added WHERE nature IN ('debit', 'refund', 'repay')) x GROUP BY account
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

-- A payment may fail, and be on its way.
ALTER TABLE booking DROP CONSTRAINT booking_billing_state_check;
ALTER TABLE booking ADD CONSTRAINT booking_billing_state_check CHECK (billing_state IN (
    'not-billable', 'deposit-wait', 'deposit-paid', 'to-bill', 'billed', 'in-payment', 'paid', 'rejected')) NOT VALID;
CREATE INDEX booking_to_bill ON booking (siret, validated_at) WHERE billing_state = 'to-bill';

-- Never changed once issued: a mistake is mended by a credit note.
CREATE TABLE invoice (
    id uuid PRIMARY KEY,
    siret text NOT NULL,
    number text NOT NULL CHECK (length(number) BETWEEN 1 AND 20),
    kind text NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
    corrects uuid UNIQUE REFERENCES invoice,   -- the invoice that a credit note takes back whole
    day date NOT NULL,
    due_on date NOT NULL,
    net bigint NOT NULL,                   -- cents without tax
    vat bigint NOT NULL,
    total bigint NOT NULL CHECK (total = net + vat),
    prepaid bigint NOT NULL CHECK (prepaid >= 0),  -- deposits of its dossiers
    issued_at timestamptz NOT NULL,
    issued_by uuid REFERENCES account,
    html text NOT NULL,
    xml text NOT NULL,                     -- Factur-X, profile BASIC
    pdf bytea NOT NULL,
    sha256 bytea NOT NULL,                 -- of the PDF
    CHECK ((kind = 'credit-note') = (corrects IS NOT NULL))
);
CREATE UNIQUE INDEX invoice_number ON invoice (siret, upper(number));
CREATE INDEX invoice_by_provider ON invoice (siret, issued_at DESC);
CREATE INDEX invoice_by_issuer ON invoice (issued_by) WHERE issued_by IS NOT NULL;
CREATE TABLE invoice_line (
    invoice_id uuid NOT NULL REFERENCES invoice,
    line smallint NOT NULL,
    booking_id uuid NOT NULL REFERENCES booking,
    label text NOT NULL,
    vat_rate numeric NOT NULL,             -- percent
    net bigint NOT NULL,
    vat bigint NOT NULL,
    total bigint NOT NULL CHECK (total = net + vat AND total > 0),
    prepaid bigint NOT NULL CHECK (prepaid >= 0),
    PRIMARY KEY (invoice_id, line)
);
CREATE INDEX invoice_line_by_booking ON invoice_line (booking_id);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON invoice_line FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- What a provider is to be paid, or owes back (below zero): one row each, paid once.
CREATE TABLE payable (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE CHECK (length(key) <= 200),   -- names the sum once and for all
    siret text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('deposit', 'invoice', 'overpaid', 'recovery')),
    booking uuid NOT NULL,
    invoice uuid,
    reference text NOT NULL,               -- as the provider reads it: number of the invoice or of the dossier
    amount bigint NOT NULL CHECK (amount <> 0),
    state text NOT NULL CHECK (state IN ('waiting', 'in-batch', 'sent', 'paid', 'rejected', 'suspended', 'to-check', 'cancelled')),
    due_on date NOT NULL,                  -- the last day to pay it
    problem text,                          -- why the bank refused it
    warned_at timestamptz,                 -- somebody was told that its day is near
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    paid_at timestamptz,
    CHECK (amount > 0 OR kind IN ('overpaid', 'recovery')),
    CHECK (amount < 0 OR kind IN ('deposit', 'invoice')),
    CHECK ((paid_at IS NOT NULL) = (state = 'paid'))
);
CREATE INDEX payable_by_provider ON payable (siret, created_at DESC);
CREATE INDEX payable_by_booking ON payable (booking);
CREATE INDEX payable_by_invoice ON payable (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX payable_open ON payable (siret, state) WHERE state IN ('waiting', 'rejected', 'suspended', 'to-check');
CREATE INDEX payable_late ON payable (due_on) WHERE state NOT IN ('paid', 'cancelled');

-- What was debited before this table came, and is owed still.
INSERT INTO payable (id, key, siret, kind, booking, reference, amount, state, due_on, created_at)
    SELECT gen_random_uuid(), format('booking/%s/deposit', replace(id::text, '-', '')), siret, 'deposit', id, to_char(number, 'FM000000000'), deposit, 'waiting',
        (entry_counted_at AT TIME ZONE 'Europe/Paris')::date + 30, now()
    FROM booking WHERE deposit > 0;
INSERT INTO payable (id, key, siret, kind, booking, reference, amount, state, due_on, created_at)
    SELECT gen_random_uuid(), format('booking/%s/overpaid', replace(id::text, '-', '')), siret, 'overpaid', id, to_char(number, 'FM000000000'), provider_due - deposit, 'waiting',
        (now() AT TIME ZONE 'Europe/Paris')::date + 30, now()
    FROM booking WHERE deposit > provider_due AND state NOT IN ('in-training', 'service-declared');
