-- A refund that the provider refuses is tried later and later, and does not keep the others waiting. What went back by
-- another hand (the owner's, at the provider) is due no more.
alter table payment add column refund_attempts integer not null default 0;
alter table payment add column refund_next_at timestamptz;
update payment set refund_next_at = created_at where refund_key is not null and refund is null;
alter table payment add constraint a_refund_has_its_turn check (refund_key is null or refund is not null
                                                                or refund_next_at is not null);

drop index payment_refunds_due;
create index payment_refunds_due on payment (refund_next_at)
    where refund_key is not null and refund is null and state <> 'refunded';
