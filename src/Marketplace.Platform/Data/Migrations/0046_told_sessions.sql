-- What the learner was last told of a session that its provider changed or withdrew after they asked for it.
ALTER TABLE booking ADD COLUMN session_told text;
