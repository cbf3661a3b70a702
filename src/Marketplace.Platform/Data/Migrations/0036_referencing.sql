-- Providers that may be found and booked, from the application to the measures against them.
ALTER TABLE provider ADD COLUMN withheld boolean NOT NULL DEFAULT false;   -- not to be found nor booked at this moment
CREATE INDEX provider_withheld ON provider (siret) WHERE withheld;

CREATE TABLE referencing (
    id uuid PRIMARY KEY,
    siret text CHECK (siret ~ '^[0-9]{14}$'),                -- null: the applicant has not said it yet
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'incomplete', 'under-review', 'referenced', 'suspended', 'delisted',
        'reinstated', 'struck-off', 'refused', 'withdrawn')),
    applicant_id uuid REFERENCES account,                    -- null: an import of the operator brought the provider
    organisation_id uuid REFERENCES organisation,            -- that an acceptance made
    content jsonb NOT NULL DEFAULT '{}',                     -- what was applied with
    reason text CHECK (length(reason) <= 2000),              -- of the last decision, as it was told
    until date,                                              -- last day of a suspension or delisting
    created_at timestamptz NOT NULL,
    submitted_at timestamptz,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (applicant_id IS NOT NULL OR siret IS NOT NULL),
    CHECK (siret IS NOT NULL OR state IN ('draft', 'withdrawn')),
    CHECK ((until IS NOT NULL) = (state IN ('suspended', 'delisted')))
);
-- One that counts for each establishment, one under way for each applicant.
CREATE UNIQUE INDEX referencing_of_siret ON referencing (siret)
    WHERE state IN ('submitted', 'incomplete', 'under-review', 'referenced', 'suspended', 'delisted', 'reinstated');
CREATE UNIQUE INDEX referencing_under_way ON referencing (applicant_id) WHERE state IN ('draft', 'submitted', 'incomplete', 'under-review');
CREATE INDEX referencing_by_siret ON referencing (siret, created_at DESC);
CREATE INDEX referencing_by_applicant ON referencing (applicant_id, created_at DESC);
CREATE INDEX referencing_by_organisation ON referencing (organisation_id);
CREATE INDEX referencing_by_state ON referencing (state, submitted_at);

CREATE TABLE referencing_document (
    id uuid PRIMARY KEY,
    referencing_id uuid NOT NULL REFERENCES referencing,
    kind text NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')),
    size integer NOT NULL CHECK (size > 0),
    entry uuid NOT NULL REFERENCES vault_entry,
    added_at timestamptz NOT NULL
);
CREATE INDEX referencing_document_by_application ON referencing_document (referencing_id);
CREATE INDEX referencing_document_by_entry ON referencing_document (entry);

-- Clocks that both sides see, and the ends of measures, which a job does.
CREATE TABLE referencing_deadline (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    referencing_id uuid NOT NULL REFERENCES referencing,
    kind text NOT NULL CHECK (kind IN ('completeness', 'decision', 'measure-ends')),
    last_day date NOT NULL,
    due_at timestamptz NOT NULL,                             -- the last day is over
    done_at timestamptz
);
CREATE UNIQUE INDEX referencing_deadline_running ON referencing_deadline (referencing_id, kind) WHERE done_at IS NULL;
CREATE INDEX referencing_deadline_due ON referencing_deadline (due_at) WHERE done_at IS NULL;

CREATE TABLE referencing_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    referencing_id uuid NOT NULL REFERENCES referencing,
    at timestamptz NOT NULL,
    event text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor_id uuid,
    role text NOT NULL,
    reason text,
    until date
);
CREATE INDEX referencing_event_by_application ON referencing_event (referencing_id, id);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON referencing_event FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON referencing_event FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
