-- How the marketplace is used: facts without names, fed from the history of bookings, and the editions that everybody may read.

-- One row a request for a booking. Who learns and who trains are pseudonyms under a key of the vault: they count, and lead to nobody.
CREATE TABLE statistics_booking (
    booking bytea PRIMARY KEY,             -- keyed, so that a change finds its row
    learner bigint NOT NULL,               -- keyed: distinct learners
    provider bigint NOT NULL,              -- keyed: concentration
    requested date NOT NULL,               -- months, by their first day, in Paris
    validated date,                        -- accepted by both sides
    entered date,
    status text NOT NULL,
    step smallint NOT NULL,                -- how far it came: 1 requested, 2 proposed, 3 accepted, 4 entered, 5 completed
    certification_type text NOT NULL,
    certification text NOT NULL,
    domain text NOT NULL,                  -- NSF, up to 3 digits; empty: not known
    domain_group text NOT NULL,            -- its first two digits
    modality text NOT NULL,
    training_region text NOT NULL,
    training_department text NOT NULL,
    residence_region text NOT NULL,
    residence_department text NOT NULL,
    age_class text NOT NULL,
    sex text NOT NULL,
    situation text NOT NULL,
    price_class text NOT NULL,
    hours_class text NOT NULL,
    hours integer NOT NULL,
    price bigint NOT NULL,                 -- cents, as all below; by who pays
    learner_part bigint NOT NULL,
    rights_part bigint NOT NULL,
    volunteering_part bigint NOT NULL,
    employer_part bigint NOT NULL,
    opco_part bigint NOT NULL,
    state_part bigint NOT NULL,
    region_part bigint NOT NULL,
    jobseeking_part bigint NOT NULL,       -- France Travail
    other_part bigint NOT NULL,
    proposal_days smallint,                -- from request to proposal, and so on
    acceptance_days smallint,
    entry_days smallint,
    validation_days smallint
);
CREATE INDEX statistics_booking_validated ON statistics_booking (validated) WHERE validated IS NOT NULL;
CREATE INDEX statistics_booking_entered ON statistics_booking (entered) WHERE entered IS NOT NULL;
CREATE INDEX statistics_booking_requested ON statistics_booking (requested);

-- How far the history of bookings is read, in the order of transactions, of which database (index_epoch).
CREATE TABLE statistics_feed (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch uuid NOT NULL,
    xid xid8 NOT NULL,
    id bigint NOT NULL,
    read_at timestamptz NOT NULL
);

-- Searches by month, made from the query log before it is purged: nothing of who searched.
CREATE TABLE statistics_search (
    month date NOT NULL,
    department text NOT NULL,              -- empty: no place
    fruitless boolean NOT NULL,
    searches integer NOT NULL,
    PRIMARY KEY (month, department, fruitless)
);

-- What was offered, on the last day of a month that was looked at.
CREATE TABLE statistics_offer (
    month date NOT NULL,
    domain text NOT NULL,
    certification_type text NOT NULL,
    modality text NOT NULL,
    department text NOT NULL,
    actions integer NOT NULL,
    sessions integer NOT NULL,
    price bigint NOT NULL,                 -- cents, of all actions together
    PRIMARY KEY (month, domain, certification_type, modality, department)
);

-- An edition is what the public reads: decided once, over all its tables together, and never changed.
CREATE TABLE statistics_edition (
    number integer PRIMARY KEY,
    month date NOT NULL UNIQUE,            -- the last month that it tells of
    k integer NOT NULL,
    published_at timestamptz NOT NULL,
    withheld integer NOT NULL,             -- cells
    sha256 bytea NOT NULL                  -- of its cells in their order
);
CREATE TABLE statistics_cell (
    edition integer NOT NULL REFERENCES statistics_edition,
    basis text NOT NULL CHECK (basis IN ('validation', 'entry')),
    axis text NOT NULL,
    node text NOT NULL,                    -- empty: all of the axis
    parent text,                           -- the row above in the axis; null: all of it
    "column" text NOT NULL,                -- empty: all of the row
    period text NOT NULL,                  -- 2026-01, 2026-Q1, 2026
    bookings bigint,                       -- null: withheld, with all the others
    learners bigint,
    amount bigint,
    learner_amount bigint,
    hours bigint,
    CHECK (num_nulls(bookings, learners, amount, learner_amount, hours) IN (0, 5)),
    PRIMARY KEY (edition, basis, axis, node, "column", period)
);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON statistics_edition FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON statistics_edition FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON statistics_cell FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON statistics_cell FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- A question kept under a permanent address: the question alone; who asks it again gets what they may see.
CREATE TABLE statistics_view (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    query text NOT NULL CHECK (length(query) <= 2000),
    created_at timestamptz NOT NULL
);
CREATE INDEX statistics_view_by_account ON statistics_view (account_id, created_at DESC);
