-- Row security: what the use cases' own queries already ask, asked again by the database, so that a query that forgot it returns
-- nothing and a write that forgot it is refused. It guards against mistakes in our own code: the server is trusted to say who is
-- asking (hoede.person, set by access.enter from a session), as it is the one that signs people in.
--
-- Without row security stay:
--   credential, recovery_code, invitation, session, sign_in_brake, idempotency: the sign-in works with them before anybody is
--     known; they hold no care data in the clear, and the log reader has no right on them.
-- Readable by everybody who signed in, writable with the permission only: person (names stand under every report), unit,
--   membership, role, setting. They say who works where, never who is in care.

-- Rows of a record. A request about one client goes by the decision that access.enter() made; all else by the person's whole
-- reach, computed once for a statement (the subselects do not depend on the row).
do $$
declare
  t record;
begin
  for t in select * from (values
    ('client', 'id', 'client:read'),
    ('placement', 'client_id', 'client:read'),
    ('contact_person', 'client_id', 'client:read'),
    ('alert', 'client_id', 'client:read'),
    ('report', 'client_id', 'report:read'),
    ('report_version', 'client_id', 'report:read'),
    ('measurement', 'client_id', 'measurement:read')
  ) as list (name, client, permission) loop
    execute format('alter table %I enable row level security', t.name);
    execute format(
      'create policy seen on %1$I for select to {{login}} using (
         case when %2$I = access.opened_client() then access.opened(%2$I, %3$L)
         else (select access.everywhere(%3$L)) or %2$I in (select access.clients_in_reach(%3$L)) end)',
      t.name, t.client, t.permission);
  end loop;
end $$;

-- Somebody's own care relations too: they are the ground of "own clients".
alter table care_relation enable row level security;
create policy seen on care_relation for select to {{login}} using (
  person_id = access.person()
  or case when client_id = access.opened_client() then access.opened(client_id, 'client:read')
    else (select access.everywhere('client:read')) or client_id in (select access.clients_in_reach('client:read')) end);

-- May the person write in this record? Opened for it, or within reach (a client who was registered a moment ago).
create function access.writes(p_client uuid, p_permission text) returns boolean language sql stable cost 2000
return access.opened(p_client, p_permission) or access.ground(p_client, p_permission) is not null;

-- A client comes into a unit that the person's reach covers: from within the reach, or registered by the person just now.
create function access.may_place(p_client uuid, p_unit uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return access.writes(p_client, 'client:place') and access.covers_unit(p_unit, 'client:place')
    or access.covers_unit(p_unit, 'client:register')
      and exists (select from client c where c.id = p_client and c.created_by = access.person() and c.created_at = now())
      and not exists (select from placement p where p.client_id = p_client);
end $$;

create policy registered on client for insert to {{login}} with check (
  created_by = access.person() and (select access.has('client:register')));
create policy changed on client for update to {{login}} using (access.writes(id, 'client:change'));

create policy placed on placement for insert to {{login}} with check (access.may_place(client_id, unit_id));
create policy changed on placement for update to {{login}} using (access.writes(client_id, 'client:place'));

-- Nobody makes a care relation for themselves: with the scope "own clients" it would be a grant to oneself.
create policy related on care_relation for insert to {{login}} with check (
  person_id <> access.person()
  and (access.writes(client_id, 'client:place') or access.ground(client_id, 'client:register') is not null));
create policy changed on care_relation for update to {{login}} using (access.writes(client_id, 'client:place'));

create policy added on contact_person for insert to {{login}} with check (
  access.writes(client_id, 'client:change') or access.ground(client_id, 'client:register') is not null);
create policy changed on contact_person for update to {{login}} using (access.writes(client_id, 'client:change'));

create policy added on alert for insert to {{login}} with check (
  recorded_by = access.person()
  and (access.writes(client_id, 'client:change') or access.ground(client_id, 'client:register') is not null));
create policy changed on alert for update to {{login}} using (access.writes(client_id, 'client:change'));

-- What somebody writes stands under their own name.
create policy written on report for insert to {{login}} with check (
  author_id = access.person() and access.writes(client_id, 'report:write'));
create policy corrected on report for update to {{login}}
  using (access.writes(client_id, 'report:write'))
  with check (author_id = access.person() and access.writes(client_id, 'report:write'));

create policy taken on measurement for insert to {{login}} with check (
  performer_id = access.person() and access.writes(client_id, 'measurement:write'));
create policy changed on measurement for update to {{login}} using (access.writes(client_id, 'measurement:write'));

alter table draft enable row level security;
create policy own on draft to {{login}} using (person_id = access.person()) with check (person_id = access.person());

-- Earlier states, each kind with the permission that its present state needs.
alter table row_history enable row level security;
create policy seen on row_history for select to {{login}} using (
  case
    when client_id is null or table_name = 'access_grant' then
      table_name in ('access_grant', 'role', 'unit', 'membership', 'setting') and (select access.has('access:read'))
      or table_name = 'person' and (select access.has('people:read'))
    when table_name = 'measurement' then
      case when client_id = access.opened_client() then access.opened(client_id, 'measurement:read')
      else (select access.everywhere('measurement:read')) or client_id in (select access.clients_in_reach('measurement:read')) end
    when client_id = access.opened_client() then access.opened(client_id, 'client:read')
    else (select access.everywhere('client:read')) or client_id in (select access.clients_in_reach('client:read'))
  end);
grant select on row_history to {{login}};

alter table origin enable row level security;
create policy seen on origin for select to {{login}} using (
  case when client_id is null then true
    when client_id = access.opened_client() then access.opened(client_id, 'client:read')
    else (select access.everywhere('client:read')) or client_id in (select access.clients_in_reach('client:read')) end);
create policy recorded on origin for insert to {{login}} with check ((select access.has('client:register')));
create policy renewed on origin for update to {{login}} using ((select access.has('client:register')));

-- The grants of others are for those who manage or judge access; one's own are always in sight.
alter table access_grant enable row level security;
create policy seen on access_grant for select to {{login}} using (
  person_id = access.person() or (select access.has('access:read')) or (select access.has('access:grant')));
create policy given on access_grant for insert to {{login}} with check (
  granted_by = access.person() and person_id <> access.person() and access.may_grant(person_id, scope, unit_id, client_id));
create policy withdrawn on access_grant for update to {{login}}
  using (access.may_grant(person_id, scope, unit_id, client_id))
  with check (withdrawn_by = access.person() and access.may_grant(person_id, scope, unit_id, client_id));

-- Who works where: membership of a team reaches its clients, so nobody adds their own.
alter table person enable row level security;
create policy seen on person for select to {{login}} using (true);
create policy added on person for insert to {{login}} with check ((select access.has('people:manage')));
create policy changed on person for update to {{login}} using ((select access.has('people:manage')));

alter table membership enable row level security;
create policy seen on membership for select to {{login}} using (true);
create policy added on membership for insert to {{login}} with check (
  person_id <> access.person() and (select access.has('people:manage')));
create policy changed on membership for update to {{login}} using (
  person_id <> access.person() and (select access.has('people:manage')));

alter table unit enable row level security;
create policy seen on unit for select to {{login}} using (true);
create policy added on unit for insert to {{login}} with check ((select access.has('organisation:change')));
create policy changed on unit for update to {{login}} using ((select access.has('organisation:change')));

-- Is anybody or anything in a unit, now or in what is planned? Whoever changes the organisation need not see who is in care there.
create function access.unit_in_use(p_unit uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (select from unit u where u.parent_id = p_unit and u.closed_at is null)
    or exists (select from placement p where p.unit_id = p_unit and p.valid_until is distinct from p.valid_from
      and (p.valid_until is null or p.valid_until > now()))
    or exists (select from membership m join person e on e.id = m.person_id
      where m.unit_id = p_unit and (m.valid_until is null or m.valid_until > now())
        and (e.employed_until is null or e.employed_until > now()));
end $$;

alter table role enable row level security;
create policy seen on role for select to {{login}} using (true);
create policy added on role for insert to {{login}} with check ((select access.has('role:change')));
create policy changed on role for update to {{login}} using ((select access.has('role:change')));

alter table setting enable row level security;
create policy seen on setting for select to {{login}} using (true);
create policy changed on setting for update to {{login}} using ((select access.has('setting:change')));

-- The reader of the log sees names to recognise people and clients by, and nothing else of them.
do $$
declare
  name text;
begin
  foreach name in array array['client', 'person', 'access_grant', 'role', 'unit'] loop
    execute format('create policy named on %I for select to {{log_reader}} using ((select access.has(''log:read'')))', name);
  end loop;
end $$;
grant select (id, number, given_names, initials, nickname, own_prefix, own_name, partner_prefix, partner_name, name_order,
  search_name, birth_date, sex, bsn_hash) on client to {{log_reader}};
grant select (id, user_name, given_name, prefix, family_name, function, search_name) on person to {{log_reader}};
grant select on access_grant, role, unit to {{log_reader}};

-- What can be changed at all. The rest of a row is what it was when it was made: a path, an author, a moment of granting.
grant select on role, access_grant to {{login}};
grant insert on role to {{login}};
grant update (name, description, permissions, version) on role to {{login}};
grant insert (id, person_id, role_id, scope, unit_id, client_id, valid_from, valid_until, granted_by) on access_grant to {{login}};
grant update (withdrawn_at, withdrawn_by, version) on access_grant to {{login}};
revoke insert, update on setting from {{login}};
grant update (value, version) on setting to {{login}};
revoke update on unit, membership, placement, care_relation, alert, report, measurement, client from {{login}};
grant update (name, closed_at, version) on unit to {{login}};
grant update (valid_until, version) on membership, care_relation to {{login}};
grant update (room, valid_until, version) on placement to {{login}};
grant update (ended_at, version) on alert to {{login}};
grant update (form, text_sealed, care_moment, recorded_at, important, visible_to_family, reason_sealed, author_id, author_name,
  author_function, version) on report to {{login}};
grant update (status, reason_sealed, version) on measurement to {{login}};
grant update (number, given_names, initials, nickname, own_prefix, own_name, partner_prefix, partner_name, name_order, search_name,
  birth_date, sex, deceased_at, bsn_sealed, bsn_hash, street, house_number, house_number_addition, postal_code, city, country,
  phone, mobile, email, general_practitioner, general_practitioner_phone, resuscitation, resuscitation_recorded_at, changed_at,
  version) on client to {{login}};

-- Only what is named here can be called; functions that later migrations make are closed too, until they say otherwise.
revoke execute on all functions in schema access from public;
alter default privileges revoke execute on functions from public;
grant execute on function access.person(), access.enter(bytea, text, uuid), access.opened_client(), access.opened(uuid, text),
  access.ground(uuid, text), access.ground_for(uuid, uuid, text), access.permissions_for(uuid), access.permissions_of(uuid), access.session(), access.current_ground(),
  access.reach(text), access.clients_in_reach(text), access.clients_in_care(text, uuid), access.has(text), access.everywhere(text), access.covers_unit(uuid, text),
  access.writes(uuid, text), access.may_place(uuid, uuid), access.may_grant(uuid, text, uuid, uuid), access.own_of(uuid),
  access.client_to_grant(text), access.number_of(uuid), access.lasting_managers(), access.width(text),
  access.organisation_wide(), access.organisation_wide(text), access.next_client_number(), access.bsn_taken(bytea, uuid), access.client_exists(uuid),
  access.unit_in_use(uuid)
  to {{login}};
grant execute on function access.person(), access.has(text) to {{log_reader}};
