-- What access rests on, complete: wider and narrower scopes, limits on one client, roster, what brings roles by itself, four eyes,
-- emergency access, and people and groups that a directory brings. The decision over it is in 0012-access-decision.sql.

-- Roles ---------------------------------------------------------------------------------------------------------------------

alter table role
  -- A role of Hoede's own (emergency access): nobody changes or gives it.
  add column system boolean not null default false,
  -- Since when the permissions are as they are; what they were before is in row_history.
  add column changed_at timestamptz not null default '-infinity',
  add column changed_by uuid references person;

create function stamp_role() returns trigger language plpgsql as $$
begin
  new.changed_at := now();
  new.changed_by := access.person();
  return new;
end $$;
create trigger a_stamp before update on role for each row execute function stamp_role();

-- Permissions that work on the organisation as a whole (contract: organisationWide; a test holds the two together).
create or replace function access.organisation_wide() returns text[] language sql immutable parallel safe
return '{people:manage,organisation:change,role:change,setting:change,log:read,access:approve,roster:change}'::text[];

-- Permissions with which somebody could give themselves everything, by a detour: giving or adding these takes a second person
-- (contract: criticalPermissions).
create function access.critical() returns text[] language sql immutable parallel safe
return '{people:manage,role:change,setting:change,access:approve}'::text[];
grant execute on function access.critical() to {{login}};

-- Groups as another system knows them (SCIM), and what brings roles by itself: a function (deskundigheid) or such a group.
create table directory_group (
  id uuid primary key,
  display_name text not null check (length(display_name) between 1 and 200),
  external_id text,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  version integer not null default 1
);
create unique index directory_group_name on directory_group (lower(display_name)) where removed_at is null;
create trigger keep_history before update or delete on directory_group for each row execute function keep_history();

create table directory_member (
  group_id uuid not null references directory_group,
  person_id uuid not null references person,
  added_at timestamptz not null default now(),
  primary key (group_id, person_id)
);
create index directory_member_person on directory_member (person_id);

-- Who somebody is in that system, beside what person holds.
create table directory_user (
  person_id uuid primary key references person,
  -- The user name as that system writes it (often an address); person holds the one that Hoede made of it.
  sent_name text,
  external_id text,
  -- { sent: as it came, to give back; brought: what of it was put in person }.
  attributes jsonb not null default '{}',
  -- The team that the department named.
  membership_id uuid references membership,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  -- Deleted there: does not exist for that system any more; the person and all they did stay.
  removed_at timestamptz,
  version integer not null default 1
);
create unique index directory_user_external on directory_user (external_id) where removed_at is null;
create unique index directory_user_name on directory_user (lower(sent_name)) where removed_at is null;

-- The way in for that system: one token for each, kept as its hash.
create table directory_token (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  token_hash bytea not null unique,
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  version integer not null default 1
);
create trigger keep_history before update or delete on directory_token for each row execute function keep_history();

create table role_rule (
  id uuid primary key,
  -- One of the two: whoever has this function, or is in this group, has the role.
  function text,
  group_id uuid references directory_group,
  role_id uuid not null references role,
  scope text not null check (scope in ('organisation', 'unit', 'own-teams', 'own-clients', 'roster')),
  unit_id uuid references unit,
  created_by uuid references person,
  created_at timestamptz not null default now(),
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references person,
  version integer not null default 1,
  check ((function is null) <> (group_id is null)),
  check ((scope = 'unit') = (unit_id is not null))
);
create index role_rule_function on role_rule (lower(function)) where ended_at is null;
create index role_rule_group on role_rule (group_id) where ended_at is null;
create trigger keep_history before update or delete on role_rule for each row execute function keep_history();

-- Grants --------------------------------------------------------------------------------------------------------------------

alter table access_grant drop constraint access_grant_scope_check;
alter table access_grant
  add constraint access_grant_scope_check check (scope in ('organisation', 'unit', 'own-teams', 'own-clients', 'roster', 'client')),
  -- Who or what gave it: a person, the operator at the command line, a function, a group, or somebody to themselves in an emergency.
  add column source text not null default 'given' check (source in ('given', 'operator', 'function', 'group', 'emergency')),
  add column rule_id uuid references role_rule,
  -- With own-clients: by this kind of care relation only.
  add column relation_kind text,
  -- With roster: so long before and after a shift, in minutes.
  add column minutes_before integer check (minutes_before between 0 and 2880),
  add column minutes_after integer check (minutes_after between 0 and 2880),
  -- Combined: only within this unit and all below it.
  add column within_unit_id uuid references unit,
  -- Minus these units with all below them, and these clients.
  add column except_units uuid[] not null default '{}',
  add column except_clients uuid[] not null default '{}',
  -- Given in one go (a bulk change, several scopes at once).
  add column batch_id uuid,
  -- Four eyes: it gives nothing until a second person has confirmed it. Set by the database (0012), never by the server.
  add column awaits boolean not null default false,
  -- A second person stood behind it. What is critical counts for approving others' acts only then.
  add column confirmed_by uuid references person,
  add column confirmed_at timestamptz,
  add check (relation_kind is null or scope = 'own-clients'),
  add check ((scope = 'roster') = (minutes_before is not null and minutes_after is not null)),
  add check ((source in ('function', 'group')) = (rule_id is not null)),
  add check (confirmed_by is null or confirmed_by <> person_id and confirmed_by is distinct from granted_by),
  add check (source <> 'emergency' or valid_until is not null);
create index access_grant_rule on access_grant (rule_id, person_id) where rule_id is not null;
create index access_grant_batch on access_grant (batch_id) where batch_id is not null;

-- A grant is given once and can only be withdrawn, at the moment itself, or confirmed once by a second person.
create or replace function only_withdraw_grant() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - '{withdrawn_at,withdrawn_by,confirmed_at,confirmed_by,version}'::text[])
       is distinct from (to_jsonb(old) - '{withdrawn_at,withdrawn_by,confirmed_at,confirmed_by,version}'::text[])
     or old.withdrawn_at is not null
     or (new.confirmed_at is distinct from old.confirmed_at) = (new.withdrawn_at is not null)
     or old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at then
    raise exception 'a grant can only be withdrawn or confirmed, and once' using errcode = 'HO409';
  end if;
  if new.withdrawn_at is not null then
    new.withdrawn_at := now();
  else
    new.confirmed_at := now();
  end if;
  return new;
end $$;

-- Care relations, roster ------------------------------------------------------------------------------------------------------

create table care_relation_kind (
  key text primary key check (key ~ '^[a-z][a-z-]{1,40}$'),
  name text not null check (length(name) between 1 and 80),
  -- At most one person at a time for a client.
  exclusive boolean not null default false,
  retired_at timestamptz,
  version integer not null default 1
);
create trigger keep_history before update or delete on care_relation_kind for each row execute function keep_history();
insert into care_relation_kind (key, name, exclusive) values
  ('first-responsible', 'Eerst verantwoordelijke (EVV)', true),
  ('practitioner', 'Behandelaar', false),
  ('case-manager', 'Casemanager', true);

create extension if not exists btree_gist with schema public;
alter table care_relation drop constraint care_relation_kind_check;
alter table care_relation
  add foreign key (kind) references care_relation_kind,
  add column exclusive boolean not null default false,
  add column created_by uuid references person;
alter table access_grant add foreign key (relation_kind) references care_relation_kind;
create function set_relation_exclusive() returns trigger language plpgsql as $$
begin
  new.exclusive := (select k.exclusive from care_relation_kind k where k.key = new.kind);
  return new;
end $$;
create trigger a_set_exclusive before insert on care_relation for each row execute function set_relation_exclusive();
alter table care_relation add constraint care_relation_exclusive exclude using gist
  (client_id with =, kind with =, tstzrange(valid_from, valid_until) with &&) where (exclusive);

-- A shift of somebody at a unit; it reaches the clients of that unit with the scope "roster".
create table shift (
  id uuid primary key,
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The number in the planning system that it came from.
  external_id text,
  created_at timestamptz not null default now(),
  created_by uuid references person,
  cancelled_at timestamptz,
  version integer not null default 1,
  check (ends_at > starts_at and ends_at <= starts_at + interval '36 hours')
);
create index shift_person on shift (person_id, starts_at) where cancelled_at is null;
create index shift_unit on shift (unit_id, starts_at) where cancelled_at is null;
create unique index shift_external on shift (external_id) where external_id is not null;
create trigger keep_history before update or delete on shift for each row execute function keep_history();

-- Limits on one client --------------------------------------------------------------------------------------------------------

-- Is anything below in force for the client, or will it be? Kept by triggers, so that the decision asks nothing for all others.
alter table client add column guarded boolean not null default false;

-- A closed record: only whom it names gets in, as far as their grants reach anyway.
create table client_closure (
  id uuid primary key,
  client_id uuid not null references client,
  ground text not null check (ground in ('known-person', 'employee', 'family-of-employee', 'other')),
  -- Why, in words; sealed with the id of this row.
  reason_sealed bytea,
  valid_from timestamptz not null,
  valid_until timestamptz,
  closed_by uuid not null references person,
  closed_at timestamptz not null default now(),
  ended_by uuid references person,
  version integer not null default 1,
  check (valid_until is null or valid_until >= valid_from)
);
create index client_closure_client on client_closure (client_id);
create trigger keep_history before update or delete on client_closure for each row execute function keep_history();

create table client_closure_person (
  id uuid primary key,
  closure_id uuid not null references client_closure,
  client_id uuid not null references client,
  person_id uuid not null references person,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  added_by uuid not null references person,
  ended_by uuid references person,
  version integer not null default 1
);
create index client_closure_person_closure on client_closure_person (closure_id);
create index client_closure_person_person on client_closure_person (person_id);
create trigger keep_history before update or delete on client_closure_person for each row execute function keep_history();

-- The client's own objection to a named person: no grant helps, an emergency neither.
create table client_objection (
  id uuid primary key,
  client_id uuid not null references client,
  person_id uuid not null references person,
  reason_sealed bytea,
  valid_from timestamptz not null,
  valid_until timestamptz,
  recorded_by uuid not null references person,
  recorded_at timestamptz not null default now(),
  ended_by uuid references person,
  version integer not null default 1,
  check (recorded_by <> person_id),
  check (valid_until is null or valid_until >= valid_from)
);
create index client_objection_client on client_objection (client_id);
create index client_objection_person on client_objection (person_id);
create trigger keep_history before update or delete on client_objection for each row execute function keep_history();

-- A part of the record that is closed to some functions (deskundigheden).
create table client_closed_part (
  id uuid primary key,
  client_id uuid not null references client,
  part text not null check (part in ('reports', 'measurements', 'bsn')),
  functions text[] not null check (functions <> '{}'),
  reason_sealed bytea,
  valid_from timestamptz not null,
  valid_until timestamptz,
  closed_by uuid not null references person,
  closed_at timestamptz not null default now(),
  ended_by uuid references person,
  version integer not null default 1,
  check (valid_until is null or valid_until >= valid_from)
);
create index client_closed_part_client on client_closed_part (client_id);
create trigger keep_history before update or delete on client_closed_part for each row execute function keep_history();

create function guard_client() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update client c set guarded = true, version = version + 1 where c.id = new.client_id and not c.guarded;
  return null;
end $$;
create trigger guard after insert on client_closure for each row execute function guard_client();
create trigger guard after insert on client_objection for each row execute function guard_client();
create trigger guard after insert on client_closed_part for each row execute function guard_client();

-- Family and representatives: which of the client's contact persons may read along, on what ground, from when until when.
create table family_access (
  id uuid primary key,
  client_id uuid not null references client,
  contact_person_id uuid not null references contact_person,
  -- The ground: the client's own consent, or what the law or a court gave.
  ground text not null check (ground in ('consent', 'curator', 'mentor', 'authorised', 'parental-authority', 'close-family')),
  parts text[] not null check (parts <> '{}' and parts <@ '{particulars,reports,measurements}'::text[]),
  document text,
  valid_from timestamptz not null,
  valid_until timestamptz,
  granted_by uuid not null references person,
  granted_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid references person,
  version integer not null default 1,
  check (valid_until is null or valid_until > valid_from)
);
create index family_access_client on family_access (client_id);
create trigger keep_history before update or delete on family_access for each row execute function keep_history();

-- Emergency access ------------------------------------------------------------------------------------------------------------

-- Each is a grant (source emergency) for one client or one unit, with the role noodtoegang; here is why, and what came of it.
create table emergency (
  id uuid primary key,
  grant_id uuid not null unique references access_grant,
  person_id uuid not null references person,
  client_id uuid references client,
  unit_id uuid references unit,
  -- Where the client was in care at that moment: whose team leader judges.
  care_unit_id uuid references unit,
  reason text not null check (reason in ('acute', 'cover', 'handover', 'safety', 'other')),
  words_sealed bytea not null,
  started_at timestamptz not null default now(),
  until timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person,
  judged_at timestamptz,
  judged_by uuid references person,
  judgement text check (judgement in ('justified', 'not-justified', 'explained')),
  judgement_sealed bytea,
  version integer not null default 1,
  check ((client_id is null) <> (unit_id is null)),
  check ((judged_at is null) = (judgement is null)),
  check (judged_by is null or judged_by <> person_id)
);
create index emergency_open on emergency (started_at) where judged_at is null;
create index emergency_started on emergency (started_at);
create index emergency_person on emergency (person_id, started_at);
create trigger keep_history before update or delete on emergency for each row execute function keep_history();

insert into setting (key, value) values
  ('emergency-minutes', '60'),
  -- So often one person uses it within 24 hours.
  ('emergency-per-day', '5'),
  -- 1: also for a whole unit, instead of one client.
  ('emergency-units', '0'),
  ('roster-minutes-before', '60'),
  ('roster-minutes-after', '120'),
  -- A synchronisation that would end more than this part of the people (in hundredths) stops and asks.
  ('sync-removal-percent', '5'),
  -- How titles of the directory become functions, and the function of whoever has no title.
  ('directory-mapping', '{"titles": {}, "standard": "medewerker"}')
on conflict (key) do nothing;

-- The new settings are a change of an environment that is in use; a new one begins with them.
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 11}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
