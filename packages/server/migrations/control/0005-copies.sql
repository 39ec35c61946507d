-- Copies of an environment to another one of the same customer (docs/operations/copies.md): what was ordered, how far it is, what was measured.
create table environment_copy (
  id uuid primary key,
  source_id uuid not null references environment,
  target_id uuid not null references environment,
  -- The database that is being made; written here before it exists, so that what a killed program left is found by it.
  database_name text not null unique check (database_name ~ '^copy_[a-z0-9_]+$'),
  state text not null default 'making' check (state in ('making', 'in-use', 'failed')),
  anonymised boolean not null default true,
  ordered_by text not null check (length(ordered_by) between 1 and 200),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  problem text,
  -- What was measured; no value of a client is in it.
  report jsonb,
  -- The database that the environment left; empty once that is removed.
  left_database text,
  check (source_id <> target_id),
  check (state <> 'in-use' or (report is not null and ended_at is not null))
);
create index environment_copy_target on environment_copy (target_id, started_at desc);
create unique index environment_copy_making on environment_copy (target_id) where state = 'making';

grant select on environment_copy to {{login}};
