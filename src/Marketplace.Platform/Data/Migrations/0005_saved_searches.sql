-- What learners keep in their account: favourites, searches, alerts.

CREATE TABLE favourite (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    action_id bigint NOT NULL REFERENCES action ON DELETE CASCADE,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, action_id)
);
CREATE INDEX favourite_by_action ON favourite (action_id);

-- Queries of saved searches, each once: what thousands of people look out for is asked once a day.
CREATE TABLE saved_query (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    query text NOT NULL UNIQUE,            -- query string of the search page, in its canonical order
    set_aside_at timestamptz,              -- it could not be asked; tried again when somebody saves it anew
    error text
);

CREATE TABLE saved_search (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    query_id bigint NOT NULL REFERENCES saved_query,
    name text NOT NULL,
    alert boolean NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),  -- what was published before is not new to this alert
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (account_id, query_id)
);
CREATE INDEX saved_search_by_query ON saved_search (query_id);
CREATE INDEX saved_search_by_alert ON saved_search (account_id, query_id, since) WHERE alert;
CREATE INDEX saved_search_by_since ON saved_search (since) WHERE alert;

-- A daily run of the alerts; the next begins on another day, when none is unfinished.
CREATE TABLE alert_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_on date NOT NULL,
    finished_on date,
    digests integer NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX alert_run_unfinished ON alert_run ((true)) WHERE finished_on IS NULL;

-- Actions published for the first time that no run has looked at. A queue, not a comparison of dates: a transaction
-- that commits late is seen by the next run.
CREATE TABLE new_action (
    action_id bigint PRIMARY KEY REFERENCES action ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    run_id bigint REFERENCES alert_run,    -- null: waits
    matched boolean NOT NULL DEFAULT false
);
CREATE INDEX new_action_by_run ON new_action (run_id, action_id) WHERE NOT matched;
CREATE INDEX new_action_of_run ON new_action (run_id);
CREATE FUNCTION note_new_actions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO new_action (action_id) SELECT id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER note_new_actions AFTER INSERT ON action REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION note_new_actions();

-- What the run found, until its digests are written.
CREATE TABLE alert_match (
    query_id bigint NOT NULL REFERENCES saved_query ON DELETE CASCADE,
    action_id bigint NOT NULL REFERENCES new_action ON DELETE CASCADE,
    rank integer NOT NULL,
    PRIMARY KEY (query_id, action_id)
);
CREATE INDEX alert_match_by_action ON alert_match (action_id);

-- Who has the run's digest; error: could not be written, and is not tried again.
CREATE TABLE alert_digest (
    run_id bigint NOT NULL REFERENCES alert_run ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    error text,
    PRIMARY KEY (run_id, account_id)
);
CREATE INDEX alert_digest_by_account ON alert_digest (account_id);
