-- Challenges of passkeys that were answered: each serves once. Rows go after an hour, longer than a challenge waits.
CREATE TABLE used_challenge (
    state_hash bytea PRIMARY KEY,
    used_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX used_challenge_by_time ON used_challenge (used_at);
