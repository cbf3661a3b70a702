-- Where a provider's events are sent (Standard Webhooks). Secrets are sealed with a master key.
CREATE TABLE webhook (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    siret text NOT NULL CHECK (siret ~ '^[0-9]{14}$'),
    sandbox boolean NOT NULL,
    organisation_id uuid REFERENCES organisation,
    url text NOT NULL CHECK (length(url) BETWEEN 1 AND 500),
    events text[] NOT NULL CHECK (cardinality(events) > 0 AND events <@ ARRAY['booking', 'offer']),
    secret bytea NOT NULL,
    previous_secret bytea,                          -- signs too until previous_until
    previous_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    switched_off_at timestamptz,
    switched_off_why text CHECK (switched_off_why IN ('by-hand', 'gone', 'restored')),
    removed_at timestamptz,
    failures integer NOT NULL DEFAULT 0,            -- since the last success; a receiver that is away is not asked all the time
    held_until timestamptz,
    served_at timestamptz,
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL) AND (switched_off_at IS NULL) = (switched_off_why IS NULL))
);
CREATE INDEX webhook_by_siret ON webhook (siret) WHERE removed_at IS NULL;

-- What is to be sent to whom, and the log of it. Thin: ids and states, nothing about people.
CREATE TABLE webhook_delivery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    number bigint GENERATED ALWAYS AS IDENTITY,
    webhook_id uuid NOT NULL REFERENCES webhook,
    type text NOT NULL,
    occurred_at timestamptz NOT NULL,
    data jsonb NOT NULL,
    change text,                                    -- one event for what one transaction changes in one offer
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    set_aside_at timestamptz,
    UNIQUE (webhook_id, change)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, next_try_at) WHERE delivered_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, number DESC);

CREATE TABLE webhook_attempt (
    delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now(),
    status integer,                                 -- null: no answer came
    error text,
    took_ms integer NOT NULL
);
CREATE INDEX webhook_attempt_by_delivery ON webhook_attempt (delivery_id, at DESC);

-- In the transaction of the event itself: a row for each webhook that wants it.
CREATE FUNCTION booking_event_is_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhook_delivery (webhook_id, type, occurred_at, data)
    SELECT w.id, 'booking.' || CASE WHEN NEW.from_state IS DISTINCT FROM NEW.to_state THEN NEW.to_state ELSE NEW.event END, NEW.at,
        jsonb_build_object('id', NEW.booking_id, 'state', NEW.to_state, 'event', NEW.event)
    FROM booking b JOIN webhook w ON w.siret = b.siret AND NOT w.sandbox AND w.removed_at IS NULL AND w.switched_off_at IS NULL
        AND 'booking' = ANY (w.events)
    WHERE b.id = NEW.booking_id;
    RETURN NULL;
END $$;
CREATE TRIGGER event_is_sent AFTER INSERT ON booking_event FOR EACH ROW WHEN (NEW.to_state <> 'draft')
    EXECUTE FUNCTION booking_event_is_sent();

CREATE FUNCTION offer_change_is_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM webhook WHERE NOT sandbox AND removed_at IS NULL AND switched_off_at IS NULL AND 'offer' = ANY (events)) THEN
        INSERT INTO webhook_delivery (webhook_id, type, occurred_at, data, change)
        SELECT DISTINCT w.id, 'offer.changed', now(), jsonb_build_object('siret', o.siret, 'offer', o.number),
            pg_current_xact_id()::text || ' ' || o.id
        FROM added JOIN action a ON a.id = added.action_id JOIN offer o ON o.id = a.offer_id
        JOIN webhook w ON w.siret = o.siret AND NOT w.sandbox AND w.removed_at IS NULL AND w.switched_off_at IS NULL AND 'offer' = ANY (w.events)
        ON CONFLICT (webhook_id, change) DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER offer_change_is_sent AFTER INSERT ON outbox REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION offer_change_is_sent();

-- As before, and without keys of providers and webhooks: a program may have lost its key since, what webhooks were sent since is not known any
-- more, and answers kept for repeated requests tell of a past that is no more.
CREATE OR REPLACE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    UPDATE access_token SET revoked_at = now() WHERE revoked_at IS NULL;
    UPDATE provider_key SET revoked_at = now() WHERE revoked_at IS NULL;
    DELETE FROM idempotent_request;
    UPDATE webhook SET switched_off_at = now(), switched_off_why = 'restored' WHERE switched_off_at IS NULL;
    UPDATE webhook_delivery SET set_aside_at = now() WHERE delivered_at IS NULL AND set_aside_at IS NULL;
    -- The owner of the address may have stopped it since. Its documents go, as at any end.
    WITH stopped AS (UPDATE factor_recovery SET state = 'stopped', changed_at = now() WHERE state IN ('submitted', 'accepted') RETURNING account_id),
    removed AS (DELETE FROM identity_document d USING stopped s WHERE d.account_id = s.account_id RETURNING d.entry)
    DELETE FROM vault_entry v USING removed r WHERE v.id = r.entry;
    UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL;
    -- Their time is over. What ends a hold is more than a row (rights in the ledger, the seat's count), so the program ends it with its next
    -- look at what is due, before anybody can pay by the old page: that one belongs to a payment which has expired.
    UPDATE card_payment SET hold_until = least(hold_until, now()) WHERE state = 'open';
    UPDATE booking SET payment_until = least(payment_until, now()) WHERE payment_until IS NOT NULL;
    -- Most of them have left since, and the links in them no longer hold; an operator may make one due again.
    UPDATE mail SET set_aside_at = now(), error = 'restored: may have been sent since' WHERE sent_at IS NULL AND set_aside_at IS NULL;
    TRUNCATE hangfire.job, hangfire.state, hangfire.jobparameter, hangfire.jobqueue, hangfire.hash, hangfire.set, hangfire.list,
        hangfire.counter, hangfire.aggregatedcounter, hangfire.server, hangfire.lock;
    -- A backup of ours holds no row of that schema.
    INSERT INTO hangfire.schema (version) SELECT 23 WHERE NOT EXISTS (SELECT FROM hangfire.schema);
    -- Numbers of transactions mean nothing here: the indexes are built anew from the tables.
    TRUNCATE outbox;
    UPDATE index_epoch SET epoch = gen_random_uuid(), purged_xid = '0', purged_id = 0;
END $$;
