-- A provider's catalogue before an import that can be undone: what was published in which order, and each row that was written over.
-- One a provider: with the next import the one before is beyond undoing.

CREATE TABLE catalogue_snapshot (
    id uuid PRIMARY KEY,
    siret text NOT NULL UNIQUE,
    offers bigint[] NOT NULL,
    offer_positions integer[] NOT NULL,
    actions bigint[] NOT NULL,
    action_positions integer[] NOT NULL,
    sessions bigint[] NOT NULL,
    session_positions integer[] NOT NULL
);

CREATE TABLE catalogue_before (
    snapshot uuid NOT NULL REFERENCES catalogue_snapshot ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('offer', 'action', 'session')),
    id bigint NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (snapshot, kind, id)
);
