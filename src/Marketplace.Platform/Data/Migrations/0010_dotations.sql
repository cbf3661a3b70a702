-- What employers and funders order for others (R6323-42), and the bank's entries that pay for it.

CREATE TABLE dotation_order (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL REFERENCES organisation,
    product text NOT NULL,                 -- key of Dotations/DotationProduct
    code text NOT NULL,                    -- kind of dotation or top-up that the buckets get
    siren text NOT NULL CHECK (siren ~ '^\d{9}$'),
    funder text NOT NULL,                  -- code of its ledger account
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'awaiting-cash', 'received', 'credited', 'cancelled')),
    beneficiaries integer NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0 CHECK (total >= 0),
    refused integer NOT NULL DEFAULT 0,    -- lines of the file that are not in the order
    report jsonb NOT NULL DEFAULT '[]',    -- line and reason of the first of them; no number of a person
    label text,                            -- of the transfer; given when it is confirmed
    label_key text UNIQUE,                 -- the same, letters and digits only
    rule_set text,                         -- stamp of the rules it was confirmed under
    created_by uuid NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((label IS NULL) = (label_key IS NULL)),
    CHECK (state NOT IN ('awaiting-cash', 'received', 'credited') OR (label IS NOT NULL AND rule_set IS NOT NULL AND total > 0))
);
CREATE INDEX dotation_order_by_organisation ON dotation_order (organisation_id, created_at DESC);
CREATE INDEX dotation_order_by_account ON dotation_order (created_by);
CREATE INDEX dotation_order_to_credit ON dotation_order (changed_at) WHERE state = 'received';

-- A beneficiary of an order. Removed with a draft or a cancelled order; kept for good once credited.
CREATE TABLE dotation_line (
    order_id uuid NOT NULL REFERENCES dotation_order,
    line integer NOT NULL,                 -- in the file
    person bytea NOT NULL,                 -- keyed hash of the NIR, as vault_entry.lookup
    amount bigint NOT NULL CHECK (amount > 0),
    earmark text[],
    usable_until date,
    refund_rest boolean NOT NULL,
    bucket bigint,                         -- ledger account, once credited
    rest bigint NOT NULL DEFAULT 0 CHECK (rest BETWEEN 0 AND amount),  -- taken back from the bucket after its last day, and owed to the funder
    returned text CHECK (returned IN ('retired', 'too-late')),  -- why it went back to the funder instead
    PRIMARY KEY (order_id, line),
    UNIQUE (order_id, person),
    CHECK (bucket IS NULL OR returned IS NULL)
);
CREATE INDEX dotation_line_open ON dotation_line (order_id, line) WHERE bucket IS NULL AND returned IS NULL;
CREATE INDEX dotation_line_refundable ON dotation_line (bucket) WHERE refund_rest AND bucket IS NOT NULL;

-- Money on our account at the bank, one row an entry. A reference that comes again with the same content is the same entry.
CREATE TABLE bank_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL,
    content bytea NOT NULL,                -- SHA-256 of day, amount, currency and text
    day date NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),   -- hundredths of the currency
    currency text NOT NULL,
    text text NOT NULL CHECK (length(text) <= 500),
    state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'matched', 'set-aside', 'returned')),
    reason text,                           -- why it was set aside; key of Bank/BankReasons
    order_id uuid REFERENCES dotation_order,   -- that it pays, or that it seems to mean
    booked boolean NOT NULL DEFAULT false, -- the ledger has it
    decided_by uuid REFERENCES account,
    imported_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (reference, content),
    CHECK (state <> 'matched' OR (order_id IS NOT NULL AND booked)),
    CHECK ((state IN ('set-aside', 'returned')) = (reason IS NOT NULL))
);
CREATE INDEX bank_entry_new ON bank_entry (id) WHERE state = 'new';
CREATE INDEX bank_entry_set_aside ON bank_entry (id) WHERE state = 'set-aside';
CREATE INDEX bank_entry_by_order ON bank_entry (order_id) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX bank_entry_pays ON bank_entry (order_id) WHERE state = 'matched';
CREATE INDEX bank_entry_by_account ON bank_entry (decided_by) WHERE decided_by IS NOT NULL;
