-- Backups (docs/operations/backup.md): what was made of each environment, where it is kept, and that it was restored.

-- For whom a customer's backups are sealed (age, X25519). The identity that opens them is wrapped with the customer's key: whoever
-- destroys that key destroys what the backups say. A recipient without one is the customer's own: its identity never was here.
create table backup_key (
  customer_id uuid not null references customer,
  version integer not null check (version >= 1),
  recipient text not null check (recipient ~ '^age1[0-9a-z]{58}$'),
  wrapped bytea,
  key_name text,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (customer_id, version),
  check ((wrapped is null) = (key_name is null))
);
create unique index backup_key_recipient on backup_key (customer_id, recipient) where retired_at is null;

create table backup (
  id uuid primary key,
  environment_id uuid not null references environment,
  -- What its files are called in every store; null until it was begun.
  name text unique,
  reason text not null check (reason in ('schedule', 'asked', 'before-restore')),
  asked_by text check (length(asked_by) between 1 and 200),
  state text not null check (state in ('asked', 'running', 'made', 'failed')),
  asked_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  -- How far it is: bytes written so far, and what is expected of the one before.
  done_bytes bigint not null default 0,
  expected_bytes bigint,
  problem text,
  -- Of the sealed file.
  bytes bigint,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Of all tables together, and the whole manifest as it was signed.
  rows bigint,
  manifest text,
  held_at timestamptz,
  held_by text,
  held_because text check (length(held_because) between 1 and 500),
  check (state <> 'made' or (name is not null and sha256 is not null and manifest is not null and ended_at is not null)),
  check ((held_at is null) = (held_because is null))
);
create index backup_of_environment on backup (environment_id, started_at desc nulls first);
-- One of an environment at a time, also with two schedulers.
create unique index backup_running on backup (environment_id) where state = 'running';
create unique index backup_asked on backup (environment_id) where state = 'asked';

create table backup_copy (
  backup_id uuid not null references backup,
  -- As the operator's configuration calls it.
  store text not null check (store ~ '^[a-z][a-z0-9-]{0,30}$'),
  state text not null check (state in ('waiting', 'kept', 'removed')),
  -- Read back and hashed.
  kept_at timestamptz,
  tried_at timestamptz,
  tries integer not null default 0,
  problem text,
  removed_at timestamptz,
  primary key (backup_id, store),
  check (state <> 'kept' or kept_at is not null)
);
create index backup_copy_waiting on backup_copy (store) where state = 'waiting';

create table backup_proof (
  id uuid primary key,
  backup_id uuid not null references backup,
  store text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- 'unproven': it could not be tried, which says nothing of the backup.
  outcome text not null check (outcome in ('good', 'wrong', 'unproven')),
  differences integer not null default 0,
  problem text,
  -- The signed certificate.
  certificate text
);
create index backup_proof_of_backup on backup_proof (backup_id, ended_at desc);

-- A database that was restored beside the one an environment is on, and the one that it left behind.
create table environment_database (
  environment_id uuid not null references environment,
  database_name text primary key,
  kind text not null check (kind in ('restored', 'left')),
  backup_id uuid references backup,
  -- Only what was proven can be swapped in.
  proven_at timestamptz,
  created_at timestamptz not null default now(),
  what text not null
);

grant select on backup_key, backup, backup_copy, backup_proof, environment_database to {{login}};
-- The customer asks for one, holds one; the program that makes them has the administrator's login.
grant insert (id, environment_id, reason, asked_by, state) on backup to {{login}};
grant update (held_at, held_by, held_because) on backup to {{login}};
