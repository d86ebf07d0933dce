-- Refunds that an owner asks for, each followed to its end; disputes with their due date; the provider's own account, so
-- that every cent of it can be explained by a row of ours; and an address at which the owner is told.
alter table organisation add column owner_email text
    check (owner_email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(owner_email) <= 254);

insert into transition (subject, from_state, to_state) values
    ('payment', 'disputed',       'partly_refunded'),
    ('refund',  'wanted',         'pending'),
    ('refund',  'wanted',         'succeeded'),
    ('refund',  'wanted',         'failed'),
    ('refund',  'pending',        'succeeded'),
    ('refund',  'pending',        'failed'),
    ('refund',  'succeeded',      'failed'),      -- the guest's bank sent it back
    ('refund',  'failed',         'wanted'),      -- asked for again
    ('dispute', 'needs_response', 'under_review'),
    ('dispute', 'needs_response', 'won'),
    ('dispute', 'needs_response', 'lost'),
    ('dispute', 'needs_response', 'closed'),
    ('dispute', 'under_review',   'needs_response'),
    ('dispute', 'under_review',   'won'),
    ('dispute', 'under_review',   'lost'),
    ('dispute', 'under_review',   'closed'),
    ('dispute', 'lost',           'won');         -- the bank thought better of it

create table refund (
    id              uuid primary key default uuidv7(),
    payment_id      uuid not null references payment,
    -- The ticket whose price goes back; null: everything that is left of the payment.
    ticket_id       uuid unique references ticket,
    amount_minor    bigint not null check (amount_minor > 0),
    -- Another one for every new try after a failure: the old key would only repeat the old answer.
    idempotency_key text not null unique,
    state           text not null default 'wanted' check (state in ('wanted', 'pending', 'succeeded', 'failed')),
    provider_id     text unique,
    tries           integer not null default 1 check (tries >= 1),
    attempts        integer not null default 0,
    next_look_at    timestamptz not null,
    error           text,
    asked_at        timestamptz not null,
    ended_at        timestamptz,
    constraint followed_by_its_name check (state in ('wanted', 'failed') or provider_id is not null)
);
create index refund_to_look_at on refund (next_look_at) where state in ('wanted', 'pending');
create index refund_of_payment on refund (payment_id);
create unique index one_refund_of_the_rest on refund (payment_id) where ticket_id is null;
create trigger refund_transition before update of state on refund for each row execute function guard_transition();

create table dispute (
    id               text primary key,
    payment_id       uuid not null references payment,
    state            text not null check (state in ('needs_response', 'under_review', 'won', 'lost', 'closed')),
    reason           text not null,
    amount_minor     bigint not null check (amount_minor > 0),
    due_at           timestamptz,
    seen_at          timestamptz not null,
    evidence_sent_at timestamptz
);
create index dispute_of_payment on dispute (payment_id);
create trigger dispute_transition before update of state on dispute for each row execute function guard_transition();

create table payout (
    id           text primary key,
    amount_minor bigint not null,
    currency     char(3) not null,
    state        text not null,
    arrives_at   timestamptz not null
);

-- One line of the provider's account, as the provider tells it.
create table balance_entry (
    id           text primary key,
    kind         text not null check (kind in ('charge', 'refund', 'dispute', 'payout', 'fee', 'other')),
    source       text,
    intent       text,
    amount_minor bigint not null,
    fee_minor    bigint not null,
    net_minor    bigint not null,
    currency     char(3) not null,
    booked_at    timestamptz not null,
    payout       text references payout
);
create index balance_entry_booked on balance_entry (booked_at);

-- What the provider said that it holds for us, when its account was last read.
create table balance_seen (
    currency     char(3) primary key,
    amount_minor bigint not null,
    seen_at      timestamptz not null
);
