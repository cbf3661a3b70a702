-- What is searched, without who searches: no account, address, session or browser. docs/security.md says what is kept,
-- docs/decisions/0013 why five marks mean five addresses.

CREATE TABLE query_log (
    day date NOT NULL,                     -- in Paris; with the hour the finest time there is
    hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
    source text NOT NULL CHECK (source IN ('page', 'api')),
    text text CHECK (length(text) BETWEEN 1 AND 80),  -- folded; null: none, or not kept
    withheld text CHECK (withheld IN ('name', 'address', 'number', 'contact', 'length', 'script')),
    department text,                       -- the place, rounded to its département
    filters text[] NOT NULL,               -- names, with values that are public codes
    found integer NOT NULL,
    corrected boolean NOT NULL,
    widened_km smallint,                   -- the circle really searched
    counting bigint NOT NULL,              -- marks are comparable within one process and week
    visitor integer NOT NULL,              -- 16 bits of address and text under a key that nobody keeps
    CHECK (text IS NULL OR withheld IS NULL)
);
CREATE INDEX query_log_by_day ON query_log (day);
CREATE INDEX query_log_unfruitful ON query_log (day, text)
    WHERE text IS NOT NULL AND (found = 0 OR corrected OR widened_km IS NOT NULL);

-- Texts that at least five people searched; made anew each night.
CREATE TABLE popular_query (
    text text PRIMARY KEY,
    people integer NOT NULL CHECK (people >= 5),
    searches integer NOT NULL
);

-- The published indicators of neutrality; docs/search.md defines them.
CREATE TABLE search_neutrality (
    day date PRIMARY KEY,                  -- in Paris, when it was measured
    queries integer NOT NULL,              -- replayed
    shuffles integer NOT NULL,             -- days' orders that each was replayed with
    providers integer NOT NULL,            -- that match as well as one shown
    never_shown double precision NOT NULL, -- share of them
    by_chance double precision NOT NULL,   -- share that fair draws would leave out
    rank_correlation double precision      -- null: nothing to compare
);
