-- What a restored copy must do before it serves: it knows nothing of what was ended, used or revoked since it was made,
-- so none of that may hold. A table that gets one-time keys later replaces this function.
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE session_key SET ended_at = now() WHERE ended_at IS NULL;
    DELETE FROM stated_reason;
    UPDATE one_time_link SET used_at = now() WHERE used_at IS NULL;
    UPDATE invitation SET revoked_at = now() WHERE accepted_at IS NULL AND revoked_at IS NULL;
    -- Most of them have left since, and the links in them no longer hold; an operator may make one due again.
    UPDATE mail SET set_aside_at = now(), error = 'restored: may have been sent since' WHERE sent_at IS NULL AND set_aside_at IS NULL;
    -- Numbers of transactions mean nothing here: the indexes are built anew from the tables.
    TRUNCATE outbox;
    UPDATE index_epoch SET epoch = gen_random_uuid(), purged_xid = '0', purged_id = 0;
END $$;
