-- What learners pay by card on the page of a payment provider. No card data reaches us: a row knows an amount and a reference.

CREATE TABLE card_payment (
    id uuid PRIMARY KEY,
    booking uuid NOT NULL,
    account_id uuid NOT NULL REFERENCES account,
    holder bigint NOT NULL REFERENCES ledger_holder,
    amount bigint NOT NULL CHECK (amount > 0),         -- cents
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    state text NOT NULL CHECK (state IN ('open', 'paid', 'refused', 'abandoned', 'expired', 'paid-late', 'part-refunded', 'refunded', 'disputed', 'charged-back')),
    hold_until timestamptz NOT NULL,                   -- so long the booking keeps seat and rights
    provider text NOT NULL,
    reference text NOT NULL UNIQUE,                    -- what the provider calls it by
    number bigint GENERATED ALWAYS AS IDENTITY,        -- for providers that count
    transaction text,                                  -- the provider's, once paid
    bucket bigint REFERENCES ledger_account,           -- where the money stands, once paid
    asked_at timestamptz,                              -- the provider was asked because it had said nothing
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,                            -- the ledger has it
    CHECK ((bucket IS NULL) = (settled_at IS NULL)),
    CHECK ((bucket IS NULL) = (state IN ('open', 'refused', 'abandoned', 'expired')))
);
CREATE UNIQUE INDEX card_payment_open ON card_payment (booking) WHERE state = 'open';
CREATE INDEX card_payment_by_booking ON card_payment (booking);
CREATE INDEX card_payment_by_account ON card_payment (account_id);
CREATE INDEX card_payment_by_holder ON card_payment (holder);
CREATE INDEX card_payment_by_bucket ON card_payment (bucket);
CREATE INDEX card_payment_due ON card_payment (hold_until) WHERE state = 'open';
CREATE INDEX card_payment_unheard ON card_payment (hold_until) WHERE asked_at IS NULL AND state IN ('open', 'expired');
CREATE INDEX card_payment_by_day ON card_payment (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE card_refund (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    payment uuid NOT NULL REFERENCES card_payment,
    key text NOT NULL UNIQUE CHECK (length(key) <= 200),   -- of who asked: twice is once
    amount bigint NOT NULL CHECK (amount > 0),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 100),
    state text NOT NULL CHECK (state IN ('queued', 'done', 'set-aside')),
    tries integer NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL,
    problem text,                                      -- what the provider answered last
    provider_reference text,                           -- of the refund
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE INDEX card_refund_by_payment ON card_refund (payment);
CREATE INDEX card_refund_due ON card_refund (next_try) WHERE state = 'queued';
CREATE INDEX card_refund_set_aside ON card_refund (created_at) WHERE state = 'set-aside';

-- All that providers said with a good signature, once each; never changed.
CREATE TABLE card_notification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE CHECK (length(key) <= 300),
    provider text NOT NULL,
    payment uuid REFERENCES card_payment,              -- null: a reference of nobody's
    reference text NOT NULL,
    event text NOT NULL,
    transaction text,
    amount bigint,
    currency text,
    outcome text NOT NULL,                             -- what became of it
    received_at timestamptz NOT NULL
);
CREATE INDEX card_notification_by_payment ON card_notification (payment);
CREATE INDEX card_notification_odd ON card_notification (received_at) WHERE outcome IN ('wrong-amount', 'unknown-reference', 'other-transaction');

-- A cardholder told their bank that they did not agree to a payment.
CREATE TABLE card_dispute (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    payment uuid NOT NULL REFERENCES card_payment,
    amount bigint NOT NULL CHECK (amount > 0),
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    won boolean,
    CHECK ((closed_at IS NULL) = (won IS NULL))
);
CREATE UNIQUE INDEX card_dispute_open ON card_dispute (payment) WHERE closed_at IS NULL;
CREATE INDEX card_dispute_by_payment ON card_dispute (payment);

-- A day of the provider's list beside the ledger's and ours.
CREATE TABLE card_reconciliation (
    day date PRIMARY KEY,                              -- in Paris
    provider text NOT NULL,
    payments integer NOT NULL,                         -- of the provider
    payments_sum bigint NOT NULL,
    refunds integer NOT NULL,
    refunds_sum bigint NOT NULL,
    ledger_payments integer NOT NULL,                  -- received in the ledger
    ledger_payments_sum bigint NOT NULL,
    ledger_refunds integer NOT NULL,                   -- paid back in the ledger
    ledger_refunds_sum bigint NOT NULL,
    run_at timestamptz NOT NULL
);
CREATE TABLE card_unmatched (
    day date NOT NULL REFERENCES card_reconciliation ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('payment', 'refund')),
    reference text NOT NULL,
    problem text NOT NULL CHECK (problem IN ('only-provider', 'only-ledger', 'wrong-amount', 'not-paid-here')),
    provider_amount bigint,
    ledger_amount bigint,
    PRIMARY KEY (day, kind, reference)
);

-- The state of the sandbox, which plays the provider in Development and tests; empty elsewhere.
CREATE TABLE sandbox_payment (
    reference text PRIMARY KEY,
    amount bigint NOT NULL CHECK (amount > 0),
    label text NOT NULL,
    return_address text NOT NULL,
    notification_address text NOT NULL,
    hold_until timestamptz NOT NULL,
    outcome text,                                      -- last answer; null: the page is open
    transaction text,
    created_at timestamptz NOT NULL
);
CREATE TABLE sandbox_operation (
    id uuid PRIMARY KEY,
    reference text NOT NULL REFERENCES sandbox_payment,
    kind text NOT NULL CHECK (kind IN ('payment', 'refund')),
    amount bigint NOT NULL CHECK (amount > 0),
    key text UNIQUE,                                   -- of a refund
    made_at timestamptz NOT NULL
);
CREATE INDEX sandbox_operation_by_reference ON sandbox_operation (reference);
CREATE INDEX sandbox_operation_by_moment ON sandbox_operation (made_at);
CREATE TABLE sandbox_notification (
    id uuid PRIMARY KEY,
    reference text NOT NULL REFERENCES sandbox_payment,
    event text NOT NULL,
    due_at timestamptz NOT NULL,
    times integer NOT NULL DEFAULT 1,                  -- how often it is still to be said
    tries integer NOT NULL DEFAULT 0
);
CREATE INDEX sandbox_notification_by_reference ON sandbox_notification (reference);
