-- Reference data: job titles, which files the tables were filled from, and what an official file brought.

CREATE TABLE job (
    code text PRIMARY KEY,           -- ROME code
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
ALTER TABLE nsf_domain ADD COLUMN official boolean NOT NULL DEFAULT false;
ALTER TABLE job ADD COLUMN official boolean NOT NULL DEFAULT false;
ALTER TABLE provider ADD COLUMN official boolean NOT NULL DEFAULT false;

-- Running servers load the tables again when told so: NOTIFY reference, once a change has committed.
-- An import that only adds a placeholder does so too.
CREATE FUNCTION reference_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('reference', '');
    RETURN NULL;
END $$;
CREATE TRIGGER reference_notify AFTER INSERT OR UPDATE OR DELETE ON place FOR EACH STATEMENT EXECUTE FUNCTION reference_notify();
CREATE TRIGGER reference_notify AFTER INSERT OR UPDATE OR DELETE ON certification FOR EACH STATEMENT EXECUTE FUNCTION reference_notify();
CREATE TRIGGER reference_notify AFTER INSERT OR UPDATE OR DELETE ON certification_block FOR EACH STATEMENT EXECUTE FUNCTION reference_notify();
CREATE TRIGGER reference_notify AFTER INSERT OR UPDATE OR DELETE ON nsf_domain FOR EACH STATEMENT EXECUTE FUNCTION reference_notify();
CREATE TRIGGER reference_notify AFTER INSERT OR UPDATE OR DELETE ON job FOR EACH STATEMENT EXECUTE FUNCTION reference_notify();
