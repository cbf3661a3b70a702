-- People, organisations, sign-in, consent, vault, e-mails. Internal ids are random: they may stand in addresses.
-- Longer than 300 lines: the tables refer to each other, and one step makes them all or none.

CREATE TABLE account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('holder', 'professional', 'operator')),
    email text CHECK (email = lower(email)),
    given_names text NOT NULL DEFAULT '',
    family_name text NOT NULL DEFAULT '',
    local boolean NOT NULL DEFAULT false,  -- signs in here, by password and code or passkey, not through a provider
    password_hash text,
    -- Wrong passwords or codes in a row; at the limit of the settings the account is locked for a while.
    failed_attempts integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    totp_secret bytea,                     -- sealed with the master key
    totp_confirmed_at timestamptz,
    totp_last_step bigint NOT NULL DEFAULT 0,  -- a code serves once
    created_at timestamptz NOT NULL DEFAULT now(),
    activated_at timestamptz,              -- local accounts: the one-time link was used
    disabled_at timestamptz
);
-- One person may be a holder and a professional, with an account for each.
CREATE UNIQUE INDEX account_by_email ON account (kind, email) WHERE email IS NOT NULL AND kind <> 'holder';
-- FranceConnect+ gives addresses that several people may share (couples): only local sign-in needs them unique.
CREATE UNIQUE INDEX account_by_local_email ON account (email) WHERE kind = 'holder' AND local;
CREATE INDEX account_by_holder_email ON account (email) WHERE kind = 'holder';

CREATE TABLE external_login (
    provider text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES account,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, subject)
);
CREATE INDEX external_login_by_account ON external_login (account_id);

CREATE TABLE passkey (
    credential_id bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account,
    name text NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports text[] NOT NULL DEFAULT '{}',
    user_verified boolean NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    attestation_object bytea NOT NULL,
    client_data_json bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
);
CREATE INDEX passkey_by_account ON passkey (account_id);

CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES account,
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account_id, code_hash)
);

-- Links by e-mail: the token is in the link, its hash here; each serves once.
CREATE TABLE one_time_link (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account,
    purpose text NOT NULL CHECK (purpose IN ('activate', 'reset')),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX one_time_link_by_account ON one_time_link (account_id);

CREATE TABLE session_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE,
    account_id uuid NOT NULL REFERENCES account,
    method text NOT NULL,                  -- franceconnect, proconnect, password+totp, passkey, development
    device text NOT NULL,                  -- browser and system in words, for the list of sessions
    logout_hint bytea,                     -- sealed: what the identity provider wants to hear at sign-out
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX session_key_by_account ON session_key (account_id) WHERE ended_at IS NULL;
CREATE INDEX session_key_by_expiry ON session_key (expires_at);

CREATE TABLE organisation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('provider', 'funder', 'cep', 'certifier', 'employer', 'analyst')),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz
);

-- Establishments. A provider's SIRET belongs to one organisation only.
CREATE TABLE organisation_siret (
    organisation_id uuid NOT NULL REFERENCES organisation,
    siret text NOT NULL,
    kind text NOT NULL,
    PRIMARY KEY (organisation_id, siret),
    UNIQUE (kind, siret)
);

CREATE TABLE membership (
    organisation_id uuid NOT NULL REFERENCES organisation,
    account_id uuid NOT NULL REFERENCES account,
    roles text[] NOT NULL CHECK (cardinality(roles) > 0),
    sirets text[],                         -- null: all of the organisation's
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organisation_id, account_id)
);
CREATE INDEX membership_by_account ON membership (account_id);

CREATE TABLE invitation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE,
    organisation_id uuid NOT NULL REFERENCES organisation,
    email text NOT NULL CHECK (email = lower(email)),
    roles text[] NOT NULL CHECK (cardinality(roles) > 0),
    sirets text[],
    invited_by uuid REFERENCES account,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX invitation_by_organisation ON invitation (organisation_id);
CREATE INDEX invitation_by_inviter ON invitation (invited_by);

CREATE TABLE operator_mission (
    account_id uuid NOT NULL REFERENCES account,
    mission text NOT NULL,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, mission)
);

-- Vault: one random key a row, wrapped by the master key named in key_id. lookup: keyed hash of the value.
CREATE TABLE vault_entry (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL,
    lookup bytea,
    key_id text NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, lookup)
);
CREATE INDEX vault_entry_by_key ON vault_entry (key_id);

-- The key of the look-up hashes, wrapped by the master key, so that master keys can change without new hashes.
CREATE TABLE vault_lookup_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    key_id text NOT NULL,
    wrapped_key bytea NOT NULL
);

CREATE TABLE holder (
    account_id uuid PRIMARY KEY REFERENCES account,
    birth_name text,
    birth_given_names text,
    birth_date date,
    sex text CHECK (sex IN ('female', 'male')),
    birth_place text,                      -- INSEE code of the commune, null when born abroad
    birth_country text,                    -- INSEE code of the country, 99100 for France
    pivot_lookup bytea UNIQUE,             -- keyed hash of a verified identity: one account a person
    identity_status text NOT NULL DEFAULT 'declared'
        CHECK (identity_status IN ('declared', 'submitted', 'verified', 'refused')),
    identity_source text CHECK (identity_source IN ('franceconnect', 'documents')),
    identity_note text,                    -- what the operator answered
    identity_at timestamptz,
    nir_status text NOT NULL DEFAULT 'absent' CHECK (nir_status IN ('absent', 'tied', 'mismatch', 'refused')),
    nir_entry uuid UNIQUE REFERENCES vault_entry,
    nir_findings text[] NOT NULL DEFAULT '{}',
    nir_at timestamptz
);
CREATE INDEX holder_waiting ON holder (identity_at) WHERE identity_status = 'submitted';
CREATE INDEX holder_nir_waiting ON holder (nir_at) WHERE nir_status = 'mismatch';
CREATE INDEX holder_by_birth ON holder (birth_date, birth_name);

CREATE TABLE identity_document (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES account,
    entry uuid NOT NULL UNIQUE REFERENCES vault_entry,
    media_type text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identity_document_by_account ON identity_document (account_id);

-- L6323-8 III: the holder lets an organisation see all or part of the account.
CREATE TABLE consent (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    holder_id uuid NOT NULL REFERENCES account,
    organisation_id uuid NOT NULL REFERENCES organisation,
    scope text NOT NULL CHECK (scope IN ('identity', 'account')),
    granted_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX consent_by_holder ON consent (holder_id);
CREATE INDEX consent_by_organisation ON consent (organisation_id, holder_id);

-- Why somebody looks at a holder's file: asked once a session and subject, where the table of rights demands it.
CREATE TABLE stated_reason (
    session_id uuid NOT NULL REFERENCES session_key,
    subject_id uuid NOT NULL,
    reason text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (session_id, subject_id)
);

-- What happened to an account or organisation, kept as long as it. Only added to.
CREATE TABLE account_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    account_id uuid,
    organisation_id uuid,
    actor_id uuid,
    event text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX account_event_by_account ON account_event (account_id, id);
CREATE INDEX account_event_by_organisation ON account_event (organisation_id, id);

-- Who looked at or changed personal data (R6323-40): one year, longer under a litigation hold. Only added to;
-- partitions of a month are made ahead and dropped when old by access_log_upkeep().
CREATE TABLE access_log (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    actor_id uuid,
    actor_role text NOT NULL,
    on_behalf_of uuid,
    session_id uuid,
    nature text NOT NULL,
    operation text NOT NULL CHECK (operation IN ('look-up', 'change', 'sign-in', 'sign-out', 'refusal')),
    subject_id uuid,
    object text,
    reason text,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX access_log_by_subject ON access_log (subject_id, at);
CREATE INDEX access_log_by_actor ON access_log (actor_id, at);

CREATE TABLE litigation_hold (
    subject_id uuid PRIMARY KEY,
    reason text NOT NULL,
    placed_by uuid NOT NULL,
    placed_at timestamptz NOT NULL DEFAULT now()
);

-- Rows of dropped partitions that a litigation hold keeps.
CREATE TABLE access_log_held (LIKE access_log INCLUDING DEFAULTS, PRIMARY KEY (at, id));
CREATE INDEX access_log_held_by_subject ON access_log_held (subject_id, at);

CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE ON access_log_held FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON account_event FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON access_log_held FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON account_event FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- Makes the months ahead, drops those that ended over a year ago and keeps what a litigation hold covers.
-- Runs with the owner's rights and by the database's clock alone: the application cannot purge early. Temporary tables
-- come last on the path, so that nobody can put one in the place of litigation_hold; months are added in UTC, because
-- the zone of a session with summer time would move their bounds.
CREATE FUNCTION access_log_upkeep() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    month timestamptz;
    name text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('access_log_upkeep'));
    FOR offset_months IN 0..24 LOOP
        month := date_trunc('month', now(), 'UTC') + make_interval(months => offset_months);
        name := 'access_log_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF access_log FOR VALUES FROM (%L) TO (%L)', name, month, month + interval '1 month');
            -- Triggers of statements, unlike those of rows, do not come from the partitioned table.
            EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()', name);
        END IF;
    END LOOP;
    DELETE FROM access_log_held h WHERE NOT EXISTS (SELECT FROM litigation_hold l WHERE l.subject_id = h.subject_id)
        AND h.at < now() - interval '1 year';
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'access_log'::regclass AND c.relname ~ '^access_log_\d{6}$'
            AND to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= now() AT TIME ZONE 'UTC' - interval '1 year'
        ORDER BY 1
    LOOP
        EXECUTE format('INSERT INTO access_log_held SELECT p.* FROM %I p JOIN litigation_hold l ON l.subject_id = p.subject_id', name);
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;
SELECT access_log_upkeep();

-- E-mails to send. payload: recipient and values, sealed with the master key; emptied once sent.
CREATE TABLE mail (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    template text NOT NULL,
    payload bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    set_aside_at timestamptz,
    error text
);
CREATE INDEX mail_waiting ON mail (next_attempt_at) WHERE sent_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX mail_done ON mail (created_at);
CREATE FUNCTION mail_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('mail', '');
    RETURN NULL;
END $$;
CREATE TRIGGER mail_notify AFTER INSERT ON mail FOR EACH STATEMENT EXECUTE FUNCTION mail_notify();

-- Keys that protect cookies and forms, shared by all processes; each sealed with the master key.
CREATE TABLE data_protection_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    xml text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
