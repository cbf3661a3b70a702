-- What strangers could cause without end: lines in the log that cannot be emptied, and e-mails to one mailbox.

-- Lines beyond the limit of an address, counted by the hour. Who sent them is not kept, as in the log itself.
CREATE TABLE access_log_unwritten (
    hour timestamptz NOT NULL,
    nature text NOT NULL,
    operation text NOT NULL CHECK (operation IN ('look-up', 'change', 'sign-in', 'sign-out', 'refusal')),
    object text NOT NULL CHECK (length(object) <= 100),
    lines bigint NOT NULL,
    PRIMARY KEY (hour, nature, operation, object)
);

-- The application may count up and nothing else: with the owner's rights and by the database's clock.
CREATE FUNCTION access_log_count(counted_nature text, counted_operation text, counted_object text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    INSERT INTO access_log_unwritten AS u (hour, nature, operation, object, lines)
    VALUES (date_trunc('hour', now(), 'UTC'), counted_nature, counted_operation, counted_object, 1)
    ON CONFLICT (hour, nature, operation, object) DO UPDATE SET lines = u.lines + 1
$$;

-- As long as the lines would have been kept.
CREATE FUNCTION access_log_unwritten_upkeep() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM access_log_unwritten WHERE hour < now() - interval '1 year'
$$;

-- When a mailbox last got an e-mail that somebody else may have caused. mailbox: hash of the address.
CREATE TABLE mail_pause (
    mailbox bytea PRIMARY KEY,
    last_at timestamptz NOT NULL
);
CREATE INDEX mail_pause_by_time ON mail_pause (last_at);
