-- Who waits for a seat of a full session, and what became of it (Bookings/Waiting).

CREATE TABLE waiting_entry (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    place bigint GENERATED ALWAYS AS IDENTITY,   -- first come, first served: given under the session's lock
    session_id bigint NOT NULL REFERENCES session,
    account_id uuid NOT NULL REFERENCES account,
    state text NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted', 'declined', 'lapsed', 'left', 'closed')),
    joined_at timestamptz NOT NULL,
    offered_until timestamptz,                   -- of its offer: the first moment that is too late
    booking_id uuid REFERENCES booking,          -- that took the offered seat
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state NOT IN ('offered', 'accepted', 'declined', 'lapsed') OR offered_until IS NOT NULL),
    CHECK ((state = 'accepted') = (booking_id IS NOT NULL))
);
-- Waits once for a session; somebody who left may come again, at the end.
CREATE UNIQUE INDEX waiting_entry_open ON waiting_entry (session_id, account_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX waiting_entry_queue ON waiting_entry (session_id, place);
CREATE INDEX waiting_entry_by_account ON waiting_entry (account_id, place DESC);
CREATE INDEX waiting_entry_by_booking ON waiting_entry (booking_id) WHERE booking_id IS NOT NULL;
