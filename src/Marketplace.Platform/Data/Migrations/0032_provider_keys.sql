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
    siret text NOT NULL,
    sandbox boolean NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    status integer,
    headers jsonb,
    body bytea,
    PRIMARY KEY (siret, sandbox, name)
);
CREATE INDEX idempotent_request_by_age ON idempotent_request (started_at);

-- As before, and without keys of providers: a program may have lost its key since. Answers kept for repeated requests tell of a past that is
-- no more.
CREATE OR REPLACE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    UPDATE access_token SET revoked_at = now() WHERE revoked_at IS NULL;
    UPDATE provider_key SET revoked_at = now() WHERE revoked_at IS NULL;
    DELETE FROM idempotent_request;
    -- The owner of the address may have stopped it since. Its documents go, as at any end.
    WITH stopped AS (UPDATE factor_recovery SET state = 'stopped', changed_at = now() WHERE state IN ('submitted', 'accepted') RETURNING account_id),
    removed AS (DELETE FROM identity_document d USING stopped s WHERE d.account_id = s.account_id RETURNING d.entry)
    DELETE FROM vault_entry v USING removed r WHERE v.id = r.entry;
    UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL;
    -- Their time is over. What ends a hold is more than a row (rights in the ledger, the seat's count), so the program ends it with its next
    -- look at what is due, before anybody can pay by the old page: that one belongs to a payment which has expired.
    UPDATE card_payment SET hold_until = least(hold_until, now()) WHERE state = 'open';
    UPDATE booking SET payment_until = least(payment_until, now()) WHERE payment_until IS NOT NULL;
    -- Most of them have left since, and the links in them no longer hold; an operator may make one due again.
    UPDATE mail SET set_aside_at = now(), error = 'restored: may have been sent since' WHERE sent_at IS NULL AND set_aside_at IS NULL;
    TRUNCATE hangfire.job, hangfire.state, hangfire.jobparameter, hangfire.jobqueue, hangfire.hash, hangfire.set, hangfire.list,
        hangfire.counter, hangfire.aggregatedcounter, hangfire.server, hangfire.lock;
    -- A backup of ours holds no row of that schema.
    INSERT INTO hangfire.schema (version) SELECT 23 WHERE NOT EXISTS (SELECT FROM hangfire.schema);
    -- Numbers of transactions mean nothing here: the indexes are built anew from the tables.
    TRUNCATE outbox;
    UPDATE index_epoch SET epoch = gen_random_uuid(), purged_xid = '0', purged_id = 0;
END $$;
