-- What selling needs for one guest: who sells, what is sold, who bought it, what was paid, what was issued, what was
-- posted and what the hubs hear of it. The constraints carry the rules: code may forget one, the schema does not.
-- Money is in integer minor units with its currency; every time carries its zone.

-- ── Guarded states ──────────────────────────────────────────────────────────────────────────────────────────────────
-- A row of `transition` for every step that may be taken; any other step is refused for whoever tries it.
create table transition (
    subject    text not null,
    from_state text not null,
    to_state   text not null,
    primary key (subject, from_state, to_state)
);

insert into transition (subject, from_state, to_state) values
    ('event',   'draft',             'published'),
    ('event',   'draft',             'cancelled'),
    ('event',   'published',         'cancelled'),
    ('event',   'published',         'completed'),
    ('orders',  'awaiting_approval', 'pending'),
    ('orders',  'awaiting_approval', 'cancelled'),
    ('orders',  'awaiting_approval', 'expired'),
    ('orders',  'pending',           'paid'),
    ('orders',  'pending',           'expired'),
    ('orders',  'pending',           'cancelled'),
    ('orders',  'expired',           'paid'),       -- the money arrived after the hold had gone
    ('orders',  'cancelled',         'paid'),
    ('orders',  'paid',              'confirmed'),
    ('orders',  'paid',              'refunded'),
    ('orders',  'paid',              'partly_refunded'),
    ('orders',  'confirmed',         'partly_refunded'),
    ('orders',  'confirmed',         'refunded'),
    ('orders',  'partly_refunded',   'refunded'),
    ('payment', 'pending',           'completed'),
    ('payment', 'pending',           'failed'),
    ('payment', 'pending',           'cancelled'),
    ('payment', 'failed',            'pending'),
    ('payment', 'failed',            'completed'),
    ('payment', 'failed',            'cancelled'),
    ('payment', 'cancelled',         'completed'),  -- the money arrived after the hold had gone
    ('payment', 'completed',         'partly_refunded'),
    ('payment', 'completed',         'refunded'),
    ('payment', 'completed',         'disputed'),
    ('payment', 'partly_refunded',   'refunded'),
    ('payment', 'partly_refunded',   'disputed'),
    ('payment', 'disputed',          'completed'),
    ('payment', 'disputed',          'refunded'),
    ('ticket',  'valid',             'used'),
    ('ticket',  'valid',             'cancelled'),
    ('ticket',  'valid',             'refunded'),
    ('ticket',  'used',              'valid'),      -- an entry given back
    ('ticket',  'used',              'refunded'),
    ('hold',    'active',            'sold'),
    ('hold',    'active',            'released'),
    ('hold',    'released',          'sold');       -- taken again for money that arrived late

create function guard_transition() returns trigger language plpgsql as $$
begin
    if new.state is distinct from old.state
       and not exists (select 1 from transition
                       where subject = tg_table_name and from_state = old.state and to_state = new.state) then
        raise exception '% cannot go from % to %', tg_table_name, old.state, new.state
            using errcode = 'check_violation', constraint = tg_table_name || '_transition';
    end if;
    return new;
end $$;

-- ── Who sells what ──────────────────────────────────────────────────────────────────────────────────────────────────
create table organisation (
    id         uuid primary key default uuidv7(),
    slug       text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
    name       text not null check (btrim(name) <> ''),
    created_at timestamptz not null,
    deleted_at timestamptz
);

create table venue (
    id              uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation,
    slug            text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
    name            text not null check (btrim(name) <> ''),
    zone            text not null,
    address         text not null default '',
    capacity        integer not null check (capacity > 0),
    created_at      timestamptz not null,
    deleted_at      timestamptz
);

create table event (
    id           uuid primary key default uuidv7(),
    venue_id     uuid not null references venue,
    slug         text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
    name         text not null check (btrim(name) <> ''),
    summary_en   text not null default '',
    summary_es   text not null default '',
    state        text not null check (state in ('draft', 'published', 'cancelled', 'completed')),
    opens_at     timestamptz not null,
    closes_at    timestamptz not null,
    capacity     integer not null check (capacity > 0),
    currency     char(3) not null check (currency ~ '^[A-Z]{3}$'),
    hold_minutes integer not null default 15 check (hold_minutes between 5 and 60),
    sheet_number bigint not null default 0 check (sheet_number >= 0),
    words        tsvector generated always as (to_tsvector('simple', name || ' ' || summary_en || ' ' || summary_es)) stored,
    created_at   timestamptz not null,
    deleted_at   timestamptz,
    check (closes_at > opens_at)
);
create index event_upcoming on event (opens_at) where state = 'published' and deleted_at is null;
create index event_words on event using gin (words);
create trigger event_transition before update of state on event for each row execute function guard_transition();

create table tier (
    id             uuid primary key default uuidv7(),
    event_id       uuid not null references event,
    idx            smallint not null check (idx between 0 and 255),
    name           text not null check (btrim(name) <> ''),
    name_es        text not null check (btrim(name_es) <> ''),
    note_en        text not null default '',
    note_es        text not null default '',
    price_minor    bigint not null check (price_minor >= 0),
    fee_minor      bigint not null default 0 check (fee_minor >= 0),
    min_per_order  smallint not null default 1 check (min_per_order >= 1),
    max_per_order  smallint not null default 10 check (max_per_order between 1 and 100),
    sale_from      timestamptz,
    sale_until     timestamptz,
    live_required  boolean not null default false,
    offline_policy text not null default 'open' check (offline_policy in ('open', 'home-device', 'staff')),
    created_at     timestamptz not null,
    deleted_at     timestamptz,
    unique (event_id, idx),
    check (min_per_order <= max_per_order),
    check (sale_until > sale_from)
);

-- A tier's stock, in one bucket or several: a hot tier is spread so that buyers do not queue for one row's lock.
-- The two columns that every sale changes are indexed nowhere, so that their updates stay on the page (HOT).
create table tier_stock (
    tier_id  uuid not null references tier,
    bucket   smallint not null check (bucket >= 0),
    capacity integer not null check (capacity >= 0),
    sold     integer not null default 0 check (sold >= 0),
    held     integer not null default 0 check (held >= 0),
    primary key (tier_id, bucket),
    constraint never_oversold check (sold + held <= capacity)
) with (fillfactor = 50);

-- ── Who bought ──────────────────────────────────────────────────────────────────────────────────────────────────────
create table orders (
    id              uuid primary key default uuidv7(),
    token           text not null unique check (length(token) >= 22),
    number          text not null unique,
    event_id        uuid not null references event,
    -- pending: held, not paid. paid: the money is ours, tickets are owed. confirmed: tickets issued.
    state           text not null check (state in ('awaiting_approval', 'pending', 'paid', 'confirmed', 'expired',
                                                   'cancelled', 'partly_refunded', 'refunded')),
    guest_name      text not null check (btrim(guest_name) <> '' and length(guest_name) <= 120),
    guest_email     text not null check (guest_email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(guest_email) <= 254),
    language        char(2) not null check (language in ('en', 'es')),
    currency        char(3) not null,
    subtotal_minor  bigint not null check (subtotal_minor >= 0),
    fee_minor       bigint not null check (fee_minor >= 0),
    tax_minor       bigint not null default 0 check (tax_minor >= 0),
    total_minor     bigint not null,
    created_at      timestamptz not null,
    hold_expires_at timestamptz not null,
    next_check_at   timestamptz not null,
    paid_at         timestamptz,
    confirmed_at    timestamptz,
    closed_at       timestamptz,
    issue_attempts  integer not null default 0,
    issue_error     text,
    check (total_minor = subtotal_minor + fee_minor + tax_minor),
    check (state not in ('paid', 'confirmed') or paid_at is not null),
    check (state <> 'confirmed' or confirmed_at is not null)
);
create index orders_to_check on orders (next_check_at) where state in ('pending', 'paid');
create index orders_of_event on orders (event_id, created_at);
create trigger orders_transition before update of state on orders for each row execute function guard_transition();

create table order_line (
    order_id         uuid not null references orders,
    line             smallint not null check (line >= 1),
    tier_id          uuid not null references tier,
    quantity         integer not null check (quantity between 1 and 100),
    unit_price_minor bigint not null check (unit_price_minor >= 0),
    unit_fee_minor   bigint not null check (unit_fee_minor >= 0),
    primary key (order_id, line),
    unique (order_id, tier_id)
);

create table hold (
    order_id   uuid not null,
    line       smallint not null,
    tier_id    uuid not null,
    bucket     smallint not null,
    quantity   integer not null check (quantity >= 1),
    state      text not null default 'active' check (state in ('active', 'sold', 'released')),
    created_at timestamptz not null,
    primary key (order_id, line, bucket),
    foreign key (order_id, line) references order_line,
    foreign key (tier_id, bucket) references tier_stock
);
create trigger hold_transition before update of state on hold for each row execute function guard_transition();

-- ── What was paid ───────────────────────────────────────────────────────────────────────────────────────────────────
create table payment (
    id              uuid primary key default uuidv7(),
    order_id        uuid not null unique references orders,
    state           text not null check (state in ('pending', 'completed', 'failed', 'cancelled', 'partly_refunded',
                                                   'refunded', 'disputed')),
    amount_minor    bigint not null check (amount_minor > 0),
    currency        char(3) not null,
    -- Written before Stripe is called, so that a call repeated after a crash finds the same intent and not a second one.
    idempotency_key text not null unique,
    intent          text unique,
    client_secret   text,
    created_at      timestamptz not null,
    completed_at    timestamptz,
    refund_key      text unique,
    refund_reason   text,
    refund          text unique,
    refunded_at     timestamptz,
    check (state <> 'completed' or (intent is not null and completed_at is not null))
);
create index payment_refunds_due on payment (created_at) where refund_key is not null and refund is null;
create trigger payment_transition before update of state on payment for each row execute function guard_transition();

create table payment_failures (
    id           bigint generated always as identity primary key,
    order_id     uuid not null references orders,
    intent       text not null,
    attempt      text not null,
    code         text,
    decline_code text,
    message      text,
    failed_at    timestamptz not null,
    unique (intent, attempt)
);

-- One row per event of Stripe, whatever order and however often it arrives.
create table webhook_inbox (
    event_id        text primary key,
    type            text not null,
    payload         text not null,
    received_at     timestamptz not null,
    state           text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    done_at         timestamptz,
    error           text
);
create index webhook_inbox_waiting on webhook_inbox (next_attempt_at) where state = 'waiting';
create index webhook_inbox_age on webhook_inbox (received_at);

-- ── What was issued ─────────────────────────────────────────────────────────────────────────────────────────────────
create table event_key (
    id          uuid primary key default uuidv7(),
    event_id    uuid not null references event,
    public_key  bytea not null unique check (length(public_key) = 32),
    sealed_seed bytea not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    issuing     boolean not null,
    created_at  timestamptz not null,
    check (valid_until > valid_from)
);
create unique index event_key_issuing on event_key (event_id) where issuing;

create table ticket (
    id            uuid primary key default uuidv7(),
    token         text not null unique check (length(token) >= 22),
    order_id      uuid not null,
    line          smallint not null,
    seq           smallint not null check (seq >= 1),
    event_id      uuid not null references event,
    tier_id       uuid not null references tier,
    state         text not null default 'valid' check (state in ('valid', 'used', 'cancelled', 'refunded')),
    pass_number   bigint not null unique,
    version       smallint not null default 1 check (version between 1 and 255),
    admits        smallint not null default 1 check (admits between 0 and 250),
    pass          text not null,
    proof         bytea not null check (length(proof) = 16),
    short_code    text,
    attendee_name text not null,
    issued_at     timestamptz not null,
    constraint one_ticket_per_seat_of_a_line unique (order_id, line, seq),
    foreign key (order_id, line) references order_line
);
create trigger ticket_transition before update of state on ticket for each row execute function guard_transition();

-- ── What is posted ──────────────────────────────────────────────────────────────────────────────────────────────────
create table mail_outbox (
    id              uuid primary key default uuidv7(),
    -- One letter per cause: the same cause again finds its row.
    cause           text not null unique,
    kind            text not null,
    order_id        uuid not null references orders,
    recipient       text not null,
    language        char(2) not null,
    state           text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    created_at      timestamptz not null,
    sent_at         timestamptz,
    provider_id     text,
    error           text
);
create index mail_outbox_waiting on mail_outbox (next_attempt_at) where state = 'waiting';

-- Letters kept to be read on this machine when no provider is configured.
create table mail_kept (
    id        uuid primary key,
    recipient text not null,
    subject   text not null,
    html      text not null,
    text      text not null,
    kept_at   timestamptz not null
);

-- ── What the hubs hear ──────────────────────────────────────────────────────────────────────────────────────────────
-- A transaction writes its changes here without a number, after locking what it changes. One feeder numbers what is
-- committed into `feed`. A sequence in `feed` itself would let a reader run past a slow transaction's row.
create table change (
    id         bigint generated always as identity primary key,
    venue_id   uuid not null references venue,
    kind       text not null check (kind in ('keys', 'sheet', 'pass')),
    body       text not null,
    created_at timestamptz not null
);

create table feed_head (
    venue_id    uuid primary key references venue,
    incarnation uuid not null default gen_random_uuid(),
    head        bigint not null default 0
);

-- Which hub may read which venue's feed; only the hash of its token is kept.
create table hub (
    token_hash bytea primary key check (length(token_hash) = 32),
    venue_id   uuid not null references venue,
    created_at timestamptz not null
);

create table feed (
    venue_id uuid not null references venue,
    position bigint not null check (position >= 1),
    kind     text not null,
    body     text not null,
    fed_at   timestamptz not null,
    primary key (venue_id, position)
);

-- The numbers of settings only ever rise; a hub refuses a lower one.
create table setting_number (
    subject text primary key,
    number  bigint not null check (number >= 1)
);

create table signed_with (
    only_one   boolean primary key default true check (only_one),
    public_key bytea not null check (length(public_key) = 32)
);

-- ── Who did what ────────────────────────────────────────────────────────────────────────────────────────────────────
create table audit (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text not null,
    action     text not null,
    subject    text not null,
    before     text,
    after      text,
    request_id text
);
