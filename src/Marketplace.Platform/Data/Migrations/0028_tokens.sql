-- Keys that a holder makes for programs of their own; only a hash is kept, as of sessions.
CREATE TABLE access_token (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES account,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    token_hash bytea NOT NULL UNIQUE,
    scope text NOT NULL CHECK (scope IN ('read', 'act')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CHECK (expires_at > created_at AND expires_at <= created_at + interval '1 year')
);
CREATE INDEX access_token_by_account ON access_token (account_id, created_at DESC);

-- Rows that are found by what they refer to: a bucket's shares, the moves towards a session.
CREATE INDEX IF NOT EXISTS booking_share_by_bucket ON booking_share (bucket);
CREATE INDEX IF NOT EXISTS booking_move_by_session ON booking_move (session_id);

-- As before, and without tokens, card pages and what was held for them: a program may have lost its token since, and a page may have been paid
-- or given up. A payment that comes after all is honoured or goes back, as any late one.
CREATE OR REPLACE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    UPDATE access_token SET revoked_at = now() WHERE revoked_at IS NULL;
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
