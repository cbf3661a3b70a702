-- Yearly credits: what employers and funds declare, what was made of it, and how far a batch came.

-- A correction is a new revision of the same contract; nothing is edited.
CREATE TABLE activity_declaration (
    year smallint NOT NULL,
    person bytea NOT NULL,                 -- keyed hash of the NIR, as vault_entry.lookup
    siren text NOT NULL,
    contract text NOT NULL,
    revision integer NOT NULL,
    regime text NOT NULL CHECK (regime IN ('employee', 'esat', 'self-employed', 'public-agent')),
    basis text NOT NULL CHECK (basis IN ('hours', 'rate', 'days', 'pay', 'presence')),
    quantity bigint NOT NULL CHECK (quantity >= 0),   -- hundredths of hours, percent, days or euros
    reference bigint CHECK (reference > 0),           -- hundredths: hours or days of a full year by agreement; null: the law's
    absences text NOT NULL CHECK (length(absences) <= 400),  -- kind:hundredths of the basis, separated by |; the rules say which count
    starts date NOT NULL,
    ends date NOT NULL,
    low_qualified boolean NOT NULL,
    disabled boolean NOT NULL,
    contribution_paid boolean NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (year, person, siren, contract, revision),
    CHECK (ends >= starts)
);

-- What the holder says about their own level (R6323-3-1 II, III); the latest line counts.
CREATE TABLE level_declaration (
    holder bigint NOT NULL REFERENCES ledger_holder,
    declared_on date NOT NULL,
    below_level_3 boolean NOT NULL,
    declared_by uuid REFERENCES account,   -- the holder, or their CEP advisor
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (holder, declared_on, recorded_at)
);
CREATE INDEX level_declaration_by_account ON level_declaration (declared_by);

-- What was due for a year and what of it was credited, cumulated; each change a new revision.
-- Its holder is not looked up again for each row: the batch, which alone writes here, has just locked it, and holders stay for good.
CREATE TABLE annual_assessment (
    holder bigint NOT NULL,
    year smallint NOT NULL,
    revision integer NOT NULL,
    category text NOT NULL,
    base_due bigint NOT NULL, base_cap bigint NOT NULL, base_credited bigint NOT NULL,                          -- cents
    supplement_due bigint NOT NULL, supplement_cap bigint NOT NULL, supplement_credited bigint NOT NULL,        -- cents
    hours_due bigint NOT NULL, hours_cap bigint NOT NULL, hours_credited bigint NOT NULL,                       -- hundredths
    owed bigint NOT NULL CHECK (owed >= 0),          -- withdrawn but already used: kept back from later credits (L6323-45)
    kept_back bigint NOT NULL CHECK (kept_back >= 0),
    rule_set text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (holder, year, revision),
    CHECK (base_credited BETWEEN 0 AND base_due AND supplement_credited BETWEEN 0 AND supplement_due AND hours_credited BETWEEN 0 AND hours_due)
);

-- A batch goes through the persons in 64 slices of their hashes, each in order; position is the last one done.
CREATE TABLE crediting_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year smallint NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE UNIQUE INDEX crediting_run_unfinished ON crediting_run (year) WHERE finished_at IS NULL;
CREATE TABLE crediting_slice (
    run bigint NOT NULL REFERENCES crediting_run,
    slice smallint NOT NULL CHECK (slice BETWEEN 0 AND 63),
    position bytea,
    finished boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run, slice)
);

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON activity_declaration FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON annual_assessment FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON level_declaration FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON activity_declaration FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON annual_assessment FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON level_declaration FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
