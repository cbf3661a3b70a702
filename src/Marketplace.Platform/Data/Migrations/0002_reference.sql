-- Reference data: job titles, levels, which seed files the tables were filled from, and what an official file brought.

CREATE TABLE job (
    code text PRIMARY KEY,           -- ROME code
    title text NOT NULL
);

CREATE TABLE level (
    code smallint PRIMARY KEY,       -- European level, 1 to 8
    title text NOT NULL
);

-- One row a file of seed-data, so that it is read again only when it changed.
CREATE TABLE seed_file (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);

-- What an official import brought is never overwritten by the seed.
ALTER TABLE place ADD COLUMN official boolean NOT NULL DEFAULT false;
ALTER TABLE certification ADD COLUMN official boolean NOT NULL DEFAULT false;
ALTER TABLE provider ADD COLUMN official boolean NOT NULL DEFAULT false;

-- Running processes load a table again when told that it changed: NOTIFY reference with the table's name.
-- Statements that change no row say nothing: imports run thousands of them.
CREATE FUNCTION reference_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM changed) THEN
        PERFORM pg_notify('reference', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['region', 'department', 'place', 'nsf_domain', 'job', 'level', 'certification', 'certification_block'] LOOP
        EXECUTE format('CREATE TRIGGER reference_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_notify()', name);
        EXECUTE format('CREATE TRIGGER reference_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_notify()', name);
        EXECUTE format('CREATE TRIGGER reference_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION reference_notify()', name);
    END LOOP;
END $$;
