-- How many of a tier one person may have, over all their orders; null: as many as they like.
alter table tier add column max_per_person smallint check (max_per_person between 1 and 100);
create index orders_of_person on orders (event_id, lower(guest_email));
