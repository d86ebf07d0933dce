-- How often somebody did something lately, for limits that all instances share. Nobody misses it after a crash.
create unlogged table how_often (
    what text not null,
    who  bytea not null check (length(who) = 32),
    -- What is in the leaking bucket as of `at`.
    level double precision not null check (level >= 0),
    at    timestamptz not null,
    primary key (what, who)
);
create index how_often_at on how_often (at);
