-- What was granted for one dossier has no line of an order: the rests that go back are looked for among the accounts themselves.
CREATE INDEX ledger_account_refundable ON ledger_account (id) WHERE refund_rest;
