-- What the learner was last told of a session that its provider changed or withdrew after they asked for it.
ALTER TABLE booking ADD COLUMN session_told text;

-- Rows that are found by what they refer to.
CREATE INDEX provider_key_by_creator ON provider_key (created_by);
CREATE INDEX provider_key_by_former ON provider_key (replaces);
CREATE INDEX provider_key_by_organisation ON provider_key (organisation_id);
CREATE INDEX upload_by_receiver ON upload (received_by);
CREATE INDEX webhook_by_organisation ON webhook (organisation_id);
