-- A list asks for the same reach again and again: for the clients, their placements, alerts and reports. It is worked out once in a
-- request that only reads, for all permissions that the same grants give, and row security reads it back without a call.

drop policy seen on client;
drop policy seen on placement;
drop policy seen on contact_person;
drop policy seen on alert;
drop policy seen on report;
drop policy seen on report_version;
drop policy seen on measurement;
drop policy seen on care_relation;
drop function access.clients_in_care(text, uuid);
drop function access.clients_within(text);
drop function access.clients_of(uuid, text);
drop function access.plain_reach(uuid, text);
drop function access.clients_of_narrowed(uuid, access_grant);
drop function access.clients_in_units(uuid[]);

-- In PL/pgSQL: a function in SQL with a query inside is planned anew in every transaction.
create or replace function access.roots_of(p_person uuid, p_scope text, p_unit uuid, p_before integer, p_after integer) returns uuid[]
language plpgsql stable as $$
begin
  return case p_scope
    when 'unit' then array[p_unit]
    when 'own-teams' then array(select m.unit_id from membership m
      where m.person_id = p_person and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
    when 'roster' then array(select s.unit_id from shift s
      where s.person_id = p_person and s.cancelled_at is null
        and s.starts_at <= now() + make_interval(mins => p_before) and s.ends_at > now() - make_interval(mins => p_after))
    else '{}' end;
end $$;

-- Who is placed in these units now, and who was there last and is nowhere now, for as long as the customer says. The others that left are
-- looked into only where somebody left: two small plans are begun sooner than a large one.
create function access.clients_in_units(p_units uuid[]) returns uuid[]
language plpgsql stable as $$
declare
  here uuid[] := '{}';
  gone uuid[];
begin
  if p_units = '{}' then
    return here;
  end if;
  here := array(
    select distinct p.client_id from placement p
    where p.unit_id = any (p_units) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now()));
  gone := array(
    select f.client_id from placement f
    where f.unit_id = any (p_units) and f.valid_until <= now() and f.valid_until > f.valid_from
      and f.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days')));
  if gone <> '{}' then
    here := here || array(
      select last.client_id from (
        select distinct on (p.client_id) p.client_id, p.unit_id
        from placement p
        where p.client_id = any (gone) and p.valid_until <= now() and p.valid_until > p.valid_from
          and not exists (select from placement n where n.client_id = p.client_id
            and n.valid_from <= now() and (n.valid_until is null or n.valid_until > now()))
        order by p.client_id, p.valid_until desc, p.id desc) last
      where last.unit_id = any (p_units));
  end if;
  return here;
end $$;

create function access.clients_of_narrowed(p_person uuid, g access_grant) returns setof uuid
language plpgsql stable rows 50 as $$
declare
  inside uuid[] := case when g.within_unit_id is not null then access.clients_in_units(access.below(array[g.within_unit_id])) end;
  outside uuid[] := g.except_clients || access.clients_in_units(access.below(g.except_units));
begin
  return query
    select c.id from (
      select all_of.id from client all_of where g.scope = 'organisation'
      union select r.client_id from care_relation r
        where g.scope = 'own-clients' and r.person_id = p_person and (g.relation_kind is null or r.kind = g.relation_kind)
          and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
      union select g.client_id where g.scope = 'client'
      union select unnest(access.clients_in_units(access.below(access.roots_of(p_person, g.scope, g.unit_id, g.minutes_before, g.minutes_after))))
    ) c (id)
    where (inside is null or c.id = any (inside)) and c.id <> all (outside);
end $$;

-- alike: those of the permissions that row security goes by, that exactly the same grants give.
create function access.plain_reach(
  p_person uuid, p_permission text, out everything boolean, out units uuid[], out clients uuid[], out others boolean, out alike text[]
)
language plpgsql stable as $$
declare
  g record;
  gives boolean;
  other text;
begin
  everything := false;
  others := false;
  units := '{}';
  clients := '{}';
  alike := case when access.organisation_wide(p_permission) then '{}' else '{client:read,report:read,measurement:read}' end;
  for g in select * from access.active_grants(p_person) loop
    gives := p_permission = any (g.permissions);
    foreach other in array alike loop
      if gives <> (other = any (g.permissions)) then
        alike := array_remove(alike, other);
      end if;
    end loop;
    if not gives or access.organisation_wide(p_permission) and not g.wide then
      continue;
    elsif not access.is_plain(g.within_unit_id, g.except_units, g.except_clients) then
      others := true;
    elsif g.scope = 'organisation' then
      everything := true;
    elsif g.scope = 'client' then
      clients := clients || g.client_id;
    elsif g.scope = 'own-clients' then
      clients := clients || array(
        select c.client_id from care_relation c
        where c.person_id = p_person and (g.relation_kind is null or c.kind = g.relation_kind)
          and c.valid_from <= now() and (c.valid_until is null or c.valid_until > now()));
    else
      units := units || access.roots_of(p_person, g.scope, g.unit_id, g.minutes_before, g.minutes_after);
    end if;
  end loop;
  units := access.below(units);
end $$;

alter function access.reach(text) set plan_cache_mode = force_generic_plan;
alter function access.reach_of(uuid[]) set plan_cache_mode = force_generic_plan;
alter function access.clients_cared_for(uuid) set plan_cache_mode = force_generic_plan;

-- For the functions below and beside it, which run as the owner. The clients within reach one by one; none where everything is within reach. alike: for which permissions the very same are.
create function access.clients_of(p_person uuid, p_permission text, out everything boolean, out clients uuid[], out alike text[])
language plpgsql stable as $$
declare
  r record := access.plain_reach(p_person, p_permission);
  g access_grant;
begin
  everything := r.everything;
  clients := '{}';
  alike := r.alike;
  if r.everything then
    return;
  end if;
  clients := access.clients_in_units(r.units);
  if r.clients <> '{}' then
    clients := array(select unnest(clients) union select c.id from client c where c.id = any (r.clients));
  end if;
  if r.others then
    for g in
      select a.* from access_grant a join access.active_grants(p_person, p_permission) n on n.id = a.id
      where not access.is_plain(a.within_unit_id, a.except_units, a.except_clients)
    loop
      clients := clients || array(select n from access.clients_of_narrowed(p_person, g) n where n <> all (clients));
    end loop;
  end if;
  -- Limits take away one permission and leave another.
  if clients <> '{}' and exists (select from client c where c.guarded and c.id = any (clients)) then
    clients := array(select n from unnest(clients) n where n <> all (access.barred(p_person, p_permission)));
    alike := '{}';
  end if;
end $$;

create function access.within_note(p_permission text) returns text
language sql immutable parallel safe
return 'hoede.within_' || translate(p_permission, ':-', '__');

-- Works out the asker's reach; in a request that only reads, it is noted for all that ask later.
create function access.find_within(p_permission text) returns uuid[]
language plpgsql stable security definer cost 5000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  reach record := access.clients_of(access.person(), p_permission);
  permission text;
  noted text;
begin
  if current_setting('hoede.reading', true) = 'yes' then
    noted := reach.clients::text;
    foreach permission in array case when p_permission = any (reach.alike) then reach.alike else reach.alike || p_permission end loop
      noted := set_config(access.within_note(permission), noted, true);
    end loop;
  end if;
  return reach.clients;
end $$;

-- The clients within the asker's reach; nobody where the reach is everything, see access.wide().
create function access.within(p_permission text) returns uuid[]
language sql stable cost 5000
return case when current_setting(access.within_note(p_permission), true) <> ''
  then current_setting(access.within_note(p_permission), true)::uuid[]
  else access.find_within(p_permission) end;

create or replace function access.clients_in_reach(p_permission text) returns setof uuid
language plpgsql stable security definer cost 5000 rows 50 set search_path = public, pg_temp as $$
begin
  if access.wide(p_permission) then
    return query select c.id from client c where c.id <> all (access.barred(access.person(), p_permission));
  else
    return query select unnest(access.within(p_permission));
  end if;
end $$;

-- Row security: the same decision as before, read from the note. Where many rows come of one question, the note of the opened client is
-- read once for all; where few do, that would cost more than it saves.
do $$
declare
  t record;
begin
  for t in select * from (values
    ('client', 'id', 'client:read', 'access.opened_client()'),
    ('placement', 'client_id', 'client:read', 'access.opened_client()'),
    ('contact_person', 'client_id', 'client:read', 'access.opened_client()'),
    ('alert', 'client_id', 'client:read', 'access.opened_client()'),
    ('report', 'client_id', 'report:read', '(select access.opened_client())'),
    ('report_version', 'client_id', 'report:read', '(select access.opened_client())'),
    ('measurement', 'client_id', 'measurement:read', '(select access.opened_client())')
  ) as list (name, client, permission, opened) loop
    execute format(
      'create policy seen on %1$I for select to {{login}} using (
         case when %2$I = %4$s then access.opens(%3$L)
         else %2$I in (select unnest(access.within(%3$L)))
           or access.wide(%3$L) and %2$I <> all ((select access.barred(access.person(), %3$L))::uuid[]) end)',
      t.name, t.client, t.permission, t.opened);
  end loop;
end $$;
create policy seen on care_relation for select to {{login}} using (
  person_id = access.person()
  or case when client_id = access.opened_client() then access.opens('client:read')
    else client_id in (select unnest(access.within('client:read')))
      or access.wide('client:read') and client_id <> all ((select access.barred(access.person(), 'client:read'))::uuid[]) end
  or (select access.has('client:relate') or access.has('access:read'))
    and (access.ground(client_id, 'client:relate') is not null or access.ground(client_id, 'access:read') is not null)
  or (select access.has('client:place')) and client_id = access.opened_client() and access.opens('client:place'));

revoke all on function access.clients_in_units(uuid[]), access.clients_of_narrowed(uuid, access_grant), access.plain_reach(uuid, text),
  access.clients_of(uuid, text), access.within_note(text), access.find_within(text), access.within(text) from public;
grant execute on function access.within_note(text), access.find_within(text), access.within(text) to {{login}};

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'access', '{"migration": 28}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
