-- When the second factor was given again in a session, for decisions that a session found open must not take.
ALTER TABLE session_key ADD COLUMN confirmed_at timestamptz;

-- Holders who lost device and recovery codes: an operator checks their identity again, then a delay runs in which the
-- owner of the address can stop it.
CREATE TABLE factor_recovery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES account,
    state text NOT NULL CHECK (state IN ('submitted', 'accepted', 'refused', 'stopped', 'done')),
    asked_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    decided_by uuid REFERENCES account,
    ready_at timestamptz                   -- accepted: from then on another second factor can be set up
);
CREATE UNIQUE INDEX factor_recovery_open ON factor_recovery (account_id) WHERE state IN ('submitted', 'accepted');
CREATE INDEX factor_recovery_by_account ON factor_recovery (account_id, asked_at);
CREATE INDEX factor_recovery_waiting ON factor_recovery (asked_at) WHERE state = 'submitted';
CREATE INDEX factor_recovery_by_decider ON factor_recovery (decided_by);
