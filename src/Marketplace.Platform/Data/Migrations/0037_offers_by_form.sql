-- Offers kept by forms: drafts until they are published, and offers out of sight without leaving the catalogue.

-- Nulls at first: nothing is rewritten.
ALTER TABLE offer
    ADD COLUMN suspended_at timestamptz,   -- by its provider
    ADD COLUMN withdrawn_at timestamptz;   -- by an operator: moderation_case says why
ALTER TABLE action ADD COLUMN withdrawn_at timestamptz;

-- What an offer shall be. Texts as they were typed, by column of the sheet: a draft may be incomplete and wrong.
CREATE TABLE offer_draft (
    id uuid PRIMARY KEY,
    siret text NOT NULL,
    number text NOT NULL CHECK (length(number) BETWEEN 1 AND 200),
    title text NOT NULL,                   -- for lists
    shown text NOT NULL,                   -- version of the published offer that it changes; empty for a new one
    base jsonb,                            -- that offer, to tell what changed on either side
    content jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid REFERENCES account ON DELETE SET NULL,
    UNIQUE (siret, number)
);
CREATE INDEX offer_draft_by_changer ON offer_draft (changed_by) WHERE changed_by IS NOT NULL;
