-- Three levels of keys (docs/security/keys.md): the customer's key, which never leaves its provider; the data keys of each environment,
-- wrapped with it, by version; sealed values, which carry the version of the data key that opens them.

-- Whose key it is and what it is called there: `linde` is a file of this installation, `hsm/linde` the key `linde` with the provider
-- that the operator's configuration calls `hsm`. No secret: tokens and PINs are named in that configuration.
alter table customer add column key_name text check (key_name ~ '^([a-z][a-z0-9-]{0,30}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}$');
update customer set key_name = key;
alter table customer alter column key_name set not null;

create table data_key (
  environment_id uuid not null references environment,
  -- The first byte of what it sealed; 0 and above 250 are kept for another layout.
  version integer not null check (version between 1 and 250),
  -- Worthless without the customer's key, whose reference stands beside it: during a change of that key both are there.
  wrapped bytea not null,
  key_name text not null,
  created_at timestamptz not null default now(),
  primary key (environment_id, version)
);

-- What there was becomes version 1. The columns go: a wrapped key that stays behind there would survive a rotation.
insert into data_key (environment_id, version, wrapped, key_name, created_at)
  select id, 1, wrapped_data_key, key_name, created_at from environment;
alter table environment drop column wrapped_data_key, drop column key_name;

-- The running server opens what is there; keys are made and changed by the operator's program.
grant select on data_key to {{login}};
