-- Who waits for a tier that is sold out, in which order, and what is set aside for whom until when.
insert into transition (subject, from_state, to_state) values
    ('waitlist_entry', 'waiting', 'offered'),
    ('waitlist_entry', 'waiting', 'left'),
    ('waitlist_entry', 'offered', 'taken'),
    ('waitlist_entry', 'offered', 'expired'),
    ('waitlist_entry', 'offered', 'left');

create table waitlist_entry (
    id            uuid primary key default uuidv7(),
    place         bigint generated always as identity,
    token         text not null unique check (length(token) >= 22),
    event_id      uuid not null references event,
    tier_id       uuid not null references tier,
    guest_name    text not null check (btrim(guest_name) <> '' and length(guest_name) <= 120),
    guest_email   text not null check (guest_email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(guest_email) <= 254),
    language      char(2) not null check (language in ('en', 'es')),
    quantity      integer not null check (quantity between 1 and 100),
    state         text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'expired', 'left')),
    joined_at     timestamptz not null,
    offered_until timestamptz,
    order_id      uuid unique references orders,
    constraint an_offer_ends check (state not in ('offered', 'taken', 'expired') or offered_until is not null),
    constraint what_was_taken_is_an_order check ((state = 'taken') = (order_id is not null))
);
create unique index one_entry_a_person_and_tier on waitlist_entry (tier_id, lower(guest_email))
    where state in ('waiting', 'offered');
create index waitlist_line on waitlist_entry (tier_id, place) where state = 'waiting';
create index waitlist_offers on waitlist_entry (offered_until) where state = 'offered';
create trigger waitlist_entry_transition before update of state on waitlist_entry
    for each row execute function guard_transition();

-- Out of which buckets: counted there as held, until it becomes an order's hold or goes to the next.
create table waitlist_share (
    entry_id uuid not null references waitlist_entry,
    tier_id  uuid not null,
    bucket   smallint not null,
    quantity integer not null check (quantity >= 1),
    primary key (entry_id, bucket),
    foreign key (tier_id, bucket) references tier_stock
);
