-- Units (organisation, location, team) and the natural persons who work in them.

create table unit (
  id uuid primary key,
  parent_id uuid references unit,
  kind text not null check (kind in ('organisation', 'location', 'team')),
  name text not null check (length(name) between 1 and 120),
  -- The unit itself and all above it: scope "a unit with all below it" is one array look-up.
  path uuid[] not null default '{}',
  closed_at timestamptz,
  version integer not null default 1
);
create index unit_path on unit using gin (path);
create unique index unit_root on unit ((true)) where parent_id is null;

create function set_unit_path() returns trigger language plpgsql as $$
begin
  new.path := coalesce((select path from unit where id = new.parent_id), '{}') || new.id;
  return new;
end $$;
create trigger a_set_path before insert on unit for each row execute function set_unit_path();
create trigger keep_history before update or delete on unit for each row execute function keep_history();

create table person (
  id uuid primary key,
  user_name text not null check (user_name = lower(user_name) and length(user_name) between 2 and 64),
  given_name text not null check (length(given_name) between 1 and 120),
  prefix text,
  family_name text not null check (length(family_name) between 1 and 120),
  -- Expertise (deskundigheid), for example 'verzorgende IG': shown with everything the person writes.
  function text not null,
  email text,
  phone text,
  search_name text not null,
  employed_from timestamptz not null,
  employed_until timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check (employed_until is null or employed_until > employed_from)
);
create unique index person_user_name on person (user_name);
create index person_search on person using gin (search_name gin_trgm_ops);
create index person_page on person (family_name, given_name, id);
create trigger keep_history before update or delete on person for each row execute function keep_history();

-- A person works in a team from a moment until a moment.
create table membership (
  id uuid primary key,
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  valid_from timestamptz not null,
  valid_until timestamptz,
  version integer not null default 1,
  check (valid_until is null or valid_until >= valid_from)
);
create index membership_person on membership (person_id, unit_id);
create index membership_unit on membership (unit_id);
create trigger keep_history before update or delete on membership for each row execute function keep_history();

grant select, insert, update on unit, person, membership to {{login}};
