-- Attendance by half-day, confirmed by both sides, and the days on which establishments are closed.

CREATE TABLE attendance_half_day (
    booking_id uuid NOT NULL REFERENCES booking,
    day date NOT NULL,
    half text NOT NULL CHECK (half IN ('morning', 'afternoon')),
    opened_at timestamptz NOT NULL,
    opened_by uuid REFERENCES account,
    PRIMARY KEY (booking_id, day, half)
);
CREATE INDEX attendance_half_day_by_opener ON attendance_half_day (opened_by) WHERE opened_by IS NOT NULL;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON attendance_half_day FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON attendance_half_day FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- What each side says; the last word of a side counts, all stay.
CREATE TABLE attendance_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    booking_id uuid NOT NULL,
    day date NOT NULL,
    half text NOT NULL,
    side text NOT NULL CHECK (side IN ('learner', 'provider')),
    present boolean NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid REFERENCES account,
    FOREIGN KEY (booking_id, day, half) REFERENCES attendance_half_day
);
CREATE INDEX attendance_entry_by_half_day ON attendance_entry (booking_id, day, half, side, id);
CREATE INDEX attendance_entry_by_actor ON attendance_entry (actor_id) WHERE actor_id IS NOT NULL;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON attendance_entry FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON attendance_entry FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();

-- Told to learners; they stop no clock.
CREATE TABLE closed_days (
    id uuid PRIMARY KEY,
    siret text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    declared_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CHECK (first_day <= last_day)
);
CREATE INDEX closed_days_by_siret ON closed_days (siret, last_day) WHERE withdrawn_at IS NULL;
