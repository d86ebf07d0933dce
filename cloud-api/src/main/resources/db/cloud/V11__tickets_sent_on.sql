-- A ticket goes to somebody else when they take it: until then it is its holder's, who may take the offer back.
alter table tier add column transferable boolean not null default true;

-- Who has it now, where that is not who bought it.
alter table ticket
    add column holder_name     text check (btrim(holder_name) <> '' and length(holder_name) <= 120),
    add column holder_email    text check (holder_email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(holder_email) <= 254),
    add column holder_language char(2) check (holder_language in ('en', 'es')),
    add constraint a_holder_is_whole check (num_nulls(holder_name, holder_email, holder_language) in (0, 3));

insert into transition (subject, from_state, to_state) values
    ('transfer', 'offered', 'taken'),
    ('transfer', 'offered', 'taken_back');

create table transfer (
    id         uuid primary key default uuidv7(),
    ticket_id  uuid not null references ticket,
    -- The secret in the letter to whom it is offered.
    token      text not null unique check (length(token) >= 22),
    from_name  text not null check (btrim(from_name) <> ''),
    to_name    text not null check (btrim(to_name) <> '' and length(to_name) <= 120),
    to_email   text not null check (to_email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(to_email) <= 254),
    language   char(2) not null check (language in ('en', 'es')),
    state      text not null default 'offered' check (state in ('offered', 'taken', 'taken_back')),
    offered_at timestamptz not null,
    ended_at   timestamptz,
    constraint ended_when_it_ended check ((state = 'offered') = (ended_at is null))
);
create unique index one_open_transfer_of_a_ticket on transfer (ticket_id) where state = 'offered';
create index transfer_of_ticket on transfer (ticket_id);
create trigger transfer_transition before update of state on transfer for each row execute function guard_transition();

-- A letter may be about something other than an order as a whole, or about none.
alter table mail_outbox alter column order_id drop not null;
alter table mail_outbox add column about uuid;
alter table mail_outbox add constraint about_something check (order_id is not null or about is not null);
