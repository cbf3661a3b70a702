-- Payouts: what is payable goes into a batch, the batch to the bank as files, and the bank's answers come back.

CREATE TABLE payout_batch (
    id uuid PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    state text NOT NULL CHECK (state IN ('prepared', 'sent', 'closed', 'discarded', 'void')),
    payables integer NOT NULL,
    transfers integer NOT NULL,
    total bigint NOT NULL CHECK (total >= 0),
    prepared_at timestamptz NOT NULL,
    prepared_by uuid NOT NULL REFERENCES account,
    approved_at timestamptz,
    approved_by uuid REFERENCES account CHECK (approved_by <> prepared_by),   -- four eyes
    executes_on date,                      -- asked of the bank
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
    CHECK (state NOT IN ('sent', 'closed') OR approved_at IS NOT NULL)
);
CREATE INDEX payout_batch_open ON payout_batch (prepared_at) WHERE state IN ('prepared', 'sent');
CREATE INDEX payout_batch_by_preparer ON payout_batch (prepared_by);
CREATE INDEX payout_batch_by_approver ON payout_batch (approved_by) WHERE approved_by IS NOT NULL;

-- One transfer for each provider of a batch: what it is owed, less what it owes.
CREATE TABLE payout_transfer (
    id uuid PRIMARY KEY,
    batch uuid NOT NULL REFERENCES payout_batch,
    siret text NOT NULL,
    amount bigint NOT NULL CHECK (amount >= 0),            -- 0: nothing is sent, what is owed and what is due are even
    reference text NOT NULL UNIQUE,                        -- end to end: the bank says it again
    state text NOT NULL CHECK (state IN ('prepared', 'sent', 'paid', 'rejected', 'returned', 'discarded', 'void')),
    payee text,                                            -- name of the account, as sent
    account_end text,                                      -- last characters of its IBAN
    account_version text,                                  -- of the bank details: a retry waits for others
    file integer,
    problem text,                                          -- reason of a refusal, the bank's code
    answered_on date,
    told_at timestamptz,                                   -- the provider's remittance advice
    changed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (batch, siret)
);
CREATE INDEX payout_transfer_by_provider ON payout_transfer (siret, changed_at DESC);
CREATE INDEX payout_transfer_sent ON payout_transfer (batch) WHERE state = 'sent';
CREATE INDEX payout_transfer_untold ON payout_transfer (changed_at) WHERE told_at IS NULL AND state IN ('paid', 'rejected', 'returned');

-- What a transfer pays. A sum is on one transfer that counts: the index keeps a second batch from it.
CREATE TABLE payout_line (
    transfer uuid NOT NULL REFERENCES payout_transfer,
    payable uuid NOT NULL REFERENCES payable,
    counts boolean NOT NULL DEFAULT true,                  -- false: refused, sent back, discarded or void
    PRIMARY KEY (transfer, payable)
);
CREATE UNIQUE INDEX payout_line_once ON payout_line (payable) WHERE counts;
CREATE INDEX payout_line_by_payable ON payout_line (payable);

-- The files themselves are in the vault: they are full of account numbers.
CREATE TABLE payout_file (
    batch uuid NOT NULL REFERENCES payout_batch,
    number integer NOT NULL,
    message text NOT NULL UNIQUE,                          -- id of the message, which the bank's report names
    transfers integer NOT NULL,
    total bigint NOT NULL,
    sha256 bytea NOT NULL,
    entry uuid NOT NULL UNIQUE REFERENCES vault_entry,
    fetched_at timestamptz,                                -- first handed out
    PRIMARY KEY (batch, number)
);

-- All that the bank said of transfers, once each, and what became of it.
CREATE TABLE payout_answer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE CHECK (length(key) <= 200),   -- kind and the bank's own reference, or the content
    kind text NOT NULL CHECK (kind IN ('executed', 'rejected', 'returned', 'noted')),
    message text,                                          -- of the file that it answers
    reference text,                                        -- of the transfer; null: of the whole file
    amount bigint,
    day date NOT NULL,
    code text,                                             -- the bank's reason
    text text NOT NULL DEFAULT '',
    outcome text NOT NULL DEFAULT 'new' CHECK (outcome IN ('new', 'taken', 'no-effect', 'unknown', 'wrong-amount', 'too-late')),
    received_at timestamptz NOT NULL
);
CREATE INDEX payout_answer_new ON payout_answer (id) WHERE outcome = 'new';
CREATE INDEX payout_answer_odd ON payout_answer (day) WHERE outcome IN ('unknown', 'wrong-amount', 'too-late');
CREATE INDEX payout_answer_by_day ON payout_answer (day) WHERE kind IN ('executed', 'returned');

-- Payments to a provider wait: asked for by one of the bodies of L6333-7-2, or during a control.
CREATE TABLE payment_suspension (
    id uuid PRIMARY KEY,
    siret text NOT NULL,
    body text NOT NULL,                                    -- who asked for it
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    since timestamptz NOT NULL,
    by uuid NOT NULL REFERENCES account,
    ended_at timestamptz,
    ended_by uuid REFERENCES account
);
CREATE UNIQUE INDEX payment_suspension_open ON payment_suspension (siret) WHERE ended_at IS NULL;
CREATE INDEX payment_suspension_by_author ON payment_suspension (by);
CREATE INDEX payment_suspension_by_ender ON payment_suspension (ended_by) WHERE ended_by IS NOT NULL;

-- The ledger's accounts by kind, as of the night; and each day of the bank beside it.
CREATE TABLE trial_balance (
    day date NOT NULL,
    kind text NOT NULL,
    code text NOT NULL DEFAULT '',
    unit text NOT NULL,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    PRIMARY KEY (day, kind, code, unit)
);
CREATE TABLE bank_day (
    day date PRIMARY KEY,
    bank_in bigint NOT NULL,                               -- statements
    ledger_in bigint NOT NULL,                             -- received through the bank
    bank_out bigint NOT NULL,
    ledger_out bigint NOT NULL,
    card_in bigint NOT NULL,
    card_ledger_in bigint NOT NULL,
    card_out bigint NOT NULL,
    card_ledger_out bigint NOT NULL,
    run_at timestamptz NOT NULL
);

-- After a restore nobody knows what the bank was sent since: open batches are void, and what was not paid by then is compared with the
-- bank's statements before it may be paid. The function of before is kept under another name, and called.
ALTER FUNCTION after_restore() RENAME TO after_restore_before_payouts;
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM after_restore_before_payouts();
    UPDATE payout_line l SET counts = false FROM payout_transfer t WHERE t.id = l.transfer AND t.state IN ('prepared', 'sent');
    UPDATE payout_transfer SET state = 'void', changed_at = now() WHERE state IN ('prepared', 'sent');
    UPDATE payout_batch SET state = 'void', changed_at = now() WHERE state IN ('prepared', 'sent');
    UPDATE payable SET state = 'to-check', changed_at = now() WHERE state IN ('waiting', 'in-batch', 'sent', 'rejected');
END $$;
