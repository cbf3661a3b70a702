-- Catalogues that providers upload: received, staged row by row, shown, published or not, undone.

CREATE TABLE upload (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    sirets text[] NOT NULL,                -- establishments that who sent it may publish for
    state text NOT NULL CHECK (state IN ('received', 'staging', 'staged', 'publishing', 'published', 'undone', 'discarded', 'failed')),
    changed_at timestamptz NOT NULL DEFAULT now(),
    name text NOT NULL CHECK (length(name) <= 200),
    size bigint NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    received_by uuid REFERENCES account,   -- null: a program, with a key
    wish text CHECK (wish IN ('valid', 'all')),    -- published in this way without being asked again
    mended boolean NOT NULL DEFAULT false, -- its rows count, no longer its file
    attempts integer NOT NULL DEFAULT 0,
    progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    note text,                             -- why it failed, waits or was sent back

    -- What reading found.
    kind text CHECK (kind IN ('edof', 'csv', 'excel')),
    format text,
    siret text,
    headings text[],
    refused_whole boolean,
    formations_accepted integer, formations_rejected integer,
    actions_accepted integer, actions_rejected integer,
    sessions_accepted integer, sessions_rejected integer,
    row_count integer, rows_refused integer,
    errors integer, warnings integer,

    -- What it would change, and of which catalogue.
    version text,
    differences jsonb,                     -- numbers by level

    -- What was published of it.
    mode text CHECK (mode IN ('valid', 'all')),
    published_at timestamptz,
    published_version text,
    CHECK ((state IN ('published', 'undone')) <= (published_version IS NOT NULL))
);
CREATE UNIQUE INDEX upload_one_at_a_time ON upload (organisation_id) WHERE state IN ('received', 'staging', 'staged', 'publishing');
CREATE INDEX upload_by_organisation ON upload (organisation_id, received_at DESC);
CREATE INDEX upload_due ON upload (received_at) WHERE state IN ('received', 'staging', 'publishing');

-- The file, compressed, in parts.
CREATE TABLE upload_part (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    ordinal integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (upload_id, ordinal)
);
ALTER TABLE upload_part ALTER content SET STORAGE EXTERNAL;

-- Every row of it, valid or not; of an EDOF file every formation, action and session.
CREATE TABLE upload_row (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    ordinal integer NOT NULL,
    line integer NOT NULL,
    level text NOT NULL CHECK (level IN ('formation', 'action', 'session')),
    formation text,
    action text,
    session text,
    cells text[] NOT NULL,                 -- as they are written
    accepted boolean NOT NULL,
    PRIMARY KEY (upload_id, ordinal)
);
CREATE INDEX upload_row_by_line ON upload_row (upload_id, line);

-- What was found, in the order of the report.
CREATE TABLE upload_issue (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    ordinal integer NOT NULL,
    severity text NOT NULL CHECK (severity IN ('error', 'warning')),
    code text NOT NULL,
    line integer,
    "column" text,
    formation text,
    action text,
    session text,
    text text NOT NULL,
    PRIMARY KEY (upload_id, ordinal)
);

-- What it would change, as far as it is shown.
CREATE TABLE upload_change (
    upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
    ordinal integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('added', 'changed', 'archived')),
    level text NOT NULL CHECK (level IN ('offer', 'action', 'session')),
    formation text NOT NULL,
    action text,
    session text,
    title text NOT NULL,
    fields jsonb NOT NULL,                 -- label, before, after
    PRIMARY KEY (upload_id, ordinal)
);
