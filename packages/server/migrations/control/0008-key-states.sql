-- How the key of each environment was seen last, by whichever process saw it first: that one writes it in the environment's log.
create table key_state (
  environment_id uuid primary key references environment,
  state text not null check (state in ('usable', 'withdrawn', 'unreachable', 'broken')),
  since timestamptz not null default now()
);
grant select, insert, update, delete on key_state to {{login}};
