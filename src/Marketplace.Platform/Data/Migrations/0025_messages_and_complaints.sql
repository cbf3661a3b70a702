-- What learner and provider write to each other inside a dossier, and complaints about it.

CREATE TABLE booking_message (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    side text NOT NULL CHECK (side IN ('learner', 'provider')),
    author_id uuid NOT NULL REFERENCES account,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    sent_at timestamptz NOT NULL,
    reported_at timestamptz,               -- the other side says that it is abuse
    reported_by uuid REFERENCES account,
    report_reason text CHECK (length(report_reason) <= 1000),
    report_closed_at timestamptz,          -- an operator has looked
    hidden boolean NOT NULL DEFAULT false, -- and took it away
    CHECK ((reported_at IS NULL) = (reported_by IS NULL)),
    CHECK (report_closed_at IS NULL OR reported_at IS NOT NULL),
    CHECK (NOT hidden OR report_closed_at IS NOT NULL)
);
CREATE INDEX booking_message_by_booking ON booking_message (booking_id, sent_at);
CREATE INDEX booking_message_by_author ON booking_message (author_id);
CREATE INDEX booking_message_by_reporter ON booking_message (reported_by) WHERE reported_by IS NOT NULL;
CREATE INDEX booking_message_reported ON booking_message (reported_at) WHERE reported_at IS NOT NULL AND report_closed_at IS NULL;

-- The files themselves are in the vault.
CREATE TABLE booking_attachment (
    id uuid PRIMARY KEY,
    message_id uuid NOT NULL REFERENCES booking_message,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    media_type text NOT NULL,
    size integer NOT NULL CHECK (size > 0),
    entry uuid NOT NULL UNIQUE REFERENCES vault_entry
);
CREATE INDEX booking_attachment_by_message ON booking_attachment (message_id);

-- « La formation n’a jamais commencé »: while one is open the service is not validated.
CREATE TABLE booking_complaint (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    state text NOT NULL CHECK (state IN ('received', 'answered', 'closed')),
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
    opened_at timestamptz NOT NULL,
    answer text CHECK (length(answer) BETWEEN 1 AND 4000),
    answered_at timestamptz,
    answered_by uuid REFERENCES account,
    upheld boolean,                        -- the operator's decision
    decision text CHECK (length(decision) BETWEEN 1 AND 4000),
    closed_at timestamptz,
    closed_by uuid REFERENCES account,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CHECK ((state = 'closed') = (decision IS NOT NULL AND upheld IS NOT NULL))
);
CREATE UNIQUE INDEX booking_complaint_open ON booking_complaint (booking_id) WHERE state <> 'closed';
CREATE INDEX booking_complaint_by_booking ON booking_complaint (booking_id, opened_at);
CREATE INDEX booking_complaint_waiting ON booking_complaint (opened_at) WHERE state <> 'closed';
CREATE INDEX booking_complaint_by_answerer ON booking_complaint (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX booking_complaint_by_closer ON booking_complaint (closed_by) WHERE closed_by IS NOT NULL;

-- Beside them, references of dossiers that had no index.
CREATE INDEX booking_share_by_bucket ON booking_share (bucket);
CREATE INDEX booking_move_by_session ON booking_move (session_id);
