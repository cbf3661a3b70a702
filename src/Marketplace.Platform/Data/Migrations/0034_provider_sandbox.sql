-- What programs try out: offers and bookings in tables of their own. Nothing here is searched, paid, counted or anybody's.
CREATE TABLE sandbox_offer (
    siret text NOT NULL,
    number text NOT NULL,
    position integer NOT NULL,
    content jsonb NOT NULL,                         -- the whole offer as programs send it
    PRIMARY KEY (siret, number)
);

CREATE TABLE sandbox_booking (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    number bigint GENERATED ALWAYS AS IDENTITY,
    siret text NOT NULL,
    state text NOT NULL,                            -- of the process of real ones
    content jsonb NOT NULL,                         -- what it is about, what was proposed and declared
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sandbox_booking_by_siret ON sandbox_booking (siret, number DESC);

CREATE TABLE sandbox_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES sandbox_booking ON DELETE CASCADE,
    at timestamptz NOT NULL,
    event text NOT NULL,
    from_state text,
    to_state text NOT NULL
);
CREATE INDEX sandbox_event_by_booking ON sandbox_event (booking_id, id);

CREATE FUNCTION sandbox_event_is_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhook_delivery (webhook_id, type, occurred_at, data)
    SELECT w.id, 'booking.' || CASE WHEN NEW.from_state IS DISTINCT FROM NEW.to_state THEN NEW.to_state ELSE NEW.event END, NEW.at,
        jsonb_build_object('id', NEW.booking_id, 'state', NEW.to_state, 'event', NEW.event)
    FROM sandbox_booking b JOIN webhook w ON w.siret = b.siret AND w.sandbox AND w.removed_at IS NULL AND w.switched_off_at IS NULL
        AND 'booking' = ANY (w.events)
    WHERE b.id = NEW.booking_id;
    RETURN NULL;
END $$;
CREATE TRIGGER event_is_sent AFTER INSERT ON sandbox_event FOR EACH ROW WHEN (NEW.to_state <> 'draft') EXECUTE FUNCTION sandbox_event_is_sent();

CREATE FUNCTION sandbox_offer_is_sent() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO webhook_delivery (webhook_id, type, occurred_at, data)
    SELECT w.id, 'offer.changed', now(), jsonb_build_object('siret', o.siret, 'offer', o.number)
    FROM (SELECT coalesce(NEW.siret, OLD.siret) AS siret, coalesce(NEW.number, OLD.number) AS number) o
    JOIN webhook w ON w.siret = o.siret AND w.sandbox AND w.removed_at IS NULL AND w.switched_off_at IS NULL AND 'offer' = ANY (w.events);
    RETURN NULL;
END $$;
CREATE TRIGGER offer_is_sent AFTER INSERT OR UPDATE OR DELETE ON sandbox_offer FOR EACH ROW EXECUTE FUNCTION sandbox_offer_is_sent();
