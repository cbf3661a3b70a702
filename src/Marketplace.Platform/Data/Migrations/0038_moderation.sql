-- Offers that a rule or a visitor pointed at, what operators decided, and what providers answered.

CREATE TABLE moderation_case (
    id uuid PRIMARY KEY,
    offer_id bigint NOT NULL REFERENCES offer,
    action_id bigint REFERENCES action,    -- null: the whole offer
    state text NOT NULL CHECK (state IN ('open', 'dismissed', 'withdrawn', 'review', 'reinstated')),
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    basis text CHECK (length(basis) <= 200),                  -- article or condition of use
    reason text CHECK (length(reason) BETWEEN 1 AND 2000),    -- of the last decision, as the provider reads it
    decided_at timestamptz,
    decided_by uuid REFERENCES account,
    plea text CHECK (length(plea) BETWEEN 1 AND 2000),        -- why the provider wants it to be looked at again
    pleaded_at timestamptz,
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((reason IS NULL) = (decided_at IS NULL)),
    CHECK (state <> 'review' OR plea IS NOT NULL)
);
CREATE UNIQUE INDEX moderation_case_running ON moderation_case (offer_id, coalesce(action_id, 0))
    WHERE state IN ('open', 'withdrawn', 'review');
CREATE INDEX moderation_case_waiting ON moderation_case (opened_at) WHERE state IN ('open', 'review');
CREATE INDEX moderation_case_by_action ON moderation_case (action_id) WHERE action_id IS NOT NULL;
CREATE INDEX moderation_case_by_offer ON moderation_case (offer_id, opened_at);
CREATE INDEX moderation_case_by_decider ON moderation_case (decided_by) WHERE decided_by IS NOT NULL;

-- Who points at it: a rule or a visitor, of whom nothing is kept.
CREATE TABLE moderation_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES moderation_case,
    source text NOT NULL CHECK (source IN ('rule', 'visitor', 'operator')),
    code text NOT NULL CHECK (length(code) <= 40),
    text text NOT NULL CHECK (length(text) <= 1000),
    reported_at timestamptz NOT NULL
);
CREATE INDEX moderation_report_by_case ON moderation_report (case_id, id);

-- How far published changes have been looked at by the rules: a place in the outbox.
CREATE TABLE moderation_scan (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    xid xid8 NOT NULL DEFAULT '0',
    outbox_id bigint NOT NULL DEFAULT 0
);
INSERT INTO moderation_scan DEFAULT VALUES;
