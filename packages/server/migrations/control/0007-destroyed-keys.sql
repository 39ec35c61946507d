-- Destroying a customer's key (docs/security/keys.md, "Destroyed"): ordered by one person, done by another, days later.
alter table environment drop constraint environment_state_check;
alter table environment add constraint environment_state_check
  check (state in ('creating', 'open', 'closed', 'destroyed', 'removed'));

create table key_destruction (
  id uuid primary key,
  customer_id uuid not null references customer,
  ordered_by text not null check (length(ordered_by) between 1 and 200),
  ordered_at timestamptz not null default now(),
  -- The customer's written word for it, as the operator can find it again.
  word text not null check (length(word) between 3 and 500),
  not_before timestamptz not null check (not_before >= ordered_at),
  withdrawn_by text,
  withdrawn_at timestamptz,
  confirmed_by text check (confirmed_by <> ordered_by),
  confirmed_at timestamptz check (confirmed_at >= not_before),
  -- What was destroyed, signed; JSON, as it was signed.
  statement text,
  signature text,
  destroyed_at timestamptz,
  check ((withdrawn_by is null) = (withdrawn_at is null)),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check (withdrawn_at is null or confirmed_at is null),
  check (destroyed_at is null or confirmed_at is not null and statement is not null and signature is not null)
);
-- One at a time.
create unique index key_destruction_running on key_destruction (customer_id) where withdrawn_at is null;
