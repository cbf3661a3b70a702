-- Bookings: a holder's way from the draft of a request to the validated service, with deadlines and history.

CREATE SEQUENCE booking_number;

CREATE TABLE booking (
    id uuid PRIMARY KEY,
    number bigint NOT NULL UNIQUE DEFAULT nextval('booking_number'),
    account_id uuid NOT NULL REFERENCES account,
    state text NOT NULL CHECK (state IN ('draft', 'requested', 'acknowledged', 'proposed', 'awaiting-funder', 'accepted', 'in-training', 'service-declared',
        'service-validated', 'cancelled-by-learner', 'cancelled-by-provider', 'cancelled-by-funder', 'not-realised', 'refused-by-learner',
        'refused-by-provider', 'refused-by-funder', 'lapsed')),
    billing_state text NOT NULL DEFAULT 'not-billable' CHECK (billing_state IN ('not-billable', 'deposit-wait', 'deposit-paid', 'to-bill', 'billed', 'paid')),
    control_state text NOT NULL DEFAULT 'not-in-control' CHECK (control_state IN ('not-in-control', 'in-control', 'released')),
    attendee_state text NOT NULL DEFAULT 'not-declared' CHECK (attendee_state IN ('not-declared', 'confirmed', 'disputed')),

    -- What was chosen, as it was published then: it stays as booked, whatever the provider's file says later.
    siret text NOT NULL,
    provider_name text NOT NULL,
    action_id bigint NOT NULL REFERENCES action,
    public_id text NOT NULL,
    session_id bigint NOT NULL REFERENCES session,
    session_number text NOT NULL,
    title text NOT NULL,
    certification_code text NOT NULL,
    certification_type text NOT NULL,
    offer_kind text NOT NULL,              -- of the caps (D6323-1 A)
    domain text,                           -- NSF code of the certification, for statistics
    modality text NOT NULL CHECK (modality IN ('in-person', 'blended', 'remote')),
    insee text,                            -- commune of the training
    zone text NOT NULL,                    -- of public holidays
    permanent_entry boolean NOT NULL,
    has_prerequisites boolean NOT NULL,
    published_starts date,
    published_ends date,
    published_hours integer,
    published_price bigint NOT NULL,       -- cents, with tax

    -- What holds now: as published, or as proposed.
    starts date,
    ends date,
    hours integer,
    price bigint NOT NULL CHECK (price > 0),
    vat_rate numeric NOT NULL DEFAULT 0,
    proposal_note text,

    -- The learner's part.
    wished_start date,                     -- permanent entry: what the learner proposes
    status text,                           -- employee, jobseeker …
    contact_email text,
    contact_phone text,
    contact_commune text,                  -- INSEE code of where they live
    message text,                          -- to the provider
    attests_conditions boolean NOT NULL DEFAULT false,  -- of a driving licence (D6323-8)
    terms_version text,                    -- conditions as read and accepted
    terms_accepted_at timestamptz,
    discarded_at timestamptz,              -- a draft that its holder does not want any more

    -- Moments.
    requested_at timestamptz,
    acknowledged_at timestamptz,
    proposed_at timestamptz,
    answer_from timestamptz,               -- the learner's delay runs from here: the proposal, or the funder's answer
    funder_asked_at timestamptz,
    funder text,                           -- fund that was asked, kind:siren
    funder_cents bigint,
    keeps_proposal boolean NOT NULL DEFAULT false,
    accepted_at timestamptz,
    accepted_on date,                      -- in Paris
    rule_set text,                         -- frozen at acceptance
    holder bigint REFERENCES ledger_holder,
    participation bigint,
    exemption text,
    cap bigint,
    payment_id uuid,                       -- card page that is open, or that paid
    payment_until timestamptz,             -- while the page is open
    payment_plan jsonb,                    -- who pays what, as held for it
    entry_on date,
    entry_declared_at timestamptz,
    entry_counts_at timestamptz,
    entry_counted_at timestamptz,
    deposit bigint NOT NULL DEFAULT 0,     -- cents debited at entry
    exit_on date,
    exit_declared_at timestamptz,
    exit_reason text,
    exit_rate integer CHECK (exit_rate BETWEEN 0 AND 100),
    force_majeure boolean NOT NULL DEFAULT false,
    exit_liable text CHECK (exit_liable IN ('learner', 'provider')),
    validated_at timestamptz,
    end_reason text,                       -- code of a refusal or cancellation
    end_note text,
    provider_due bigint,                   -- cents, once the end is known
    ending_rule text,

    -- Frozen at acceptance, for statistics.
    age_class text,
    sex text,
    situation text,
    residence text,                        -- INSEE code

    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state = 'draft' OR (requested_at IS NOT NULL AND discarded_at IS NULL)),
    CHECK (state NOT IN ('accepted', 'in-training', 'service-declared', 'service-validated', 'cancelled-by-learner', 'cancelled-by-provider',
        'cancelled-by-funder', 'not-realised') OR (accepted_on IS NOT NULL AND rule_set IS NOT NULL AND holder IS NOT NULL))
);
CREATE INDEX booking_by_account ON booking (account_id, created_at DESC);
CREATE INDEX booking_by_provider ON booking (siret, state, requested_at DESC);
CREATE INDEX booking_by_session ON booking (session_id);
CREATE INDEX booking_by_action ON booking (action_id, account_id);
CREATE INDEX booking_by_holder ON booking (holder) WHERE holder IS NOT NULL;
CREATE INDEX booking_by_funder ON booking (funder) WHERE funder IS NOT NULL;

-- Who pays what, frozen at acceptance, and what the end made of it. Lines add up to the price.
CREATE TABLE booking_line (
    booking_id uuid NOT NULL REFERENCES booking,
    line smallint NOT NULL,
    source text NOT NULL CHECK (source IN ('fixed-participation', 'dotation', 'annual-rights', 'volunteering', 'top-up', 'learner')),
    kind text,
    amount bigint NOT NULL CHECK (amount > 0),
    used bigint,
    returned bigint,
    kept bigint,
    credit bigint,
    PRIMARY KEY (booking_id, line),
    CHECK (used IS NULL OR amount = used + returned + kept + credit)
);

-- From which bucket. While the card page is open they are held, the learner's own money missing.
CREATE TABLE booking_share (
    booking_id uuid NOT NULL REFERENCES booking,
    share smallint NOT NULL,
    line smallint NOT NULL,
    bucket bigint NOT NULL REFERENCES ledger_account,
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (booking_id, share)
);

-- What happened, only added to; it is the outbox of statistics and webhooks too.
CREATE TABLE booking_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    booking_id uuid NOT NULL REFERENCES booking,
    at timestamptz NOT NULL,
    event text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor_id uuid,
    role text NOT NULL,
    on_behalf_of uuid,
    detail jsonb NOT NULL DEFAULT '{}'     -- codes, days and cents; no names, no free text
);
CREATE INDEX booking_event_by_booking ON booking_event (booking_id, id);
CREATE INDEX booking_event_by_xid ON booking_event (xid, id);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON booking_event FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON booking_event FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- What the clock does next, and by when somebody has to answer.
CREATE TABLE booking_deadline (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    event text NOT NULL,
    due_at timestamptz NOT NULL,           -- the first moment that is too late
    extended boolean NOT NULL DEFAULT false,
    extension_reason text,                 -- as everybody concerned reads it
    reminded_at timestamptz,
    done_at timestamptz,
    outcome text CHECK (outcome IN ('done', 'moot')),
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz,
    set_aside_at timestamptz,
    error text,
    CHECK ((done_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX booking_deadline_open ON booking_deadline (booking_id, event) WHERE done_at IS NULL;
CREATE INDEX booking_deadline_due ON booking_deadline (due_at) WHERE done_at IS NULL AND set_aside_at IS NULL;

-- Another session of the same action, if both agree.
CREATE TABLE booking_move (
    booking_id uuid PRIMARY KEY REFERENCES booking,
    session_id bigint NOT NULL REFERENCES session,
    asked_by text NOT NULL CHECK (asked_by IN ('learner', 'provider')),
    asked_at timestamptz NOT NULL
);
