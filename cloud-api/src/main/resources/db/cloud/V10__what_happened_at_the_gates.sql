-- What the hubs' ledgers say: every showing of a pass, and what came of it, as its hub last told it.
create table presentation (
    venue_id    uuid not null references venue,
    journal     text not null check (journal ~ '^[0-9a-f]{32}$'),
    seq         bigint not null check (seq >= 0),
    event       text,
    pass_number bigint,
    tier        smallint check (tier between 0 and 255),
    device      text not null,
    gate        text not null,
    lane        text not null,
    direction   text not null check (direction in ('in', 'out')),
    shown_at    timestamptz not null,
    decision    jsonb,
    settlement  text not null,
    settled_at  timestamptz,
    primary key (venue_id, journal, seq)
);
create index presentation_of_pass on presentation (pass_number, shown_at) where pass_number is not null;

-- How many lines each venue's hub has told: a page that comes late or twice names a number that is past.
create table ledger_taken (
    venue_id uuid primary key references venue,
    taken    bigint not null check (taken >= 0)
);
