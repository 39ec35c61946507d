-- The control database: which customers there are, which environments they have and where those are placed.
-- No client data, ever.

create table cluster (
  id uuid primary key,
  name text not null unique,
  host text not null,
  port integer not null check (port between 1 and 65535),
  created_at timestamptz not null default now()
);

create table customer (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now()
);

create table environment (
  id uuid primary key,
  customer_id uuid not null references customer,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]{1,40}$'),
  kind text not null check (kind in ('production', 'training', 'test')),
  host text not null unique check (host = lower(host)),
  cluster_id uuid not null references cluster,
  database_name text not null unique,
  role_name text not null,
  state text not null default 'creating' check (state in ('creating', 'open', 'closed', 'removed')),
  -- The environment's data key, wrapped by the customer's key: worthless without the key provider.
  wrapped_data_key bytea not null,
  key_name text not null,
  demo boolean not null default false,
  migration integer not null default 0,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index environment_kind on environment (customer_id, kind) where state <> 'removed';

grant select, insert, update on cluster, customer, environment to {{login}};
