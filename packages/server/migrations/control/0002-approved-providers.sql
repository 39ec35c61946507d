-- Providers of single sign-on whose second factor counts: approved by the supplier, for every customer or for one. A provider that
-- is not here can be used, but Hoede asks its own second factor after it (mission row N-08).
create table approved_provider (
  id uuid primary key,
  issuer text not null check (issuer ~ '^https://'),
  name text not null check (length(name) between 1 and 120),
  -- Null: for every customer.
  customer_id uuid references customer,
  approved_at timestamptz not null default now(),
  approved_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create unique index approved_provider_issuer on approved_provider
  (issuer, coalesce(customer_id, '00000000-0000-0000-0000-000000000000')) where withdrawn_at is null;

grant select on approved_provider to {{login}};
