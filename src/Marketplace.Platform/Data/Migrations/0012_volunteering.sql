-- Activities of the citizen engagement account (L5151-9), each once for a year, with what was credited for it.

CREATE TABLE volunteering_activity (
    holder bigint NOT NULL REFERENCES ledger_holder,
    year smallint NOT NULL,
    activity text NOT NULL,
    duration integer NOT NULL CHECK (duration >= 0),     -- in the activity's unit
    within integer NOT NULL CHECK (within >= 0),         -- its second measure; 0: none
    credited bigint NOT NULL CHECK (credited >= 0),      -- cents; what the cap held back stays lost
    rule_set text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (holder, year, activity)
);

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON volunteering_activity FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON volunteering_activity FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();
