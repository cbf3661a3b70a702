-- Who has a seat of which session, and until when it is kept. session.seats_taken is the number of these rows: both change in one
-- transaction, under the lock of the action and the session (Catalogue/Seats).

CREATE TABLE seat (
    booking uuid PRIMARY KEY,              -- who has it: a booking, or while it is offered an entry of the waiting list
    session_id bigint NOT NULL REFERENCES session,
    kind text NOT NULL CHECK (kind IN ('offered', 'held', 'taken')),
    until timestamptz,                     -- from then on it may be taken back
    since timestamptz NOT NULL DEFAULT now(),
    CHECK ((kind = 'taken') = (until IS NULL))
);
CREATE INDEX seat_by_session ON seat (session_id);
CREATE INDEX seat_by_end ON seat (kind, until) WHERE until IS NOT NULL;

-- Whatever the program does, no session has more seats taken than it has. No seat was ever taken before: nothing to look through.
ALTER TABLE session ADD CONSTRAINT session_seats CHECK (seats_taken >= 0 AND seats_taken <= coalesce(capacity, seats_taken)) NOT VALID;
