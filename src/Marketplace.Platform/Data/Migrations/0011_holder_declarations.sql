-- What holders say and ask about their rights.

-- That somebody is a public agent (rights in hours, décret 2017-928), or is one no longer; the latest line counts.
CREATE TABLE public_agent_declaration (
    holder bigint NOT NULL REFERENCES ledger_holder,
    declared_on date NOT NULL,             -- in Paris
    public_agent boolean NOT NULL,
    declared_by uuid NOT NULL REFERENCES account,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (holder, recorded_at)
);
CREATE INDEX public_agent_declaration_by_account ON public_agent_declaration (declared_by);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON public_agent_declaration FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public_agent_declaration FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- A holder who disputes the amount of their rights; states of ContestationProcess.
CREATE TABLE contestation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES account,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    state text NOT NULL CHECK (state IN ('received', 'answered')),
    received_at timestamptz NOT NULL DEFAULT now(),
    answer text CHECK (length(answer) BETWEEN 1 AND 2000),
    answered_by uuid REFERENCES account,
    answered_at timestamptz,
    CHECK ((state = 'answered') = (answer IS NOT NULL AND answered_by IS NOT NULL AND answered_at IS NOT NULL))
);
CREATE INDEX contestation_by_account ON contestation (account_id, received_at DESC);
CREATE INDEX contestation_by_operator ON contestation (answered_by);
CREATE INDEX contestation_waiting ON contestation (received_at) WHERE state = 'received';
