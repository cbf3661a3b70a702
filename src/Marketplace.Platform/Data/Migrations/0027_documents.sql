-- Documents of dossiers: made after the events that call for them, kept as they were made.

CREATE TABLE booking_document (
    id uuid PRIMARY KEY,
    booking_id uuid NOT NULL REFERENCES booking,
    kind text NOT NULL CHECK (kind IN ('quote', 'contract', 'provider-contract', 'receipt', 'refund-receipt', 'attendance')),
    event_id bigint NOT NULL REFERENCES booking_event,
    number text NOT NULL UNIQUE,           -- as people name it
    title text NOT NULL,
    made_at timestamptz NOT NULL,
    html text NOT NULL,
    pdf bytea NOT NULL,
    sha256 bytea NOT NULL,                 -- of the PDF
    UNIQUE (booking_id, kind, event_id)    -- made again, it is not made twice
);
CREATE INDEX booking_document_by_event ON booking_document (event_id);
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON booking_document FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON booking_document FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- Events whose documents are not made yet: a row comes with the event, in its transaction, and goes with the documents. An identity number
-- as a position would skip what commits late, and numbers of transactions mean nothing after a restore.
CREATE TABLE booking_document_due (
    event_id bigint PRIMARY KEY REFERENCES booking_event,
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz,
    set_aside_at timestamptz,
    error text
);
CREATE FUNCTION booking_document_falls_due() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO booking_document_due (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER document_falls_due AFTER INSERT ON booking_event FOR EACH ROW
    WHEN (NEW.event IN ('propose', 'accept', 'settle', 'cancel', 'provider-cancels', 'funder-cancels', 'entry-missed', 'validate'))
    EXECUTE FUNCTION booking_document_falls_due();
INSERT INTO booking_document_due (event_id)
    SELECT id FROM booking_event
    WHERE event IN ('propose', 'accept', 'settle', 'cancel', 'provider-cancels', 'funder-cancels', 'entry-missed', 'validate');
