-- The person in care, where they are placed, who is around them, and what everybody must know.

create table client (
  id uuid primary key,
  number text not null unique check (length(number) between 1 and 20),
  -- zib NameInformation (2020): given names, initials, what they are called, own and partner's name with prefix, and their order.
  given_names text,
  initials text,
  nickname text,
  own_prefix text,
  own_name text not null check (length(own_name) between 1 and 120),
  partner_prefix text,
  partner_name text,
  name_order text not null default 'own' check (name_order in ('own', 'partner', 'partner-own', 'own-partner')),
  search_name text not null,
  birth_date date,
  sex text not null default 'unknown' check (sex in ('male', 'female', 'undifferentiated', 'unknown')),
  deceased_at timestamptz,
  bsn_sealed bytea,
  bsn_hash bytea unique,
  street text,
  house_number text,
  house_number_addition text,
  postal_code text,
  city text,
  country text,
  phone text,
  mobile text,
  email text,
  general_practitioner text,
  general_practitioner_phone text,
  resuscitation text not null default 'unknown' check (resuscitation in ('yes', 'no', 'unknown')),
  resuscitation_recorded_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references person,
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index client_search on client using gin (search_name gin_trgm_ops);
create index client_birth on client (birth_date);
create index client_page on client (own_name, id);
create trigger keep_history before update or delete on client for each row execute function keep_history();

create table placement (
  id uuid primary key,
  client_id uuid not null references client,
  unit_id uuid not null references unit,
  room text,
  valid_from timestamptz not null,
  valid_until timestamptz,
  version integer not null default 1,
  check (valid_until is null or valid_until >= valid_from)
);
create index placement_client on placement (client_id, valid_from);
create index placement_unit on placement (unit_id, valid_until);
create trigger keep_history before update or delete on placement for each row execute function keep_history();

create table care_relation (
  id uuid primary key,
  client_id uuid not null references client,
  person_id uuid not null references person,
  kind text not null check (kind in ('first-responsible', 'practitioner', 'case-manager')),
  valid_from timestamptz not null,
  valid_until timestamptz,
  version integer not null default 1,
  check (valid_until is null or valid_until >= valid_from)
);
create index care_relation_person on care_relation (person_id, client_id);
create index care_relation_client on care_relation (client_id);
create trigger keep_history before update or delete on care_relation for each row execute function keep_history();

create table contact_person (
  id uuid primary key,
  client_id uuid not null references client,
  name text not null check (length(name) between 1 and 160),
  relation text,
  roles text[] not null default '{}',
  phone text,
  email text,
  position integer not null default 1,
  ended_at timestamptz,
  version integer not null default 1
);
create index contact_person_client on contact_person (client_id);
create trigger keep_history before update or delete on contact_person for each row execute function keep_history();

create table alert (
  id uuid primary key,
  client_id uuid not null references client,
  kind text not null check (kind in ('allergy', 'alert')),
  severity text not null default 'high' check (severity in ('high', 'low')),
  text_sealed bytea not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references person,
  ended_at timestamptz,
  version integer not null default 1
);
create index alert_client on alert (client_id);
create trigger keep_history before update or delete on alert for each row execute function keep_history();

-- Where a row came from when it came in from outside (N-27): the same thing imported twice is one.
create table origin (
  system text not null,
  identifier text not null,
  content_hash bytea not null,
  source text not null,
  table_name text not null,
  row_id uuid not null,
  client_id uuid,
  imported_at timestamptz not null default now(),
  primary key (system, identifier)
);
create index origin_row on origin (row_id);

grant select, insert, update on client, placement, care_relation, contact_person, alert to {{login}};
grant select, insert, update on origin to {{login}};

create sequence client_number start 100001;

-- The next free number for a client; numbers that came in from elsewhere are stepped over.
create function access.next_client_number() returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  candidate text;
begin
  loop
    candidate := nextval('client_number')::text;
    exit when not exists (select from client where number = candidate);
  end loop;
  return candidate;
end $$;

-- Whether a BSN is already known, also when the asker may not see whose: two records for one person are a danger.
create function access.bsn_taken(p_hash bytea, p_except uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (select from client where bsn_hash = p_hash and id is distinct from p_except);

create function access.client_exists(p_client uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
return exists (select from client where id = p_client);
