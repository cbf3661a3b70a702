-- What shows that a training was followed, and the control of it.

CREATE TABLE booking_proof (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    side text NOT NULL CHECK (side IN ('provider', 'learner', 'operator')),
    kind text NOT NULL CHECK (kind IN ('attendance-sheet', 'connection-log', 'evaluation', 'other')),
    control_id uuid,                       -- handed in for it; null: of its own accord
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    media_type text NOT NULL,
    size integer NOT NULL CHECK (size > 0),
    sha256 bytea NOT NULL,
    entry uuid NOT NULL UNIQUE REFERENCES vault_entry,
    added_at timestamptz NOT NULL,
    added_by uuid NOT NULL REFERENCES account,
    UNIQUE (booking_id, sha256)            -- the same file again is the same proof
);
CREATE INDEX booking_proof_by_author ON booking_proof (added_by);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON booking_proof FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON booking_proof FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

CREATE TABLE booking_control (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    state text NOT NULL CHECK (state IN ('selected', 'notified', 'answered', 'decided', 'objected', 'closed')),
    origin text NOT NULL CHECK (origin IN ('risk', 'random', 'manual', 'dispute')),
    score integer,                         -- of the risk that it was chosen for
    request text NOT NULL DEFAULT '',      -- documents asked for
    answer_by date,                        -- last day to hand them in
    decision text CHECK (decision IN ('validate', 'reduce', 'refuse')),
    decided_rate integer CHECK (decided_rate BETWEEN 0 AND 100),
    due_before bigint,                     -- cents
    due_after bigint,
    object_by date,                        -- last day to object
    opened_at timestamptz NOT NULL,
    decided_at timestamptz,
    closed_at timestamptz,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX booking_control_open ON booking_control (booking_id) WHERE state <> 'closed';
CREATE INDEX booking_control_by_booking ON booking_control (booking_id, opened_at);
CREATE INDEX booking_control_waiting ON booking_control (answer_by) WHERE state <> 'closed';
ALTER TABLE booking_proof ADD FOREIGN KEY (control_id) REFERENCES booking_control;
CREATE INDEX booking_proof_by_control ON booking_proof (control_id) WHERE control_id IS NOT NULL;

-- The exchange between both sides, word for word; only added to.
CREATE TABLE booking_control_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    control_id uuid NOT NULL REFERENCES booking_control,
    side text NOT NULL CHECK (side IN ('provider', 'learner', 'operator', 'program')),
    event text NOT NULL,
    text text NOT NULL DEFAULT '' CHECK (length(text) <= 4000),
    at timestamptz NOT NULL,
    by uuid REFERENCES account
);
CREATE INDEX booking_control_entry_by_control ON booking_control_entry (control_id, id);
CREATE INDEX booking_control_entry_by_author ON booking_control_entry (by) WHERE by IS NOT NULL;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON booking_control_entry FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON booking_control_entry FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- What a provider owes back after a control, and to whom it goes as it comes in (R6333-7-5).
CREATE TABLE recovery (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    control_id uuid NOT NULL UNIQUE REFERENCES booking_control,
    siret text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    recovered bigint NOT NULL DEFAULT 0 CHECK (recovered BETWEEN 0 AND amount),
    state text NOT NULL CHECK (state IN ('claimed', 'enforced', 'settled', 'dropped')),
    claim_until date NOT NULL,             -- a month to pay (R6333-7-2)
    oppose_until date,                     -- 15 days to oppose what enforces it
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recovery_by_booking ON recovery (booking_id);
CREATE INDEX recovery_by_provider ON recovery (siret, state);
CREATE TABLE recovery_share (
    recovery_id uuid NOT NULL REFERENCES recovery,
    line bigint NOT NULL,                  -- the debited line of the ledger
    bucket bigint NOT NULL REFERENCES ledger_account,
    amount bigint NOT NULL CHECK (amount > 0),
    returned bigint NOT NULL DEFAULT 0 CHECK (returned BETWEEN 0 AND amount),
    PRIMARY KEY (recovery_id, line)
);
CREATE INDEX recovery_share_by_bucket ON recovery_share (bucket);

ALTER TABLE booking_document DROP CONSTRAINT booking_document_kind_check;
ALTER TABLE booking_document ADD CONSTRAINT booking_document_kind_check CHECK (kind IN (
    'quote', 'contract', 'provider-contract', 'receipt', 'refund-receipt', 'attendance', 'recap')) NOT VALID;
