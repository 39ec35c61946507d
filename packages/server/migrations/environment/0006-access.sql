-- Who may do what, for whom. One decision serves lists, search, single records and row security (0008-row-security.sql).
--
-- Functions that decide are SECURITY DEFINER with a fixed search_path: they read placements, memberships and grants that the
-- asker need not see. They are PL/pgSQL, which keeps its plans for the length of a connection; SQL functions plan anew for each
-- statement. They count on random_page_cost = 1.1 (set for the login role when the environment is made): what they read is small
-- and in memory, so that an index beats reading a whole table. force_generic_plan where arrays come in: guessing anew for each
-- array costs five times what the question itself does.

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
create index access_grant_role on access_grant (role_id);
create index access_grant_unit on access_grant (unit_id) where unit_id is not null;
create index access_grant_client on access_grant (client_id) where client_id is not null;
create trigger keep_history before update or delete on access_grant for each row execute function keep_history();

-- A grant is given once and can only be withdrawn, at the moment itself: whoever wants another one gives another one.
create function only_withdraw_grant() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - '{withdrawn_at,withdrawn_by,version}'::text[])
       is distinct from (to_jsonb(old) - '{withdrawn_at,withdrawn_by,version}'::text[])
     or old.withdrawn_at is not null or new.withdrawn_at is null then
    raise exception 'a grant can only be withdrawn, and once' using errcode = 'HO409';
  end if;
  new.withdrawn_at := now();
  return new;
end $$;
create trigger a_only_withdraw before update on access_grant for each row execute function only_withdraw_grant();

-- Permissions that work on the organisation as a whole: a grant with a narrower scope does not give them, or a team leader could
-- hand somebody a role that changes roles, for "her own unit" (contract: organisationWide; a test holds the two together).
create function access.organisation_wide() returns text[] language sql immutable parallel safe
return '{people:manage,organisation:change,role:change,setting:change,log:read}'::text[];
create function access.organisation_wide(p_permission text) returns boolean language sql immutable parallel safe
return p_permission = any (access.organisation_wide());

-- The grants that count at this moment for one person. Employment that ended ends every grant with it.
create function access.active_grants(p_person uuid)
returns table (id uuid, scope text, unit_id uuid, client_id uuid, permissions text[])
language sql stable
begin atomic
  select g.id, g.scope, g.unit_id, g.client_id, r.permissions
  from access_grant g
  join role r on r.id = g.role_id
  join person e on e.id = g.person_id
  where g.person_id = p_person
    and g.withdrawn_at is null
    and g.valid_from <= now()
    and (g.valid_until is null or g.valid_until > now())
    and e.employed_from <= now()
    and (e.employed_until is null or e.employed_until > now());
end;

-- Those among them that give one permission.
create function access.active_grants(p_person uuid, p_permission text)
returns table (id uuid, scope text, unit_id uuid, client_id uuid)
language sql stable
begin atomic
  select g.id, g.scope, g.unit_id, g.client_id
  from access.active_grants(p_person) g
  where p_permission = any (g.permissions) and (g.scope = 'organisation' or not access.organisation_wide(p_permission));
end;

-- From the narrowest scope to the widest.
create function access.width(p_scope text) returns integer language sql immutable parallel safe
return case p_scope when 'client' then 1 when 'own-clients' then 2 when 'own-teams' then 3 when 'unit' then 4 else 5 end;

-- The units through which a client can be reached: those of the placements of now with all above them. A client who is in no
-- unit any more stays reachable through the last one for a number of days (setting former-client-days). A placement that was
-- taken back before it began (until = from) never was one.
create function access.units_of(p_client uuid) returns uuid[] language plpgsql stable as $$
declare
  units uuid[];
  above uuid[];
begin
  for above in
    select u.path from placement p join unit u on u.id = p.unit_id
    where p.client_id = p_client and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
  loop
    units := units || above;
  end loop;
  if units is null then
    select u.path into units
    from placement p join unit u on u.id = p.unit_id
    where p.client_id = p_client and p.valid_until <= now() and p.valid_until > p.valid_from
      and p.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days'))
    order by p.valid_until desc, p.id desc limit 1;
  end if;
  return coalesce(units, '{}');
end $$;

-- The grants of a person whose scope holds a client: the decision itself.
create function access.doors(p_person uuid, p_client uuid, p_units uuid[])
returns table (id uuid, scope text, permissions text[])
language sql stable
begin atomic
  select g.id, g.scope, g.permissions
  from access.active_grants(p_person) g
  where case g.scope
    when 'client' then g.client_id = p_client
    when 'own-clients' then exists (
      select from care_relation c where c.client_id = p_client and c.person_id = p_person
        and c.valid_from <= now() and (c.valid_until is null or c.valid_until > now()))
    when 'own-teams' then exists (
      select from membership m where m.person_id = p_person and m.unit_id = any (p_units)
        and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
    when 'unit' then g.unit_id = any (p_units)
    when 'organisation' then true
    else false
  end;
end;

-- The decision for one client and one permission: the grant that opens the door, the narrowest first, or null.
create function access.ground_for(p_person uuid, p_client uuid, p_permission text) returns uuid
language plpgsql stable security definer cost 2000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  units uuid[];
  door uuid;
begin
  if p_person is null or p_client is null then
    return null;
  end if;
  units := access.units_of(p_client);
  select d.id into door from access.doors(p_person, p_client, units) d
  where p_permission = any (d.permissions) and (d.scope = 'organisation' or not access.organisation_wide(p_permission))
  order by access.width(d.scope), d.id limit 1;
  return door;
end $$;

create function access.ground(p_client uuid, p_permission text) returns uuid
language sql stable cost 2000
return access.ground_for(access.person(), p_client, p_permission);

-- The same, and with it everything that the person may do for the client: what access.enter() keeps for a request.
create function access.decide(p_person uuid, p_client uuid, p_permission text, out door uuid, out permissions text[])
language plpgsql stable as $$
declare
  units uuid[] := access.units_of(p_client);
  d record;
begin
  permissions := '{}';
  for d in select * from access.doors(p_person, p_client, units) f order by access.width(f.scope), f.id loop
    if d.scope <> 'organisation' and d.permissions && access.organisation_wide() then
      d.permissions := array(select permission from unnest(d.permissions) permission where not access.organisation_wide(permission));
    end if;
    if door is null and p_permission = any (d.permissions) then
      door := d.id;
    end if;
    permissions := permissions || d.permissions;
  end loop;
end $$;

-- The same decision for many clients at once. everything = the whole organisation, otherwise the units (with all below) and
-- single clients. Former clients are not in it: see clients_in_reach.
create function access.reach(p_permission text, out everything boolean, out units uuid[], out clients uuid[])
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  me uuid := access.person();
  roots uuid[];
  own_teams boolean;
  own_clients boolean;
begin
  select
    coalesce(bool_or(g.scope = 'organisation'), false),
    coalesce(bool_or(g.scope = 'own-teams'), false),
    coalesce(bool_or(g.scope = 'own-clients'), false),
    coalesce(array_agg(g.unit_id) filter (where g.scope = 'unit'), '{}'),
    coalesce(array_agg(g.client_id) filter (where g.scope = 'client'), '{}')
    into everything, own_teams, own_clients, roots, clients
  from access.active_grants(me, p_permission) g;
  if own_teams then
    roots := roots || array(
      select m.unit_id from membership m
      where m.person_id = me and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()));
  end if;
  if own_clients then
    clients := clients || array(
      select c.client_id from care_relation c
      where c.person_id = me and c.valid_from <= now() and (c.valid_until is null or c.valid_until > now()));
  end if;
  units := case when roots = '{}' then '{}' else array(select u.id from unit u where u.path && roots) end;
end $$;

-- Every client that the person may reach for a permission; one row each.
create function access.clients_in_reach(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  r record;
begin
  r := access.reach(p_permission);
  if r.everything then
    return query select c.id from client c;
  elsif r.units <> '{}' or r.clients <> '{}' then
    return query
      select p.client_id from placement p
      where p.unit_id = any (r.units) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      union
      select last.client_id from (
        select distinct on (p.client_id) p.client_id, p.unit_id
        from placement p
        where p.client_id in (
            select f.client_id from placement f
            where f.unit_id = any (r.units) and f.valid_until <= now() and f.valid_until > f.valid_from
              and f.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days')))
          and p.valid_until <= now() and p.valid_until > p.valid_from
          and not exists (select from placement n where n.client_id = p.client_id
            and n.valid_from <= now() and (n.valid_until is null or n.valid_until > now()))
        order by p.client_id, p.valid_until desc, p.id desc) last
      where last.unit_id = any (r.units)
      union
      select c.id from client c where c.id = any (r.clients);
  end if;
end $$;

-- Those of them who are in care now, in a unit or below it where one is named: the caseload. Who reaches the whole organisation
-- is not answered here (everything in access.reach): a page of everybody is better read in its order than gathered first.
create function access.clients_in_care(p_permission text, p_unit uuid) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  r record;
  below uuid[] := case when p_unit is not null then array(select u.id from unit u where u.path @> array[p_unit]) end;
begin
  r := access.reach(p_permission);
  return query
    select p.client_id from placement p
    where p.unit_id = any (r.units) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      and (below is null or p.unit_id = any (below))
    union
    select p.client_id from placement p
    where p.client_id = any (r.clients) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      and (below is null or p.unit_id = any (below));
end $$;

-- Whether the person has a permission anywhere, and whether for the whole organisation.
create function access.has(p_permission text) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
begin
  return exists (select from access.active_grants(access.person(), p_permission));
end $$;

create function access.everywhere(p_permission text) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
begin
  return exists (select from access.active_grants(access.person(), p_permission) g where g.scope = 'organisation');
end $$;

-- Every permission that a person has anywhere: what the applications offer.
create function access.permissions_of(p_person uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return array(
    select distinct permission from access.active_grants(p_person) g, unnest(g.permissions) permission
    where g.scope = 'organisation' or not access.organisation_wide(permission) order by permission);
end $$;

-- Does the person's reach for a permission cover a whole unit with all below it?
create function access.covers_unit(p_unit uuid, p_permission text) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  above uuid[] := (select path from unit where id = p_unit);
begin
  return exists (
    select from access.active_grants(access.person(), p_permission) g
    where g.scope = 'organisation'
      or g.scope = 'unit' and g.unit_id = any (above)
      or g.scope = 'own-teams' and exists (
        select from membership m
        where m.person_id = access.person() and m.unit_id = any (above)
          and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())));
end $$;

-- What the receiver's own teams and own clients are, now or later: what a grant with such a scope would reach.
create function access.own_of(p_person uuid, out teams uuid[], out clients integer, out clients_within integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  teams := array(select m.unit_id from membership m where m.person_id = p_person and (m.valid_until is null or m.valid_until > now()));
  select count(*), count(*) filter (where access.ground(c.client_id, 'access:grant') is not null) into clients, clients_within
  from care_relation c where c.person_id = p_person and (c.valid_until is null or c.valid_until > now());
end $$;

-- May the person give, or withdraw, a grant with this scope to this receiver? (rules.ts says the same in words.)
create function access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid) returns boolean
language plpgsql stable security definer cost 5000 set search_path = public, pg_temp as $$
declare
  own record;
begin
  if access.everywhere('access:grant') then
    return true;
  elsif p_scope = 'unit' then
    return access.covers_unit(p_unit, 'access:grant');
  elsif p_scope = 'client' then
    return access.ground(p_client, 'access:grant') is not null;
  elsif p_scope = 'own-teams' then
    select * into own from access.own_of(p_receiver);
    return own.teams <> '{}' and not exists (select from unnest(own.teams) team where not access.covers_unit(team, 'access:grant'));
  elsif p_scope = 'own-clients' then
    select * into own from access.own_of(p_receiver);
    return own.clients > 0 and own.clients = own.clients_within;
  end if;
  return false;
end $$;

-- The client with a number, for whoever may grant within that client's reach; and the number, for whoever may know the grant.
create function access.client_to_grant(p_number text) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (select c.id from client c where c.number = p_number and access.ground(c.id, 'access:grant') is not null);
end $$;

create function access.number_of(p_client uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (select c.number from client c where c.id = p_client
    and (access.ground(c.id, 'access:read') is not null or access.ground(c.id, 'access:grant') is not null));
end $$;

-- How many people can give roles in the whole organisation, now and without an end. Waits for whoever changes this at the same
-- time, as two managers who end each other's role at one moment would otherwise leave nobody.
create function access.lasting_managers() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(724402);
  return (
    select count(distinct g.person_id)::int
    from access_grant g join role r on r.id = g.role_id join person e on e.id = g.person_id
    where g.scope = 'organisation' and 'access:grant' = any (r.permissions) and g.withdrawn_at is null
      and g.valid_from <= now() and g.valid_until is null and e.employed_from <= now() and e.employed_until is null);
end $$;

-- What access.enter() decided for the record that this transaction is about. Nothing decides again for each of its rows, and
-- all of one request goes by one decision.
create function access.opened_client() returns uuid language sql stable parallel safe
return nullif(current_setting('hoede.client', true), '')::uuid;

create function access.opened(p_client uuid, p_permission text) returns boolean language sql stable parallel safe
return current_setting('hoede.client', true) = p_client::text
  and strpos(current_setting('hoede.may', true), ' ' || p_permission || ' ') > 0;

-- The permissions that the person has for one client.
create function access.permissions_for(p_client uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  known text[];
begin
  if p_client = access.opened_client() then
    known := string_to_array(btrim(current_setting('hoede.may', true)), ' ');
  else
    select d.permissions into known from access.decide(access.person(), p_client, null) d;
  end if;
  return array(select distinct permission from unnest(known) permission order by permission);
end $$;

-- The way in of every request: session, permission and, where the request is about one client, scope; in that order, in one
-- round trip. Sets the context that row security looks at. Raises HO401 (no session), HO403 (no permission), HO404 (the client
-- does not exist for this person); the raised error also stops every statement that was sent along behind it.
create function access.enter(p_token bytea, p_permission text, p_client uuid)
returns table (person_id uuid, session_id uuid, ground uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s record;
  decision record;
  door uuid;
  kept text;
begin
  select q.id, q.person_id, q.last_seen_at into s from session q join person e on e.id = q.person_id
  where q.token_hash = p_token and q.stage = 'complete' and q.ended_at is null and q.expires_at > now()
    and q.last_seen_at > now() - make_interval(secs => q.idle_seconds)
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now());
  if not found then
    raise exception 'no session' using errcode = 'HO401';
  end if;
  -- Assignments: PL/pgSQL evaluates them without starting a query.
  kept := set_config('hoede.person', s.person_id::text, true);
  kept := set_config('hoede.session', s.id::text, true);
  if s.last_seen_at < now() - interval '20 seconds' then
    update session q set last_seen_at = now() where q.id = s.id;
  end if;
  if p_client is not null then
    decision := access.decide(s.person_id, p_client, p_permission);
    door := decision.door;
    if door is not null then
      kept := set_config('hoede.client', p_client::text, true);
      kept := set_config('hoede.may', ' ' || array_to_string(decision.permissions, ' ') || ' ', true);
    elsif access.has(p_permission) then
      raise exception 'not in scope' using errcode = 'HO404', detail = s.person_id || ' ' || s.id;
    else
      raise exception 'no permission' using errcode = 'HO403', detail = s.person_id || ' ' || s.id;
    end if;
  elsif p_permission is not null then
    select g.id into door from access.active_grants(s.person_id, p_permission) g
    order by access.width(g.scope) desc, g.id limit 1;
    if door is null then
      raise exception 'no permission' using errcode = 'HO403', detail = s.person_id || ' ' || s.id;
    end if;
  end if;
  kept := set_config('hoede.ground', door::text, true);
  person_id := s.person_id;
  session_id := s.id;
  ground := door;
  return next;
end $$;
