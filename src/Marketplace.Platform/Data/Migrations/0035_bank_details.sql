-- Where providers are paid to, and each change of it: the number itself is in the vault, a row knows its country and last four characters.
CREATE TABLE bank_details (
    id uuid PRIMARY KEY,
    siret text NOT NULL CHECK (siret ~ '^[0-9]{14}$'),
    organisation_id uuid NOT NULL REFERENCES organisation,
    state text NOT NULL CHECK (state IN ('waiting', 'effective', 'stopped', 'replaced')),
    entry uuid NOT NULL REFERENCES vault_entry,
    country text NOT NULL CHECK (length(country) = 2),
    ending text NOT NULL CHECK (length(ending) = 4),
    asked_by uuid NOT NULL REFERENCES account,
    asked_at timestamptz NOT NULL,
    takes_effect_at timestamptz NOT NULL CHECK (takes_effect_at > asked_at),
    confirmed_by uuid REFERENCES account,          -- the second person; null: the delay
    effective_at timestamptz,
    stop_hash bytea NOT NULL UNIQUE,               -- of the token in the e-mails
    epoch uuid NOT NULL,                           -- of index_epoch: what waited before a restore may have been stopped since
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (confirmed_by IS DISTINCT FROM asked_by),
    CHECK ((effective_at IS NULL) = (state IN ('waiting', 'stopped')))
);
CREATE UNIQUE INDEX bank_details_waiting ON bank_details (siret) WHERE state = 'waiting';
CREATE UNIQUE INDEX bank_details_effective ON bank_details (siret) WHERE state = 'effective';
CREATE INDEX bank_details_by_siret ON bank_details (siret, asked_at DESC);
CREATE INDEX bank_details_due ON bank_details (takes_effect_at) WHERE state = 'waiting';
CREATE INDEX bank_details_by_organisation ON bank_details (organisation_id);
CREATE INDEX bank_details_by_entry ON bank_details (entry);
CREATE INDEX bank_details_by_asker ON bank_details (asked_by);
CREATE INDEX bank_details_by_confirmer ON bank_details (confirmed_by);
