-- What asks for attention about the backups of each environment, and whether somebody was told (docs/operations/watching.md).
create table backup_worry (
  environment_id uuid not null references environment,
  worry text not null check (worry ~ '^[a-z-]{1,40}$'),
  since timestamptz not null default now(),
  told_at timestamptz,
  -- It is over; the row goes when that was told too.
  over_at timestamptz,
  primary key (environment_id, worry)
);
