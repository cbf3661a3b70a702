-- An index remembers how far it read the outbox of which database. A restored or exchanged database gets a new
-- epoch, so that no index believes a position that belongs to other transactions.
CREATE TABLE index_epoch (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Highest outbox row purged so far: an index that has not read it cannot catch up and rebuilds.
    purged_xid xid8 NOT NULL DEFAULT '0',
    purged_id bigint NOT NULL DEFAULT 0
);
INSERT INTO index_epoch DEFAULT VALUES;
CREATE INDEX index_request_waiting ON index_request (id) WHERE finished_at IS NULL;
