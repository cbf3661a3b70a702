-- What learners keep in their account: favourites, searches, alerts.

CREATE TABLE favourite (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    action_id bigint NOT NULL REFERENCES action ON DELETE CASCADE,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, action_id)
);
CREATE INDEX favourite_by_action ON favourite (action_id);
