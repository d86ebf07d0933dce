-- Promo codes: what they take off, for which orders, and how often. Every use is counted in one row's lock, and its CHECK is
-- the last line.
create table promo_code (
    id              uuid primary key default uuidv7(),
    event_id        uuid not null references event,
    code            text not null check (code ~ '^[A-Z0-9][A-Z0-9-]{1,31}$'),
    percent         smallint check (percent between 0 and 100),
    fixed_minor     bigint check (fixed_minor > 0),
    valid_from      timestamptz,
    valid_until     timestamptz,
    max_uses        integer check (max_uses >= 1),
    uses            integer not null default 0 check (uses >= 0),
    min_order_minor bigint not null default 0 check (min_order_minor >= 0),
    created_at      timestamptz not null,
    disabled_at     timestamptz,
    deleted_at      timestamptz,
    constraint takes_off_in_one_way check (num_nonnulls(percent, fixed_minor) = 1),
    constraint begins_before_it_ends check (valid_until > valid_from),
    constraint never_overused check (uses <= max_uses)
);
create unique index promo_code_of_event on promo_code (event_id, code) where deleted_at is null;

-- For which tiers; none: for all.
create table promo_tier (
    promo_id uuid not null references promo_code,
    tier_id  uuid not null references tier,
    primary key (promo_id, tier_id)
);

insert into transition (subject, from_state, to_state) values
    ('promo_use', 'held',     'used'),
    ('promo_use', 'held',     'released'),
    ('promo_use', 'released', 'used');       -- the money arrived after the hold had gone

create table promo_use (
    order_id uuid primary key references orders,
    promo_id uuid not null references promo_code,
    state    text not null default 'held' check (state in ('held', 'used', 'released')),
    held_at  timestamptz not null
);
create index promo_use_of_code on promo_use (promo_id);
create trigger promo_use_transition before update of state on promo_use for each row execute function guard_transition();

alter table orders add column discount_minor bigint not null default 0;
alter table orders add column promo_code text;
alter table orders drop constraint orders_check;
alter table orders add constraint the_total_is_the_sum
    check (total_minor = subtotal_minor + fee_minor + tax_minor - discount_minor);
alter table orders add constraint no_more_off_than_it_costs check (discount_minor between 0 and subtotal_minor);
alter table orders add constraint off_by_a_code check (discount_minor = 0 or promo_code is not null);

alter table order_line add column discount_minor bigint not null default 0;
alter table order_line add constraint no_more_off_than_its_price
    check (discount_minor between 0 and quantity * unit_price_minor);
