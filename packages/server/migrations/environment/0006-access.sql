-- Who may do what, for whom. The same functions decide for lists, search, single records and row security.

create table role (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z][a-z0-9-]{1,60}$'),
  name text not null check (length(name) between 1 and 120),
  description text not null default '',
  permissions text[] not null default '{}',
  version integer not null default 1
);
create trigger keep_history before update or delete on role for each row execute function keep_history();

create table access_grant (
  id uuid primary key,
  person_id uuid not null references person,
  role_id uuid not null references role,
  scope text not null check (scope in ('organisation', 'unit', 'own-teams', 'own-clients', 'client')),
  unit_id uuid references unit,
  client_id uuid references client,
  valid_from timestamptz not null,
  valid_until timestamptz,
  granted_by uuid references person,
  granted_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  version integer not null default 1,
  check ((scope = 'unit') = (unit_id is not null)),
  check ((scope = 'client') = (client_id is not null)),
  check (valid_until is null or valid_until > valid_from),
  check (granted_by is null or granted_by <> person_id)
);
create index access_grant_person on access_grant (person_id);
create index access_grant_unit on access_grant (unit_id) where unit_id is not null;
create index access_grant_client on access_grant (client_id) where client_id is not null;
create trigger keep_history before update or delete on access_grant for each row execute function keep_history();

-- A grant is given once and can only be ended: whoever wants another one gives another one.
create function only_end_grant() returns trigger language plpgsql as $$
begin
  if (new.person_id, new.role_id, new.scope, new.unit_id, new.client_id, new.valid_from, new.granted_by, new.granted_at)
     is distinct from
     (old.person_id, old.role_id, old.scope, old.unit_id, old.client_id, old.valid_from, old.granted_by, old.granted_at)
     or old.withdrawn_at is not null then
    raise exception 'a grant can only be ended' using errcode = 'HO409';
  end if;
  return new;
end $$;
create trigger a_only_end before update on access_grant for each row execute function only_end_grant();

-- The grants that count at this moment for one person and one permission. Employment that ended ends every grant with it.
create function access.active_grants(p_person uuid, p_permission text)
returns table (id uuid, scope text, unit_id uuid, client_id uuid, role_id uuid)
language sql stable
begin atomic
  select g.id, g.scope, g.unit_id, g.client_id, g.role_id
  from access_grant g
  join role r on r.id = g.role_id
  join person e on e.id = g.person_id
  where g.person_id = p_person
    and p_permission = any (r.permissions)
    and g.withdrawn_at is null
    and g.valid_from <= now()
    and (g.valid_until is null or g.valid_until > now())
    and e.employed_from <= now()
    and (e.employed_until is null or e.employed_until > now());
end;

-- The units through which a client can be reached: those of the placements of now with all above them. A client who is in no
-- unit any more stays reachable through the last one for a number of days (setting former-client-days).
create function access.units_of(p_client uuid) returns uuid[] language plpgsql stable as $$
declare
  found_units uuid[];
begin
  select array_agg(distinct above) into found_units
  from placement p join unit u on u.id = p.unit_id cross join unnest(u.path) above
  where p.client_id = p_client and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now());
  if found_units is null then
    select u.path into found_units
    from placement p join unit u on u.id = p.unit_id
    where p.client_id = p_client and p.valid_until <= now()
      and p.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days'))
    order by p.valid_until desc, p.id desc limit 1;
  end if;
  return coalesce(found_units, '{}');
end $$;

-- The decision for one client: the grant that opens the door, the narrowest first, or null.
create function access.ground_for(p_person uuid, p_client uuid, p_permission text) returns uuid
language plpgsql stable security definer cost 2000 set search_path = public, pg_temp as $$
declare
  units uuid[];
  ground uuid;
begin
  if p_person is null or p_client is null then
    return null;
  end if;
  units := access.units_of(p_client);
  select g.id into ground
  from access.active_grants(p_person, p_permission) g
  where case g.scope
    when 'client' then g.client_id = p_client
    when 'own-clients' then exists (
      select from care_relation c where c.client_id = p_client and c.person_id = p_person
        and c.valid_from <= now() and (c.valid_until is null or c.valid_until > now()))
    when 'own-teams' then exists (
      select from membership m where m.person_id = p_person and m.unit_id = any (units)
        and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
    when 'unit' then g.unit_id = any (units)
    when 'organisation' then true
    else false
  end
  order by array_position(array['client', 'own-clients', 'own-teams', 'unit', 'organisation'], g.scope), g.id
  limit 1;
  return ground;
end $$;

create function access.ground(p_client uuid, p_permission text) returns uuid
language sql stable cost 2000
return access.ground_for(access.person(), p_client, p_permission);

-- The same decision for many clients at once. everything = the whole organisation, otherwise the units and single clients.
create function access.reach(p_permission text)
returns table (everything boolean, units uuid[], clients uuid[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
  with g as materialized (select * from access.active_grants(access.person(), p_permission)),
  roots as (
    select g.unit_id as id from g where g.scope = 'unit'
    union
    select m.unit_id from membership m
    where m.person_id = access.person() and exists (select from g where g.scope = 'own-teams')
      and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())
  ),
  singles as (
    select g.client_id as id from g where g.scope = 'client'
    union
    select c.client_id from care_relation c
    where c.person_id = access.person() and exists (select from g where g.scope = 'own-clients')
      and c.valid_from <= now() and (c.valid_until is null or c.valid_until > now())
  )
  select
    exists (select from g where g.scope = 'organisation'),
    coalesce((select array_agg(u.id) from unit u where u.path && (select array_agg(r.id) from roots r)), '{}'),
    coalesce((select array_agg(s.id) from singles s), '{}');
end;

-- Every client that the person may reach for a permission; one row each.
create function access.clients_in_reach(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 set search_path = public, pg_temp as $$
declare
  r record;
begin
  select * into r from access.reach(p_permission);
  if r.everything then
    return query select c.id from client c;
    return;
  end if;
  return query
    select p.client_id from placement p
    where p.unit_id = any (r.units) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
    union
    select last.client_id from (
      select distinct on (p.client_id) p.client_id, p.unit_id
      from placement p
      where p.client_id in (
          select f.client_id from placement f
          where f.unit_id = any (r.units) and f.valid_until <= now()
            and f.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days')))
        and p.valid_until <= now()
        and not exists (select from placement n where n.client_id = p.client_id
          and n.valid_from <= now() and (n.valid_until is null or n.valid_until > now()))
      order by p.client_id, p.valid_until desc, p.id desc) last
    where last.unit_id = any (r.units)
    union
    select c.id from client c where c.id = any (r.clients);
end $$;

-- The permissions that the person has for one client: the union over every grant whose scope holds the client.
create function access.permissions_for(p_client uuid) returns setof text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select distinct q.permission
    from (
      select unnest(r.permissions) as permission
      from access_grant g join role r on r.id = g.role_id
      where g.person_id = access.person() and g.withdrawn_at is null
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
    ) q
    where access.ground_for(access.person(), p_client, q.permission) is not null;
end $$;

create function access.has(p_permission text) returns boolean
language sql stable security definer cost 500 set search_path = public, pg_temp
return exists (select from access.active_grants(access.person(), p_permission));

-- Does the person's reach for a permission cover a whole unit with all below it?
create function access.covers_unit(p_unit uuid, p_permission text) returns boolean
language sql stable security definer cost 500 set search_path = public, pg_temp
return exists (
  select from access.active_grants(access.person(), p_permission) g
  where g.scope = 'organisation'
    or (g.scope = 'unit' and g.unit_id = any ((select path from unit where id = p_unit)::uuid[]))
    or (g.scope = 'own-teams' and exists (
      select from membership m
      where m.person_id = access.person() and m.unit_id = any ((select path from unit where id = p_unit)::uuid[])
        and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())))
);

-- A record that was opened by access.enter() for one permission: row security need not decide again for each of its rows.
create function access.opened(p_client uuid, p_permission text) returns boolean language sql stable parallel safe
return current_setting('hoede.opened', true) = p_permission || ' ' || p_client::text;

-- The way in of every request: session, permission and, where the request is about one client, scope; in that order, in one
-- round trip. Sets the context that row security looks at. Raises HO401 (no session), HO403 (no permission), HO404 (the client
-- does not exist for this person); the raised error also stops every statement that was sent along behind it.
create function access.enter(p_token bytea, p_permission text, p_client uuid)
returns table (person_id uuid, session_id uuid, ground uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s record;
  door uuid;
begin
  select q.id, q.person_id, q.last_seen_at into s from session q join person e on e.id = q.person_id
  where q.token_hash = p_token and q.stage = 'complete' and q.ended_at is null and q.expires_at > now()
    and q.last_seen_at > now() - make_interval(secs => q.idle_seconds)
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now());
  if not found then
    raise exception 'no session' using errcode = 'HO401';
  end if;
  perform set_config('hoede.person', s.person_id::text, true);
  if s.last_seen_at < now() - interval '20 seconds' then
    update session q set last_seen_at = now() where q.id = s.id;
  end if;
  if p_client is not null then
    door := access.ground_for(s.person_id, p_client, p_permission);
    if door is not null then
      perform set_config('hoede.opened', p_permission || ' ' || p_client::text, true);
    elsif access.has(p_permission) then
      raise exception 'not in scope' using errcode = 'HO404', detail = s.person_id || ' ' || s.id;
    else
      raise exception 'no permission' using errcode = 'HO403', detail = s.person_id || ' ' || s.id;
    end if;
  elsif p_permission is not null then
    select g.id into door from access.active_grants(s.person_id, p_permission) g
    order by array_position(array['client', 'own-clients', 'own-teams', 'unit', 'organisation'], g.scope) desc, g.id limit 1;
    if door is null then
      raise exception 'no permission' using errcode = 'HO403', detail = s.person_id || ' ' || s.id;
    end if;
  end if;
  return query select s.person_id, s.id, door;
end $$;

revoke execute on all functions in schema access from public;
grant execute on function access.person(), access.ground(uuid, text), access.ground_for(uuid, uuid, text), access.reach(text),
  access.clients_in_reach(text), access.has(text), access.permissions_for(uuid), access.covers_unit(uuid, text), access.opened(uuid, text),
  access.enter(bytea, text, uuid), access.next_client_number(), access.bsn_taken(bytea, uuid), access.client_exists(uuid) to {{login}};
grant execute on function access.person(), access.has(text) to {{log_reader}};
grant execute on function access.active_grants(uuid, text), access.units_of(uuid) to {{login}};
grant select, insert, update on role, access_grant to {{login}};

-- Row security: what the use cases' own queries already ask, asked again by the database.
alter table client enable row level security;
create policy seen on client for select to {{login}} using (
  access.opened(id, 'client:read') or access.ground(id, 'client:read') is not null or access.ground(id, 'log:read') is not null
  or access.ground(id, 'report:write') is not null
);
create policy registered on client for insert to {{login}} with check (access.has('client:register'));
create policy changed on client for update to {{login}} using (access.ground(id, 'client:change') is not null);

alter table placement enable row level security;
create policy seen on placement for select to {{login}} using (
  access.opened(client_id, 'client:read') or access.ground(client_id, 'client:read') is not null
  or access.ground(client_id, 'log:read') is not null
);
create policy placed on placement for insert to {{login}} with check (access.has('client:place') or access.has('client:register'));
create policy changed on placement for update to {{login}} using (access.ground(client_id, 'client:place') is not null);

alter table care_relation enable row level security;
create policy seen on care_relation for select to {{login}} using (
  person_id = access.person() or access.opened(client_id, 'client:read') or access.ground(client_id, 'client:read') is not null
  or access.has('access:read')
);
create policy related on care_relation for insert to {{login}} with check (
  access.ground(client_id, 'client:place') is not null or access.has('client:register'));
create policy changed on care_relation for update to {{login}} using (access.ground(client_id, 'client:place') is not null);

alter table contact_person enable row level security;
create policy seen on contact_person for select to {{login}} using (
  access.opened(client_id, 'client:read') or access.ground(client_id, 'client:read') is not null);
create policy added on contact_person for insert to {{login}} with check (
  access.ground(client_id, 'client:change') is not null or access.ground(client_id, 'client:register') is not null);
create policy changed on contact_person for update to {{login}} using (access.ground(client_id, 'client:change') is not null);

alter table alert enable row level security;
create policy seen on alert for select to {{login}} using (
  access.opened(client_id, 'client:read') or access.ground(client_id, 'client:read') is not null);
create policy added on alert for insert to {{login}} with check (
  access.ground(client_id, 'client:change') is not null or access.ground(client_id, 'client:register') is not null);
create policy changed on alert for update to {{login}} using (access.ground(client_id, 'client:change') is not null);

alter table report enable row level security;
create policy seen on report for select to {{login}} using (
  access.opened(client_id, 'report:read') or access.ground(client_id, 'report:read') is not null);
create policy written on report for insert to {{login}} with check (
  access.opened(client_id, 'report:write') or access.ground(client_id, 'report:write') is not null);
create policy corrected on report for update to {{login}} using (
  access.opened(client_id, 'report:write') or access.ground(client_id, 'report:write') is not null);

alter table report_version enable row level security;
create policy seen on report_version for select to {{login}} using (
  access.opened(client_id, 'report:read') or access.ground(client_id, 'report:read') is not null);

alter table draft enable row level security;
create policy own on draft to {{login}} using (person_id = access.person()) with check (person_id = access.person());

alter table measurement enable row level security;
create policy seen on measurement for select to {{login}} using (
  access.opened(client_id, 'measurement:read') or access.ground(client_id, 'measurement:read') is not null);
create policy taken on measurement for insert to {{login}} with check (
  access.opened(client_id, 'measurement:write') or access.ground(client_id, 'measurement:write') is not null);
create policy changed on measurement for update to {{login}} using (
  access.opened(client_id, 'measurement:write') or access.ground(client_id, 'measurement:write') is not null);

alter table row_history enable row level security;
create policy seen on row_history for select to {{login}} using (
  client_id is not null and access.ground(client_id, 'client:read') is not null
  or client_id is null and access.has('access:read'));
grant select on row_history to {{login}};

alter table origin enable row level security;
create policy seen on origin for select to {{login}} using (
  client_id is null or access.ground(client_id, 'client:read') is not null);
create policy recorded on origin for insert to {{login}} with check (access.has('client:register'));
create policy renewed on origin for update to {{login}} using (access.has('client:register'));

-- The grants of others are for those who manage or judge access; one's own are always in sight.
alter table access_grant enable row level security;
create policy seen on access_grant for select to {{login}} using (
  person_id = access.person() or access.has('access:read') or access.has('log:read'));
create policy given on access_grant for insert to {{login}} with check (
  access.has('access:grant') and person_id <> access.person() and granted_by = access.person());
create policy ended on access_grant for update to {{login}} using (access.has('access:grant'));
