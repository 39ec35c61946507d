-- The way in, anew: one call does all of it. What is asked of a session besides its token (where and with which browser it is
-- used, how fresh its second factor is), and where the request says so, its row of the log.
--
-- PL/pgSQL with a generic plan: with arrays in play PostgreSQL otherwise plans the decision anew at every call, which costs more
-- than the decision itself.

-- The permissions that a grant narrower than the organisation gives.
create function access.narrowed(p_permissions text[]) returns text[] language plpgsql immutable parallel safe as $$
begin
  return array(select permission from unnest(p_permissions) permission where not access.organisation_wide(permission));
end $$;

-- What a person may do for one client: the grant that opens the door for a permission (the narrowest one, or null), all
-- permissions there, and those among them that hold for the whole organisation; both with a space around each.
drop function access.decide(uuid, uuid, text);
create function access.decide(p_person uuid, p_client uuid, p_permission text, out door uuid, out may text, out wide text)
language plpgsql stable as $$
declare
  units uuid[] := access.units_of(p_client);
  narrowest integer := 9;
  d record;
begin
  may := ' ';
  wide := ' ';
  for d in select f.id, f.scope, access.width(f.scope) as width, f.permissions from access.doors(p_person, p_client, units) f loop
    if d.scope = 'organisation' then
      wide := wide || array_to_string(d.permissions, ' ') || ' ';
    elsif d.permissions && access.organisation_wide() then
      d.permissions := access.narrowed(d.permissions);
    end if;
    if p_permission = any (d.permissions) and (d.width < narrowest or d.width = narrowest and d.id < door) then
      door := d.id;
      narrowest := d.width;
    end if;
    may := may || array_to_string(d.permissions, ' ') || ' ';
  end loop;
end $$;

create or replace function access.permissions_for(p_client uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  known text;
begin
  if p_client = access.opened_client() then
    known := current_setting('hoede.may', true);
  else
    select d.may into known from access.decide(access.person(), p_client, null) d;
  end if;
  return array(select distinct permission from unnest(string_to_array(btrim(known), ' ')) permission
    where permission <> '' order by permission);
end $$;

-- The same for the client that this request is about, without asking anything; a permission can be in it more than once.
create function access.may() returns text[] language sql stable parallel safe
return string_to_array(btrim(current_setting('hoede.may', true)), ' ');

-- And does the client that this request is about stand open for a permission?
create function access.opens(p_permission text) returns boolean language sql stable parallel safe
return strpos(current_setting('hoede.may', true), ' ' || p_permission || ' ') > 0;

-- May the person do this in the whole organisation? access.enter() noted it; without that note it is looked up.
create function access.wide(p_permission text) returns boolean language sql stable
return case when current_setting('hoede.wide', true) <> '' then strpos(current_setting('hoede.wide', true), ' ' || p_permission || ' ') > 0
  else access.everywhere(p_permission) end;

-- Do two addresses lie in one network: IPv4 /24, IPv6 /56 (what a provider gives one subscriber)?
create function access.same_network(p_one inet, p_other inet) returns boolean language plpgsql immutable parallel safe as $$
begin
  return family(p_one) = family(p_other)
    and set_masklen(p_one, case family(p_one) when 4 then 24 else 56 end) >>= p_other;
end $$;

-- Is an address in one of the ranges of the setting address-ranges? An address that is not known is in none.
create function access.in_ranges(p_address inet, p_ranges jsonb) returns boolean language plpgsql immutable parallel safe as $$
begin
  return p_address is not null
    and exists (select from jsonb_array_elements(p_ranges) each where p_address <<= (each ->> 'range')::inet);
end $$;

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
drop function access.enter(bytea, text, uuid);
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
      if door is not null then
        kept := set_config('hoede.client', p_client::text, true);
        kept := set_config('hoede.may', decision.may, true);
      else
        refusal := case when access.has(p_permission) then 'HO404' else 'HO403' end;
      end if;
    elsif p_permission is not null then
      for decision in
        select g.id, g.scope, g.permissions from access.active_grants(s.person_id) g order by access.width(g.scope) desc, g.id
      loop
        if decision.scope = 'organisation' then
          wide := wide || array_to_string(decision.permissions, ' ') || ' ';
        end if;
        if door is null and p_permission = any (decision.permissions)
          and (decision.scope = 'organisation' or not access.organisation_wide(p_permission)) then
          door := decision.id;
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

-- The mark that a write waits for, by an assignment: PERFORM would start a query.
create or replace function mark_audited() returns trigger language plpgsql as $$
declare
  kept text;
begin
  kept := set_config('hoede.audited', 'yes', true);
  return null;
end $$;

-- What the caseload asks of each client: the reports of the last day.
create index report_recent on report (client_id, recorded_at);

-- Every client that the person may reach for a permission by less than the whole organisation; nobody, for whoever reaches it
-- all. In a request that only reads, it is worked out once: it is asked for each table that a list reads.
create function access.clients_within(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  note constant text := 'hoede.within_' || translate(p_permission, ':-', '__');
  known text := current_setting(note, true);
  found uuid[];
  r record;
begin
  if known <> '' then
    return query select unnest(known::uuid[]);
    return;
  end if;
  r := access.reach(p_permission);
  if not r.everything and (r.units <> '{}' or r.clients <> '{}') then
    found := array(
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
      select c.id from client c where c.id = any (r.clients));
  end if;
  if current_setting('hoede.reading', true) = 'yes' then
    known := set_config(note, coalesce(found, '{}')::text, true);
  end if;
  return query select unnest(found);
end $$;

create or replace function access.clients_in_reach(p_permission text) returns setof uuid
language plpgsql stable security definer rows 50 cost 5000 set search_path = public, pg_temp as $$
begin
  if access.wide(p_permission) then
    return query select c.id from client c;
  else
    return query select * from access.clients_within(p_permission);
  end if;
end $$;

-- Row security as it was, with less to set up for each statement: what access.enter() noted is read where it was looked up.
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
      'alter policy seen on %1$I using (
         case when %2$I = access.opened_client() then access.opens(%3$L)
         else %2$I in (select access.clients_within(%3$L)) or access.wide(%3$L) end)',
      t.name, t.client, t.permission);
  end loop;
end $$;
alter policy seen on care_relation using (
  person_id = access.person()
  or case when client_id = access.opened_client() then access.opens('client:read')
    else client_id in (select access.clients_within('client:read')) or access.wide('client:read') end);
alter policy seen on access_grant using (
  case when person_id = access.person() then true else (select access.has('access:read') or access.has('access:grant')) end);

grant execute on function
  access.enter(bytea, text, uuid, inet, text, boolean, boolean, uuid, text, text, text, uuid, uuid, text, uuid[], jsonb, text, text),
  access.may(), access.wide(text), access.opens(text), access.clients_within(text) to {{login}};
