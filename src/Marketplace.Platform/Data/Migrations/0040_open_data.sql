-- Files of open data, one set a month, made with the edition of statistics and never changed. Pieces, so that a part of a large file is
-- read without the whole of it.
CREATE TABLE open_data_file (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    edition integer NOT NULL REFERENCES statistics_edition,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (edition, name)
);
CREATE TABLE open_data_piece (
    file_id bigint NOT NULL REFERENCES open_data_file,
    number integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (file_id, number)
);
ALTER TABLE open_data_piece ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON open_data_file FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON open_data_file FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON open_data_piece FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON open_data_piece FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
