-- Live tickets: when an event's codes change, and the secret behind each pass until its holder's page has it.
alter table event
    add column live_epoch  timestamptz,
    add column live_step_s integer check (live_step_s between 1 and 86400),
    add column live_steps  integer check (live_steps between 1 and 65535),
    add constraint a_live_schedule_is_whole check (num_nulls(live_epoch, live_step_s, live_steps) in (0, 3));

alter table ticket add column live boolean not null default false;

create table live_secret (
    ticket_id uuid primary key references ticket,
    version   smallint not null check (version between 1 and 255),
    -- c_0 under the master key, until the holder's page says that it keeps it: then nobody else has it.
    sealed    bytea,
    -- SHA-256 of the name that the holder's page gave itself: the same page may ask again when an answer was lost.
    holder    bytea check (length(holder) = 32),
    handed_at timestamptz,
    kept_at   timestamptz,
    constraint handed_to_somebody check ((holder is null) = (handed_at is null)),
    constraint kept_by_its_holder check (kept_at is null or holder is not null),
    constraint wiped_once_kept    check ((sealed is null) = (kept_at is not null))
);

-- Links that phones have shown would come into force again, or phones would show codes of another moment.
create function guard_live_schedule() returns trigger language plpgsql as $$
begin
    if old.live_epoch is not null
       and (new.live_epoch is null or new.live_epoch > old.live_epoch
            or new.live_step_s is distinct from old.live_step_s or new.live_steps is distinct from old.live_steps)
       and exists (select 1 from ticket where event_id = new.id and live and state in ('valid', 'used')) then
        raise exception 'live tickets are out: their schedule stays'
            using errcode = 'check_violation', constraint = 'live_schedule_stays';
    end if;
    return new;
end $$;
create trigger event_live_schedule before update of live_epoch, live_step_s, live_steps on event
    for each row execute function guard_live_schedule();
create index ticket_live_of_event on ticket (event_id) where live;
