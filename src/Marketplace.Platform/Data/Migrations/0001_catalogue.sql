-- Catalogue's write side: reference data, providers, offers, actions, sessions.
-- content: everything the provider's file says at that level, as JSON; columns beside it are what rules and queries need.

CREATE TABLE department (
    code text PRIMARY KEY,
    name text NOT NULL,
    region text NOT NULL
);

CREATE TABLE region (
    code text PRIMARY KEY,
    name text NOT NULL
);

CREATE TABLE place (
    insee text PRIMARY KEY,
    name text NOT NULL,
    postcodes text[] NOT NULL,
    department text NOT NULL,
    region text NOT NULL,
    population integer NOT NULL,
    lat double precision NOT NULL,
    lng double precision NOT NULL,
    approximate boolean NOT NULL DEFAULT false,
    parent text
);

CREATE TABLE nsf_domain (
    code text PRIMARY KEY,          -- 1, 2 or 3 digits
    title text NOT NULL
);

CREATE TABLE certification (
    code text PRIMARY KEY,
    title text NOT NULL,
    abbreviation text,
    level smallint,
    nsf text[] NOT NULL DEFAULT '{}',
    rome text[] NOT NULL DEFAULT '{}',
    active boolean NOT NULL DEFAULT true,
    expires date,
    placeholder boolean NOT NULL DEFAULT false
);

CREATE TABLE certification_block (
    code text PRIMARY KEY,
    certification_code text NOT NULL REFERENCES certification,
    title text NOT NULL
);
CREATE INDEX certification_block_by_certification ON certification_block (certification_code);

CREATE TABLE provider (
    siret text PRIMARY KEY,
    name text NOT NULL,
    nda text,                        -- numéro de déclaration d'activité
    qualiopi text[] NOT NULL DEFAULT '{}',   -- certified kinds: training, skills-review, vae, apprenticeship
    address text,
    postcode text,
    city text,
    placeholder boolean NOT NULL DEFAULT false,  -- known only from an offer's file so far
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- One sequence stamps every change of an action, so that a document's version only ever grows,
-- even when an item is archived and published again.
CREATE SEQUENCE catalogue_version;

CREATE TABLE offer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    siret text NOT NULL REFERENCES provider,
    number text NOT NULL,
    title text NOT NULL,
    certification_code text NOT NULL REFERENCES certification,
    blocks text[] NOT NULL DEFAULT '{}',
    content jsonb NOT NULL,
    content_hash bytea NOT NULL,
    position integer NOT NULL DEFAULT 0,      -- rank in the provider's file, for export
    archived_at timestamptz,
    UNIQUE (siret, number)
);
CREATE INDEX offer_by_certification ON offer (certification_code);

CREATE TABLE action (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    offer_id bigint NOT NULL REFERENCES offer,
    number text NOT NULL,
    public_id text NOT NULL UNIQUE,
    modality smallint NOT NULL,
    insee text,                      -- resolved commune; null when the address could not be placed
    lat double precision,            -- resolved point; the file's own stays in content
    lng double precision,
    price_cents bigint NOT NULL,
    vat_rate numeric NOT NULL,
    price_exclusive_cents bigint NOT NULL,
    hours integer,
    permanent_entry boolean NOT NULL,
    content jsonb NOT NULL,
    content_hash bytea NOT NULL,
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    version bigint NOT NULL DEFAULT nextval('catalogue_version'),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (offer_id, number)
);
CREATE INDEX action_by_insee ON action (insee);

CREATE TABLE session (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    action_id bigint NOT NULL REFERENCES action,
    number text NOT NULL,
    starts date,
    ends date,
    open boolean NOT NULL,
    guaranteed boolean NOT NULL,
    capacity integer,                -- seats in all; EDOF has no such field, the provider sets it here
    seats_taken integer NOT NULL DEFAULT 0,
    content jsonb NOT NULL,
    content_hash bytea NOT NULL,
    position integer NOT NULL DEFAULT 0,
    archived_at timestamptz,
    UNIQUE (action_id, number)
);

-- The outbox: what the search index has still to learn. Kept for days, read above a transaction watermark,
-- because identity numbers commit out of order.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    action_id bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_by_xid ON outbox (xid, id);
CREATE INDEX outbox_by_created ON outbox (created_at);

-- Actions whose document could not be built or applied: set aside with the error, never blocking the rest.
CREATE TABLE outbox_dead (
    action_id bigint PRIMARY KEY,
    attempts integer NOT NULL,
    error text NOT NULL,
    first_failed_at timestamptz NOT NULL DEFAULT now(),
    last_failed_at timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz
);

CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

-- Requests from a command to the running server (rebuild, verify), and their answers.
CREATE TABLE index_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    exit_status integer,
    report text
);

-- Development only: all processes agree on a moved clock.
CREATE TABLE clock (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    offset_seconds bigint NOT NULL DEFAULT 0
);
INSERT INTO clock DEFAULT VALUES;
