-- The decision, anew: one definition (access.judged) says of each grant whether it holds at a moment and whether it reaches a client.
-- The way in, row security, lists, "why" and "who" all stand on it. What people may reach as a set (access.clients_of) is worked out
-- the other way around for speed; a property test and an independent oracle (Cedar) hold the two together.

do $$
declare
  t record;
begin
  -- Policies let go of the functions that are replaced; they come back below.
  for t in select * from (values
    ('client'), ('placement'), ('contact_person'), ('alert'), ('report'), ('report_version'), ('measurement'), ('care_relation'),
    ('row_history'), ('origin')
  ) as list (name) loop
    execute format('drop policy seen on %I', t.name);
  end loop;
end $$;
drop policy given on access_grant;
drop policy withdrawn on access_grant;
drop policy related on care_relation;
drop policy changed on care_relation;
drop function access.enter(bytea, text, uuid, inet, text, boolean, boolean, uuid, text, text, text, uuid, uuid, text, uuid[], jsonb, text, text);
drop function access.decide(uuid, uuid, text);
drop function access.doors(uuid, uuid, uuid[]);
drop function access.active_grants(uuid, text);
drop function access.active_grants(uuid);
drop function access.reach(text);
drop function access.clients_in_care(text, uuid);
drop function access.may_grant(uuid, text, uuid, uuid);

-- The permissions of a role at a moment: from the role itself, or from what it was before.
create function access.permissions_at(p_role uuid, p_at timestamptz) returns text[]
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
declare
  before jsonb;
begin
  select h.row -> 'permissions' into before from row_history h
  where h.table_name = 'role' and h.row_id = p_role::text and h.changed_at > p_at order by h.version limit 1;
  return case when before is null then (select r.permissions from role r where r.id = p_role)
    else array(select jsonb_array_elements_text(before)) end;
end $$;

-- Every grant of a person, and what of it holds at a moment for one client who is in these units.
create function access.judged(p_person uuid, p_client uuid, p_units uuid[], p_at timestamptz)
returns table (id uuid, role_id uuid, scope text, source text, permissions text[], wide boolean, employed boolean, in_period boolean,
  in_scope boolean, in_within boolean, excepted boolean)
language sql stable
begin atomic
  select g.id, g.role_id, g.scope, g.source,
    case when p_at >= r.changed_at then r.permissions else access.permissions_at(r.id, p_at) end,
    g.scope = 'organisation' and g.within_unit_id is null and g.except_units = '{}' and g.except_clients = '{}',
    e.employed_from <= p_at and (e.employed_until is null or e.employed_until > p_at),
    (g.withdrawn_at is null or g.withdrawn_at > p_at) and g.valid_from <= p_at and (g.valid_until is null or g.valid_until > p_at)
      and (not g.awaits or g.confirmed_at <= p_at),
    case g.scope
      when 'client' then g.client_id = p_client
      when 'own-clients' then exists (
        select from care_relation c where c.client_id = p_client and c.person_id = g.person_id
          and (g.relation_kind is null or c.kind = g.relation_kind)
          and c.valid_from <= p_at and (c.valid_until is null or c.valid_until > p_at))
      when 'own-teams' then exists (
        select from membership m where m.person_id = g.person_id and m.unit_id = any (p_units)
          and m.valid_from <= p_at and (m.valid_until is null or m.valid_until > p_at))
      when 'roster' then exists (
        select from shift s where s.person_id = g.person_id and s.unit_id = any (p_units) and (s.cancelled_at is null or s.cancelled_at > p_at)
          and s.starts_at <= p_at + make_interval(mins => g.minutes_before) and s.ends_at > p_at - make_interval(mins => g.minutes_after))
      when 'unit' then g.unit_id = any (p_units)
      when 'organisation' then true
      else false
    end,
    g.within_unit_id is null or g.within_unit_id = any (p_units),
    g.except_units && p_units or p_client = any (g.except_clients)
  from access_grant g
  join role r on r.id = g.role_id
  join person e on e.id = g.person_id
  where g.person_id = p_person;
end;

-- The grants that count at this moment for one person, and those among them that give one permission.
create function access.active_grants(p_person uuid)
returns table (id uuid, scope text, source text, unit_id uuid, client_id uuid, permissions text[], wide boolean, relation_kind text,
  minutes_before integer, minutes_after integer, within_unit_id uuid, except_units uuid[], except_clients uuid[])
language sql stable
begin atomic
  select g.id, g.scope, g.source, g.unit_id, g.client_id, r.permissions,
    g.scope = 'organisation' and g.within_unit_id is null and g.except_units = '{}' and g.except_clients = '{}',
    g.relation_kind, g.minutes_before, g.minutes_after, g.within_unit_id, g.except_units, g.except_clients
  from access_grant g
  join role r on r.id = g.role_id
  join person e on e.id = g.person_id
  where g.person_id = p_person
    and g.withdrawn_at is null
    and g.valid_from <= now()
    and (g.valid_until is null or g.valid_until > now())
    and (not g.awaits or g.confirmed_at is not null)
    and e.employed_from <= now()
    and (e.employed_until is null or e.employed_until > now());
end;

create function access.active_grants(p_person uuid, p_permission text)
returns table (id uuid, scope text, source text, unit_id uuid, client_id uuid, permissions text[], wide boolean, relation_kind text,
  minutes_before integer, minutes_after integer, within_unit_id uuid, except_units uuid[], except_clients uuid[])
language sql stable
begin atomic
  select g.* from access.active_grants(p_person) g
  where p_permission = any (g.permissions) and (g.wide or not access.organisation_wide(p_permission));
end;

-- From the narrowest scope to the widest.
create or replace function access.width(p_scope text) returns integer language sql immutable parallel safe
return case p_scope when 'client' then 1 when 'own-clients' then 2 when 'roster' then 3 when 'own-teams' then 4 when 'unit' then 5 else 6 end;

-- The units through which a client can be reached at a moment: those of the placements with all above them. A client who is in no
-- unit any more stays reachable through the last one for a number of days (setting former-client-days). A placement that was
-- taken back before it began (until = from) never was one.
create function access.units_of(p_client uuid, p_at timestamptz) returns uuid[] language plpgsql stable as $$
declare
  units uuid[];
  above uuid[];
begin
  for above in
    select u.path from placement p join unit u on u.id = p.unit_id
    where p.client_id = p_client and p.valid_from <= p_at and (p.valid_until is null or p.valid_until > p_at)
  loop
    units := units || above;
  end loop;
  if units is null then
    select u.path into units
    from placement p join unit u on u.id = p.unit_id
    where p.client_id = p_client and p.valid_until <= p_at and p.valid_until > p.valid_from
      and p.valid_until > p_at - make_interval(days => (select value::int from setting where key = 'former-client-days'))
    order by p.valid_until desc, p.id desc limit 1;
  end if;
  return coalesce(units, '{}');
end $$;
create or replace function access.units_of(p_client uuid) returns uuid[] language sql stable
return access.units_of(p_client, now());

-- What the limits on one client are about: the record itself. Who manages access goes on seeing that there is a limit.
create function access.record_permissions() returns text[] language sql immutable parallel safe
return '{client:read,client:change,client:place,bsn:read,report:read,report:write,report:correct-others,measurement:read,measurement:write}'::text[];
create function access.part_permissions(p_part text) returns text[] language sql immutable parallel safe
return case p_part when 'reports' then '{report:read,report:write,report:correct-others}'::text[]
  when 'measurements' then '{measurement:read,measurement:write}'::text[] when 'bsn' then '{bsn:read}'::text[] else '{}'::text[] end;

-- What the limits on a client do to a person: closed = the record is closed and the person not named; objected = the client's own
-- objection; parts = closed to the person's function. An emergency passes the first and the last, never an objection.
create function access.limits(p_person uuid, p_client uuid, p_at timestamptz, out closed boolean, out objected boolean, out parts text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select
    exists (select from client_closure c where c.client_id = p_client and c.valid_from <= p_at and (c.valid_until is null or c.valid_until > p_at)
      and not exists (select from client_closure_person n where n.closure_id = c.id and n.person_id = p_person
        and n.valid_from <= p_at and (n.valid_until is null or n.valid_until > p_at))),
    exists (select from client_objection o where o.client_id = p_client and o.person_id = p_person
      and o.valid_from <= p_at and (o.valid_until is null or o.valid_until > p_at)),
    array(select distinct k.part from client_closed_part k join person e on e.id = p_person
      where k.client_id = p_client and k.valid_from <= p_at and (k.valid_until is null or k.valid_until > p_at)
        and exists (select from unnest(k.functions) f where lower(f) = lower(e.function)) order by 1)
$$;

-- The permissions of a grant that the limits on a client leave.
create function access.unbarred(p_permissions text[], p_source text, p_person uuid, p_client uuid, p_at timestamptz) returns text[]
language plpgsql stable security definer cost 2000 set search_path = public, pg_temp as $$
declare
  l record := access.limits(p_person, p_client, p_at);
  barred text[] := '{}';
  each text;
begin
  if l.objected or l.closed and p_source <> 'emergency' then
    barred := access.record_permissions();
  elsif p_source <> 'emergency' then
    foreach each in array l.parts loop
      barred := barred || access.part_permissions(each);
    end loop;
  end if;
  return array(select permission from unnest(p_permissions) permission where permission <> all (barred));
end $$;

-- The grants of a person that open something of a client, with what they open there (and what they give at all): the decision itself.
create function access.doors(p_person uuid, p_client uuid, p_units uuid[], p_guarded boolean, p_at timestamptz)
returns table (id uuid, role_id uuid, scope text, source text, wide boolean, permissions text[], given text[])
language sql stable
begin atomic
  select j.id, j.role_id, j.scope, j.source, j.wide,
    case when p_guarded then access.unbarred(j.permissions, j.source, p_person, p_client, p_at) else j.permissions end,
    j.permissions
  from access.judged(p_person, p_client, p_units, p_at) j
  where j.in_period and j.employed and j.in_scope and j.in_within and not j.excepted;
end;

-- The decision for one client and one permission: the grant that opens the door, the narrowest first, or null; now, or at a moment.
create function access.ground_at(p_person uuid, p_client uuid, p_permission text, p_at timestamptz) returns uuid
language plpgsql stable security definer cost 2000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  units uuid[];
  door uuid;
begin
  if p_person is null or p_client is null then
    return null;
  end if;
  units := access.units_of(p_client, p_at);
  select d.id into door
  from access.doors(p_person, p_client, units, (select c.guarded from client c where c.id = p_client), p_at) d
  where p_permission = any (d.permissions) and (d.wide or not access.organisation_wide(p_permission))
  order by access.width(d.scope), d.id limit 1;
  return door;
end $$;
create or replace function access.ground_for(p_person uuid, p_client uuid, p_permission text) returns uuid
language sql stable cost 2000
return access.ground_at(p_person, p_client, p_permission, now());

-- What a person may do for one client: the grant that opens the door for a permission (the narrowest one, or null), whether that
-- is emergency access, all permissions there, and those among them that hold for the whole organisation; both with a space around each.
create function access.decide(p_person uuid, p_client uuid, p_permission text, out door uuid, out may text, out wide text, out emergency boolean)
language plpgsql stable as $$
declare
  units uuid[] := access.units_of(p_client, now());
  guarded boolean := (select c.guarded from client c where c.id = p_client);
  narrowest integer := 9;
  d record;
begin
  may := ' ';
  wide := ' ';
  for d in
    select f.id, f.wide, f.source, access.width(f.scope) as width, f.permissions, f.given
    from access.doors(p_person, p_client, units, guarded, now()) f
  loop
    if d.wide then
      wide := wide || array_to_string(d.given, ' ') || ' ';
    elsif d.permissions && access.organisation_wide() then
      d.permissions := access.narrowed(d.permissions);
    end if;
    if p_permission = any (d.permissions) and (d.width < narrowest or d.width = narrowest and d.id < door) then
      door := d.id;
      narrowest := d.width;
      emergency := d.source = 'emergency';
    end if;
    may := may || array_to_string(d.permissions, ' ') || ' ';
  end loop;
end $$;

-- Why, and who: the decision told, for whoever looks after access (access:read for that client). What they say is what the decision
-- itself found, with the facts that it rests on.
create function access.explain(p_person uuid, p_client uuid, p_at timestamptz)
returns table (id uuid, permissions text[], open text[], wide boolean, employed boolean, in_period boolean, in_scope boolean,
  in_within boolean, excepted boolean, relation jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  units uuid[] := access.units_of(p_client, p_at);
begin
  if access.ground(p_client, 'access:read') is null then
    return;
  end if;
  return query
    select j.id, j.permissions, access.unbarred(j.permissions, j.source, p_person, p_client, p_at), j.wide, j.employed, j.in_period,
      j.in_scope, j.in_within, j.excepted,
      case g.scope
        when 'own-teams' then (select jsonb_build_object('kind', 'membership', 'name', u.name, 'from', m.valid_from, 'until', m.valid_until)
          from membership m join unit u on u.id = m.unit_id
          where m.person_id = p_person and m.unit_id = any (units) and m.valid_from <= p_at and (m.valid_until is null or m.valid_until > p_at)
          order by m.valid_from limit 1)
        when 'own-clients' then (select jsonb_build_object('kind', 'care-relation', 'name', k.name, 'from', c.valid_from, 'until', c.valid_until)
          from care_relation c join care_relation_kind k on k.key = c.kind
          where c.person_id = p_person and c.client_id = p_client and (g.relation_kind is null or c.kind = g.relation_kind)
            and c.valid_from <= p_at and (c.valid_until is null or c.valid_until > p_at) order by c.valid_from limit 1)
        when 'roster' then (select jsonb_build_object('kind', 'shift', 'name', u.name, 'from', s.starts_at, 'until', s.ends_at)
          from shift s join unit u on u.id = s.unit_id
          where s.person_id = p_person and s.unit_id = any (units) and (s.cancelled_at is null or s.cancelled_at > p_at)
            and s.starts_at <= p_at + make_interval(mins => g.minutes_before) and s.ends_at > p_at - make_interval(mins => g.minutes_after)
          order by s.starts_at limit 1)
        when 'unit' then (select jsonb_build_object('kind', 'placement', 'name', u.name, 'from', p.valid_from, 'until', p.valid_until)
          from placement p join unit u on u.id = p.unit_id
          where p.client_id = p_client and g.unit_id = any (u.path) and p.valid_from <= p_at order by p.valid_from desc limit 1)
      end
    from access.judged(p_person, p_client, units, p_at) j join access_grant g on g.id = j.id;
end $$;

-- Everybody who could open a client at a moment, with every grant that lets them in.
create function access.who(p_client uuid, p_permission text, p_at timestamptz)
returns table (person_id uuid, grant_id uuid, role_id uuid, scope text, source text)
language plpgsql stable security definer rows 100 set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  units uuid[] := access.units_of(p_client, p_at);
  guarded boolean := (select c.guarded from client c where c.id = p_client);
begin
  if access.ground(p_client, 'access:read') is null then
    return;
  end if;
  return query
    select e.id, d.id, d.role_id, d.scope, d.source
    from person e cross join lateral access.doors(e.id, p_client, units, guarded, p_at) d
    where p_permission = any (d.permissions) and (d.wide or not access.organisation_wide(p_permission));
end $$;

-- Family to whom a part of the record was open at that moment; by name, which contact_person keeps for who reads the record.
create function access.family_with(p_client uuid, p_part text, p_at timestamptz)
returns table (name text, ground text, until timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if access.ground(p_client, 'access:read') is null then
    return;
  end if;
  return query
    select c.name, f.ground, f.valid_until
    from family_access f join contact_person c on c.id = f.contact_person_id
    where f.client_id = p_client and p_part = any (f.parts) and f.valid_from <= p_at and (f.valid_until is null or f.valid_until > p_at)
      and (f.ended_at is null or f.ended_at > p_at)
    order by c.position, c.name;
end $$;

-- The same decision for many clients at once ------------------------------------------------------------------------------------

-- All units below the roots, the roots themselves included.
create function access.below(p_roots uuid[]) returns uuid[] language plpgsql stable as $$
begin
  return case when p_roots = '{}' then '{}' else array(select u.id from unit u where u.path && p_roots) end;
end $$;

-- The units that the teams or shifts of a person reach through one grant.
create function access.roots_of(p_person uuid, p_scope text, p_unit uuid, p_before integer, p_after integer) returns uuid[]
language sql stable
return case p_scope
  when 'unit' then array[p_unit]
  when 'own-teams' then array(
    select m.unit_id from membership m
    where m.person_id = p_person and m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()))
  when 'roster' then array(
    select s.unit_id from shift s
    where s.person_id = p_person and s.cancelled_at is null
      and s.starts_at <= now() + make_interval(mins => p_before) and s.ends_at > now() - make_interval(mins => p_after))
  else '{}' end;

-- Is a grant without "within" and "minus"? Only then its scope says all.
create function access.is_plain(p_within uuid, p_units uuid[], p_clients uuid[]) returns boolean language sql immutable parallel safe
return p_within is null and p_units = '{}' and p_clients = '{}';

-- What the plain grants of a person reach: everything, units with all below them, single clients.
create function access.plain_reach(p_person uuid, p_permission text, out everything boolean, out units uuid[], out clients uuid[], out others boolean)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
  g record;
begin
  everything := false;
  others := false;
  units := '{}';
  clients := '{}';
  for g in select * from access.active_grants(p_person, p_permission) loop
    if not access.is_plain(g.within_unit_id, g.except_units, g.except_clients) then
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

-- For people and units: the units that the person's grants reach, those with "within" and "minus" too.
create function access.reach(p_permission text, out everything boolean, out units uuid[], out clients uuid[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  r record := access.plain_reach(access.person(), p_permission);
  g record;
begin
  everything := r.everything;
  units := r.units;
  clients := r.clients;
  if r.others and not r.everything then
    for g in select * from access.active_grants(access.person(), p_permission) a
      where not access.is_plain(a.within_unit_id, a.except_units, a.except_clients)
    loop
      units := units || array(
        select u.id from unit u
        where (g.scope = 'organisation' or u.path && access.roots_of(access.person(), g.scope, g.unit_id, g.minutes_before, g.minutes_after))
          and (g.within_unit_id is null or g.within_unit_id = any (u.path)) and not u.path && g.except_units);
    end loop;
  end if;
end $$;

-- The clients who are in these units (which must be given with all below them), or were until lately and are nowhere since.
create function access.clients_in_units(p_units uuid[]) returns setof uuid
language plpgsql stable rows 50 set plan_cache_mode = force_generic_plan as $$
begin
  if p_units = '{}' then
    return;
  end if;
  return query
    select p.client_id from placement p
    where p.unit_id = any (p_units) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
    union
    select last.client_id from (
      select distinct on (p.client_id) p.client_id, p.unit_id
      from placement p
      where p.client_id in (
          select f.client_id from placement f
          where f.unit_id = any (p_units) and f.valid_until <= now() and f.valid_until > f.valid_from
            and f.valid_until > now() - make_interval(days => (select value::int from setting where key = 'former-client-days')))
        and p.valid_until <= now() and p.valid_until > p.valid_from
        and not exists (select from placement n where n.client_id = p.client_id
          and n.valid_from <= now() and (n.valid_until is null or n.valid_until > now()))
      order by p.client_id, p.valid_until desc, p.id desc) last
    where last.unit_id = any (p_units);
end $$;

-- The clients that one grant with "within" or "minus" reaches.
create function access.clients_of_narrowed(p_person uuid, g access_grant) returns setof uuid
language plpgsql stable rows 50 set plan_cache_mode = force_generic_plan as $$
declare
  inside uuid[] := case when g.within_unit_id is not null then array(select access.clients_in_units(access.below(array[g.within_unit_id]))) end;
  outside uuid[] := g.except_clients || array(select access.clients_in_units(access.below(g.except_units)));
begin
  return query
    select c.id from (
      select all_of.id from client all_of where g.scope = 'organisation'
      union select r.client_id from care_relation r
        where g.scope = 'own-clients' and r.person_id = p_person and (g.relation_kind is null or r.kind = g.relation_kind)
          and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
      union select g.client_id where g.scope = 'client'
      union select access.clients_in_units(access.below(access.roots_of(p_person, g.scope, g.unit_id, g.minutes_before, g.minutes_after)))
    ) c (id)
    where (inside is null or c.id = any (inside)) and c.id <> all (outside);
end $$;

-- Those among the clients of a set, or of all, whose limits keep this person out for a permission: the single decision, for the few
-- clients that have limits at all.
create function access.barred(p_person uuid, p_permission text) returns uuid[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  note constant text := 'hoede.barred_' || translate(p_permission, ':-', '__');
  known text;
  found uuid[];
begin
  if p_person = access.person() then
    known := current_setting(note, true);
    if known <> '' then
      return known::uuid[];
    end if;
  end if;
  found := array(select c.id from client c where c.guarded and access.ground_for(p_person, c.id, p_permission) is null);
  if p_person = access.person() and current_setting('hoede.reading', true) = 'yes' then
    known := set_config(note, found::text, true);
  end if;
  return found;
end $$;
create index client_guarded on client (id) where guarded;

-- Every client that a person may reach for a permission by less than the whole organisation (everything = the whole of it, except
-- whom limits keep away: access.barred).
create function access.clients_of(p_person uuid, p_permission text, out everything boolean, out clients uuid[])
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  r record := access.plain_reach(p_person, p_permission);
  g access_grant;
begin
  everything := r.everything;
  clients := '{}';
  if r.everything then
    return;
  end if;
  clients := array(select access.clients_in_units(r.units) union select c.id from client c where c.id = any (r.clients));
  if r.others then
    for g in
      select a.* from access_grant a join access.active_grants(p_person, p_permission) n on n.id = a.id
      where not access.is_plain(a.within_unit_id, a.except_units, a.except_clients)
    loop
      clients := clients || array(select n from access.clients_of_narrowed(p_person, g) n where n <> all (clients));
    end loop;
  end if;
  if clients <> '{}' and exists (select from client c where c.guarded and c.id = any (clients)) then
    clients := array(select n from unnest(clients) n where n <> all (access.barred(p_person, p_permission)));
  end if;
end $$;

-- The same for whoever asks. In a request that only reads, it is worked out once: it is asked for each table that a list reads.
create or replace function access.clients_within(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp as $$
declare
  note constant text := 'hoede.within_' || translate(p_permission, ':-', '__');
  known text := current_setting(note, true);
  found uuid[];
begin
  if known <> '' then
    return query select unnest(known::uuid[]);
    return;
  end if;
  found := (access.clients_of(access.person(), p_permission)).clients;
  if current_setting('hoede.reading', true) = 'yes' then
    known := set_config(note, found::text, true);
  end if;
  return query select unnest(found);
end $$;

create or replace function access.clients_in_reach(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp as $$
begin
  if access.wide(p_permission) then
    return query select c.id from client c where c.id <> all (access.barred(access.person(), p_permission));
  else
    return query select * from access.clients_within(p_permission);
  end if;
end $$;

-- Those of them who are in care now, in a unit or below it where one is named: the caseload. Who reaches the whole organisation
-- is not answered here (access.wide): a page of everybody is better read in its order than gathered first.
create function access.clients_in_care(p_permission text, p_unit uuid) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  within uuid[] := array(select access.clients_within(p_permission));
  below uuid[] := case when p_unit is not null then access.below(array[p_unit]) end;
begin
  return query
    select distinct p.client_id from placement p
    where p.client_id = any (within) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      and (below is null or p.unit_id = any (below));
end $$;

create or replace function access.everywhere(p_permission text) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
begin
  return exists (select from access.active_grants(access.person(), p_permission) g where g.wide);
end $$;

create or replace function access.permissions_of(p_person uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return array(
    select distinct permission from access.active_grants(p_person) g, unnest(g.permissions) permission
    where g.wide or not access.organisation_wide(permission) order by permission);
end $$;

-- Does the person's reach for a permission cover a whole unit with all below it? A grant with "minus" covers a unit only where
-- nothing that it leaves out lies in or above it.
create or replace function access.covers_unit(p_unit uuid, p_permission text) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  above uuid[] := (select path from unit where id = p_unit);
begin
  return exists (
    select from access.active_grants(access.person(), p_permission) g
    where (g.scope = 'organisation'
        or g.scope in ('unit', 'own-teams') and access.roots_of(access.person(), g.scope, g.unit_id, null, null) && above)
      and (g.within_unit_id is null or g.within_unit_id = any (above))
      and g.except_clients = '{}'
      and (g.except_units = '{}' or not exists (select from unit u where p_unit = any (u.path) and u.path && g.except_units)));
end $$;

-- All such units: what somebody may hand on.
create function access.covered_units(p_permission text) returns uuid[]
language plpgsql stable security definer cost 5000 set search_path = public, pg_temp as $$
begin
  return array(select u.id from unit u where access.covers_unit(u.id, p_permission));
end $$;

-- May the person give, or withdraw, a grant with this scope to this receiver? (rules.ts says the same in words.) Within a unit that
-- the giver covers, any scope lies within reach.
create function access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid, p_within uuid) returns boolean
language plpgsql stable security definer cost 5000 set search_path = public, pg_temp as $$
declare
  own record;
begin
  if access.everywhere('access:grant') or p_within is not null and access.covers_unit(p_within, 'access:grant') then
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

-- How many people can give roles in the whole organisation, now and without an end; who still waits for a second person cannot.
create or replace function access.lasting_managers() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(724402);
  return (
    select count(distinct e.id)::int
    from person e cross join lateral access.active_grants(e.id, 'access:grant') n join access_grant g on g.id = n.id
    where n.wide and g.valid_until is null and e.employed_until is null);
end $$;

-- Does the person hold a permission for the whole organisation in a way that a second person stood behind (or the operator)?
-- What one person arranged alone does not count as the second of two.
create function access.confirmed(p_person uuid, p_permission text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select from access.active_grants(p_person, p_permission) n join access_grant g on g.id = n.id
    where n.wide and (g.source = 'operator' or g.confirmed_at is not null));
end $$;

-- Is there somebody else who could be the second of two?
create function access.another_approver(p_first uuid, p_about uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select from (select distinct g.person_id from access_grant g join role r on r.id = g.role_id
      where 'access:approve' = any (r.permissions) and g.scope = 'organisation' and g.withdrawn_at is null) who
    where who.person_id is distinct from p_first and who.person_id is distinct from p_about
      and access.confirmed(who.person_id, 'access:approve'));
end $$;

-- Giving a role with critical permissions for the whole organisation takes a second person, where there is one: until that person
-- confirmed it, the grant gives nothing. Nothing that the server sends can leave this out.
create function access.is_critical(p_role uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select r.permissions && access.critical() from role r where r.id = p_role
$$;
create function await_second_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Whoever changes this role at the same moment waits, and then finds the grant.
  perform 1 from role r where r.id = new.role_id for share;
  new.awaits := new.source in ('given', 'function', 'group') and new.scope = 'organisation' and access.is_critical(new.role_id)
    and access.another_approver(coalesce(new.granted_by, (select r.created_by from role_rule r where r.id = new.rule_id)), new.person_id);
  return new;
end $$;
create trigger b_await before insert on access_grant for each row execute function await_second_person();

-- By the detour of a role that somebody has already, nobody gets critical permissions: such a role is made anew and given.
create function keep_role_uncritical() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from unnest(new.permissions) p where p = any (access.critical()) and p <> all (old.permissions))
    and (exists (select from access_grant g where g.role_id = new.id and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()))
      or exists (select from role_rule r where r.role_id = new.id and r.ended_at is null)) then
    raise exception 'critical permissions are not added to a role in use' using errcode = '42501';
  end if;
  return new;
end $$;

-- NEN 7513 'controles' of a row whose ground is emergency access: no care relation, the emergency button pressed.
create function access.emergency_checks(p_checks text) returns text language sql immutable parallel safe
return left(p_checks, 1) || 'FFT';

-- The same for a row that is written later in the request, or after it was undone (p_ground: what opened the door then).
create function access.checks(p_checks text, p_ground uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if current_setting('hoede.emergency', true) = 'yes' and (p_ground is null or p_ground = access.current_ground())
    or p_ground is not null and exists (select from access_grant g where g.id = p_ground and g.source = 'emergency') then
    return access.emergency_checks(p_checks);
  end if;
  return p_checks;
end $$;
-- What was done through emergency access is asked for often, and little.
create index audit_event_emergency on audit_event (recorded_at desc) where checks in ('TFFT', 'FFFT');

-- The way in of every request, in this order: session, address, browser, permission and (where the request is about one client)
-- scope, freshness of the second factor. Sets the context that row security looks at. Where a row of the log is given (p_event),
-- it is written here, with the grant that opened the door. Raises
--   HO401  no session
--   HO461  the session moved: another network and another browser than it began with (either alone is daily life)
--   HO462  the address is outside of the ranges that the environment is open to
--   HO403  no permission
--   HO404  the client does not exist for this person
--   HO463  the second factor was proven more than ten minutes ago, and the request asks a fresh one
-- with person and session as the detail, once they are known. The raised error also stops every statement that was sent along
-- behind it.
create function access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet default null, p_agent text default null,
  p_fresh boolean default false, p_reading boolean default false, p_log_id uuid default null, p_event text default null, p_action text default null,
  p_part text default null, p_about uuid default null, p_object uuid default null, p_question text default null,
  p_shown uuid[] default null, p_detail jsonb default null, p_checks text default null, p_trace text default null)
returns table (person_id uuid, session_id uuid, ground uuid, proven_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  s record;
  decision record;
  door uuid;
  wide text := ' ';
  refusal text;
  kept text;
  emergency boolean;
begin
  select q.id, q.person_id, q.last_seen_at, q.proven_at, q.address, q.user_agent,
      (select t.value from setting t where t.key = 'address-ranges') as ranges
    into s
  from session q join person e on e.id = q.person_id
  where q.token_hash = p_token and q.stage = 'complete' and q.ended_at is null and q.expires_at > now()
    and q.last_seen_at > now() - make_interval(secs => q.idle_seconds)
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now());
  if not found then
    raise exception 'no session' using errcode = 'HO401';
  end if;
  if s.user_agent <> p_agent and s.address <> p_address and not access.same_network(s.address, p_address) then
    refusal := 'HO461';
  elsif s.ranges <> '[]' and not access.in_ranges(p_address, s.ranges) then
    refusal := 'HO462';
  else
    -- Assignments: PL/pgSQL evaluates them without starting a query.
    kept := set_config('hoede.person', s.person_id::text, true);
    kept := set_config('hoede.session', s.id::text, true);
    if p_reading then
      kept := set_config('hoede.reading', 'yes', true);
    end if;
    if s.last_seen_at < now() - interval '20 seconds' then
      update session q set last_seen_at = now() where q.id = s.id;
    end if;
    if p_client is not null then
      decision := access.decide(s.person_id, p_client, p_permission);
      door := decision.door;
      wide := decision.wide;
      emergency := decision.emergency;
      if door is not null then
        kept := set_config('hoede.client', p_client::text, true);
        kept := set_config('hoede.may', decision.may, true);
      else
        refusal := case when access.has(p_permission) then 'HO404' else 'HO403' end;
      end if;
    elsif p_permission is not null then
      for decision in
        select g.id, g.wide, g.source, g.permissions from access.active_grants(s.person_id) g order by access.width(g.scope) desc, g.id
      loop
        if decision.wide then
          wide := wide || array_to_string(decision.permissions, ' ') || ' ';
        end if;
        if door is null and p_permission = any (decision.permissions)
          and (decision.wide or not access.organisation_wide(p_permission)) then
          door := decision.id;
          emergency := decision.source = 'emergency';
        end if;
      end loop;
      if door is null then
        refusal := 'HO403';
      end if;
    end if;
    if refusal is null and p_fresh and s.proven_at < now() - interval '10 minutes' then
      refusal := 'HO463';
    end if;
  end if;
  if refusal is not null then
    raise exception 'refused' using errcode = refusal, detail = s.person_id || ' ' || s.id;
  end if;
  if p_permission is not null then
    kept := set_config('hoede.wide', wide, true);
  end if;
  kept := set_config('hoede.ground', door::text, true);
  if emergency then
    kept := set_config('hoede.emergency', 'yes', true);
    p_checks := access.emergency_checks(p_checks);
  end if;
  if p_event is not null then
    insert into audit_event (id, event, action, outcome, person_id, session_id, client_id, part, object_id, ground, checks,
      question, shown, detail, address, trace_id)
    values (p_log_id, p_event, p_action::"char", 'success', s.person_id, s.id, p_about, p_part, p_object, door, p_checks,
      p_question, p_shown, p_detail, p_address, p_trace);
  end if;
  person_id := s.person_id;
  session_id := s.id;
  ground := door;
  proven_at := s.proven_at;
  return next;
end $$;

-- A system that brings people and groups (SCIM) comes in with its own token and can do nothing else than that.
create function access.directory() returns uuid language sql stable parallel safe
return nullif(current_setting('hoede.directory', true), '')::uuid;

create function access.enter_directory(p_token bytea) returns table (token_id uuid, name text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t record;
  kept text;
begin
  select d.id, d.name, d.last_used_at into t from directory_token d
  where d.token_hash = p_token and d.withdrawn_at is null and d.expires_at > now();
  if not found then
    raise exception 'no token' using errcode = 'HO401';
  end if;
  if t.last_used_at is null or t.last_used_at < now() - interval '1 minute' then
    update directory_token d set last_used_at = now(), version = d.version + 1 where d.id = t.id;
  end if;
  kept := set_config('hoede.directory', t.id::text, true);
  token_id := t.id;
  name := t.name;
  return next;
end $$;

-- What functions and groups bring -------------------------------------------------------------------------------------------------

-- Makes the grants that rules bring agree with the rules: gives what is missing, withdraws what has lost its rule. For one person, or
-- for everybody. Returns how many grants changed.
-- The second person behind a rule stood behind whom it concerned at that moment: who gets the function or comes into the group later
-- has what it brings, but does not count as the second of two before somebody confirms it.
create function access.apply_rules(p_person uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  given integer;
  ended integer;
begin
  with due as (
    select r.id as rule_id, e.id as person_id, r.role_id, r.scope, r.unit_id, r.confirmed_by, r.confirmed_at,
      case when r.function is null then 'group' else 'function' end as source
    from role_rule r
    join person e on lower(e.function) = lower(r.function)
      or r.group_id is not null and exists (select from directory_member m where m.group_id = r.group_id and m.person_id = e.id)
    where r.ended_at is null and (p_person is null or e.id = p_person) and (e.employed_until is null or e.employed_until > now())
  ), gone as (
    update access_grant g set withdrawn_at = now(), version = g.version + 1
    where g.rule_id is not null and g.withdrawn_at is null and (p_person is null or g.person_id = p_person)
      and not exists (select from due d where d.rule_id = g.rule_id and d.person_id = g.person_id)
    returning g.id
  ), added as (
    insert into access_grant (id, person_id, role_id, scope, unit_id, minutes_before, minutes_after, valid_from, source, rule_id,
      confirmed_by, confirmed_at)
    select gen_random_uuid(), d.person_id, d.role_id, d.scope, d.unit_id,
      case when d.scope = 'roster' then (select value::int from setting where key = 'roster-minutes-before') end,
      case when d.scope = 'roster' then (select value::int from setting where key = 'roster-minutes-after') end,
      now(), d.source, d.rule_id,
      case when p_person is null and d.confirmed_by <> d.person_id then d.confirmed_by end, case when p_person is null then d.confirmed_at end
    from due d
    where not exists (select from access_grant g where g.rule_id = d.rule_id and g.person_id = d.person_id and g.withdrawn_at is null)
    returning 1
  )
  select (select count(*) from added), (select count(*) from gone) into given, ended;
  return given + ended;
end $$;

create function apply_rules_to_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- A function that brings a role is not for taking oneself.
  if tg_op = 'UPDATE' and new.id = access.person() and lower(new.function) is distinct from lower(old.function)
    and exists (select from role_rule r where r.ended_at is null and lower(r.function) = lower(new.function)) then
    raise exception 'a function for oneself' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' or new.function is distinct from old.function or new.employed_until is distinct from old.employed_until then
    if exists (select from role_rule where ended_at is null) or exists (select from access_grant where person_id = new.id and rule_id is not null) then
      perform access.apply_rules(new.id);
    end if;
  end if;
  return null;
end $$;
create trigger rules after insert or update on person for each row execute function apply_rules_to_person();

create function apply_rules_to_member() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.apply_rules(case when tg_op = 'DELETE' then old.person_id else new.person_id end);
  return null;
end $$;
create trigger rules after insert or delete on directory_member for each row execute function apply_rules_to_member();

create function apply_rules_to_rule() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform access.apply_rules(null);
  return null;
end $$;
create trigger rules after insert or update on role_rule for each statement execute function apply_rules_to_rule();

-- Directory and synchronisation (slices scim, directory) ------------------------------------------------------------------------

-- Ends what somebody's employment carried: grants, teams, care relations, shifts to come. Whoever comes back begins with nothing. For
-- the directory, for who manages people, and for the owner of the environment (the operator).
create function access.end_reach(p_person uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  if access.directory() is null and not access.has('people:manage') and not pg_has_role(session_user, current_user, 'member')
    or p_person = access.person() then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.person_id = p_person and g.withdrawn_at is null;
  get diagnostics ended = row_count;
  update membership m set valid_until = greatest(m.valid_from, now()), version = m.version + 1
  where m.person_id = p_person and (m.valid_until is null or m.valid_until > now());
  update care_relation c set valid_until = greatest(c.valid_from, now()), version = c.version + 1
  where c.person_id = p_person and (c.valid_until is null or c.valid_until > now());
  update shift s set cancelled_at = now(), version = s.version + 1
  where s.person_id = p_person and s.cancelled_at is null and s.starts_at > now();
  return ended;
end $$;

-- A group that was removed there: nobody is in it any more, so what its rules brought is withdrawn, and the rules end.
create function access.remove_directory_group(p_group uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if access.directory() is null then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  delete from directory_member where group_id = p_group;
  update role_rule r set ended_at = now(), version = r.version + 1 where r.group_id = p_group and r.ended_at is null;
  update directory_group g set removed_at = now(), changed_at = now(), version = g.version + 1 where g.id = p_group and g.removed_at is null;
end $$;

-- When somebody was last changed, for that system too.
create function stamp_directory_user() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update directory_user d set changed_at = now() where d.person_id = new.id;
  return null;
end $$;
create trigger directory after update on person for each row execute function stamp_directory_user();

-- How many people a rule would give a role that they do not have by another rule, and how many it would take one from.
create function access.rule_effect(p_function text, p_group uuid, p_role uuid, p_scope text, p_unit uuid)
returns table (person_id uuid, has_already boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not access.has('role:change') and not access.has('access:read') and not access.has('access:approve') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return query
    select e.id, exists (
      select from access_grant g where g.person_id = e.id and g.role_id = p_role and g.withdrawn_at is null
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
        and g.scope = p_scope and g.unit_id is not distinct from p_unit)
    from person e
    where (e.employed_until is null or e.employed_until > now())
      and (lower(e.function) = lower(p_function)
        or p_group is not null and exists (select from directory_member m where m.group_id = p_group and m.person_id = e.id));
end $$;

alter policy added on membership with check (
  person_id <> access.person() and (select access.has('people:manage')) or access.directory() is not null);
alter policy changed on membership using (
  person_id <> access.person() and (select access.has('people:manage')) or access.directory() is not null);

-- Emergency access ------------------------------------------------------------------------------------------------------------

-- Does what somebody holds anyway open the whole of a record, as far as emergency access would?
create function access.reaches_anyway(p_person uuid, p_client uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct permission), '{}') @> '{client:read,report:read,measurement:read}'::text[]
  from access.doors(p_person, p_client, access.units_of(p_client, now()), (select c.guarded from client c where c.id = p_client), now()) d,
    unnest(d.permissions) permission
  where d.source <> 'emergency'
$$;

-- Whoever uses emergency access finds the client by what is known of them exactly, and sees name, birth date and unit. A client who
-- objects to this person is not found. A few times a minute and some dozens a day, or client numbers could be tried one by one.
-- Raises HO429 with the seconds to wait.
create function access.find_for_emergency(p_number text, p_bsn bytea, p_birth date, p_words text[])
returns table (id uuid, given_names text, initials text, nickname text, own_prefix text, own_name text, partner_prefix text,
  partner_name text, name_order text, sex text, birth_date date, unit_id uuid, unit_name text, reachable boolean, running boolean)
language plpgsql volatile security definer rows 1 set search_path = public, pg_temp as $$
declare
  me uuid := access.person();
  asked record;
begin
  if me is null or not access.has('emergency:use') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(724405, hashtext(me::text));
  select count(*) filter (where e.recorded_at > now() - interval '1 minute') as minute, count(*) as day,
      extract(epoch from min(e.recorded_at) filter (where e.recorded_at > now() - interval '1 minute') + interval '1 minute' - now()) as soon,
      extract(epoch from min(e.recorded_at) + interval '1 day' - now()) as later
    into asked
  from audit_event e
  where e.person_id = me and e.event = 'emergency.find' and e.recorded_at > now() - interval '1 day';
  if asked.day >= 40 or asked.minute >= 5 then
    raise exception 'too often' using errcode = 'HO429',
      detail = greatest(1, ceil(case when asked.day >= 40 then asked.later else asked.soon end))::text;
  end if;
  return query
    select c.id, c.given_names, c.initials, c.nickname, c.own_prefix, c.own_name, c.partner_prefix, c.partner_name, c.name_order, c.sex,
      c.birth_date, u.id, u.name, access.reaches_anyway(me, c.id),
      exists (select from emergency e where e.person_id = me and e.client_id = c.id and e.ended_at is null and e.until > now())
    from (
      select n.* from client n where n.number = p_number
      union all select n.* from client n where p_number is null and n.bsn_hash = p_bsn
      union all select n.* from client n where p_number is null and p_bsn is null and n.birth_date = p_birth
        and p_words <> '{}' and string_to_array(n.search_name, ' ') @> p_words) c
    left join lateral (select p.unit_id from placement p where p.client_id = c.id and p.valid_from <= now()
      order by (p.valid_until is null or p.valid_until > now()) desc, p.valid_from desc limit 1) place on true
    left join unit u on u.id = place.unit_id
    where not exists (select from client_objection o where o.client_id = c.id and o.person_id = me and o.valid_from <= now()
      and (o.valid_until is null or o.valid_until > now()))
    order by c.own_name, c.id limit 5;
end $$;

-- Gives somebody the role noodtoegang for one client or one unit, for a while: the only way to such a grant. The moment the person
-- proved a second factor is asked by the way in (p_fresh). Answers when it ends, or why not: for a client who does not exist or who
-- objects in the same words.
create function access.start_emergency(p_id uuid, p_grant uuid, p_client uuid, p_unit uuid, p_minutes integer, p_reason text, p_words bytea,
  out refusal text, out ends timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  me uuid := access.person();
  kept text;
begin
  if me is null or not access.has('emergency:use')
    or p_minutes not between 1 and (select value::int from setting where key = 'emergency-minutes')
    or p_client is not null and not exists (select from client c where c.id = p_client)
    -- A unit without others below it: never a location or the organisation as a whole.
    or p_unit is not null and (
      (select value::int from setting where key = 'emergency-units') <> 1
      or not exists (select from unit u where u.id = p_unit and u.closed_at is null and u.parent_id is not null)
      or exists (select from unit u where u.parent_id = p_unit and u.closed_at is null))
    or exists (select from client_objection o where o.client_id = p_client and o.person_id = me and o.valid_from <= now()
      and (o.valid_until is null or o.valid_until > now())) then
    refusal := 'emergency-not-possible';
    return;
  end if;
  perform pg_advisory_xact_lock(724404, hashtext(me::text));
  refusal := case
    when exists (select from emergency e where e.person_id = me and e.ended_at is null and e.until > now()
      and e.client_id is not distinct from p_client and e.unit_id is not distinct from p_unit) then 'emergency-running'
    when p_client is not null and access.reaches_anyway(me, p_client)
      or p_unit is not null and access.covers_unit(p_unit, 'client:read') and access.covers_unit(p_unit, 'report:read')
        and access.covers_unit(p_unit, 'measurement:read') then 'emergency-needless'
    when (select count(*) from emergency e where e.person_id = me and e.started_at > now() - interval '1 day')
      >= (select value::int from setting where key = 'emergency-per-day') then 'emergency-limit' end;
  if refusal is not null then
    return;
  end if;
  ends := now() + make_interval(mins => p_minutes);
  insert into access_grant (id, person_id, role_id, scope, unit_id, client_id, valid_from, valid_until, source)
  select p_grant, me, r.id, case when p_client is null then 'unit' else 'client' end, p_unit, p_client, now(), ends, 'emergency'
  from role r where r.key = 'noodtoegang';
  insert into emergency (id, grant_id, person_id, client_id, unit_id, care_unit_id, reason, words_sealed, until)
  values (p_id, p_grant, me, p_client, p_unit,
    coalesce(p_unit, (select p.unit_id from placement p where p.client_id = p_client and p.valid_from <= now()
      order by (p.valid_until is null or p.valid_until > now()) desc, p.valid_from desc limit 1)), p_reason, p_words, ends);
  -- Pressing the button is itself a row of emergency access.
  kept := set_config('hoede.emergency', 'yes', true);
end $$;

-- Ends emergency access before its time: by the person, or by whoever may judge it.
create function access.end_emergency(p_id uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  e emergency;
begin
  select * into e from emergency x where x.id = p_id and x.ended_at is null and x.until > now() for update;
  if not found or e.person_id <> access.person() and not access.judges(e.care_unit_id) then
    return false;
  end if;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.id = e.grant_id and g.withdrawn_at is null;
  return true;
end $$;

-- However its grant was withdrawn (by hand, or as somebody left), the emergency is over.
create function end_with_grant() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update emergency e set ended_at = now(), ended_by = new.withdrawn_by, version = e.version + 1
  where e.grant_id = new.id and e.ended_at is null and e.until > now();
  return null;
end $$;
create trigger emergency after update on access_grant for each row
  when (new.source = 'emergency' and new.withdrawn_at is not null and old.withdrawn_at is null) execute function end_with_grant();

-- The number of the client whom it was about: whoever judges it need not be able to open the record.
create function access.emergency_client(p_id uuid) returns text
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
begin
  return (select c.number from emergency e join client c on c.id = e.client_id
    where e.id = p_id and (e.person_id = access.person() or access.judges(e.care_unit_id)));
end $$;

-- What was done meanwhile, from the log, for who judges it: by part of the record and event, what was tried too. For one client also
-- the lists in which the client stood, which have another ground.
create function access.emergency_use(p_id uuid)
returns table (part text, event text, action text, outcome text, times bigint, clients bigint, first timestamptz, last timestamptz)
language plpgsql stable security definer rows 10 set search_path = public, pg_temp as $$
declare
  e emergency;
begin
  select * into e from emergency x where x.id = p_id and access.judges(x.care_unit_id);
  if not found then
    return;
  end if;
  return query
    select a.part, a.event, a.action::text, a.outcome, count(*), count(distinct coalesce(a.client_id, e.client_id)), min(a.recorded_at), max(a.recorded_at)
    from audit_event a
    where a.person_id = e.person_id and a.recorded_at >= e.started_at and a.recorded_at <= coalesce(e.ended_at, e.until) + interval '1 minute'
      and (a.ground = e.grant_id or a.client_id = e.client_id or a.shown @> array[e.client_id])
      and a.event not like 'emergency.%'
    group by a.part, a.event, a.action, a.outcome
    order by min(a.recorded_at), a.part, a.event;
end $$;

-- Does the person judge emergency access in a unit (null: of somebody who is in no unit)?
create function access.judges(p_unit uuid) returns boolean
language plpgsql stable security definer cost 500 set search_path = public, pg_temp as $$
begin
  return access.everywhere('emergency:judge') or p_unit is not null and access.covers_unit(p_unit, 'emergency:judge');
end $$;

-- Who is told of emergency access in a unit: everybody who judges it there, except whoever uses it.
create function access.judges_of(p_unit uuid, p_except uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct g.person_id
  from access_grant a join role r on r.id = a.role_id
  cross join lateral access.active_grants(a.person_id, 'emergency:judge') n
  cross join lateral (select a.person_id) g
  where 'emergency:judge' = any (r.permissions) and a.withdrawn_at is null and n.id = a.id and a.person_id <> p_except
    and (n.wide or p_unit is not null and exists (
      select from unit u where u.id = p_unit
        and access.roots_of(a.person_id, n.scope, n.unit_id, n.minutes_before, n.minutes_after) && u.path
        and (n.within_unit_id is null or n.within_unit_id = any (u.path)) and not n.except_units && u.path))
$$;

-- Row security ------------------------------------------------------------------------------------------------------------------

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
    execute format(
      'create policy seen on %1$I for select to {{login}} using (
         case when %2$I = access.opened_client() then access.opens(%3$L)
         else %2$I in (select access.clients_within(%3$L))
           or access.wide(%3$L) and %2$I <> all ((select access.barred(access.person(), %3$L))::uuid[]) end)',
      t.name, t.client, t.permission);
  end loop;
end $$;
create policy seen on care_relation for select to {{login}} using (
  person_id = access.person()
  or case when client_id = access.opened_client() then access.opens('client:read')
    else client_id in (select access.clients_within('client:read'))
      or access.wide('client:read') and client_id <> all ((select access.barred(access.person(), 'client:read'))::uuid[]) end
  or (select access.has('client:relate') or access.has('access:read'))
    and (access.ground(client_id, 'client:relate') is not null or access.ground(client_id, 'access:read') is not null)
  or (select access.has('client:place')) and client_id = access.opened_client() and access.opens('client:place'));
create policy seen on row_history for select to {{login}} using (
  case
    when client_id is null or table_name = 'access_grant' then
      table_name in ('access_grant', 'role', 'unit', 'membership', 'setting', 'role_rule', 'care_relation_kind')
        and (select access.has('access:read'))
      or table_name = 'person' and (select access.has('people:read'))
    when table_name = 'measurement' then
      case when client_id = access.opened_client() then access.opened(client_id, 'measurement:read')
      else client_id in (select access.clients_in_reach('measurement:read')) end
    when table_name not in ('client', 'placement', 'care_relation', 'contact_person', 'alert') then false
    when client_id = access.opened_client() then access.opened(client_id, 'client:read')
    else client_id in (select access.clients_in_reach('client:read'))
  end);
create policy seen on origin for select to {{login}} using (
  case when client_id is null then true
    when client_id = access.opened_client() then access.opened(client_id, 'client:read')
    else client_id in (select access.clients_in_reach('client:read')) end);

-- Nobody makes a care relation for themselves: with the scope "own clients" it would be a grant to oneself.
create policy related on care_relation for insert to {{login}} with check (
  person_id <> access.person()
  and (access.ground(client_id, 'client:relate') is not null or access.ground(client_id, 'client:register') is not null));
create policy changed on care_relation for update to {{login}} using (
  access.ground(client_id, 'client:relate') is not null or access.writes(client_id, 'client:place'));

create policy given on access_grant for insert to {{login}} with check (
  source = 'given' and person_id <> access.person() and granted_by = access.person() and rule_id is null and confirmed_by is null
  and confirmed_at is null and not exists (select from role r where r.id = role_id and r.system)
  and access.may_grant(person_id, scope, unit_id, client_id, within_unit_id));
create policy withdrawn on access_grant for update to {{login}}
  using (access.may_grant(person_id, scope, unit_id, client_id, within_unit_id) or (select access.has('access:approve')))
  with check (
    withdrawn_by = access.person() and (access.may_grant(person_id, scope, unit_id, client_id, within_unit_id))
    or withdrawn_at is null and confirmed_by = access.person() and person_id <> access.person()
      and access.confirmed(access.person(), 'access:approve')
      -- A straw man's gift cannot be made good by whoever put the straw man there.
      and access.confirmed(coalesce(granted_by, (select r.created_by from role_rule r where r.id = rule_id)), 'access:grant'));
revoke insert, update on access_grant from {{login}};
grant insert (id, person_id, role_id, scope, unit_id, client_id, valid_from, valid_until, granted_by, source, relation_kind,
  minutes_before, minutes_after, within_unit_id, except_units, except_clients, batch_id) on access_grant to {{login}};
grant update (withdrawn_at, withdrawn_by, confirmed_at, confirmed_by, version) on access_grant to {{login}};

alter policy added on person with check ((select access.has('people:manage')) or access.directory() is not null);
alter policy changed on person using ((select access.has('people:manage')) or access.directory() is not null);
alter policy changed on role using (not system and ((select access.has('role:change')) or (select access.has('access:approve'))));
alter policy added on role with check (not system and ((select access.has('role:change')) or (select access.has('access:approve'))));
grant insert (id, key, name, description, permissions) on role to {{login}};
revoke update on role from {{login}};
grant update (name, description, permissions, version) on role to {{login}};

do $$
declare
  name text;
begin
  foreach name in array array['directory_group', 'directory_member', 'directory_user', 'directory_token', 'role_rule',
    'care_relation_kind', 'shift', 'client_closure', 'client_closure_person', 'client_objection', 'client_closed_part',
    'family_access', 'emergency'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert on %I to {{login}}', name);
    execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function require_audit()', name);
  end loop;
  -- Only when it was last used: nothing that the log should hold.
  drop trigger logged on directory_token;
  create constraint trigger logged after insert or delete on directory_token
    deferrable initially deferred for each row execute function require_audit();
end $$;

create policy seen on role_rule for select to {{login}} using (true);
create policy added on role_rule for insert to {{login}} with check (
  created_by = access.person() and (select access.has('role:change')) and confirmed_by is null and confirmed_at is null);
create policy changed on role_rule for update to {{login}} using ((select access.has('role:change')));
grant update (ended_at, ended_by, version) on role_rule to {{login}};

create policy seen on directory_group for select to {{login}} using (access.directory() is not null or (select access.has('access:read')));
create policy added on directory_group for insert to {{login}} with check (access.directory() is not null);
create policy changed on directory_group for update to {{login}} using (access.directory() is not null);
grant update (display_name, external_id, changed_at, removed_at, version) on directory_group to {{login}};
create policy seen on directory_member for select to {{login}} using (access.directory() is not null or (select access.has('access:read')));
create policy added on directory_member for insert to {{login}} with check (access.directory() is not null);
create policy removed on directory_member for delete to {{login}} using (access.directory() is not null);
grant delete on directory_member to {{login}};
create policy seen on directory_user for select to {{login}} using (access.directory() is not null or (select access.has('people:read')));
create policy added on directory_user for insert to {{login}} with check (access.directory() is not null);
create policy changed on directory_user for update to {{login}} using (access.directory() is not null);
grant update (sent_name, external_id, attributes, membership_id, changed_at, removed_at, version) on directory_user to {{login}};
create policy seen on directory_token for select to {{login}} using ((select access.has('setting:change')));
create policy added on directory_token for insert to {{login}} with check (created_by = access.person() and (select access.has('setting:change')));
create policy changed on directory_token for update to {{login}} using ((select access.has('setting:change')));
grant update (withdrawn_at, withdrawn_by, version) on directory_token to {{login}};

create policy seen on care_relation_kind for select to {{login}} using (true);
create policy added on care_relation_kind for insert to {{login}} with check ((select access.has('setting:change')));
create policy changed on care_relation_kind for update to {{login}} using ((select access.has('setting:change')));
grant update (name, retired_at, version) on care_relation_kind to {{login}};

create policy seen on shift for select to {{login}} using (true);
create policy added on shift for insert to {{login}} with check (person_id <> access.person() and created_by = access.person() and (select access.has('roster:change')));
create policy changed on shift for update to {{login}} using (person_id <> access.person() and (select access.has('roster:change')));
grant update (cancelled_at, version) on shift to {{login}};

-- Limits: seen by who sets them, by who looks after access, and by who opened the record.
do $$
declare
  name text;
  own text;
begin
  foreach name in array array['client_closure', 'client_closure_person', 'client_objection', 'client_closed_part'] loop
    own := case name when 'client_closure_person' then 'added_by' when 'client_objection' then 'recorded_by' else 'closed_by' end;
    execute format('create policy seen on %I for select to {{login}} using (
      client_id = access.opened_client() and (access.opens(''client:read'') or access.opens(''client:close''))
      or access.ground(client_id, ''client:close'') is not null or access.ground(client_id, ''access:read'') is not null)', name);
    execute format('create policy added on %I for insert to {{login}} with check (
      %I = access.person() and access.ground(client_id, ''client:close'') is not null)', name, own);
    execute format('create policy ended on %I for update to {{login}} using (access.ground(client_id, ''client:close'') is not null)', name);
    execute format('grant update (valid_until, ended_by, version) on %I to {{login}}', name);
  end loop;
end $$;
create policy seen on family_access for select to {{login}} using (
  client_id = access.opened_client() and (access.opens('client:read') or access.opens('family:grant'))
  or access.ground(client_id, 'family:grant') is not null or access.ground(client_id, 'access:read') is not null);
create policy added on family_access for insert to {{login}} with check (
  granted_by = access.person() and access.ground(client_id, 'family:grant') is not null);
create policy ended on family_access for update to {{login}} using (access.ground(client_id, 'family:grant') is not null);
grant update (ended_at, ended_by, version) on family_access to {{login}};

revoke insert on emergency from {{login}};
create policy seen on emergency for select to {{login}} using (
  person_id = access.person() or (select access.everywhere('emergency:judge')) or access.judges(care_unit_id));
-- Once, when it is over, and never one's own.
create policy judged on emergency for update to {{login}}
  using (person_id <> access.person() and access.judges(care_unit_id)
    and judged_at is null and (ended_at is not null or until <= now()))
  with check (judged_by = access.person() and judged_at = now());
grant update (judged_at, judged_by, judgement, judgement_sealed, version) on emergency to {{login}};

-- The reader of the log names what somebody looked through.
grant select on emergency to {{log_reader}};
create policy named on emergency for select to {{log_reader}} using ((select access.has('log:read')));

-- Functions that change or decide are called by name only.
grant execute on function
  access.enter(bytea, text, uuid, inet, text, boolean, boolean, uuid, text, text, text, uuid, uuid, text, uuid[], jsonb, text, text),
  access.enter_directory(bytea), access.directory(), access.ground_at(uuid, uuid, text, timestamptz), access.ground_for(uuid, uuid, text),
  access.reach(text), access.covered_units(text), access.clients_of(uuid, text), access.barred(uuid, text), access.clients_in_care(text, uuid),
  access.may_grant(uuid, text, uuid, uuid, uuid), access.is_critical(uuid), access.explain(uuid, uuid, timestamptz), access.who(uuid, text, timestamptz), access.family_with(uuid, text, timestamptz), access.confirmed(uuid, text), access.another_approver(uuid, uuid),
  access.start_emergency(uuid, uuid, uuid, uuid, integer, text, bytea), access.end_emergency(uuid), access.judges(uuid), access.checks(text, uuid),
  access.find_for_emergency(text, bytea, date, text[]), access.emergency_client(uuid), access.emergency_use(uuid),
  access.judges_of(uuid, uuid), access.end_reach(uuid), access.remove_directory_group(uuid), access.rule_effect(text, uuid, uuid, text, uuid),
  access.record_permissions(), access.part_permissions(text), access.limits(uuid, uuid, timestamptz)
  to {{login}};

-- Limits, relations, family, roster (slices access, limits, roster) -------------------------------------------------------------

-- A period that was given is only made shorter: whoever may end something cannot bring it back, least of all for themselves.
create function only_shorten() returns trigger language plpgsql as $$
begin
  if new.valid_until is distinct from old.valid_until
    and (new.valid_until is null or old.valid_until is not null and new.valid_until > old.valid_until) then
    raise exception 'a period can only be made shorter' using errcode = 'HO409';
  end if;
  return new;
end $$;
do $$
declare
  name text;
begin
  foreach name in array array['care_relation', 'client_closure', 'client_closure_person', 'client_objection', 'client_closed_part'] loop
    execute format('create trigger a_only_shorten before update on %I for each row execute function only_shorten()', name);
  end loop;
end $$;

-- Nobody lets themselves into a closed record: only whoever closes it can be among those it names from the start. Nobody ends an
-- objection to themselves.
alter policy added on client_closure_person with check (
  added_by = access.person() and access.ground(client_id, 'client:close') is not null
  and exists (select from client_closure c where c.id = closure_id and c.client_id = client_closure_person.client_id
    and (person_id <> access.person() or c.closed_by = access.person() and c.closed_at = now())));
alter policy ended on client_objection using (person_id <> access.person() and access.ground(client_id, 'client:close') is not null);

-- The client with a number, for whoever has a permission there.
create function access.client_numbered(p_number text, p_permission text) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (select c.id from client c where c.number = p_number and access.ground(c.id, p_permission) is not null);
end $$;

-- What whoever looks after access may know of a client: number and units, not who it is.
create function access.client_card(p_client uuid, out number text, out units jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if access.ground(p_client, 'access:read') is null then
    return;
  end if;
  select c.number, coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
      from placement p join unit u on u.id = p.unit_id
      where p.client_id = c.id and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())), '[]')
    into number, units
  from client c where c.id = p_client;
end $$;

-- The contact persons of a client, for whoever gives family access there or may read the record.
create function access.contacts_of(p_client uuid) returns table (id uuid, name text, relation text, ended boolean)
language plpgsql stable security definer rows 5 set search_path = public, pg_temp as $$
begin
  if access.ground(p_client, 'family:grant') is null and access.ground(p_client, 'client:read') is null then
    return;
  end if;
  return query select k.id, k.name, k.relation, k.ended_at is not null from contact_person k
    where k.client_id = p_client order by k.position, k.id;
end $$;

-- A planning system corrects its shifts; what they were is in row_history.
grant update (person_id, unit_id, starts_at, ends_at) on shift to {{login}};

grant execute on function access.client_numbered(text, text), access.client_card(uuid), access.contacts_of(uuid) to {{login}};

-- What there already is ------------------------------------------------------------------------------------------------------------

-- Emergency access is a role of Hoede's own. Starting roles get the new permissions where the customer left them as they were.
insert into role (id, key, name, description, permissions, system) values
  (gen_random_uuid(), 'noodtoegang', 'Noodtoegang', 'Lezen en rapporteren voor één cliënt, zo lang een noodsituatie duurt. Niemand geeft deze rol.',
   '{client:read,report:read,report:write,measurement:read,measurement:write}', true);
alter table access_grant disable trigger user;
update access_grant set source = 'operator' where granted_by is null;
-- What was given before there were four eyes counts as confirmed: nobody is locked out by the upgrade.
update access_grant set confirmed_at = granted_at where granted_by is not null;
alter table access_grant enable trigger user;
update role r set permissions = array(select distinct p from unnest(r.permissions || a.more) p order by p), version = r.version + 1
from (values
  ('verzorgende', '{emergency:use}'::text[]),
  ('verpleegkundige', '{emergency:use}'::text[]),
  ('behandelaar', '{emergency:use}'::text[]),
  ('teamleider', '{emergency:use,emergency:judge,client:relate,client:close,family:grant}'::text[]),
  ('planner', '{roster:change}'::text[]),
  ('applicatiebeheerder', '{access:approve,client:relate,client:close,family:grant,roster:change}'::text[]),
  ('functionaris-gegevensbescherming', '{access:approve,emergency:judge}'::text[])
) as a (key, more)
where r.key = a.key and r.version = 1;
-- From here on; what came with this version just now went to roles in use too.
create trigger c_uncritical before update of permissions on role for each row execute function keep_role_uncritical();
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'role', '{"migration": 12}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
