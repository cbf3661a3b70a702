-- Keys that programs of a training provider send: of one establishment, for what their scopes say; only a hash is kept, as of sessions.
CREATE TABLE provider_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    siret text NOT NULL CHECK (siret ~ '^[0-9]{14}$'),
    organisation_id uuid REFERENCES organisation,   -- null: an operator made it for an establishment whose organisation is not here
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    token_hash bytea NOT NULL UNIQUE,
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['catalogue', 'bookings', 'billing']),
    sandbox boolean NOT NULL,
    created_by uuid REFERENCES account,             -- null: from the command line
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    replaces uuid REFERENCES provider_key,          -- the key that goes on for an overlap
    CHECK (expires_at > created_at AND expires_at <= created_at + interval '1 year')
);
CREATE INDEX provider_key_by_siret ON provider_key (siret, created_at DESC);

-- Requests that carry an Idempotency-Key, with the answer that is given again. Of the establishment, not of the key: a rotation in between
-- does not make a second attempt a new request.
CREATE TABLE idempotent_request (
    id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    siret text NOT NULL,
    sandbox boolean NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    status integer,
    headers jsonb,
    body bytea,                                     -- sealed: it may show a secret, or tell of a learner
    PRIMARY KEY (siret, sandbox, name)
);
CREATE INDEX idempotent_request_by_age ON idempotent_request (started_at);
