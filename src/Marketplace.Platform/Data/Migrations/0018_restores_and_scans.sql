-- What a restored copy must do before it serves: it knows nothing of what was ended, used or revoked since it was made,
-- so none of that may hold. A table that gets one-time keys later replaces this function.
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    -- The owner of the address may have stopped it since. Its documents go, as at any end.
    WITH stopped AS (UPDATE factor_recovery SET state = 'stopped', changed_at = now() WHERE state IN ('submitted', 'accepted') RETURNING account_id),
    removed AS (DELETE FROM identity_document d USING stopped s WHERE d.account_id = s.account_id RETURNING d.entry)
    DELETE FROM vault_entry v USING removed r WHERE v.id = r.entry;
    UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL;
    -- Most of them have left since, and the links in them no longer hold; an operator may make one due again.
    UPDATE mail SET set_aside_at = now(), error = 'restored: may have been sent since' WHERE sent_at IS NULL AND set_aside_at IS NULL;
    -- Numbers of transactions mean nothing here: the indexes are built anew from the tables.
    TRUNCATE outbox;
    UPDATE index_epoch SET epoch = gen_random_uuid(), purged_xid = '0', purged_id = 0;
END $$;

-- Between a holder's upload and the operator's download: a document waits until the scanner has looked at it. What is
-- infected is destroyed at once; the row stays until the decision, to tell holder and operator.
ALTER TABLE identity_document
    ALTER COLUMN entry DROP NOT NULL,
    ADD COLUMN scan text NOT NULL DEFAULT 'waiting' CHECK (scan IN ('waiting', 'clean', 'infected')),
    ADD COLUMN next_scan_at timestamptz NOT NULL DEFAULT now(),
    ADD CHECK ((entry IS NULL) = (scan = 'infected'));
CREATE INDEX identity_document_to_scan ON identity_document (next_scan_at) WHERE scan = 'waiting';
