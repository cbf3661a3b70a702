-- Where Hangfire keeps jobs: the tables of Hangfire.PostgreSql 1.21.1 as its own scripts leave them (version 23), so that the
-- application's role needs no right to make tables. What is due is never only here: it is in the rows of each capability.
CREATE SCHEMA hangfire;

CREATE TABLE hangfire.schema (
    version integer PRIMARY KEY
);
INSERT INTO hangfire.schema (version) VALUES (23);

CREATE TABLE hangfire.job (
    id bigserial PRIMARY KEY,
    stateid bigint,
    statename text,
    invocationdata jsonb NOT NULL,
    arguments jsonb NOT NULL,
    createdat timestamptz NOT NULL,
    expireat timestamptz,
    updatecount integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_hangfire_job_statename ON hangfire.job (statename);
CREATE INDEX ix_hangfire_job_statename_is_not_null ON hangfire.job (statename) INCLUDE (id) WHERE statename IS NOT NULL;
CREATE INDEX ix_hangfire_job_expireat ON hangfire.job (expireat);

CREATE TABLE hangfire.state (
    id bigserial PRIMARY KEY,
    jobid bigint NOT NULL REFERENCES hangfire.job (id) ON UPDATE CASCADE ON DELETE CASCADE,
    name text NOT NULL,
    reason text,
    createdat timestamptz NOT NULL,
    data jsonb,
    updatecount integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_hangfire_state_jobid ON hangfire.state (jobid);

CREATE TABLE hangfire.jobparameter (
    id bigserial PRIMARY KEY,
    jobid bigint NOT NULL REFERENCES hangfire.job (id) ON UPDATE CASCADE ON DELETE CASCADE,
    name text NOT NULL,
    value text,
    updatecount integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_hangfire_jobparameter_jobidandname ON hangfire.jobparameter (jobid, name);

CREATE TABLE hangfire.jobqueue (
    id bigserial PRIMARY KEY,
    jobid bigint NOT NULL,
    queue text NOT NULL,
    fetchedat timestamptz,
    updatecount integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_hangfire_jobqueue_queueandfetchedat ON hangfire.jobqueue (queue, fetchedat);
CREATE INDEX ix_hangfire_jobqueue_jobidandqueue ON hangfire.jobqueue (jobid, queue);
CREATE INDEX ix_hangfire_jobqueue_fetchedat_queue_jobid ON hangfire.jobqueue (fetchedat NULLS FIRST, queue, jobid);

CREATE TABLE hangfire.hash (
    id bigserial PRIMARY KEY,
    key text NOT NULL,
    field text NOT NULL,
    value text,
    expireat timestamptz,
    updatecount integer NOT NULL DEFAULT 0,
    UNIQUE (key, field)
);
CREATE INDEX ix_hangfire_hash_expireat ON hangfire.hash (expireat);

CREATE TABLE hangfire.set (
    id bigserial PRIMARY KEY,
    key text NOT NULL,
    score double precision NOT NULL,
    value text NOT NULL,
    expireat timestamptz,
    updatecount integer NOT NULL DEFAULT 0,
    UNIQUE (key, value)
);
CREATE INDEX ix_hangfire_set_expireat ON hangfire.set (expireat);
CREATE INDEX ix_hangfire_set_key_score ON hangfire.set (key, score);

CREATE TABLE hangfire.list (
    id bigserial PRIMARY KEY,
    key text NOT NULL,
    value text,
    expireat timestamptz,
    updatecount integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_hangfire_list_expireat ON hangfire.list (expireat);

CREATE TABLE hangfire.counter (
    id bigserial PRIMARY KEY,
    key text NOT NULL,
    value bigint NOT NULL,
    expireat timestamptz
);
CREATE INDEX ix_hangfire_counter_key ON hangfire.counter (key);
CREATE INDEX ix_hangfire_counter_expireat ON hangfire.counter (expireat);

CREATE TABLE hangfire.aggregatedcounter (
    id bigserial PRIMARY KEY,
    key text NOT NULL UNIQUE,
    value bigint NOT NULL,
    expireat timestamptz
);

CREATE TABLE hangfire.server (
    id text PRIMARY KEY,
    data jsonb,
    lastheartbeat timestamptz NOT NULL,
    updatecount integer NOT NULL DEFAULT 0
);

CREATE TABLE hangfire.lock (
    resource text NOT NULL UNIQUE,
    updatecount integer NOT NULL DEFAULT 0,
    acquired timestamptz
);
ALTER TABLE hangfire.lock REPLICA IDENTITY USING INDEX lock_resource_key;

-- As before, and without the jobs of then: what is due is in the rows, and the program registers its calendar anew.
CREATE OR REPLACE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    -- The owner of the address may have stopped it since. Its documents go, as at any end.
    WITH stopped AS (UPDATE factor_recovery SET state = 'stopped', changed_at = now() WHERE state IN ('submitted', 'accepted') RETURNING account_id),
    removed AS (DELETE FROM identity_document d USING stopped s WHERE d.account_id = s.account_id RETURNING d.entry)
    DELETE FROM vault_entry v USING removed r WHERE v.id = r.entry;
    UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL;
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
