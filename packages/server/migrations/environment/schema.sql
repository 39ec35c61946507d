-- Made by tools/generate-schema.ts: the result of the migrations, to read; nothing runs it.


CREATE SCHEMA access;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE TABLE public.access_grant (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    role_id uuid NOT NULL,
    scope text NOT NULL,
    unit_id uuid,
    client_id uuid,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    granted_by uuid,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT access_grant_check CHECK (((scope = 'unit'::text) = (unit_id IS NOT NULL))),
    CONSTRAINT access_grant_check1 CHECK (((scope = 'client'::text) = (client_id IS NOT NULL))),
    CONSTRAINT access_grant_check2 CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT access_grant_check3 CHECK (((granted_by IS NULL) OR (granted_by <> person_id))),
    CONSTRAINT access_grant_scope_check CHECK ((scope = ANY (ARRAY['organisation'::text, 'unit'::text, 'own-teams'::text, 'own-clients'::text, 'client'::text])))
);

CREATE TABLE public.person (
    id uuid NOT NULL,
    user_name text NOT NULL,
    given_name text NOT NULL,
    prefix text,
    family_name text NOT NULL,
    function text NOT NULL,
    email text,
    phone text,
    search_name text NOT NULL,
    employed_from timestamp with time zone NOT NULL,
    employed_until timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT person_check CHECK (((employed_until IS NULL) OR (employed_until > employed_from))),
    CONSTRAINT person_family_name_check CHECK (((length(family_name) >= 1) AND (length(family_name) <= 120))),
    CONSTRAINT person_given_name_check CHECK (((length(given_name) >= 1) AND (length(given_name) <= 120))),
    CONSTRAINT person_user_name_check CHECK (((user_name = lower(user_name)) AND ((length(user_name) >= 2) AND (length(user_name) <= 64))))
);

CREATE TABLE public.role (
    id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    permissions text[] DEFAULT '{}'::text[] NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT role_key_check CHECK ((key ~ '^[a-z][a-z0-9-]{1,60}$'::text)),
    CONSTRAINT role_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

CREATE FUNCTION access.active_grants(p_person uuid) RETURNS TABLE(id uuid, scope text, unit_id uuid, client_id uuid, permissions text[])
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.scope,
     g.unit_id,
     g.client_id,
     r.permissions
    FROM ((public.access_grant g
      JOIN public.role r ON ((r.id = g.role_id)))
      JOIN public.person e ON ((e.id = g.person_id)))
   WHERE ((g.person_id = active_grants.p_person) AND (g.withdrawn_at IS NULL) AND (g.valid_from <= now()) AND ((g.valid_until IS NULL) OR (g.valid_until > now())) AND (e.employed_from <= now()) AND ((e.employed_until IS NULL) OR (e.employed_until > now())));
END;

CREATE FUNCTION access.organisation_wide() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{people:manage,organisation:change,role:change,setting:change,log:read}'::text[];

CREATE FUNCTION access.organisation_wide(p_permission text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (p_permission = ANY (access.organisation_wide()));

CREATE FUNCTION access.active_grants(p_person uuid, p_permission text) RETURNS TABLE(id uuid, scope text, unit_id uuid, client_id uuid)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.scope,
     g.unit_id,
     g.client_id
    FROM access.active_grants(active_grants.p_person) g(id, scope, unit_id, client_id, permissions)
   WHERE ((active_grants.p_permission = ANY (g.permissions)) AND ((g.scope = 'organisation'::text) OR (NOT access.organisation_wide(active_grants.p_permission))));
END;

CREATE FUNCTION access.allowed_factors(p_person uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  chosen jsonb := (select value from setting where key = 'sign-in-factors');
  allowed text[] := array(select jsonb_array_elements_text(chosen -> 'everybody'));
  narrower jsonb;
begin
  if chosen -> 'byRole' = '{}' then
    return allowed;
  end if;
  for narrower in
    select distinct chosen -> 'byRole' -> r.key
    from access.active_grants(p_person) g join access_grant a on a.id = g.id join role r on r.id = a.role_id
    where chosen -> 'byRole' ? r.key
  loop
    allowed := array(select method from unnest(allowed) method where narrower ? method);
  end loop;
  return allowed;
end $$;

CREATE TABLE public.client (
    id uuid NOT NULL,
    number text NOT NULL,
    given_names text,
    initials text,
    nickname text,
    own_prefix text,
    own_name text NOT NULL,
    partner_prefix text,
    partner_name text,
    name_order text DEFAULT 'own'::text NOT NULL,
    search_name text NOT NULL,
    birth_date date,
    sex text DEFAULT 'unknown'::text NOT NULL,
    deceased_at timestamp with time zone,
    bsn_sealed bytea,
    bsn_hash bytea,
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
    resuscitation text DEFAULT 'unknown'::text NOT NULL,
    resuscitation_recorded_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT client_name_order_check CHECK ((name_order = ANY (ARRAY['own'::text, 'partner'::text, 'partner-own'::text, 'own-partner'::text]))),
    CONSTRAINT client_number_check CHECK (((length(number) >= 1) AND (length(number) <= 20))),
    CONSTRAINT client_own_name_check CHECK (((length(own_name) >= 1) AND (length(own_name) <= 120))),
    CONSTRAINT client_resuscitation_check CHECK ((resuscitation = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT client_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text, 'undifferentiated'::text, 'unknown'::text])))
);

CREATE FUNCTION access.bsn_taken(p_hash bytea, p_except uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (EXISTS (SELECT FROM public.client WHERE ((client.bsn_hash = bsn_taken.p_hash) AND (client.id IS DISTINCT FROM bsn_taken.p_except))));

CREATE FUNCTION access.client_exists(p_client uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (EXISTS (SELECT FROM public.client WHERE (client.id = client_exists.p_client)));

CREATE FUNCTION access.client_to_grant(p_number text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (select c.id from client c where c.number = p_number and access.ground(c.id, 'access:grant') is not null);
end $$;

CREATE FUNCTION access.clients_in_care(p_permission text, p_unit uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000 ROWS 50
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.clients_in_reach(p_permission text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000 ROWS 50
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if access.wide(p_permission) then
    return query select c.id from client c;
  else
    return query select * from access.clients_within(p_permission);
  end if;
end $$;

CREATE FUNCTION access.clients_within(p_permission text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000 ROWS 50
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.covers_unit(p_unit uuid, p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.current_ground() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.ground'::text, true), ''::text))::uuid;

CREATE FUNCTION access.decide(p_person uuid, p_client uuid, p_permission text, OUT door uuid, OUT may text, OUT wide text) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE TABLE public.care_relation (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT care_relation_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT care_relation_kind_check CHECK ((kind = ANY (ARRAY['first-responsible'::text, 'practitioner'::text, 'case-manager'::text])))
);

CREATE TABLE public.membership (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT membership_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);

CREATE FUNCTION access.doors(p_person uuid, p_client uuid, p_units uuid[]) RETURNS TABLE(id uuid, scope text, permissions text[])
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.scope,
     g.permissions
    FROM access.active_grants(doors.p_person) g(id, scope, unit_id, client_id, permissions)
   WHERE
         CASE g.scope
             WHEN 'client'::text THEN (g.client_id = doors.p_client)
             WHEN 'own-clients'::text THEN (EXISTS ( SELECT
                FROM public.care_relation c
               WHERE ((c.client_id = doors.p_client) AND (c.person_id = doors.p_person) AND (c.valid_from <= now()) AND ((c.valid_until IS NULL) OR (c.valid_until > now())))))
             WHEN 'own-teams'::text THEN (EXISTS ( SELECT
                FROM public.membership m
               WHERE ((m.person_id = doors.p_person) AND (m.unit_id = ANY (doors.p_units)) AND (m.valid_from <= now()) AND ((m.valid_until IS NULL) OR (m.valid_until > now())))))
             WHEN 'unit'::text THEN (g.unit_id = ANY (doors.p_units))
             WHEN 'organisation'::text THEN true
             ELSE false
         END;
END;

CREATE FUNCTION access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet DEFAULT NULL::inet, p_agent text DEFAULT NULL::text, p_fresh boolean DEFAULT false, p_reading boolean DEFAULT false, p_log_id uuid DEFAULT NULL::uuid, p_event text DEFAULT NULL::text, p_action text DEFAULT NULL::text, p_part text DEFAULT NULL::text, p_about uuid DEFAULT NULL::uuid, p_object uuid DEFAULT NULL::uuid, p_question text DEFAULT NULL::text, p_shown uuid[] DEFAULT NULL::uuid[], p_detail jsonb DEFAULT NULL::jsonb, p_checks text DEFAULT NULL::text, p_trace text DEFAULT NULL::text) RETURNS TABLE(person_id uuid, session_id uuid, ground uuid, proven_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE TABLE public.audit_event (
    id uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    event text NOT NULL,
    action "char" NOT NULL,
    outcome text NOT NULL,
    problem text,
    person_id uuid,
    session_id uuid,
    on_behalf_of uuid,
    supplier text,
    client_id uuid,
    part text NOT NULL,
    object_id uuid,
    ground uuid,
    checks text,
    question text,
    shown uuid[],
    detail jsonb,
    address inet,
    trace_id text,
    CONSTRAINT audit_event_action_check CHECK ((action = ANY (ARRAY['C'::"char", 'R'::"char", 'U'::"char", 'D'::"char", 'E'::"char"]))),
    CONSTRAINT audit_event_outcome_check CHECK ((outcome = ANY (ARRAY['success'::text, 'refused'::text, 'error'::text])))
)
PARTITION BY RANGE (recorded_at);

CREATE FUNCTION access.events_showing(p_client uuid, p_from timestamp with time zone, p_until timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_person uuid, p_outcome text, p_event text, p_limit bigint) RETURNS SETOF public.audit_event
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'public', 'pg_temp'
    AS $_$
begin
  if not access.has('log:read') then
    return;
  end if;
  return query execute
    'select * from audit_event where shown @> array[$1] and client_id is distinct from $1
       and recorded_at >= $2 and recorded_at < $3
       and ($4 is null or recorded_at <= $4 and (recorded_at, id) < ($4, $5))
       and ($6 is null or person_id = $6) and ($7 is null or outcome = $7) and ($8 is null or event = $8)
     order by recorded_at desc, id desc limit $9'
    using p_client, p_from, p_until, p_before, p_before_id, p_person, p_outcome, p_event, p_limit;
end $_$;

CREATE FUNCTION access.everywhere(p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (select from access.active_grants(access.person(), p_permission) g where g.scope = 'organisation');
end $$;

CREATE FUNCTION access.ground_for(p_person uuid, p_client uuid, p_permission text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 2000
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.person() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.person'::text, true), ''::text))::uuid;

CREATE FUNCTION access.ground(p_client uuid, p_permission text) RETURNS uuid
    LANGUAGE sql STABLE COST 2000
    RETURN access.ground_for(access.person(), p_client, p_permission);

CREATE FUNCTION access.has(p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (select from access.active_grants(access.person(), p_permission));
end $$;

CREATE FUNCTION access.in_ranges(p_address inet, p_ranges jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return p_address is not null
    and exists (select from jsonb_array_elements(p_ranges) each where p_address <<= (each ->> 'range')::inet);
end $$;

CREATE FUNCTION access.lasting_managers() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(724402);
  return (
    select count(distinct g.person_id)::int
    from access_grant g join role r on r.id = g.role_id join person e on e.id = g.person_id
    where g.scope = 'organisation' and 'access:grant' = any (r.permissions) and g.withdrawn_at is null
      and g.valid_from <= now() and g.valid_until is null and e.employed_from <= now() and e.employed_until is null);
end $$;

CREATE FUNCTION access.may() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(btrim(current_setting('hoede.may'::text, true)), ' '::text);

CREATE FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.may_place(p_client uuid, p_unit uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return access.writes(p_client, 'client:place') and access.covers_unit(p_unit, 'client:place')
    or access.covers_unit(p_unit, 'client:register')
      and exists (select from client c where c.id = p_client and c.created_by = access.person() and c.created_at = now())
      and not exists (select from placement p where p.client_id = p_client);
end $$;

CREATE FUNCTION access.narrowed(p_permissions text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return array(select permission from unnest(p_permissions) permission where not access.organisation_wide(permission));
end $$;

CREATE FUNCTION access.next_client_number() RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  candidate text;
begin
  loop
    candidate := nextval('client_number')::text;
    exit when not exists (select from client where number = candidate);
  end loop;
  return candidate;
end $$;

CREATE FUNCTION access.number_of(p_client uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (select c.number from client c where c.id = p_client
    and (access.ground(c.id, 'access:read') is not null or access.ground(c.id, 'access:grant') is not null));
end $$;

CREATE FUNCTION access.opened(p_client uuid, p_permission text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((current_setting('hoede.client'::text, true) = (p_client)::text) AND (strpos(current_setting('hoede.may'::text, true), ((' '::text || p_permission) || ' '::text)) > 0));

CREATE FUNCTION access.opened_client() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.client'::text, true), ''::text))::uuid;

CREATE FUNCTION access.opens(p_permission text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (strpos(current_setting('hoede.may'::text, true), ((' '::text || p_permission) || ' '::text)) > 0);

CREATE FUNCTION access.own_of(p_person uuid, OUT teams uuid[], OUT clients integer, OUT clients_within integer) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  teams := array(select m.unit_id from membership m where m.person_id = p_person and (m.valid_until is null or m.valid_until > now()));
  select count(*), count(*) filter (where access.ground(c.client_id, 'access:grant') is not null) into clients, clients_within
  from care_relation c where c.person_id = p_person and (c.valid_until is null or c.valid_until > now());
end $$;

CREATE FUNCTION access.own_sign_ins(p_limit integer) RETURNS TABLE(id uuid, at timestamp with time zone, event text, outcome text, address inet, user_agent text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query
    select e.id, e.recorded_at, e.event, e.outcome, e.address, s.user_agent
    from (select * from audit_event a
      where a.person_id = access.person() and a.event like 'sign-in.%'
      order by a.recorded_at desc, a.id desc limit least(p_limit, 200)) e
    left join session s on s.id = e.session_id
    order by e.recorded_at desc, e.id desc;
end $$;

CREATE FUNCTION access.permissions_for(p_client uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.permissions_of(p_person uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return array(
    select distinct permission from access.active_grants(p_person) g, unnest(g.permissions) permission
    where g.scope = 'organisation' or not access.organisation_wide(permission) order by permission);
end $$;

CREATE FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.same_network(p_one inet, p_other inet) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return family(p_one) = family(p_other)
    and set_masklen(p_one, case family(p_one) when 4 then 24 else 56 end) >>= p_other;
end $$;

CREATE FUNCTION access.session() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.session'::text, true), ''::text))::uuid;

CREATE FUNCTION access.sign_in_groups() RETURNS TABLE(roles text[], planned text[], factors jsonb, people integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not access.has('setting:change') then
    return;
  end if;
  return query
    select g.now, g.later, g.registered, count(*)::int
    from (
      select
        array(select distinct r.key from access_grant a join role r on r.id = a.role_id
          where a.person_id = e.id and a.withdrawn_at is null and a.valid_from <= now()
            and (a.valid_until is null or a.valid_until > now()) order by r.key) as now,
        array(select distinct r.key from access_grant a join role r on r.id = a.role_id
          where a.person_id = e.id and a.withdrawn_at is null and a.valid_from > now() order by r.key) as later,
        coalesce((select jsonb_agg(distinct jsonb_build_object('kind', f.kind, 'line', f.line)) from factor f
          where f.person_id = e.id and f.confirmed_at is not null and f.removed_at is null), '[]') as registered
      from person e
      where e.employed_until is null or e.employed_until > now()
    ) g
    group by 1, 2, 3;
end $$;

CREATE FUNCTION access.unit_in_use(p_unit uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (select from unit u where u.parent_id = p_unit and u.closed_at is null)
    or exists (select from placement p where p.unit_id = p_unit and p.valid_until is distinct from p.valid_from
      and (p.valid_until is null or p.valid_until > now()))
    or exists (select from membership m join person e on e.id = m.person_id
      where m.unit_id = p_unit and (m.valid_until is null or m.valid_until > now())
        and (e.employed_until is null or e.employed_until > now()));
end $$;

CREATE FUNCTION access.units_of(p_client uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.wide(p_permission text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN CASE WHEN (current_setting('hoede.wide'::text, true) <> ''::text) THEN (strpos(current_setting('hoede.wide'::text, true), ((' '::text || p_permission) || ' '::text)) > 0) ELSE access.everywhere(p_permission) END;

CREATE FUNCTION access.width(p_scope text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE p_scope WHEN 'client'::text THEN 1 WHEN 'own-clients'::text THEN 2 WHEN 'own-teams'::text THEN 3 WHEN 'unit'::text THEN 4 ELSE 5 END;

CREATE FUNCTION access.writes(p_client uuid, p_permission text) RETURNS boolean
    LANGUAGE sql STABLE COST 2000
    RETURN (access.opened(p_client, p_permission) OR (access.ground(p_client, p_permission) IS NOT NULL));

CREATE FUNCTION public.ensure_audit_partitions(p_from date, p_until date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  month date := date_trunc('month', p_from)::date;
  starts timestamptz;
  ends timestamptz;
  name text;
  made integer := 0;
begin
  if p_until > p_from + interval '30 years' then
    raise exception 'too many months' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(724403);
  while month <= p_until loop
    name := 'audit_event_' || to_char(month, 'YYYY_MM');
    starts := month::timestamp at time zone 'UTC';
    ends := (month + interval '1 month')::timestamp at time zone 'UTC';
    if to_regclass('public.' || name) is null then
      execute format('create table %I (like audit_event including all)', name);
      execute format('with moved as (delete from audit_event_rest where recorded_at >= %L and recorded_at < %L returning *)
        insert into %I select * from moved', starts, ends, name);
      -- Attaching, unlike creating in place, does not hold up those who write to the log meanwhile.
      execute format('alter table audit_event attach partition %I for values from (%L) to (%L)', name, starts, ends);
      made := made + 1;
    end if;
    month := (month + interval '1 month')::date;
  end loop;
  return made;
end $$;

CREATE FUNCTION public.keep_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  before jsonb := to_jsonb(old);
begin
  if tg_op = 'UPDATE' and new.version <> old.version + 1 then
    raise exception 'version of % must go up by one', tg_table_name using errcode = 'HO409';
  end if;
  insert into row_history (table_name, row_id, version, client_id, row, changed_by)
  values (
    tg_table_name,
    coalesce(before ->> 'id', before ->> 'key'),
    old.version,
    case when tg_table_name = 'client' then (before ->> 'id')::uuid else (before ->> 'client_id')::uuid end,
    before,
    access.person()
  );
  return case when tg_op = 'DELETE' then old else new end;
end $$;

CREATE FUNCTION public.keep_report_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.version <> old.version + 1 or new.id <> old.id or new.client_id <> old.client_id then
    raise exception 'a correction is the next version of the same report' using errcode = 'HO409';
  end if;
  insert into report_version values (
    old.id, old.version, old.client_id, old.form, old.text_sealed, old.author_id, old.author_name, old.author_function,
    old.care_moment, old.recorded_at, old.important, old.visible_to_family, old.reason_sealed
  );
  return new;
end $$;

CREATE FUNCTION public.mark_audited() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  kept text;
begin
  kept := set_config('hoede.audited', 'yes', true);
  return null;
end $$;

CREATE FUNCTION public.only_withdraw_grant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if (to_jsonb(new) - '{withdrawn_at,withdrawn_by,version}'::text[])
       is distinct from (to_jsonb(old) - '{withdrawn_at,withdrawn_by,version}'::text[])
     or old.withdrawn_at is not null or new.withdrawn_at is null then
    raise exception 'a grant can only be withdrawn, and once' using errcode = 'HO409';
  end if;
  new.withdrawn_at := now();
  return new;
end $$;

CREATE FUNCTION public.require_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if current_setting('hoede.audited', true) is distinct from 'yes' then
    raise exception 'a change of % was not logged', tg_table_name using errcode = 'HO500';
  end if;
  return null;
end $$;

CREATE FUNCTION public.set_unit_path() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.path := coalesce((select path from unit where id = new.parent_id), '{}') || new.id;
  return new;
end $$;

CREATE TABLE public.alert (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    kind text NOT NULL,
    severity text DEFAULT 'high'::text NOT NULL,
    text_sealed bytea NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by uuid,
    ended_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT alert_kind_check CHECK ((kind = ANY (ARRAY['allergy'::text, 'alert'::text]))),
    CONSTRAINT alert_severity_check CHECK ((severity = ANY (ARRAY['high'::text, 'low'::text])))
);

CREATE TABLE public.audit_event_rest (
    id uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    event text NOT NULL,
    action "char" NOT NULL,
    outcome text NOT NULL,
    problem text,
    person_id uuid,
    session_id uuid,
    on_behalf_of uuid,
    supplier text,
    client_id uuid,
    part text NOT NULL,
    object_id uuid,
    ground uuid,
    checks text,
    question text,
    shown uuid[],
    detail jsonb,
    address inet,
    trace_id text,
    CONSTRAINT audit_event_action_check CHECK ((action = ANY (ARRAY['C'::"char", 'R'::"char", 'U'::"char", 'D'::"char", 'E'::"char"]))),
    CONSTRAINT audit_event_outcome_check CHECK ((outcome = ANY (ARRAY['success'::text, 'refused'::text, 'error'::text])))
);

CREATE SEQUENCE public.client_number
    START WITH 100001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.contact_person (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    name text NOT NULL,
    relation text,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    phone text,
    email text,
    "position" integer DEFAULT 1 NOT NULL,
    ended_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT contact_person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 160)))
);

CREATE TABLE public.credential (
    person_id uuid NOT NULL,
    password_hash text,
    password_changed_at timestamp with time zone,
    preferred_factor_id uuid,
    preferred_channel text,
    CONSTRAINT credential_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['sms'::text, 'voice'::text])))
);

CREATE TABLE public.device (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    name text NOT NULL,
    unit_id uuid NOT NULL,
    marked_by uuid NOT NULL,
    marked_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

CREATE TABLE public.draft (
    person_id uuid NOT NULL,
    client_id uuid NOT NULL,
    subject text NOT NULL,
    content_sealed bytea NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT draft_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 80)))
);

CREATE TABLE public.factor (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    secret_sealed bytea,
    last_step bigint DEFAULT 0 NOT NULL,
    number_hash bytea,
    line text,
    credential_id bytea,
    public_key bytea,
    sign_count bigint,
    transports text[],
    user_verifies boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone,
    session_id uuid,
    last_used_at timestamp with time zone,
    removed_at timestamp with time zone,
    CONSTRAINT factor_check CHECK (((kind <> 'phone'::text) OR ((number_hash IS NOT NULL) AND (line IS NOT NULL)))),
    CONSTRAINT factor_check1 CHECK (((kind = 'passkey'::text) OR (secret_sealed IS NOT NULL))),
    CONSTRAINT factor_check2 CHECK (((kind <> 'passkey'::text) OR ((credential_id IS NOT NULL) AND (public_key IS NOT NULL) AND (sign_count IS NOT NULL)))),
    CONSTRAINT factor_kind_check CHECK ((kind = ANY (ARRAY['totp'::text, 'phone'::text, 'passkey'::text]))),
    CONSTRAINT factor_line_check CHECK ((line = ANY (ARRAY['mobile'::text, 'fixed'::text]))),
    CONSTRAINT factor_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

CREATE TABLE public.gateway (
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    channels text[] NOT NULL,
    "position" integer NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    sender text NOT NULL,
    credentials_sealed bytea,
    price_micros bigint,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT gateway_channels_check CHECK (((channels <@ '{sms,voice,mail}'::text[]) AND (channels <> '{}'::text[]))),
    CONSTRAINT gateway_kind_check CHECK ((kind = ANY (ARRAY['demo'::text, 'twilio'::text, 'cm'::text, 'spryng'::text, 'smtp'::text]))),
    CONSTRAINT gateway_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

CREATE TABLE public.idempotency (
    person_id uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    answer_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.identity (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    linked_by uuid NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    last_used_at timestamp with time zone
);

CREATE TABLE public.identity_provider (
    id uuid NOT NULL,
    name text NOT NULL,
    preset text NOT NULL,
    issuer text NOT NULL,
    oidc_client_id text NOT NULL,
    client_authentication text NOT NULL,
    credentials_sealed bytea,
    mapping jsonb NOT NULL,
    request jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT identity_provider_client_authentication_check CHECK ((client_authentication = ANY (ARRAY['client_secret_basic'::text, 'client_secret_post'::text, 'private_key_jwt'::text, 'tls_client_auth'::text]))),
    CONSTRAINT identity_provider_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT identity_provider_preset_check CHECK ((preset = ANY (ARRAY['entra-v2'::text, 'entra-v1'::text, 'okta'::text, 'helloid'::text, 'keycloak'::text, 'adfs'::text, 'other'::text]))),
    CONSTRAINT identity_provider_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'on'::text, 'off'::text])))
);

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone
);

CREATE TABLE public.measurement (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    kind text NOT NULL,
    value numeric(9,3) NOT NULL,
    second_value numeric(9,3),
    unit text NOT NULL,
    method text,
    "position" text,
    note_sealed bytea,
    performer_id uuid,
    performer_name text NOT NULL,
    performer_function text NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    unusual boolean DEFAULT false NOT NULL,
    status text DEFAULT 'final'::text NOT NULL,
    reason_sealed bytea,
    replaces_id uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT measurement_status_check CHECK ((status = ANY (ARRAY['final'::text, 'entered-in-error'::text])))
);

CREATE TABLE public.message (
    id uuid NOT NULL,
    kind text NOT NULL,
    purpose text NOT NULL,
    person_id uuid,
    recipient_sealed bytea NOT NULL,
    recipient_hash bytea NOT NULL,
    body_sealed bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    claimed_at timestamp with time zone,
    gateway_id uuid,
    gateway_reference text,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    failure text,
    cost_micros bigint,
    CONSTRAINT message_kind_check CHECK ((kind = ANY (ARRAY['sms'::text, 'voice'::text, 'mail'::text]))),
    CONSTRAINT message_purpose_check CHECK ((purpose ~ '^[a-z-]{2,40}$'::text)),
    CONSTRAINT message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'expired'::text])))
);

CREATE TABLE public.migration (
    number integer NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.origin (
    system text NOT NULL,
    identifier text NOT NULL,
    content_hash bytea NOT NULL,
    source text NOT NULL,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    client_id uuid,
    imported_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.passkey_challenge (
    id uuid NOT NULL,
    browser_hash bytea NOT NULL,
    challenge bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.phone_code (
    id uuid NOT NULL,
    session_id uuid NOT NULL,
    factor_id uuid NOT NULL,
    channel text NOT NULL,
    code_hash bytea NOT NULL,
    message_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT phone_code_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'voice'::text])))
);

CREATE TABLE public.placement (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    room text,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT placement_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);

CREATE TABLE public.provider_visit (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    purpose text NOT NULL,
    person_id uuid,
    session_id uuid,
    browser_hash bytea NOT NULL,
    state_hash bytea NOT NULL,
    secrets_sealed bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    result_sealed bytea,
    succeeded boolean,
    settings_hash bytea NOT NULL,
    too_old boolean DEFAULT false NOT NULL,
    CONSTRAINT provider_visit_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'link'::text, 'trial'::text])))
);

CREATE TABLE public.recovery_code (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    code_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.reentry (
    device_id uuid NOT NULL,
    person_id uuid NOT NULL,
    pin_hash text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);

CREATE TABLE public.report (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    kind text NOT NULL,
    form text NOT NULL,
    text_sealed bytea NOT NULL,
    author_id uuid,
    author_name text NOT NULL,
    author_function text NOT NULL,
    care_moment timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    important boolean DEFAULT false NOT NULL,
    visible_to_family boolean DEFAULT false NOT NULL,
    reason_sealed bytea,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT report_form_check CHECK ((form = ANY (ARRAY['free'::text, 'soep'::text]))),
    CONSTRAINT report_kind_check CHECK ((kind = ANY (ARRAY['daily'::text, 'nursing'::text, 'medical'::text, 'paramedical'::text, 'family'::text, 'night'::text, 'handover'::text])))
);

CREATE TABLE public.report_version (
    report_id uuid NOT NULL,
    version integer NOT NULL,
    client_id uuid NOT NULL,
    form text NOT NULL,
    text_sealed bytea NOT NULL,
    author_id uuid,
    author_name text NOT NULL,
    author_function text NOT NULL,
    care_moment timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    important boolean NOT NULL,
    visible_to_family boolean NOT NULL,
    reason_sealed bytea
);

CREATE TABLE public.row_history (
    id bigint NOT NULL,
    table_name text NOT NULL,
    row_id text NOT NULL,
    version integer NOT NULL,
    client_id uuid,
    "row" jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_by uuid
);

ALTER TABLE public.row_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.row_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    stage text NOT NULL,
    factors text[] DEFAULT '{}'::text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    idle_seconds integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address inet,
    user_agent text,
    ended_at timestamp with time zone,
    ended_because text,
    proven_at timestamp with time zone DEFAULT now() NOT NULL,
    challenge bytea,
    device_id uuid,
    provider_id uuid,
    provider_sid text,
    provider_subject text,
    CONSTRAINT session_idle_seconds_check CHECK (((idle_seconds >= 60) AND (idle_seconds <= 3600))),
    CONSTRAINT session_stage_check CHECK ((stage = ANY (ARRAY['second-factor'::text, 'enrolment'::text, 'complete'::text])))
);

CREATE TABLE public.setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.sign_in_brake (
    key bytea NOT NULL,
    failures integer NOT NULL,
    last_failure_at timestamp with time zone NOT NULL,
    blocked_until timestamp with time zone NOT NULL
);

CREATE TABLE public.sign_in_reset (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    reason text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    approved_by uuid,
    approved_supplier text,
    approved_at timestamp with time zone,
    code_hash text,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    CONSTRAINT sign_in_reset_check CHECK ((requested_by <> person_id)),
    CONSTRAINT sign_in_reset_check1 CHECK (((approved_by IS NULL) OR ((approved_by <> person_id) AND (approved_by <> requested_by)))),
    CONSTRAINT sign_in_reset_check2 CHECK (((approved_at IS NULL) OR ((approved_by IS NULL) <> (approved_supplier IS NULL)))),
    CONSTRAINT sign_in_reset_check3 CHECK (((approved_at IS NULL) = (code_hash IS NULL))),
    CONSTRAINT sign_in_reset_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

CREATE TABLE public.unit (
    id uuid NOT NULL,
    parent_id uuid,
    kind text NOT NULL,
    name text NOT NULL,
    path uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    closed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT unit_kind_check CHECK ((kind = ANY (ARRAY['organisation'::text, 'location'::text, 'team'::text]))),
    CONSTRAINT unit_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

CREATE TABLE public.used_logout_token (
    provider_id uuid NOT NULL,
    jti_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.audit_event ATTACH PARTITION public.audit_event_rest DEFAULT;

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (recorded_at, id);

ALTER TABLE ONLY public.audit_event_rest
    ADD CONSTRAINT audit_event_rest_pkey PRIMARY KEY (recorded_at, id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_bsn_hash_key UNIQUE (bsn_hash);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_number_key UNIQUE (number);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (person_id, client_id, subject);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gateway
    ADD CONSTRAINT gateway_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (person_id, key);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_provider
    ADD CONSTRAINT identity_provider_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.measurement
    ADD CONSTRAINT measurement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.origin
    ADD CONSTRAINT origin_pkey PRIMARY KEY (system, identifier);

ALTER TABLE ONLY public.passkey_challenge
    ADD CONSTRAINT passkey_challenge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phone_code
    ADD CONSTRAINT phone_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_visit
    ADD CONSTRAINT provider_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.provider_visit
    ADD CONSTRAINT provider_visit_state_hash_key UNIQUE (state_hash);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reentry
    ADD CONSTRAINT reentry_pkey PRIMARY KEY (device_id, person_id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.report_version
    ADD CONSTRAINT report_version_pkey PRIMARY KEY (report_id, version);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_key_key UNIQUE (key);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.row_history
    ADD CONSTRAINT row_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.sign_in_brake
    ADD CONSTRAINT sign_in_brake_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.used_logout_token
    ADD CONSTRAINT used_logout_token_pkey PRIMARY KEY (provider_id, jti_hash);

CREATE INDEX access_grant_client ON public.access_grant USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX access_grant_person ON public.access_grant USING btree (person_id);

CREATE INDEX access_grant_role ON public.access_grant USING btree (role_id);

CREATE INDEX access_grant_unit ON public.access_grant USING btree (unit_id) WHERE (unit_id IS NOT NULL);

CREATE INDEX alert_client ON public.alert USING btree (client_id);

CREATE INDEX audit_event_client ON ONLY public.audit_event USING btree (client_id, recorded_at DESC) WHERE (client_id IS NOT NULL);

CREATE INDEX audit_event_person ON ONLY public.audit_event USING btree (person_id, recorded_at DESC) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_event_refused ON ONLY public.audit_event USING btree (recorded_at DESC) WHERE (outcome <> 'success'::text);

CREATE INDEX audit_event_rest_client_id_recorded_at_idx ON public.audit_event_rest USING btree (client_id, recorded_at DESC) WHERE (client_id IS NOT NULL);

CREATE INDEX audit_event_rest_person_id_recorded_at_idx ON public.audit_event_rest USING btree (person_id, recorded_at DESC) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_event_rest_recorded_at_idx ON public.audit_event_rest USING btree (recorded_at DESC) WHERE (outcome <> 'success'::text);

CREATE INDEX audit_event_shown ON ONLY public.audit_event USING gin (shown) WHERE (shown IS NOT NULL);

CREATE INDEX audit_event_rest_shown_idx ON public.audit_event_rest USING gin (shown) WHERE (shown IS NOT NULL);

CREATE INDEX care_relation_client ON public.care_relation USING btree (client_id);

CREATE INDEX care_relation_person ON public.care_relation USING btree (person_id, client_id);

CREATE INDEX client_birth ON public.client USING btree (birth_date);

CREATE INDEX client_page ON public.client USING btree (own_name, id);

CREATE INDEX client_search ON public.client USING gin (search_name public.gin_trgm_ops);

CREATE INDEX contact_person_client ON public.contact_person USING btree (client_id);

CREATE UNIQUE INDEX factor_credential ON public.factor USING btree (credential_id) WHERE (removed_at IS NULL);

CREATE INDEX factor_person ON public.factor USING btree (person_id) WHERE (removed_at IS NULL);

CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at);

CREATE INDEX identity_person ON public.identity USING btree (person_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX identity_provider_issuer ON public.identity_provider USING btree (issuer, oidc_client_id) WHERE (state <> 'off'::text);

CREATE UNIQUE INDEX identity_subject ON public.identity USING btree (issuer, subject) WHERE (ended_at IS NULL);

CREATE INDEX invitation_person ON public.invitation USING btree (person_id);

CREATE INDEX measurement_client ON public.measurement USING btree (client_id, measured_at DESC, id DESC);

CREATE INDEX measurement_client_kind ON public.measurement USING btree (client_id, kind, measured_at DESC, id DESC);

CREATE INDEX membership_person ON public.membership USING btree (person_id, unit_id);

CREATE INDEX membership_unit ON public.membership USING btree (unit_id);

CREATE INDEX message_recent ON public.message USING btree (created_at DESC, id DESC);

CREATE INDEX message_recipient ON public.message USING btree (recipient_hash, created_at);

CREATE INDEX message_reference ON public.message USING btree (gateway_id, gateway_reference) WHERE (gateway_reference IS NOT NULL);

CREATE INDEX message_waiting ON public.message USING btree (created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]));

CREATE INDEX origin_row ON public.origin USING btree (row_id);

CREATE INDEX person_page ON public.person USING btree (family_name, given_name, id);

CREATE INDEX person_search ON public.person USING gin (search_name public.gin_trgm_ops);

CREATE UNIQUE INDEX person_user_name ON public.person USING btree (user_name);

CREATE INDEX phone_code_session ON public.phone_code USING btree (session_id, created_at);

CREATE INDEX placement_client ON public.placement USING btree (client_id, valid_from);

CREATE INDEX placement_unit ON public.placement USING btree (unit_id, valid_until);

CREATE INDEX provider_visit_expires ON public.provider_visit USING btree (expires_at);

CREATE INDEX provider_visit_provider ON public.provider_visit USING btree (provider_id, created_at);

CREATE INDEX recovery_code_person ON public.recovery_code USING btree (person_id) WHERE (used_at IS NULL);

CREATE INDEX report_client ON public.report USING btree (client_id, care_moment DESC, id DESC);

CREATE INDEX report_recent ON public.report USING btree (client_id, recorded_at);

CREATE INDEX row_history_row ON public.row_history USING btree (table_name, row_id, version);

CREATE INDEX session_expires ON public.session USING btree (expires_at);

CREATE INDEX session_person ON public.session USING btree (person_id, created_at);

CREATE INDEX session_provider_sid ON public.session USING btree (provider_id, provider_sid) WHERE (provider_sid IS NOT NULL);

CREATE INDEX session_provider_subject ON public.session USING btree (provider_id, provider_subject) WHERE (provider_subject IS NOT NULL);

CREATE UNIQUE INDEX sign_in_reset_open ON public.sign_in_reset USING btree (person_id) WHERE ((used_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX unit_path ON public.unit USING gin (path);

CREATE UNIQUE INDEX unit_root ON public.unit USING btree ((true)) WHERE (parent_id IS NULL);

ALTER INDEX public.audit_event_client ATTACH PARTITION public.audit_event_rest_client_id_recorded_at_idx;

ALTER INDEX public.audit_event_person ATTACH PARTITION public.audit_event_rest_person_id_recorded_at_idx;

ALTER INDEX public.audit_event_pkey ATTACH PARTITION public.audit_event_rest_pkey;

ALTER INDEX public.audit_event_refused ATTACH PARTITION public.audit_event_rest_recorded_at_idx;

ALTER INDEX public.audit_event_shown ATTACH PARTITION public.audit_event_rest_shown_idx;

CREATE TRIGGER a_only_withdraw BEFORE UPDATE ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.only_withdraw_grant();

CREATE TRIGGER a_set_path BEFORE INSERT ON public.unit FOR EACH ROW EXECUTE FUNCTION public.set_unit_path();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.alert FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.care_relation FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.contact_person FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.device FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.gateway FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.identity_provider FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.measurement FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.membership FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.placement FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.role FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.setting FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.unit FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_version BEFORE UPDATE ON public.report FOR EACH ROW EXECUTE FUNCTION public.keep_report_version();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.access_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.alert DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.care_relation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.contact_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.device DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR UPDATE ON public.factor DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.confirmed_at IS NOT NULL)) EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.gateway DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.identity DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.identity_provider DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.invitation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.measurement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.membership DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.origin DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.placement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.recovery_code DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.reentry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.sign_in_reset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.unit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE TRIGGER marked AFTER INSERT ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.mark_audited();

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.role(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.contact_person
    ADD CONSTRAINT contact_person_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_preferred_factor_id_fkey FOREIGN KEY (preferred_factor_id) REFERENCES public.factor(id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_marked_by_fkey FOREIGN KEY (marked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.identity_provider(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.measurement
    ADD CONSTRAINT measurement_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.measurement
    ADD CONSTRAINT measurement_performer_id_fkey FOREIGN KEY (performer_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.measurement
    ADD CONSTRAINT measurement_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.measurement(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.phone_code
    ADD CONSTRAINT phone_code_factor_id_fkey FOREIGN KEY (factor_id) REFERENCES public.factor(id);

ALTER TABLE ONLY public.phone_code
    ADD CONSTRAINT phone_code_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.placement
    ADD CONSTRAINT placement_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.provider_visit
    ADD CONSTRAINT provider_visit_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.provider_visit
    ADD CONSTRAINT provider_visit_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.identity_provider(id);

ALTER TABLE ONLY public.provider_visit
    ADD CONSTRAINT provider_visit_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.reentry
    ADD CONSTRAINT reentry_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.device(id);

ALTER TABLE ONLY public.reentry
    ADD CONSTRAINT reentry_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.report_version
    ADD CONSTRAINT report_version_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.device(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.identity_provider(id);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.used_logout_token
    ADD CONSTRAINT used_logout_token_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.identity_provider(id);

ALTER TABLE public.access_grant ENABLE ROW LEVEL SECURITY;

CREATE POLICY added ON public.alert FOR INSERT TO {{app}} WITH CHECK (((recorded_by = access.person()) AND (access.writes(client_id, 'client:change'::text) OR (access.ground(client_id, 'client:register'::text) IS NOT NULL))));

CREATE POLICY added ON public.contact_person FOR INSERT TO {{app}} WITH CHECK ((access.writes(client_id, 'client:change'::text) OR (access.ground(client_id, 'client:register'::text) IS NOT NULL)));

CREATE POLICY added ON public.device FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.factor FOR INSERT TO {{app}} WITH CHECK (true);

CREATE POLICY added ON public.gateway FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.identity_provider FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.membership FOR INSERT TO {{app}} WITH CHECK (((person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)));

CREATE POLICY added ON public.person FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('people:manage'::text) AS has));

CREATE POLICY added ON public.role FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('role:change'::text) AS has));

CREATE POLICY added ON public.unit FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('organisation:change'::text) AS has));

ALTER TABLE public.alert ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.care_relation ENABLE ROW LEVEL SECURITY;

CREATE POLICY changed ON public.alert FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:change'::text));

CREATE POLICY changed ON public.care_relation FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:place'::text));

CREATE POLICY changed ON public.client FOR UPDATE TO {{app}} USING (access.writes(id, 'client:change'::text));

CREATE POLICY changed ON public.contact_person FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:change'::text));

CREATE POLICY changed ON public.device FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.factor FOR UPDATE TO {{app}} USING (true);

CREATE POLICY changed ON public.gateway FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.identity_provider FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.measurement FOR UPDATE TO {{app}} USING (access.writes(client_id, 'measurement:write'::text));

CREATE POLICY changed ON public.membership FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)));

CREATE POLICY changed ON public.person FOR UPDATE TO {{app}} USING (( SELECT access.has('people:manage'::text) AS has));

CREATE POLICY changed ON public.placement FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:place'::text));

CREATE POLICY changed ON public.role FOR UPDATE TO {{app}} USING (( SELECT access.has('role:change'::text) AS has));

CREATE POLICY changed ON public.setting FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.unit FOR UPDATE TO {{app}} USING (( SELECT access.has('organisation:change'::text) AS has));

ALTER TABLE public.client ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.contact_person ENABLE ROW LEVEL SECURITY;

CREATE POLICY corrected ON public.report FOR UPDATE TO {{app}} USING (access.writes(client_id, 'report:write'::text)) WITH CHECK (((author_id = access.person()) AND access.writes(client_id, 'report:write'::text)));

ALTER TABLE public.device ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.factor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.gateway ENABLE ROW LEVEL SECURITY;

CREATE POLICY given ON public.access_grant FOR INSERT TO {{app}} WITH CHECK (((granted_by = access.person()) AND (person_id <> access.person()) AND access.may_grant(person_id, scope, unit_id, client_id)));

ALTER TABLE public.identity_provider ENABLE ROW LEVEL SECURITY;

CREATE POLICY judged ON public.audit_event FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

ALTER TABLE public.measurement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.membership ENABLE ROW LEVEL SECURITY;

CREATE POLICY named ON public.access_grant FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.client FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.person FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.role FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.unit FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

ALTER TABLE public.origin ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON public.draft TO {{app}} USING ((person_id = access.person())) WITH CHECK ((person_id = access.person()));

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

CREATE POLICY placed ON public.placement FOR INSERT TO {{app}} WITH CHECK (access.may_place(client_id, unit_id));

ALTER TABLE public.placement ENABLE ROW LEVEL SECURITY;

CREATE POLICY recorded ON public.origin FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('client:register'::text) AS has));

CREATE POLICY registered ON public.client FOR INSERT TO {{app}} WITH CHECK (((created_by = access.person()) AND ( SELECT access.has('client:register'::text) AS has)));

CREATE POLICY related ON public.care_relation FOR INSERT TO {{app}} WITH CHECK (((person_id <> access.person()) AND (access.writes(client_id, 'client:place'::text) OR (access.ground(client_id, 'client:register'::text) IS NOT NULL))));

CREATE POLICY renewed ON public.origin FOR UPDATE TO {{app}} USING (( SELECT access.has('client:register'::text) AS has));

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.report_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.role ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.row_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen ON public.access_grant FOR SELECT TO {{app}} USING (
CASE
    WHEN (person_id = access.person()) THEN true
    ELSE ( SELECT (access.has('access:read'::text) OR access.has('access:grant'::text)))
END);

CREATE POLICY seen ON public.alert FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('client:read'::text) AS clients_within)) OR access.wide('client:read'::text))
END);

CREATE POLICY seen ON public.care_relation FOR SELECT TO {{app}} USING (((person_id = access.person()) OR
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('client:read'::text) AS clients_within)) OR access.wide('client:read'::text))
END));

CREATE POLICY seen ON public.client FOR SELECT TO {{app}} USING (
CASE
    WHEN (id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((id IN ( SELECT access.clients_within('client:read'::text) AS clients_within)) OR access.wide('client:read'::text))
END);

CREATE POLICY seen ON public.contact_person FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('client:read'::text) AS clients_within)) OR access.wide('client:read'::text))
END);

CREATE POLICY seen ON public.device FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.factor FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.gateway FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.identity_provider FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.measurement FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('measurement:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('measurement:read'::text) AS clients_within)) OR access.wide('measurement:read'::text))
END);

CREATE POLICY seen ON public.membership FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.origin FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id IS NULL) THEN true
    WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'client:read'::text)
    ELSE (( SELECT access.everywhere('client:read'::text) AS everywhere) OR (client_id IN ( SELECT access.clients_in_reach('client:read'::text) AS clients_in_reach)))
END);

CREATE POLICY seen ON public.person FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.placement FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('client:read'::text) AS clients_within)) OR access.wide('client:read'::text))
END);

CREATE POLICY seen ON public.report FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('report:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('report:read'::text) AS clients_within)) OR access.wide('report:read'::text))
END);

CREATE POLICY seen ON public.report_version FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('report:read'::text)
    ELSE ((client_id IN ( SELECT access.clients_within('report:read'::text) AS clients_within)) OR access.wide('report:read'::text))
END);

CREATE POLICY seen ON public.role FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.row_history FOR SELECT TO {{app}} USING (
CASE
    WHEN ((client_id IS NULL) OR (table_name = 'access_grant'::text)) THEN (((table_name = ANY (ARRAY['access_grant'::text, 'role'::text, 'unit'::text, 'membership'::text, 'setting'::text])) AND ( SELECT access.has('access:read'::text) AS has)) OR ((table_name = 'person'::text) AND ( SELECT access.has('people:read'::text) AS has)))
    WHEN (table_name = 'measurement'::text) THEN
    CASE
        WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'measurement:read'::text)
        ELSE (( SELECT access.everywhere('measurement:read'::text) AS everywhere) OR (client_id IN ( SELECT access.clients_in_reach('measurement:read'::text) AS clients_in_reach)))
    END
    WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'client:read'::text)
    ELSE (( SELECT access.everywhere('client:read'::text) AS everywhere) OR (client_id IN ( SELECT access.clients_in_reach('client:read'::text) AS clients_in_reach)))
END);

CREATE POLICY seen ON public.setting FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.unit FOR SELECT TO {{app}} USING (true);

ALTER TABLE public.setting ENABLE ROW LEVEL SECURITY;

CREATE POLICY taken ON public.measurement FOR INSERT TO {{app}} WITH CHECK (((performer_id = access.person()) AND access.writes(client_id, 'measurement:write'::text)));

CREATE POLICY unconfirmed ON public.factor FOR DELETE TO {{app}} USING ((confirmed_at IS NULL));

ALTER TABLE public.unit ENABLE ROW LEVEL SECURITY;

CREATE POLICY withdrawn ON public.access_grant FOR UPDATE TO {{app}} USING (access.may_grant(person_id, scope, unit_id, client_id)) WITH CHECK (((withdrawn_by = access.person()) AND access.may_grant(person_id, scope, unit_id, client_id)));

CREATE POLICY written ON public.audit_event FOR INSERT TO {{app}} WITH CHECK (true);

CREATE POLICY written ON public.report FOR INSERT TO {{app}} WITH CHECK (((author_id = access.person()) AND access.writes(client_id, 'report:write'::text)));

GRANT USAGE ON SCHEMA access TO {{app}};
GRANT USAGE ON SCHEMA access TO {{log}};

GRANT SELECT ON TABLE public.access_grant TO {{log}};
GRANT SELECT ON TABLE public.access_grant TO {{app}};

GRANT INSERT(id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(person_id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(role_id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(scope) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(unit_id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(client_id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(valid_from) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(valid_until) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(granted_by) ON TABLE public.access_grant TO {{app}};

GRANT UPDATE(withdrawn_at) ON TABLE public.access_grant TO {{app}};

GRANT UPDATE(withdrawn_by) ON TABLE public.access_grant TO {{app}};

GRANT UPDATE(version) ON TABLE public.access_grant TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.person TO {{app}};

GRANT SELECT(id) ON TABLE public.person TO {{log}};

GRANT SELECT(user_name) ON TABLE public.person TO {{log}};

GRANT SELECT(given_name) ON TABLE public.person TO {{log}};

GRANT SELECT(prefix) ON TABLE public.person TO {{log}};

GRANT SELECT(family_name) ON TABLE public.person TO {{log}};

GRANT SELECT(function) ON TABLE public.person TO {{log}};

GRANT SELECT(search_name) ON TABLE public.person TO {{log}};

GRANT SELECT ON TABLE public.role TO {{log}};
GRANT SELECT,INSERT ON TABLE public.role TO {{app}};

GRANT UPDATE(name) ON TABLE public.role TO {{app}};

GRANT UPDATE(description) ON TABLE public.role TO {{app}};

GRANT UPDATE(permissions) ON TABLE public.role TO {{app}};

GRANT UPDATE(version) ON TABLE public.role TO {{app}};

REVOKE ALL ON FUNCTION access.active_grants(p_person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.organisation_wide() FROM PUBLIC;
GRANT ALL ON FUNCTION access.organisation_wide() TO {{app}};

REVOKE ALL ON FUNCTION access.organisation_wide(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.organisation_wide(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.active_grants(p_person uuid, p_permission text) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.allowed_factors(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.allowed_factors(p_person uuid) TO {{app}};

GRANT SELECT,INSERT ON TABLE public.client TO {{app}};

GRANT SELECT(id) ON TABLE public.client TO {{log}};

GRANT SELECT(number) ON TABLE public.client TO {{log}};
GRANT UPDATE(number) ON TABLE public.client TO {{app}};

GRANT SELECT(given_names) ON TABLE public.client TO {{log}};
GRANT UPDATE(given_names) ON TABLE public.client TO {{app}};

GRANT SELECT(initials) ON TABLE public.client TO {{log}};
GRANT UPDATE(initials) ON TABLE public.client TO {{app}};

GRANT SELECT(nickname) ON TABLE public.client TO {{log}};
GRANT UPDATE(nickname) ON TABLE public.client TO {{app}};

GRANT SELECT(own_prefix) ON TABLE public.client TO {{log}};
GRANT UPDATE(own_prefix) ON TABLE public.client TO {{app}};

GRANT SELECT(own_name) ON TABLE public.client TO {{log}};
GRANT UPDATE(own_name) ON TABLE public.client TO {{app}};

GRANT SELECT(partner_prefix) ON TABLE public.client TO {{log}};
GRANT UPDATE(partner_prefix) ON TABLE public.client TO {{app}};

GRANT SELECT(partner_name) ON TABLE public.client TO {{log}};
GRANT UPDATE(partner_name) ON TABLE public.client TO {{app}};

GRANT SELECT(name_order) ON TABLE public.client TO {{log}};
GRANT UPDATE(name_order) ON TABLE public.client TO {{app}};

GRANT SELECT(search_name) ON TABLE public.client TO {{log}};
GRANT UPDATE(search_name) ON TABLE public.client TO {{app}};

GRANT SELECT(birth_date) ON TABLE public.client TO {{log}};
GRANT UPDATE(birth_date) ON TABLE public.client TO {{app}};

GRANT SELECT(sex) ON TABLE public.client TO {{log}};
GRANT UPDATE(sex) ON TABLE public.client TO {{app}};

GRANT UPDATE(deceased_at) ON TABLE public.client TO {{app}};

GRANT UPDATE(bsn_sealed) ON TABLE public.client TO {{app}};

GRANT SELECT(bsn_hash) ON TABLE public.client TO {{log}};
GRANT UPDATE(bsn_hash) ON TABLE public.client TO {{app}};

GRANT UPDATE(street) ON TABLE public.client TO {{app}};

GRANT UPDATE(house_number) ON TABLE public.client TO {{app}};

GRANT UPDATE(house_number_addition) ON TABLE public.client TO {{app}};

GRANT UPDATE(postal_code) ON TABLE public.client TO {{app}};

GRANT UPDATE(city) ON TABLE public.client TO {{app}};

GRANT UPDATE(country) ON TABLE public.client TO {{app}};

GRANT UPDATE(phone) ON TABLE public.client TO {{app}};

GRANT UPDATE(mobile) ON TABLE public.client TO {{app}};

GRANT UPDATE(email) ON TABLE public.client TO {{app}};

GRANT UPDATE(general_practitioner) ON TABLE public.client TO {{app}};

GRANT UPDATE(general_practitioner_phone) ON TABLE public.client TO {{app}};

GRANT UPDATE(resuscitation) ON TABLE public.client TO {{app}};

GRANT UPDATE(resuscitation_recorded_at) ON TABLE public.client TO {{app}};

GRANT UPDATE(changed_at) ON TABLE public.client TO {{app}};

GRANT UPDATE(version) ON TABLE public.client TO {{app}};

REVOKE ALL ON FUNCTION access.bsn_taken(p_hash bytea, p_except uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.bsn_taken(p_hash bytea, p_except uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.client_exists(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_exists(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.client_to_grant(p_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_to_grant(p_number text) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_in_care(p_permission text, p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.clients_in_care(p_permission text, p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_in_reach(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.clients_in_reach(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_within(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.clients_within(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.covers_unit(p_unit uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.covers_unit(p_unit uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.current_ground() FROM PUBLIC;
GRANT ALL ON FUNCTION access.current_ground() TO {{app}};

REVOKE ALL ON FUNCTION access.decide(p_person uuid, p_client uuid, p_permission text, OUT door uuid, OUT may text, OUT wide text) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.care_relation TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.care_relation TO {{app}};

GRANT UPDATE(version) ON TABLE public.care_relation TO {{app}};

GRANT SELECT,INSERT ON TABLE public.membership TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.membership TO {{app}};

GRANT UPDATE(version) ON TABLE public.membership TO {{app}};

REVOKE ALL ON FUNCTION access.doors(p_person uuid, p_client uuid, p_units uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet, p_agent text, p_fresh boolean, p_reading boolean, p_log_id uuid, p_event text, p_action text, p_part text, p_about uuid, p_object uuid, p_question text, p_shown uuid[], p_detail jsonb, p_checks text, p_trace text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet, p_agent text, p_fresh boolean, p_reading boolean, p_log_id uuid, p_event text, p_action text, p_part text, p_about uuid, p_object uuid, p_question text, p_shown uuid[], p_detail jsonb, p_checks text, p_trace text) TO {{app}};

GRANT SELECT ON TABLE public.audit_event TO {{log}};

GRANT INSERT(id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(event) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(action) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(outcome) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(problem) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(person_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(session_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(on_behalf_of) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(supplier) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(client_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(part) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(object_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(ground) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(checks) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(question) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(shown) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(detail) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(address) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(trace_id) ON TABLE public.audit_event TO {{app}};

REVOKE ALL ON FUNCTION access.events_showing(p_client uuid, p_from timestamp with time zone, p_until timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_person uuid, p_outcome text, p_event text, p_limit bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_showing(p_client uuid, p_from timestamp with time zone, p_until timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_person uuid, p_outcome text, p_event text, p_limit bigint) TO {{log}};

REVOKE ALL ON FUNCTION access.everywhere(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.everywhere(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.ground_for(p_person uuid, p_client uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.ground_for(p_person uuid, p_client uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.person() FROM PUBLIC;
GRANT ALL ON FUNCTION access.person() TO {{app}};
GRANT ALL ON FUNCTION access.person() TO {{log}};

REVOKE ALL ON FUNCTION access.ground(p_client uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.ground(p_client uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.has(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.has(p_permission text) TO {{app}};
GRANT ALL ON FUNCTION access.has(p_permission text) TO {{log}};

REVOKE ALL ON FUNCTION access.in_ranges(p_address inet, p_ranges jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.lasting_managers() FROM PUBLIC;
GRANT ALL ON FUNCTION access.lasting_managers() TO {{app}};

REVOKE ALL ON FUNCTION access.may() FROM PUBLIC;
GRANT ALL ON FUNCTION access.may() TO {{app}};

REVOKE ALL ON FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.may_place(p_client uuid, p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.may_place(p_client uuid, p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.narrowed(p_permissions text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.next_client_number() FROM PUBLIC;
GRANT ALL ON FUNCTION access.next_client_number() TO {{app}};

REVOKE ALL ON FUNCTION access.number_of(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.number_of(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.opened(p_client uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.opened(p_client uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.opened_client() FROM PUBLIC;
GRANT ALL ON FUNCTION access.opened_client() TO {{app}};

REVOKE ALL ON FUNCTION access.opens(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.opens(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.own_of(p_person uuid, OUT teams uuid[], OUT clients integer, OUT clients_within integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_of(p_person uuid, OUT teams uuid[], OUT clients integer, OUT clients_within integer) TO {{app}};

REVOKE ALL ON FUNCTION access.own_sign_ins(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_sign_ins(p_limit integer) TO {{app}};

REVOKE ALL ON FUNCTION access.permissions_for(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.permissions_for(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.permissions_of(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.permissions_of(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) TO {{app}};

REVOKE ALL ON FUNCTION access.same_network(p_one inet, p_other inet) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.session() FROM PUBLIC;
GRANT ALL ON FUNCTION access.session() TO {{app}};

REVOKE ALL ON FUNCTION access.sign_in_groups() FROM PUBLIC;
GRANT ALL ON FUNCTION access.sign_in_groups() TO {{app}};

REVOKE ALL ON FUNCTION access.unit_in_use(p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unit_in_use(p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.units_of(p_client uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.wide(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.wide(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.width(p_scope text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.width(p_scope text) TO {{app}};

REVOKE ALL ON FUNCTION access.writes(p_client uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.writes(p_client uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ensure_audit_partitions(p_from date, p_until date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_audit_partitions(p_from date, p_until date) TO {{app}};

GRANT SELECT,INSERT ON TABLE public.alert TO {{app}};

GRANT UPDATE(ended_at) ON TABLE public.alert TO {{app}};

GRANT UPDATE(version) ON TABLE public.alert TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_person TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.credential TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.device TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.draft TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.factor TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.gateway TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_provider TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitation TO {{app}};

GRANT SELECT,INSERT ON TABLE public.measurement TO {{app}};

GRANT UPDATE(status) ON TABLE public.measurement TO {{app}};

GRANT UPDATE(reason_sealed) ON TABLE public.measurement TO {{app}};

GRANT UPDATE(version) ON TABLE public.measurement TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.message TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.origin TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.passkey_challenge TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.phone_code TO {{app}};

GRANT SELECT,INSERT ON TABLE public.placement TO {{app}};

GRANT UPDATE(room) ON TABLE public.placement TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.placement TO {{app}};

GRANT UPDATE(version) ON TABLE public.placement TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.provider_visit TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.recovery_code TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reentry TO {{app}};

GRANT SELECT,INSERT ON TABLE public.report TO {{app}};

GRANT UPDATE(form) ON TABLE public.report TO {{app}};

GRANT UPDATE(text_sealed) ON TABLE public.report TO {{app}};

GRANT UPDATE(author_id) ON TABLE public.report TO {{app}};

GRANT UPDATE(author_name) ON TABLE public.report TO {{app}};

GRANT UPDATE(author_function) ON TABLE public.report TO {{app}};

GRANT UPDATE(care_moment) ON TABLE public.report TO {{app}};

GRANT UPDATE(recorded_at) ON TABLE public.report TO {{app}};

GRANT UPDATE(important) ON TABLE public.report TO {{app}};

GRANT UPDATE(visible_to_family) ON TABLE public.report TO {{app}};

GRANT UPDATE(reason_sealed) ON TABLE public.report TO {{app}};

GRANT UPDATE(version) ON TABLE public.report TO {{app}};

GRANT SELECT ON TABLE public.report_version TO {{app}};

GRANT SELECT ON TABLE public.row_history TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO {{app}};

GRANT SELECT ON TABLE public.setting TO {{app}};

GRANT UPDATE(value) ON TABLE public.setting TO {{app}};

GRANT UPDATE(version) ON TABLE public.setting TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_brake TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.sign_in_reset TO {{app}};

GRANT SELECT,INSERT ON TABLE public.unit TO {{app}};
GRANT SELECT ON TABLE public.unit TO {{log}};

GRANT UPDATE(name) ON TABLE public.unit TO {{app}};

GRANT UPDATE(closed_at) ON TABLE public.unit TO {{app}};

GRANT UPDATE(version) ON TABLE public.unit TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.used_logout_token TO {{app}};

ALTER DEFAULT PRIVILEGES FOR ROLE {{owner}} REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

