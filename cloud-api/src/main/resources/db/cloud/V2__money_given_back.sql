-- Money that goes back takes its tickets along, and what they stood for may be sold again.
insert into transition (subject, from_state, to_state) values
    ('hold',   'sold',            'released'),
    ('ticket', 'cancelled',       'refunded');

alter table payment add column given_back_minor bigint not null default 0;
alter table payment add constraint no_more_back_than_was_paid check (given_back_minor between 0 and amount_minor);
