-- Made by tools/generate-schema.ts: the result of the migrations, to read; nothing runs it.


CREATE SCHEMA access;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

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
    source text DEFAULT 'given'::text NOT NULL,
    rule_id uuid,
    relation_kind text,
    minutes_before integer,
    minutes_after integer,
    within_unit_id uuid,
    except_units uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    except_clients uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    batch_id uuid,
    awaits boolean DEFAULT false NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    CONSTRAINT access_grant_check CHECK (((scope = 'unit'::text) = (unit_id IS NOT NULL))),
    CONSTRAINT access_grant_check1 CHECK (((scope = 'client'::text) = (client_id IS NOT NULL))),
    CONSTRAINT access_grant_check2 CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT access_grant_check3 CHECK (((granted_by IS NULL) OR (granted_by <> person_id))),
    CONSTRAINT access_grant_check4 CHECK (((relation_kind IS NULL) OR (scope = 'own-clients'::text))),
    CONSTRAINT access_grant_check5 CHECK (((scope = 'roster'::text) = ((minutes_before IS NOT NULL) AND (minutes_after IS NOT NULL)))),
    CONSTRAINT access_grant_check6 CHECK (((source = ANY (ARRAY['function'::text, 'group'::text])) = (rule_id IS NOT NULL))),
    CONSTRAINT access_grant_check7 CHECK (((confirmed_by IS NULL) OR ((confirmed_by <> person_id) AND (confirmed_by IS DISTINCT FROM granted_by)))),
    CONSTRAINT access_grant_check8 CHECK (((source <> 'emergency'::text) OR (valid_until IS NOT NULL))),
    CONSTRAINT access_grant_minutes_after_check CHECK (((minutes_after >= 0) AND (minutes_after <= 2880))),
    CONSTRAINT access_grant_minutes_before_check CHECK (((minutes_before >= 0) AND (minutes_before <= 2880))),
    CONSTRAINT access_grant_scope_check CHECK ((scope = ANY (ARRAY['organisation'::text, 'unit'::text, 'own-teams'::text, 'own-clients'::text, 'roster'::text, 'client'::text]))),
    CONSTRAINT access_grant_source_check CHECK ((source = ANY (ARRAY['given'::text, 'operator'::text, 'function'::text, 'group'::text, 'emergency'::text])))
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
    system boolean DEFAULT false NOT NULL,
    changed_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    changed_by uuid,
    CONSTRAINT role_key_check CHECK ((key ~ '^[a-z][a-z0-9-]{1,60}$'::text)),
    CONSTRAINT role_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

CREATE FUNCTION access.active_grants(p_person uuid) RETURNS TABLE(id uuid, scope text, source text, unit_id uuid, client_id uuid, permissions text[], wide boolean, relation_kind text, minutes_before integer, minutes_after integer, within_unit_id uuid, except_units uuid[], except_clients uuid[])
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.scope,
     g.source,
     g.unit_id,
     g.client_id,
     r.permissions,
     ((g.scope = 'organisation'::text) AND (g.within_unit_id IS NULL) AND (g.except_units = '{}'::uuid[]) AND (g.except_clients = '{}'::uuid[])),
     g.relation_kind,
     g.minutes_before,
     g.minutes_after,
     g.within_unit_id,
     g.except_units,
     g.except_clients
    FROM ((public.access_grant g
      JOIN public.role r ON ((r.id = g.role_id)))
      JOIN public.person e ON ((e.id = g.person_id)))
   WHERE ((g.person_id = active_grants.p_person) AND (g.withdrawn_at IS NULL) AND (g.valid_from <= now()) AND ((g.valid_until IS NULL) OR (g.valid_until > now())) AND ((NOT g.awaits) OR (g.confirmed_at IS NOT NULL)) AND (e.employed_from <= now()) AND ((e.employed_until IS NULL) OR (e.employed_until > now())));
END;

CREATE FUNCTION access.organisation_wide() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{people:manage,organisation:change,role:change,setting:change,log:read,access:approve,access:review,roster:change,backup:read,backup:manage}'::text[];

CREATE FUNCTION access.organisation_wide(p_permission text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (p_permission = ANY (access.organisation_wide()));

CREATE FUNCTION access.active_grants(p_person uuid, p_permission text) RETURNS TABLE(id uuid, scope text, source text, unit_id uuid, client_id uuid, permissions text[], wide boolean, relation_kind text, minutes_before integer, minutes_after integer, within_unit_id uuid, except_units uuid[], except_clients uuid[])
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.scope,
     g.source,
     g.unit_id,
     g.client_id,
     g.permissions,
     g.wide,
     g.relation_kind,
     g.minutes_before,
     g.minutes_after,
     g.within_unit_id,
     g.except_units,
     g.except_clients
    FROM access.active_grants(active_grants.p_person) g(id, scope, source, unit_id, client_id, permissions, wide, relation_kind, minutes_before, minutes_after, within_unit_id, except_units, except_clients)
   WHERE ((active_grants.p_permission = ANY (g.permissions)) AND (g.wide OR (NOT access.organisation_wide(active_grants.p_permission))));
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

CREATE FUNCTION access.another_approver(p_first uuid, p_about uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (
    select from (select distinct g.person_id from access_grant g join role r on r.id = g.role_id
      where 'access:approve' = any (r.permissions) and g.scope = 'organisation' and g.withdrawn_at is null) who
    where who.person_id is distinct from p_first and who.person_id is distinct from p_about
      and access.confirmed(who.person_id, 'access:approve'));
end $$;

CREATE FUNCTION access.apply_rules(p_person uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.barred(p_person uuid, p_permission text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.below(p_roots uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return case when p_roots = '{}' then '{}' else array(select u.id from unit u where u.path && p_roots) end;
end $$;

CREATE FUNCTION access.bsn_taken(p_hashes bytea[], p_except uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from client c where c.bsn_hash = any (p_hashes) and c.id is distinct from p_except)
$$;

CREATE FUNCTION access.carry_out_moves() RETURNS TABLE(id uuid, person_id uuid, name text, function text, before text, refused boolean, planner uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  p planned_move;
begin
  for p in select * from planned_move m where m.at <= now() and m.carried_out_at is null and m.cancelled_at is null
    order by m.at, m.id limit 100 for update skip locked
  loop
    id := p.id;
    person_id := p.person_id;
    function := p.function;
    select e.function, concat_ws(' ', e.given_name, e.prefix, e.family_name) into before, name from person e where e.id = p.person_id;
    planner := (select e.id from person e where e.id = p.made_by and (e.employed_until is null or e.employed_until > now()));
    refused := not access.function_keeps_manager(p.person_id, p.function);
    if refused then
      update planned_move m set cancelled_at = now(), version = m.version + 1 where m.id = p.id;
    else
      update person e set function = p.function, version = e.version + 1 where e.id = p.person_id;
      update planned_move m set carried_out_at = now(), version = m.version + 1 where m.id = p.id;
    end if;
    return next;
  end loop;
end $$;

CREATE FUNCTION access.check_sealed(p_table text, p_columns text[]) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if p_columns = '{}' or exists (
    select from unnest(p_columns) c
    where not (c like '%\_sealed' or (p_table = 'client' and c = 'bsn_hash'))
      or not exists (select from pg_attribute a where a.attrelid = format('public.%I', p_table)::regclass
        and a.attname = c and a.attnum > 0 and not a.attisdropped and a.atttypid = 'bytea'::regtype)) then
    raise exception 'not a sealed column of %', p_table using errcode = '42501';
  end if;
end $$;

CREATE FUNCTION access.checks(p_checks text, p_ground uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if current_setting('hoede.emergency', true) = 'yes' and (p_ground is null or p_ground = access.current_ground())
    or p_ground is not null and exists (select from access_grant g where g.id = p_ground and g.source = 'emergency') then
    return access.emergency_checks(p_checks);
  end if;
  return p_checks;
end $$;

CREATE FUNCTION access.client_card(p_client uuid, OUT number text, OUT units jsonb) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
    guarded boolean DEFAULT false NOT NULL,
    CONSTRAINT client_name_order_check CHECK ((name_order = ANY (ARRAY['own'::text, 'partner'::text, 'partner-own'::text, 'own-partner'::text]))),
    CONSTRAINT client_number_check CHECK (((length(number) >= 1) AND (length(number) <= 20))),
    CONSTRAINT client_own_name_check CHECK (((length(own_name) >= 1) AND (length(own_name) <= 120))),
    CONSTRAINT client_resuscitation_check CHECK ((resuscitation = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT client_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text, 'undifferentiated'::text, 'unknown'::text])))
);

CREATE FUNCTION access.client_exists(p_client uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    RETURN (EXISTS (SELECT FROM public.client WHERE (client.id = client_exists.p_client)));

CREATE FUNCTION access.client_numbered(p_number text, p_permission text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (select c.id from client c where c.number = p_number and access.ground(c.id, p_permission) is not null);
end $$;

CREATE FUNCTION access.client_to_grant(p_number text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (select c.id from client c where c.number = p_number and access.ground(c.id, 'access:grant') is not null);
end $$;

CREATE FUNCTION access.clients_cared_for(p_unit uuid) RETURNS TABLE(client_id uuid, number text, unit_id uuid)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  r record := access.clients_of(access.person(), 'access:read');
begin
  return query
    select c.id, c.number, p.unit_id
    from placement p join client c on c.id = p.client_id join unit u on u.id = p.unit_id
    where p_unit = any (u.path) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      and (r.everything or c.id = any (r.clients));
end $$;

CREATE FUNCTION access.clients_in_reach(p_permission text) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000 ROWS 50
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if access.wide(p_permission) then
    return query select c.id from client c where c.id <> all (access.barred(access.person(), p_permission));
  else
    return query select unnest(access.within(p_permission));
  end if;
end $$;

CREATE FUNCTION access.clients_in_units(p_units uuid[]) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.clients_of(p_person uuid, p_permission text, OUT everything boolean, OUT clients uuid[], OUT alike text[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.clients_of_narrowed(p_person uuid, g public.access_grant) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE ROWS 50
    AS $$
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

CREATE FUNCTION access.complete_leaving(p_person uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  gone timestamptz;
  by_whom text := coalesce((select concat_ws(' ', e.given_name, e.prefix, e.family_name) from person e where e.id = access.person()), 'Hoede');
  items jsonb;
begin
  select e.employed_until into gone from person e where e.id = p_person for update;
  if gone is null or gone > now()
    or exists (select from leaving_statement s where s.person_id = p_person and s.left_at = gone) then
    return null;
  end if;
  items := coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'name', h.name, 'detail', h.detail, 'began', h.began,
      'ended', case when h.ended is null or h.ended > now() then case when h.kind in ('membership', 'care-relation') then gone else now() end else h.ended end,
      'by', coalesce((select concat_ws(' ', e.given_name, e.prefix, e.family_name) from person e where e.id = h.by_id), by_whom))
    order by h.kind, h.name, h.began) from access.held(p_person, gone) h), '[]');

  update session s set ended_at = now(), ended_because = 'left' where s.person_id = p_person and s.ended_at is null;
  update reentry r set ended_at = now() where r.person_id = p_person and r.ended_at is null;
  update factor f set removed_at = now() where f.person_id = p_person and f.removed_at is null;
  update recovery_code c set used_at = now() where c.person_id = p_person and c.used_at is null;
  update credential c set password_hash = null where c.person_id = p_person and c.password_hash is not null;
  update identity i set ended_at = now(), ended_by = access.person() where i.person_id = p_person and i.ended_at is null;
  delete from provider_visit v where v.person_id = p_person and v.purpose = 'link';
  update invitation i set withdrawn_at = now() where i.person_id = p_person and i.used_at is null and i.withdrawn_at is null;
  update sign_in_reset r set withdrawn_at = now(), withdrawn_by = access.person()
  where r.person_id = p_person and r.used_at is null and r.withdrawn_at is null;
  delete from directory_member m where m.person_id = p_person;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.person_id = p_person and g.withdrawn_at is null;
  update membership m set valid_until = greatest(m.valid_from, gone), version = m.version + 1
  where m.person_id = p_person and (m.valid_until is null or m.valid_until > greatest(m.valid_from, gone));
  update care_relation c set valid_until = greatest(c.valid_from, gone), version = c.version + 1
  where c.person_id = p_person and (c.valid_until is null or c.valid_until > greatest(c.valid_from, gone));
  update shift s set cancelled_at = now(), version = s.version + 1 where s.person_id = p_person and s.cancelled_at is null and s.ends_at > now();
  update planned_move p set cancelled_at = now(), version = p.version + 1
  where p.person_id = p_person and p.carried_out_at is null and p.cancelled_at is null;
  update message m set state = 'expired', body_sealed = null where m.person_id = p_person and m.state = 'waiting';

  update review_campaign c set escalate_to = coalesce(access.review_stand_in(c.id, p_person, p_person), c.escalate_to), version = c.version + 1
  where c.escalate_to = p_person and c.closed_at is null;
  update review_item i set reviewer_id = access.review_stand_in(i.campaign_id, i.person_id, p_person), version = i.version + 1
  from review_campaign c
  where c.id = i.campaign_id and c.closed_at is null and i.reviewer_id = p_person and i.decision is null
    and access.review_stand_in(i.campaign_id, i.person_id, p_person) is not null;
  -- What was to be reviewed of this person has ended.
  update review_item i set decision = 'end', words = 'uit dienst', decided_at = now(), executed_at = now(), version = i.version + 1
  from review_campaign c where c.id = i.campaign_id and c.closed_at is null and i.person_id = p_person and i.decision is null;

  insert into leaving_statement (id, person_id, left_at, items) values (gen_random_uuid(), p_person, gone, items);
  return jsonb_array_length(items);
end $$;

CREATE FUNCTION access.confirmed(p_person uuid, p_permission text) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (
    select from access.active_grants(p_person, p_permission) n join access_grant g on g.id = n.id
    where n.wide and (g.source = 'operator' or g.confirmed_at is not null));
end $$;

CREATE FUNCTION access.contacts_of(p_client uuid) RETURNS TABLE(id uuid, name text, relation text, ended boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if access.ground(p_client, 'family:grant') is null and access.ground(p_client, 'client:read') is null then
    return;
  end if;
  return query select k.id, k.name, k.relation, k.ended_at is not null from contact_person k
    where k.client_id = p_client order by k.position, k.id;
end $$;

CREATE FUNCTION access.covered_units(p_permission text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return array(select u.id from unit u where access.covers_unit(u.id, p_permission));
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
    where (g.scope = 'organisation'
        or g.scope in ('unit', 'own-teams') and access.roots_of(access.person(), g.scope, g.unit_id, null, null) && above)
      and (g.within_unit_id is null or g.within_unit_id = any (above))
      and g.except_clients = '{}'
      and (g.except_units = '{}' or not exists (select from unit u where p_unit = any (u.path) and u.path && g.except_units)));
end $$;

CREATE FUNCTION access.critical() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{people:manage,role:change,setting:change,access:approve}'::text[];

CREATE FUNCTION access.current_ground() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.ground'::text, true), ''::text))::uuid;

CREATE FUNCTION access.decide(p_person uuid, p_client uuid, p_permission text, OUT door uuid, OUT may text, OUT wide text, OUT emergency boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.directory() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('hoede.directory'::text, true), ''::text))::uuid;

CREATE FUNCTION access.employed_before(p_person uuid, p_at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 2000
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return exists (select from row_history h where h.table_name = 'person' and h.row_id = p_person::text
    and (h.row ->> 'employed_from')::timestamptz <= p_at and (h.row ->> 'employed_until')::timestamptz > p_at);
end $$;

CREATE FUNCTION access.permissions_at(p_role uuid, p_at timestamp with time zone) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  before jsonb;
begin
  select h.row -> 'permissions' into before from row_history h
  where h.table_name = 'role' and h.row_id = p_role::text and h.changed_at > p_at order by h.version limit 1;
  return case when before is null then (select r.permissions from role r where r.id = p_role)
    else array(select jsonb_array_elements_text(before)) end;
end $$;

CREATE TABLE public.care_relation (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    exclusive boolean DEFAULT false NOT NULL,
    created_by uuid,
    CONSTRAINT care_relation_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
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

CREATE TABLE public.shift (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    external_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid,
    cancelled_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT shift_check CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '36:00:00'::interval))))
);

CREATE FUNCTION access.judged(p_person uuid, p_client uuid, p_units uuid[], p_at timestamp with time zone) RETURNS TABLE(id uuid, role_id uuid, scope text, source text, permissions text[], wide boolean, employed boolean, in_period boolean, in_scope boolean, in_within boolean, excepted boolean)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.id,
     g.role_id,
     g.scope,
     g.source,
         CASE
             WHEN (judged.p_at >= r.changed_at) THEN r.permissions
             ELSE access.permissions_at(r.id, judged.p_at)
         END AS permissions_at,
     ((g.scope = 'organisation'::text) AND (g.within_unit_id IS NULL) AND (g.except_units = '{}'::uuid[]) AND (g.except_clients = '{}'::uuid[])),
     (((e.employed_from <= judged.p_at) AND ((e.employed_until IS NULL) OR (e.employed_until > judged.p_at))) OR ((judged.p_at < e.employed_from) AND access.employed_before(e.id, judged.p_at))),
     (((g.withdrawn_at IS NULL) OR (g.withdrawn_at > judged.p_at)) AND (g.valid_from <= judged.p_at) AND ((g.valid_until IS NULL) OR (g.valid_until > judged.p_at)) AND ((NOT g.awaits) OR (g.confirmed_at <= judged.p_at))),
         CASE g.scope
             WHEN 'client'::text THEN (g.client_id = judged.p_client)
             WHEN 'own-clients'::text THEN (EXISTS ( SELECT
                FROM public.care_relation c
               WHERE ((c.client_id = judged.p_client) AND (c.person_id = g.person_id) AND ((g.relation_kind IS NULL) OR (c.kind = g.relation_kind)) AND (c.valid_from <= judged.p_at) AND ((c.valid_until IS NULL) OR (c.valid_until > judged.p_at)))))
             WHEN 'own-teams'::text THEN (EXISTS ( SELECT
                FROM public.membership m
               WHERE ((m.person_id = g.person_id) AND (m.unit_id = ANY (judged.p_units)) AND (m.valid_from <= judged.p_at) AND ((m.valid_until IS NULL) OR (m.valid_until > judged.p_at)))))
             WHEN 'roster'::text THEN (EXISTS ( SELECT
                FROM public.shift s
               WHERE ((s.person_id = g.person_id) AND (s.unit_id = ANY (judged.p_units)) AND ((s.cancelled_at IS NULL) OR (s.cancelled_at > judged.p_at)) AND (s.starts_at <= (judged.p_at + make_interval(mins => g.minutes_before))) AND (s.ends_at > (judged.p_at - make_interval(mins => g.minutes_after))))))
             WHEN 'unit'::text THEN (g.unit_id = ANY (judged.p_units))
             WHEN 'organisation'::text THEN true
             ELSE false
         END AS "case",
     ((g.within_unit_id IS NULL) OR (g.within_unit_id = ANY (judged.p_units))),
     ((g.except_units && judged.p_units) OR (judged.p_client = ANY (g.except_clients)))
    FROM ((public.access_grant g
      JOIN public.role r ON ((r.id = g.role_id)))
      JOIN public.person e ON ((e.id = g.person_id)))
   WHERE (g.person_id = judged.p_person);
END;

CREATE FUNCTION access.unbarred(p_permissions text[], p_source text, p_person uuid, p_client uuid, p_at timestamp with time zone) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 2000
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.doors(p_person uuid, p_client uuid, p_units uuid[], p_guarded boolean, p_at timestamp with time zone) RETURNS TABLE(id uuid, role_id uuid, scope text, source text, wide boolean, permissions text[], given text[])
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT j.id,
     j.role_id,
     j.scope,
     j.source,
     j.wide,
         CASE
             WHEN doors.p_guarded THEN access.unbarred(j.permissions, j.source, doors.p_person, doors.p_client, doors.p_at)
             ELSE j.permissions
         END AS permissions,
     j.permissions
    FROM access.judged(doors.p_person, doors.p_client, doors.p_units, doors.p_at) j(id, role_id, scope, source, permissions, wide, employed, in_period, in_scope, in_within, excepted)
   WHERE (j.in_period AND j.employed AND j.in_scope AND j.in_within AND (NOT j.excepted));
END;

CREATE FUNCTION access.duties_against(p_people uuid[], p_permissions text[]) RETURNS TABLE(person_id uuid, conflict_id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select e.id, d.id, d.name
  from unnest(p_people) e (id), lateral (select array(select distinct h.permission from access.held_permissions(e.id) h) as held) h,
    duty_conflict d
  where d.active and array[d.one, d.other] <@ (h.held || p_permissions) and not array[d.one, d.other] <@ h.held
  order by e.id, d.name
$$;

CREATE FUNCTION access.duties_against_role(p_role uuid, p_permissions text[]) RETURNS TABLE(person_id uuid, conflict_id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.person_id, a.conflict_id, a.name from access.duties_against(
    array(select distinct g.person_id from access_grant g
      where g.role_id = p_role and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now())), p_permissions) a
$$;

CREATE FUNCTION access.duties_of_grant(p_grant uuid) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(d.name order by d.name), '{}')
  from access_grant g join role r on r.id = g.role_id,
    lateral (select array(select distinct h.permission from access.held_permissions(g.person_id) h) as held) h, duty_conflict d
  where g.id = p_grant and d.active and array[d.one, d.other] <@ h.held and array[d.one, d.other] && r.permissions
$$;

CREATE FUNCTION access.duties_within(p_permissions text[]) RETURNS TABLE(name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.name from duty_conflict d where d.active and array[d.one, d.other] <@ p_permissions order by d.name
$$;

CREATE FUNCTION access.duty_holders(p_conflict uuid) RETURNS TABLE(person_id uuid, by_one text[], by_other text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  d duty_conflict;
begin
  if not access.has('access:read') and not access.has('access:review') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  select * into d from duty_conflict c where c.id = p_conflict;
  return query
    select g.person_id, array_agg(distinct r.name) filter (where d.one = any (r.permissions)),
      array_agg(distinct r.name) filter (where d.other = any (r.permissions))
    from access_grant g join role r on r.id = g.role_id join person e on e.id = g.person_id
    where (d.one = any (r.permissions) or d.other = any (r.permissions)) and g.source <> 'emergency'
      and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()) and (e.employed_until is null or e.employed_until > now())
    group by g.person_id having bool_or(d.one = any (r.permissions)) and bool_or(d.other = any (r.permissions));
end $$;

CREATE FUNCTION access.emergency_checks(p_checks text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ("left"(p_checks, 1) || 'FFT'::text);

CREATE FUNCTION access.emergency_client(p_id uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (select c.number from emergency e join client c on c.id = e.client_id
    where e.id = p_id and (e.person_id = access.person() or access.judges(e.care_unit_id)));
end $$;

CREATE FUNCTION access.emergency_use(p_id uuid) RETURNS TABLE(part text, event text, action text, outcome text, times bigint, clients bigint, first timestamp with time zone, last timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.end_emergency(p_id uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.end_grant_at(p_grant uuid, p_at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  g access_grant;
begin
  select * into g from access_grant a where a.id = p_grant and a.withdrawn_at is null for update;
  if not found or not access.has('people:manage') or g.person_id = access.person() or g.source not in ('given', 'operator')
    or g.valid_until <= greatest(p_at, now()) then
    return false;
  end if;
  update access_grant a set withdrawn_at = now(), withdrawn_by = access.person(), version = a.version + 1 where a.id = g.id;
  if p_at > greatest(now(), g.valid_from) then
    g.id := gen_random_uuid();
    g.valid_from := greatest(g.valid_from, now());
    g.valid_until := p_at;
    g.withdrawn_at := null;
    g.withdrawn_by := null;
    g.version := 1;
    insert into access_grant select g.*;
  end if;
  return true;
end $$;

CREATE FUNCTION access.end_reach(p_person uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.end_reviewed(p_item uuid, p_words text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  i review_item;
  ended timestamptz;
begin
  select r.* into i from review_item r join review_campaign c on c.id = r.campaign_id
  where r.id = p_item and r.reviewer_id = access.person() and r.person_id <> access.person() and r.executed_at is null and c.closed_at is null
  for update of r;
  if not found then
    return false;
  end if;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.id = i.grant_id and g.withdrawn_at is null and g.rule_id is null;
  select g.withdrawn_at into ended from access_grant g where g.id = i.grant_id;
  if ended is null then
    return false;
  end if;
  update review_item r set decision = 'end', words = p_words, decided_by = access.person(), decided_at = now(), executed_at = ended, version = r.version + 1
  where r.id = i.id;
  return true;
end $$;

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

CREATE FUNCTION access.enter_directory(p_token bytea) RETURNS TABLE(token_id uuid, name text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
    number bigint NOT NULL,
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
  return exists (select from access.active_grants(access.person(), p_permission) g where g.wide);
end $$;

CREATE FUNCTION access.explain(p_person uuid, p_client uuid, p_at timestamp with time zone) RETURNS TABLE(id uuid, permissions text[], open text[], wide boolean, employed boolean, in_period boolean, in_scope boolean, in_within boolean, excepted boolean, relation jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.family_with(p_client uuid, p_part text, p_at timestamp with time zone) RETURNS TABLE(name text, ground text, until timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.find_for_emergency(p_number text, p_bsns bytea[], p_birth date, p_words text[]) RETURNS TABLE(id uuid, given_names text, initials text, nickname text, own_prefix text, own_name text, partner_prefix text, partner_name text, name_order text, sex text, birth_date date, unit_id uuid, unit_name text, reachable boolean, running boolean)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
      union all select n.* from client n where p_number is null and n.bsn_hash = any (p_bsns)
      union all select n.* from client n where p_number is null and p_bsns is null and n.birth_date = p_birth
        and p_words <> '{}' and string_to_array(n.search_name, ' ') @> p_words) c
    left join lateral (select p.unit_id from placement p where p.client_id = c.id and p.valid_from <= now()
      order by (p.valid_until is null or p.valid_until > now()) desc, p.valid_from desc limit 1) place on true
    left join unit u on u.id = place.unit_id
    where not exists (select from client_objection o where o.client_id = c.id and o.person_id = me and o.valid_from <= now()
      and (o.valid_until is null or o.valid_until > now()))
    order by c.own_name, c.id limit 5;
end $$;

CREATE FUNCTION access.find_within(p_permission text) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.function_keeps_manager(p_person uuid, p_function text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept boolean;
begin
  if access.person() is not null and not access.has('people:manage') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  if access.lasting_managers() = 0 then
    return true;
  end if;
  begin
    update person e set function = p_function, version = e.version + 1 where e.id = p_person;
    kept := access.lasting_managers() > 0;
    raise exception 'only tried' using errcode = 'HO001';
  exception when sqlstate 'HO001' then
    return kept;
  end;
end $$;

CREATE FUNCTION access.go_on(p_session uuid, p_token bytea, p_permission text, p_address inet) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  s record;
  kept text;
begin
  select q.person_id, (select t.value from setting t where t.key = 'address-ranges') as ranges into s
  from session q join person e on e.id = q.person_id
  where q.id = p_session and q.token_hash = p_token and q.stage = 'complete' and q.ended_at is null and q.expires_at > now()
    and q.last_seen_at > now() - make_interval(secs => q.idle_seconds)
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now());
  if not found then
    raise exception 'no session' using errcode = 'HO401';
  end if;
  if s.ranges <> '[]' and not access.in_ranges(p_address, s.ranges) then
    raise exception 'not from here' using errcode = 'HO462';
  end if;
  if not exists (select from access.active_grants(s.person_id) g
      where p_permission = any (g.permissions) and (g.wide or not access.organisation_wide(p_permission))) then
    raise exception 'no permission' using errcode = 'HO403';
  end if;
  kept := set_config('hoede.person', s.person_id::text, true);
  kept := set_config('hoede.session', p_session::text, true);
  return s.person_id;
end $$;

CREATE FUNCTION access.ground_at(p_person uuid, p_client uuid, p_permission text, p_at timestamp with time zone) RETURNS uuid
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
  units := access.units_of(p_client, p_at);
  select d.id into door
  from access.doors(p_person, p_client, units, (select c.guarded from client c where c.id = p_client), p_at) d
  where p_permission = any (d.permissions) and (d.wide or not access.organisation_wide(p_permission))
  order by access.width(d.scope), d.id limit 1;
  return door;
end $$;

CREATE FUNCTION access.ground_for(p_person uuid, p_client uuid, p_permission text) RETURNS uuid
    LANGUAGE sql STABLE COST 2000
    RETURN access.ground_at(p_person, p_client, p_permission, now());

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

CREATE FUNCTION access.held_permissions(p_person uuid) RETURNS TABLE(permission text, role text)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT DISTINCT p.p,
     r.name
    FROM (public.access_grant g
      JOIN public.role r ON ((r.id = g.role_id))),
     LATERAL unnest(r.permissions) p(p)
   WHERE ((g.person_id = held_permissions.p_person) AND (g.withdrawn_at IS NULL) AND ((g.valid_until IS NULL) OR (g.valid_until > now())) AND (g.source <> 'emergency'::text));
END;

CREATE FUNCTION access.in_ranges(p_address inet, p_ranges jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return p_address is not null
    and exists (select from jsonb_array_elements(p_ranges) each where p_address <<= (each ->> 'range')::inet);
end $$;

CREATE FUNCTION access.is_critical(p_role uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select r.permissions && access.critical() from role r where r.id = p_role
$$;

CREATE FUNCTION access.is_plain(p_within uuid, p_units uuid[], p_clients uuid[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((p_within IS NULL) AND (p_units = '{}'::uuid[]) AND (p_clients = '{}'::uuid[]));

CREATE FUNCTION access.judges(p_unit uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 500
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return access.everywhere('emergency:judge') or p_unit is not null and access.covers_unit(p_unit, 'emergency:judge');
end $$;

CREATE FUNCTION access.judges_of(p_unit uuid, p_except uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.lasting_managers() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(724402);
  return (
    select count(distinct e.id)::int
    from person e cross join lateral access.active_grants(e.id, 'access:grant') n join access_grant g on g.id = n.id
    where n.wide and g.valid_until is null and e.employed_until is null);
end $$;

CREATE FUNCTION access.leavers(p_limit integer) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select e.id from person e
  where e.employed_until <= now() and not exists (select from leaving_statement s where s.person_id = e.id and s.left_at = e.employed_until)
  order by e.employed_until, e.id limit p_limit
$$;

CREATE FUNCTION access.limits(p_person uuid, p_client uuid, p_at timestamp with time zone, OUT closed boolean, OUT objected boolean, OUT parts text[]) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.may() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(btrim(current_setting('hoede.may'::text, true)), ' '::text);

CREATE FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid, p_within uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 5000
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.move_effects(p_person uuid, p_units uuid[], OUT grants jsonb, OUT relations jsonb) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  below uuid[] := access.below(p_units);
begin
  if not access.has('people:manage') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  grants := coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', r.name, 'scope', g.scope, 'source', g.source,
      'unit', u.name, 'within', w.name, 'until', g.valid_until,
      'tied', coalesce(g.unit_id = any (below), false) or coalesce(g.within_unit_id = any (below), false)) order by r.name, g.id)
    from access_grant g join role r on r.id = g.role_id left join unit u on u.id = g.unit_id left join unit w on w.id = g.within_unit_id
    where g.person_id = p_person and g.withdrawn_at is null and g.source <> 'emergency' and (g.valid_until is null or g.valid_until > now())), '[]');
  relations := coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'clientId', c.client_id, 'number', n.number, 'kind', k.name, 'kindKey', k.key,
      'exclusive', c.exclusive, 'version', c.version, 'mayChange', access.ground(c.client_id, 'client:relate') is not null) order by n.number, k.name)
    from care_relation c join client n on n.id = c.client_id join care_relation_kind k on k.key = c.kind
    where c.person_id = p_person and (c.valid_until is null or c.valid_until > now())
      and exists (select from placement p where p.client_id = c.client_id and p.unit_id = any (below)
        and (p.valid_until is null or p.valid_until > now()) and p.valid_until is distinct from p.valid_from)), '[]');
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

CREATE FUNCTION access.part_permissions(p_part text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE p_part WHEN 'reports'::text THEN '{report:read,report:write,report:correct-others}'::text[] WHEN 'measurements'::text THEN '{measurement:read,measurement:write}'::text[] WHEN 'bsn'::text THEN '{bsn:read}'::text[] ELSE '{}'::text[] END;

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
    where g.wide or not access.organisation_wide(permission) order by permission);
end $$;

CREATE FUNCTION access.placed_in(p_unit uuid, p_from timestamp with time zone, p_until timestamp with time zone) RETURNS TABLE(client_id uuid, since timestamp with time zone, until timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not access.has('log:read') then
    return;
  end if;
  return query
    select p.client_id, greatest(p.valid_from, p_from), least(p.valid_until, p_until)
    from placement p join unit u on u.id = p.unit_id
    where p_unit = any (u.path) and p.valid_from < p_until and (p.valid_until is null or p.valid_until > p_from);
end $$;

CREATE FUNCTION access.plain_reach(p_person uuid, p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[], OUT others boolean, OUT alike text[]) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

CREATE FUNCTION access.reach_of(p_people uuid[]) RETURNS TABLE(person_id uuid, clients uuid[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
begin
  if not access.has('access:grant') and not access.has('role:change') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return query
    select e.id, case when r.everything
        then array(select c.id from client c where not c.guarded or c.id <> all (access.barred(e.id, 'client:read'))) else r.clients end
    from unnest(p_people) e (id), lateral access.clients_of(e.id, 'client:read') r;
end $$;

CREATE FUNCTION access.reaches_anyway(p_person uuid, p_client uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(array_agg(distinct permission), '{}') @> '{client:read,report:read,measurement:read}'::text[]
  from access.doors(p_person, p_client, access.units_of(p_client, now()), (select c.guarded from client c where c.id = p_client), now()) d,
    unnest(d.permissions) permission
  where d.source <> 'emergency'
$$;

CREATE FUNCTION access.record_permissions() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '{client:read,client:change,client:place,bsn:read,report:read,report:write,report:correct-others,measurement:read,measurement:write}'::text[];

CREATE FUNCTION access.remove_directory_group(p_group uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if access.directory() is null then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  delete from directory_member where group_id = p_group;
  update role_rule r set ended_at = now(), version = r.version + 1 where r.group_id = p_group and r.ended_at is null;
  update directory_group g set removed_at = now(), changed_at = now(), version = g.version + 1 where g.id = p_group and g.removed_at is null;
end $$;

CREATE FUNCTION access.reseal(p_table text, p_columns text[], p_places text[], p_old bytea[], p_new bytea[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  width integer := cardinality(p_columns);
  setting text;
  same text;
  done integer;
  kept text;
begin
  perform access.check_sealed(p_table, p_columns);
  if cardinality(p_old) <> cardinality(p_places) * width or cardinality(p_new) <> cardinality(p_old)
    or exists (select from unnest(p_old, p_new) v (o, n) where octet_length(o) is distinct from octet_length(n)) then
    raise exception 'not sealed values of the same length' using errcode = '42501';
  end if;
  select string_agg(format('%I = ($3)[(l.n - 1) * %s + %s]', c, width, n), ', '),
      string_agg(format('t.%I is not distinct from ($2)[(l.n - 1) * %s + %s]', c, width, n), ' and ')
    into setting, same from unnest(p_columns) with ordinality u (c, n);
  kept := set_config('hoede.resealing', 'yes', true);
  kept := set_config('hoede.audited', 'yes', true);
  execute format(
    'with held as materialized (
       select t.ctid as place, g.n from unnest($1::tid[]) with ordinality g (place, n) join public.%I t on t.ctid = g.place
       for update of t skip locked)
     update public.%I t set %s from held l where t.ctid = l.place and %s', p_table, p_table, setting, same)
    using p_places, p_old, p_new;
  get diagnostics done = row_count;
  kept := set_config('hoede.resealing', '', true);
  return done;
end $_$;

CREATE FUNCTION access.reseal_history(p_rows jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  done integer;
begin
  if exists (select from jsonb_array_elements(p_rows) r, jsonb_each_text(r -> 'new') n
      where not (n.key like '%\_sealed' or n.key = 'bsn_hash') or length(n.value) is distinct from length(r -> 'old' ->> n.key)) then
    raise exception 'not sealed values of the same length' using errcode = '42501';
  end if;
  with given as (select (r ->> 'place')::tid as place, r -> 'old' as old, r -> 'new' as new from jsonb_array_elements(p_rows) r),
  held as materialized (
    select h.ctid as place, g.old, g.new from given g join row_history h on h.ctid = g.place for update of h skip locked)
  update row_history h set row = h.row || l.new from held l where h.ctid = l.place and h.row @> l.old;
  get diagnostics done = row_count;
  return done;
end $$;

CREATE FUNCTION access.resealing() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(current_setting('hoede.resealing', true) = 'yes', false)
    and has_function_privilege(session_user, 'access.reseal(text, text[], text[], bytea[], bytea[])', 'execute')
$$;

CREATE FUNCTION access.review_population(p_units uuid[], p_roles uuid[], p_functions text[]) RETURNS TABLE(grant_id uuid, person_id uuid, person_name text, function text, teams jsonb, role_key text, role_name text, scope text, unit jsonb, within_name text, relation_kind text, source text, valid_from timestamp with time zone, valid_until timestamp with time zone, granted_by text, critical boolean, last_use timestamp with time zone, unused boolean, leaders uuid[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5000
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  since timestamptz := now() - make_interval(days => (select value::int from setting where key = 'review-unused-days'));
begin
  if not access.has('access:review') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return query
    with live as materialized (
      select g.*, r.key, r.name as role_name, r.permissions
      from access_grant g join role r on r.id = g.role_id join person e on e.id = g.person_id
      where g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()) and g.source <> 'emergency'
        and (not g.awaits or g.confirmed_at is not null) and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())
    ), working as materialized (
      select m.person_id, array_agg(distinct a) as above
      from membership m join unit u on u.id = m.unit_id, unnest(u.path) a
      where m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()) group by m.person_id
    ), teams as materialized (
      select m.person_id, jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name) as teams
      from membership m join unit u on u.id = m.unit_id
      where m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()) group by m.person_id
    ), lead as materialized (
      select distinct l.person_id, root.id as unit_id, cardinality(root.path) as depth
      from live l join unit root on root.id = any (access.roots_of(l.person_id, l.scope, l.unit_id, null, null))
      where 'access:grant' = any (l.permissions) and l.scope in ('unit', 'own-teams')
    )
    select l.id, l.person_id, concat_ws(' ', e.given_name, e.prefix, e.family_name), e.function, coalesce(t.teams, '[]'), l.key, l.role_name, l.scope,
      case when u.id is not null then jsonb_build_object('kind', u.kind, 'name', u.name) end, w.name, k.name, l.source, l.valid_from, l.valid_until,
      concat_ws(' ', b.given_name, b.prefix, b.family_name), l.permissions && access.critical(), used.at,
      used.at is null and l.valid_from < since,
      array(select f.person_id from (
        select n.person_id, max(n.depth) as depth from lead n where n.unit_id = any (y.above) and n.person_id <> l.person_id group by n.person_id) f
        order by f.depth desc, f.person_id)
    from live l
    join person e on e.id = l.person_id
    left join working y on y.person_id = l.person_id
    left join teams t on t.person_id = l.person_id
    left join unit u on u.id = l.unit_id
    left join unit w on w.id = l.within_unit_id
    left join care_relation_kind k on k.key = l.relation_kind
    left join person b on b.id = l.granted_by
    left join lateral (select a.recorded_at as at from audit_event a where a.ground = l.id and a.recorded_at >= since
      order by a.recorded_at desc limit 1) used on true
    where (p_units = '{}' or y.above && p_units) and (p_roles = '{}' or l.role_id = any (p_roles))
      and (p_functions = '{}' or exists (select from unnest(p_functions) f where lower(f) = lower(e.function)))
    order by e.family_name, e.given_name, e.id, l.role_name, l.id;
end $$;

CREATE FUNCTION access.review_stand_in(p_campaign uuid, p_about uuid, p_not uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select who.id from (
    select c.escalate_to as id, 1 as turn from review_campaign c where c.id = p_campaign
    union all select c.started_by, 2 from review_campaign c where c.id = p_campaign
    union all select distinct g.person_id, 3 from access_grant g join role r on r.id = g.role_id
      where 'access:review' = any (r.permissions) and g.withdrawn_at is null and g.scope = 'organisation') who
  join person e on e.id = who.id
  where who.id is distinct from p_about and who.id is distinct from p_not
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())
    and (who.turn < 3 or exists (select from access.active_grants(who.id, 'access:review')))
  order by who.turn, who.id limit 1
$$;

CREATE FUNCTION access.review_turns() RETURNS TABLE(campaign_id uuid, name text, deadline timestamp with time zone, what text, person_id uuid, open integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  c review_campaign;
begin
  for c in
    select * from review_campaign r where r.closed_at is null and r.escalated_at is null and r.deadline <= now() + interval '7 days'
    order by r.id for update skip locked
  loop
    if c.deadline <= now() then
      update review_item i set reviewer_id = access.review_stand_in(c.id, i.person_id, null), version = i.version + 1
      where i.campaign_id = c.id and i.decision is null
        and i.reviewer_id is distinct from coalesce(access.review_stand_in(c.id, i.person_id, null), i.reviewer_id);
      update review_campaign r set escalated_at = now(), version = r.version + 1 where r.id = c.id;
      what := 'escalation';
    elsif c.started_at < c.deadline - interval '1 day' and c.deadline <= now() + interval '1 day'
        and (c.reminded_at is null or c.reminded_at < c.deadline - interval '1 day')
      or c.started_at < c.deadline - interval '7 days' and c.reminded_at is null then
      update review_campaign r set reminded_at = now(), version = r.version + 1 where r.id = c.id;
      what := 'reminder';
    else
      continue;
    end if;
    campaign_id := c.id;
    name := c.name;
    deadline := c.deadline;
    for person_id, open in
      select i.reviewer_id, count(*) from review_item i where i.campaign_id = c.id and i.decision is null group by i.reviewer_id order by 1
    loop
      return next;
    end loop;
    if open is null then
      -- Nothing left to tell anybody; that it was marked is told all the same.
      person_id := null;
      open := 0;
      return next;
    end if;
    open := null;
  end loop;
end $$;

CREATE FUNCTION access.reviewed_grant(p_item uuid, OUT at timestamp with time zone, OUT rule boolean) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select least(g.withdrawn_at, case when g.valid_until <= now() then g.valid_until end), g.rule_id is not null
  from review_item i join access_grant g on g.id = i.grant_id where i.id = p_item
$$;

CREATE FUNCTION access.roots_of(p_person uuid, p_scope text, p_unit uuid, p_before integer, p_after integer) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.rule_effect(p_function text, p_group uuid, p_role uuid, p_scope text, p_unit uuid) RETURNS TABLE(person_id uuid, has_already boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.same_network(p_one inet, p_other inet) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  return family(p_one) = family(p_other)
    and set_masklen(p_one, case family(p_one) when 4 then 24 else 56 end) >>= p_other;
end $$;

CREATE FUNCTION access.sealed_count(p_table text, p_columns text[]) RETURNS TABLE(version integer, count bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if p_table = 'row_history' then
    return query select get_byte(decode(substr(e.value, 3, 2), 'hex'), 0), count(*)
      from row_history h, jsonb_each_text(h.row) e where e.key like '%\_sealed' and e.value like '\\x__%' group by 1;
  else
    perform access.check_sealed(p_table, p_columns);
    return query execute format(
      'select get_byte(v.first, 0), count(*) from public.%I t, lateral (values %s) v (first) where octet_length(v.first) = 1 group by 1',
      p_table, (select string_agg(format('(substring(t.%I from 1 for 1))', c), ', ') from unnest(p_columns) c where c like '%\_sealed'));
  end if;
end $$;

CREATE FUNCTION access.sealed_history(p_from bigint, p_until bigint, p_version integer) RETURNS TABLE(place text, table_name text, row_id text, sealed jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select h.ctid::text, h.table_name, h.row_id, s.sealed
  from row_history h, lateral (
    select jsonb_object_agg(e.key, e.value) as sealed,
      bool_or(e.key like '%\_sealed' and left(e.value, 4) <> '\x' || lpad(to_hex(p_version), 2, '0')) as old
    from jsonb_each_text(h.row) e where e.value is not null and (e.key like '%\_sealed' or e.key = 'bsn_hash')) s
  where h.ctid >= format('(%s,0)', p_from)::tid and h.ctid < format('(%s,0)', p_until)::tid and s.old
$$;

CREATE FUNCTION access.sealed_rows(p_table text, p_columns text[], p_from bigint, p_until bigint, p_version integer) RETURNS TABLE(place text, key jsonb, sealed bytea[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare
  keys text;
  picked text;
  old text;
begin
  perform access.check_sealed(p_table, p_columns);
  select string_agg(format('%L, t.%I', a.attname, a.attname), ', ') into keys
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = format('public.%I', p_table)::regclass and i.indisprimary;
  select string_agg(format('t.%I', c), ', ' order by n),
      string_agg(format('substring(t.%I from 1 for 1) <> $3', c), ' or ') filter (where c like '%\_sealed')
    into picked, old from unnest(p_columns) with ordinality u (c, n);
  return query execute format(
    'select t.ctid::text, jsonb_build_object(%s), array[%s]::bytea[] from public.%I t where t.ctid >= $1 and t.ctid < $2 and (%s)',
    keys, picked, p_table, old)
    using format('(%s,0)', p_from)::tid, format('(%s,0)', p_until)::tid, set_byte('\x00', 0, p_version);
end $_$;

CREATE FUNCTION access.sealed_size() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce((select size from audit_tree), 0)
$$;

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

CREATE FUNCTION access.sign_ins_to_tell() RETURNS TABLE(person_id uuid, kind text, at timestamp with time zone, tries integer, password_right boolean, address inet, user_agent text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query
    select e.person_id, 'guessed', max(e.recorded_at), count(*)::int, bool_or(e.event <> 'sign-in.password'),
      null::inet, null::text
    from audit_event e
    where e.recorded_at > now() - interval '15 minutes' and e.outcome <> 'success' and e.person_id is not null
      and e.event in ('sign-in.password', 'sign-in.totp', 'sign-in.recovery', 'sign-in.phone', 'sign-in.passkey')
      and not exists (select from message m where m.person_id = e.person_id and m.purpose = 'sign-in-guessed'
        and m.created_at > now() - interval '1 day')
    group by e.person_id having count(*) >= 5
    union all
    select s.person_id, 'new-place', s.created_at, null::int, null::boolean, s.address, s.user_agent
    from session s
    where s.created_at > now() - interval '15 minutes' and s.stage = 'complete' and s.device_id is null
      and exists (select from session o where o.person_id = s.person_id and o.stage = 'complete' and o.created_at < s.created_at)
      and not exists (select from session o where o.person_id = s.person_id and o.stage = 'complete'
        and o.created_at < s.created_at and (o.address = s.address or o.user_agent = s.user_agent))
      and not exists (select from message m where m.person_id = s.person_id and m.purpose = 'sign-in-new-place'
        and m.created_at >= s.created_at);
end $$;

CREATE FUNCTION access.start_emergency(p_id uuid, p_grant uuid, p_client uuid, p_unit uuid, p_minutes integer, p_reason text, p_words bytea, OUT refusal text, OUT ends timestamp with time zone) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION access.units_of(p_client uuid, p_at timestamp with time zone) RETURNS uuid[]
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION access.units_of(p_client uuid) RETURNS uuid[]
    LANGUAGE sql STABLE
    RETURN access.units_of(p_client, now());

CREATE FUNCTION access.who(p_client uuid, p_permission text, p_at timestamp with time zone) RETURNS TABLE(person_id uuid, grant_id uuid, role_id uuid, scope text, source text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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

CREATE FUNCTION access.wide(p_permission text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN CASE WHEN (current_setting('hoede.wide'::text, true) <> ''::text) THEN (strpos(current_setting('hoede.wide'::text, true), ((' '::text || p_permission) || ' '::text)) > 0) ELSE access.everywhere(p_permission) END;

CREATE FUNCTION access.width(p_scope text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE p_scope WHEN 'client'::text THEN 1 WHEN 'own-clients'::text THEN 2 WHEN 'roster'::text THEN 3 WHEN 'own-teams'::text THEN 4 WHEN 'unit'::text THEN 5 ELSE 6 END;

CREATE FUNCTION access.within_note(p_permission text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ('hoede.within_'::text || translate(p_permission, ':-'::text, '__'::text));

CREATE FUNCTION access.within(p_permission text) RETURNS uuid[]
    LANGUAGE sql STABLE COST 5000
    RETURN CASE WHEN (current_setting(access.within_note(p_permission), true) <> ''::text) THEN (current_setting(access.within_note(p_permission), true))::uuid[] ELSE access.find_within(p_permission) END;

CREATE FUNCTION access.would_end(p_person uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not access.has('people:manage') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'id', h.id, 'name', h.name, 'detail', h.detail, 'began', h.began)
    order by h.kind, h.name, h.id) from access.held(p_person, null) h), '[]');
end $$;

CREATE FUNCTION access.writes(p_client uuid, p_permission text) RETURNS boolean
    LANGUAGE sql STABLE COST 2000
    RETURN (access.opened(p_client, p_permission) OR (access.ground(p_client, p_permission) IS NOT NULL));

CREATE FUNCTION public.apply_rules_to_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform access.apply_rules(case when tg_op = 'DELETE' then old.person_id else new.person_id end);
  return null;
end $$;

CREATE FUNCTION public.apply_rules_to_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.apply_rules_to_rule() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform access.apply_rules(null);
  return null;
end $$;

CREATE FUNCTION public.await_second_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  -- Whoever changes this role at the same moment waits, and then finds the grant.
  perform 1 from role r where r.id = new.role_id for share;
  new.awaits := new.source in ('given', 'function', 'group') and new.scope = 'organisation' and access.is_critical(new.role_id)
    and access.another_approver(coalesce(new.granted_by, (select r.created_by from role_rule r where r.id = new.rule_id)), new.person_id);
  return new;
end $$;

CREATE FUNCTION public.end_with_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update emergency e set ended_at = now(), ended_by = new.withdrawn_by, version = e.version + 1
  where e.grant_id = new.id and e.ended_at is null and e.until > now();
  return null;
end $$;

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

CREATE FUNCTION public.guard_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update client c set guarded = true, version = version + 1 where c.id = new.client_id and not c.guarded;
  return null;
end $$;

CREATE FUNCTION public.keep_duties_apart() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if new.source = 'given'
    and not exists (select from access_grant g where g.person_id = new.person_id and g.role_id = new.role_id and g.withdrawn_at = now())
    and exists (select from access.duties_against(array[new.person_id], (select r.permissions from role r where r.id = new.role_id))) then
    raise exception 'conflict of duties' using errcode = '42501';
  end if;
  return new;
end $$;

CREATE FUNCTION public.keep_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  before jsonb;
begin
  if tg_op = 'UPDATE' and new.version <> old.version + 1 then
    if new.version = old.version and access.resealing() then
      return new;
    end if;
    raise exception 'version of % must go up by one', tg_table_name using errcode = 'HO409';
  end if;
  before := to_jsonb(old);
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
  if new.version = old.version and access.resealing() then
    return new;
  end if;
  if new.version <> old.version + 1 or new.id <> old.id or new.client_id <> old.client_id then
    raise exception 'a correction is the next version of the same report' using errcode = 'HO409';
  end if;
  insert into report_version values (
    old.id, old.version, old.client_id, old.form, old.text_sealed, old.author_id, old.author_name, old.author_function,
    old.care_moment, old.recorded_at, old.important, old.visible_to_family, old.reason_sealed
  );
  return new;
end $$;

CREATE FUNCTION public.keep_role_uncritical() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from unnest(new.permissions) p where p = any (access.critical()) and p <> all (old.permissions))
    and (exists (select from access_grant g where g.role_id = new.id and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()))
      or exists (select from role_rule r where r.role_id = new.id and r.ended_at is null)) then
    raise exception 'critical permissions are not added to a role in use' using errcode = '42501';
  end if;
  return new;
end $$;

CREATE FUNCTION public.keep_second_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if access.person() is not null and new.permissions is distinct from old.permissions
    and (select value::int from setting where key = 'role-change-approval') = 1
    and (exists (select from access_grant g where g.role_id = new.id and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()))
      or exists (select from role_rule r where r.role_id = new.id and r.ended_at is null))
    and not exists (select from role_proposal p where p.role_id = new.id and p.decision = 'approved' and p.decided_at = now()
      and p.decided_by = access.person() and p.permissions = new.permissions) then
    raise exception 'a change of this role takes a second person' using errcode = '42501';
  end if;
  return null;
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

CREATE FUNCTION public.only_shorten() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.valid_until is distinct from old.valid_until
    and (new.valid_until is null or old.valid_until is not null and new.valid_until > old.valid_until) then
    raise exception 'a period can only be made shorter' using errcode = 'HO409';
  end if;
  return new;
end $$;

CREATE FUNCTION public.only_while_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'review_campaign' then
    if old.closed_at is not null then
      raise exception 'this review was closed' using errcode = 'HO409';
    end if;
  elsif exists (select from review_campaign c where c.id = new.campaign_id and c.closed_at is not null) then
    raise exception 'this review was closed' using errcode = 'HO409';
  end if;
  return new;
end $$;

CREATE FUNCTION public.only_withdraw_grant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.require_audit() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if current_setting('hoede.audited', true) is distinct from 'yes' then
    raise exception 'a change of % was not logged', tg_table_name using errcode = 'HO500';
  end if;
  return null;
end $$;

CREATE FUNCTION public.set_relation_exclusive() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.exclusive := (select k.exclusive from care_relation_kind k where k.key = new.kind);
  return new;
end $$;

CREATE FUNCTION public.set_unit_path() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.path := coalesce((select path from unit where id = new.parent_id), '{}') || new.id;
  return new;
end $$;

CREATE FUNCTION public.stamp_directory_user() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update directory_user d set changed_at = now() where d.person_id = new.id;
  return null;
end $$;

CREATE FUNCTION public.stamp_role() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.changed_at := now();
  new.changed_by := access.person();
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

CREATE TABLE public.audit_checkpoint (
    size bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL
);

CREATE TABLE public.audit_dropped (
    month text NOT NULL,
    positions jsonb NOT NULL,
    rows bigint NOT NULL,
    archive text NOT NULL,
    dropped_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT audit_dropped_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text))
);

CREATE TABLE public.audit_edge (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    number bigint,
    at timestamp with time zone,
    CONSTRAINT audit_edge_hash_check CHECK ((octet_length(hash) = 32))
);

CREATE SEQUENCE public.audit_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_number OWNED BY public.audit_event.number;

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
    number bigint DEFAULT nextval('public.audit_number'::regclass) NOT NULL,
    CONSTRAINT audit_event_action_check CHECK ((action = ANY (ARRAY['C'::"char", 'R'::"char", 'U'::"char", 'D'::"char", 'E'::"char"]))),
    CONSTRAINT audit_event_outcome_check CHECK ((outcome = ANY (ARRAY['success'::text, 'refused'::text, 'error'::text])))
);

CREATE TABLE public.audit_tile (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    runs bigint[],
    from_number bigint,
    until_number bigint,
    from_at timestamp with time zone,
    until_at timestamp with time zone,
    CONSTRAINT audit_tile_hashes_check CHECK ((octet_length(hashes) = 8192))
);
ALTER TABLE ONLY public.audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE public.audit_tree (
    single boolean DEFAULT true NOT NULL,
    origin text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    highest bigint NOT NULL,
    pending jsonb DEFAULT '[]'::jsonb NOT NULL,
    abandoned jsonb DEFAULT '[]'::jsonb NOT NULL,
    abandoned_since timestamp with time zone,
    looked_at timestamp with time zone NOT NULL,
    checkpoint text NOT NULL,
    salt_sealed bytea NOT NULL,
    CONSTRAINT audit_tree_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT audit_tree_single_check CHECK (single),
    CONSTRAINT audit_tree_size_check CHECK ((size >= 0))
);

CREATE TABLE public.audit_tree_key (
    generation integer NOT NULL,
    verifier text NOT NULL,
    seed_sealed bytea NOT NULL,
    from_size bigint NOT NULL,
    change text,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.audit_witness (
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    verifier text,
    every_minutes integer NOT NULL,
    active boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    sent_size bigint,
    sent_at timestamp with time zone,
    sent_note text,
    failure text,
    failed_at timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    region text,
    access_key text,
    secret_sealed bytea,
    retain_days integer,
    host_key text,
    public_key text,
    CONSTRAINT audit_witness_access_key_check CHECK (((length(access_key) >= 1) AND (length(access_key) <= 200))),
    CONSTRAINT audit_witness_address_check CHECK ((length(address) <= 400)),
    CONSTRAINT audit_witness_check CHECK (((kind = 'witness'::text) = (verifier IS NOT NULL))),
    CONSTRAINT audit_witness_every_minutes_check CHECK (((every_minutes >= 0) AND (every_minutes <= 10080))),
    CONSTRAINT audit_witness_host_key_check CHECK (((length(host_key) >= 20) AND (length(host_key) <= 2000))),
    CONSTRAINT audit_witness_kind_check CHECK ((kind = ANY (ARRAY['witness'::text, 'webhook'::text, 'mail'::text, 'objectstore'::text, 'sftp'::text]))),
    CONSTRAINT audit_witness_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT audit_witness_objectstore_check CHECK ((((kind = 'objectstore'::text) = (region IS NOT NULL)) AND ((region IS NULL) = (access_key IS NULL)) AND ((region IS NULL) = (retain_days IS NULL)))),
    CONSTRAINT audit_witness_public_key_check CHECK (((length(public_key) >= 20) AND (length(public_key) <= 400))),
    CONSTRAINT audit_witness_region_check CHECK (((length(region) >= 1) AND (length(region) <= 60))),
    CONSTRAINT audit_witness_retain_days_check CHECK (((retain_days >= 1) AND (retain_days <= 7300))),
    CONSTRAINT audit_witness_secret_check CHECK (((kind = ANY (ARRAY['objectstore'::text, 'sftp'::text])) = (secret_sealed IS NOT NULL))),
    CONSTRAINT audit_witness_sftp_check CHECK ((((kind = 'sftp'::text) = (host_key IS NOT NULL)) AND ((host_key IS NULL) = (public_key IS NULL))))
);

CREATE TABLE public.care_relation_kind (
    key text NOT NULL,
    name text NOT NULL,
    exclusive boolean DEFAULT false NOT NULL,
    retired_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT care_relation_kind_key_check CHECK ((key ~ '^[a-z][a-z-]{1,40}$'::text)),
    CONSTRAINT care_relation_kind_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);

CREATE TABLE public.client_closed_part (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    part text NOT NULL,
    functions text[] NOT NULL,
    reason_sealed bytea,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    closed_by uuid NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT client_closed_part_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT client_closed_part_functions_check CHECK ((functions <> '{}'::text[])),
    CONSTRAINT client_closed_part_part_check CHECK ((part = ANY (ARRAY['reports'::text, 'measurements'::text, 'bsn'::text])))
);

CREATE TABLE public.client_closure (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    ground text NOT NULL,
    reason_sealed bytea,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    closed_by uuid NOT NULL,
    closed_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT client_closure_check CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT client_closure_ground_check CHECK ((ground = ANY (ARRAY['known-person'::text, 'employee'::text, 'family-of-employee'::text, 'other'::text])))
);

CREATE TABLE public.client_closure_person (
    id uuid NOT NULL,
    closure_id uuid NOT NULL,
    client_id uuid NOT NULL,
    person_id uuid NOT NULL,
    valid_from timestamp with time zone DEFAULT now() NOT NULL,
    valid_until timestamp with time zone,
    added_by uuid NOT NULL,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL
);

CREATE SEQUENCE public.client_number
    START WITH 100001
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.client_objection (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    person_id uuid NOT NULL,
    reason_sealed bytea,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT client_objection_check CHECK ((recorded_by <> person_id)),
    CONSTRAINT client_objection_check1 CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);

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

CREATE TABLE public.directory_group (
    id uuid NOT NULL,
    display_name text NOT NULL,
    external_id text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT directory_group_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 200)))
);

CREATE TABLE public.directory_member (
    group_id uuid NOT NULL,
    person_id uuid NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.directory_token (
    id uuid NOT NULL,
    name text NOT NULL,
    token_hash bytea NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT directory_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

CREATE TABLE public.directory_user (
    person_id uuid NOT NULL,
    sent_name text,
    external_id text,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    membership_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL
);

CREATE TABLE public.draft (
    person_id uuid NOT NULL,
    client_id uuid NOT NULL,
    subject text NOT NULL,
    content_sealed bytea NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT draft_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 80)))
);

CREATE TABLE public.duty_conflict (
    id uuid NOT NULL,
    name text NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    one text NOT NULL,
    other text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT duty_conflict_check CHECK ((one < other)),
    CONSTRAINT duty_conflict_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT duty_conflict_words_check CHECK ((length(words) <= 500))
);

CREATE TABLE public.emergency (
    id uuid NOT NULL,
    grant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    client_id uuid,
    unit_id uuid,
    care_unit_id uuid,
    reason text NOT NULL,
    words_sealed bytea NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    judged_at timestamp with time zone,
    judged_by uuid,
    judgement text,
    judgement_sealed bytea,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT emergency_check CHECK (((client_id IS NULL) <> (unit_id IS NULL))),
    CONSTRAINT emergency_check1 CHECK (((judged_at IS NULL) = (judgement IS NULL))),
    CONSTRAINT emergency_check2 CHECK (((judged_by IS NULL) OR (judged_by <> person_id))),
    CONSTRAINT emergency_judgement_check CHECK ((judgement = ANY (ARRAY['justified'::text, 'not-justified'::text, 'explained'::text]))),
    CONSTRAINT emergency_reason_check CHECK ((reason = ANY (ARRAY['acute'::text, 'cover'::text, 'handover'::text, 'safety'::text, 'other'::text])))
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

CREATE TABLE public.family_access (
    id uuid NOT NULL,
    client_id uuid NOT NULL,
    contact_person_id uuid NOT NULL,
    ground text NOT NULL,
    parts text[] NOT NULL,
    document text,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    granted_by uuid NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT family_access_check CHECK (((valid_until IS NULL) OR (valid_until > valid_from))),
    CONSTRAINT family_access_ground_check CHECK ((ground = ANY (ARRAY['consent'::text, 'curator'::text, 'mentor'::text, 'authorised'::text, 'parental-authority'::text, 'close-family'::text]))),
    CONSTRAINT family_access_parts_check CHECK (((parts <> '{}'::text[]) AND (parts <@ '{particulars,reports,measurements}'::text[])))
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

CREATE TABLE public.leaving_statement (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    left_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    items jsonb NOT NULL
);

CREATE TABLE public.log_question (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    shared boolean NOT NULL,
    query jsonb NOT NULL,
    days integer,
    first_day date,
    last_day date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT log_question_check CHECK ((((days IS NULL) = ((first_day IS NOT NULL) AND (last_day IS NOT NULL))) AND ((days IS NULL) OR ((first_day IS NULL) AND (last_day IS NULL))))),
    CONSTRAINT log_question_check1 CHECK ((last_day >= first_day)),
    CONSTRAINT log_question_days_check CHECK (((days >= 1) AND (days <= 366))),
    CONSTRAINT log_question_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT log_question_query_check CHECK ((jsonb_typeof(query) = 'object'::text))
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

CREATE TABLE public.planned_move (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    function text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    carried_out_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT planned_move_check CHECK ((made_by <> person_id)),
    CONSTRAINT planned_move_check1 CHECK (((carried_out_at IS NULL) OR (cancelled_at IS NULL))),
    CONSTRAINT planned_move_function_check CHECK (((length(function) >= 1) AND (length(function) <= 80)))
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
    CONSTRAINT provider_visit_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'link'::text, 'trial'::text, 'proof'::text])))
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

CREATE TABLE public.resealing (
    version integer NOT NULL,
    table_name text NOT NULL,
    next_block bigint NOT NULL,
    until_block bigint NOT NULL,
    rows bigint DEFAULT 0 NOT NULL,
    broken bigint DEFAULT 0 NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT resealing_next_block_check CHECK ((next_block >= 0)),
    CONSTRAINT resealing_version_check CHECK (((version >= 1) AND (version <= 250)))
);

CREATE TABLE public.review_campaign (
    id uuid NOT NULL,
    name text NOT NULL,
    occasion text NOT NULL,
    population jsonb DEFAULT '{}'::jsonb NOT NULL,
    deadline timestamp with time zone NOT NULL,
    escalate_to uuid NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    reminded_at timestamp with time zone,
    escalated_at timestamp with time zone,
    closed_at timestamp with time zone,
    closed_by uuid,
    report jsonb,
    report_signature bytea,
    report_key bytea,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT review_campaign_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT review_campaign_occasion_check CHECK ((occasion = ANY (ARRAY['quarterly'::text, 'half-yearly'::text, 'event'::text])))
);

CREATE TABLE public.review_item (
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    person_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    reviewer_id uuid NOT NULL,
    facts jsonb NOT NULL,
    decision text,
    words text,
    decided_by uuid,
    decided_at timestamp with time zone,
    executed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT review_item_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
    CONSTRAINT review_item_check1 CHECK ((reviewer_id <> person_id)),
    CONSTRAINT review_item_check2 CHECK (((decided_by IS NULL) OR (decided_by <> person_id))),
    CONSTRAINT review_item_decision_check CHECK ((decision = ANY (ARRAY['keep'::text, 'change'::text, 'end'::text]))),
    CONSTRAINT review_item_words_check CHECK ((length(words) <= 500))
);

CREATE TABLE public.role_proposal (
    id uuid NOT NULL,
    role_id uuid NOT NULL,
    role_version integer NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    permissions text[] NOT NULL,
    words text DEFAULT ''::text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    decision text,
    decided_by uuid,
    decided_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT role_proposal_check CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL)))),
    CONSTRAINT role_proposal_check1 CHECK (((decision IS NULL) OR ((decision = 'withdrawn'::text) = (decided_by = proposed_by)))),
    CONSTRAINT role_proposal_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT role_proposal_description_check CHECK ((length(description) <= 500)),
    CONSTRAINT role_proposal_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT role_proposal_words_check CHECK ((length(words) <= 500))
);

CREATE TABLE public.role_rule (
    id uuid NOT NULL,
    function text,
    group_id uuid,
    role_id uuid NOT NULL,
    scope text NOT NULL,
    unit_id uuid,
    created_by uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT role_rule_check CHECK (((function IS NULL) <> (group_id IS NULL))),
    CONSTRAINT role_rule_check1 CHECK (((scope = 'unit'::text) = (unit_id IS NOT NULL))),
    CONSTRAINT role_rule_scope_check CHECK ((scope = ANY (ARRAY['organisation'::text, 'unit'::text, 'own-teams'::text, 'own-clients'::text, 'roster'::text])))
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

CREATE TABLE public.siem_target (
    id uuid NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    port integer NOT NULL,
    format text NOT NULL,
    authority text,
    certificate text,
    private_key_sealed bytea,
    active boolean DEFAULT true NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    from_position bigint NOT NULL,
    "position" bigint NOT NULL,
    sent_at timestamp with time zone,
    failure text,
    failed_at timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    leased_by uuid,
    leased_until timestamp with time zone,
    CONSTRAINT siem_target_authority_check CHECK ((length(authority) <= 40000)),
    CONSTRAINT siem_target_certificate_check CHECK ((length(certificate) <= 40000)),
    CONSTRAINT siem_target_check CHECK (((certificate IS NULL) = (private_key_sealed IS NULL))),
    CONSTRAINT siem_target_check1 CHECK (("position" >= from_position)),
    CONSTRAINT siem_target_format_check CHECK ((format = ANY (ARRAY['syslog-json'::text, 'atna'::text]))),
    CONSTRAINT siem_target_from_position_check CHECK ((from_position >= 0)),
    CONSTRAINT siem_target_host_check CHECK (((length(host) >= 1) AND (length(host) <= 253))),
    CONSTRAINT siem_target_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT siem_target_port_check CHECK (((port >= 1) AND (port <= 65535)))
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

ALTER TABLE ONLY public.audit_event ALTER COLUMN number SET DEFAULT nextval('public.audit_number'::regclass);

ALTER TABLE ONLY public.review_campaign
    ADD CONSTRAINT review_campaign_pkey PRIMARY KEY (id);

CREATE FUNCTION access.held(p_person uuid, p_since timestamp with time zone) RETURNS TABLE(kind text, id uuid, name text, detail jsonb, began timestamp with time zone, ended timestamp with time zone, by_id uuid)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT 'session'::text,
     s.id,
     COALESCE(s.user_agent, ''::text) AS "coalesce",
     jsonb_build_object('computer', d.name) AS jsonb_build_object,
     s.created_at,
     s.ended_at,
     NULL::uuid AS uuid
    FROM (public.session s
      LEFT JOIN public.device d ON ((d.id = s.device_id)))
   WHERE ((s.person_id = held.p_person) AND (((s.ended_at IS NULL) AND (s.expires_at > COALESCE(held.p_since, now()))) OR (s.ended_at >= held.p_since)))
 UNION ALL
  SELECT 'short-code'::text,
     d.id,
     d.name,
     '{}'::jsonb,
     NULL::timestamp with time zone,
     r.ended_at,
     NULL::uuid
    FROM (public.reentry r
      JOIN public.device d ON ((d.id = r.device_id)))
   WHERE ((r.person_id = held.p_person) AND (((r.ended_at IS NULL) AND (r.valid_until > COALESCE(held.p_since, now()))) OR (r.ended_at >= held.p_since)))
 UNION ALL
  SELECT 'factor'::text,
     f.id,
     f.name,
     jsonb_build_object('kind', f.kind) AS jsonb_build_object,
     f.created_at,
     f.removed_at,
     NULL::uuid
    FROM public.factor f
   WHERE ((f.person_id = held.p_person) AND (f.confirmed_at IS NOT NULL) AND ((f.removed_at IS NULL) OR (f.removed_at >= held.p_since)))
 UNION ALL
  SELECT 'code-sheet'::text,
     held.p_person AS p_person,
     ''::text,
     '{}'::jsonb,
     min(c.created_at) AS min,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM public.recovery_code c
   WHERE ((c.person_id = held.p_person) AND (c.used_at IS NULL))
  HAVING (count(*) > 0)
 UNION ALL
  SELECT 'password'::text,
     c.person_id,
     ''::text,
     '{}'::jsonb,
     c.password_changed_at,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM public.credential c
   WHERE ((c.person_id = held.p_person) AND (c.password_hash IS NOT NULL))
 UNION ALL
  SELECT 'identity'::text,
     i.id,
     v.name,
     jsonb_build_object('subject', i.subject) AS jsonb_build_object,
     i.linked_at,
     i.ended_at,
     i.ended_by
    FROM (public.identity i
      JOIN public.identity_provider v ON ((v.id = i.provider_id)))
   WHERE ((i.person_id = held.p_person) AND ((i.ended_at IS NULL) OR (i.ended_at >= held.p_since)))
 UNION ALL
  SELECT 'directory-user'::text,
     u.person_id,
     COALESCE(u.sent_name, e.user_name) AS "coalesce",
     '{}'::jsonb,
     u.created_at,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM (public.directory_user u
      JOIN public.person e ON ((e.id = u.person_id)))
   WHERE ((u.person_id = held.p_person) AND (u.removed_at IS NULL))
 UNION ALL
  SELECT 'directory-group'::text,
     m.group_id,
     g.display_name,
     '{}'::jsonb,
     m.added_at,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM (public.directory_member m
      JOIN public.directory_group g ON ((g.id = m.group_id)))
   WHERE (m.person_id = held.p_person)
 UNION ALL
  SELECT 'invitation'::text,
     i.id,
     ''::text,
     '{}'::jsonb,
     i.created_at,
     i.withdrawn_at,
     NULL::uuid
    FROM public.invitation i
   WHERE ((i.person_id = held.p_person) AND (i.used_at IS NULL) AND (((i.withdrawn_at IS NULL) AND (i.expires_at > COALESCE(held.p_since, now()))) OR (i.withdrawn_at >= held.p_since)))
 UNION ALL
  SELECT 'reset'::text,
     r.id,
     ''::text,
     '{}'::jsonb,
     r.requested_at,
     r.withdrawn_at,
     r.withdrawn_by
    FROM public.sign_in_reset r
   WHERE ((r.person_id = held.p_person) AND (r.used_at IS NULL) AND ((r.withdrawn_at IS NULL) OR (r.withdrawn_at >= held.p_since)))
 UNION ALL
  SELECT
         CASE g.source
             WHEN 'emergency'::text THEN 'emergency'::text
             ELSE 'grant'::text
         END AS "case",
     g.id,
     r.name,
     jsonb_build_object('scope', g.scope, 'unit', u.name, 'source', g.source) AS jsonb_build_object,
     g.valid_from,
     COALESCE(g.withdrawn_at, g.valid_until) AS "coalesce",
     g.withdrawn_by
    FROM ((public.access_grant g
      JOIN public.role r ON ((r.id = g.role_id)))
      LEFT JOIN public.unit u ON ((u.id = g.unit_id)))
   WHERE ((g.person_id = held.p_person) AND (((g.withdrawn_at IS NULL) AND ((g.valid_until IS NULL) OR (g.valid_until > COALESCE(held.p_since, now())))) OR (g.withdrawn_at >= held.p_since)))
 UNION ALL
  SELECT 'membership'::text,
     m.id,
     u.name,
     '{}'::jsonb,
     m.valid_from,
     m.valid_until,
     NULL::uuid
    FROM (public.membership m
      JOIN public.unit u ON ((u.id = m.unit_id)))
   WHERE ((m.person_id = held.p_person) AND ((m.valid_until IS NULL) OR (m.valid_until >= COALESCE(held.p_since, now()))) AND (m.valid_until IS DISTINCT FROM m.valid_from))
 UNION ALL
  SELECT 'care-relation'::text,
     c.id,
     k.name,
     jsonb_build_object('client', n.number, 'kind', k.key, 'exclusive', c.exclusive) AS jsonb_build_object,
     c.valid_from,
     c.valid_until,
     NULL::uuid
    FROM ((public.care_relation c
      JOIN public.care_relation_kind k ON ((k.key = c.kind)))
      JOIN public.client n ON ((n.id = c.client_id)))
   WHERE ((c.person_id = held.p_person) AND ((c.valid_until IS NULL) OR (c.valid_until >= COALESCE(held.p_since, now()))) AND (c.valid_until IS DISTINCT FROM c.valid_from))
 UNION ALL
  SELECT 'shift'::text,
     s.id,
     u.name,
     jsonb_build_object('starts', s.starts_at) AS jsonb_build_object,
     s.created_at,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM (public.shift s
      JOIN public.unit u ON ((u.id = s.unit_id)))
   WHERE ((s.person_id = held.p_person) AND (s.cancelled_at IS NULL) AND (s.ends_at > COALESCE(held.p_since, now())))
 UNION ALL
  SELECT 'review'::text,
     c.id,
     c.name,
     jsonb_build_object('count', count(*)) AS jsonb_build_object,
     c.started_at,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM (public.review_item i
      JOIN public.review_campaign c ON ((c.id = i.campaign_id)))
   WHERE ((i.reviewer_id = held.p_person) AND (i.decision IS NULL) AND (c.closed_at IS NULL))
   GROUP BY c.id
 UNION ALL
  SELECT 'message'::text,
     held.p_person AS p_person,
     ''::text,
     jsonb_build_object('count', count(*)) AS jsonb_build_object,
     min(m.created_at) AS min,
     NULL::timestamp with time zone,
     NULL::uuid
    FROM public.message m
   WHERE ((m.person_id = held.p_person) AND (m.state = 'waiting'::text))
  HAVING (count(*) > 0);
END;

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_checkpoint
    ADD CONSTRAINT audit_checkpoint_pkey PRIMARY KEY (size);

ALTER TABLE ONLY public.audit_dropped
    ADD CONSTRAINT audit_dropped_pkey PRIMARY KEY (month);

ALTER TABLE ONLY public.audit_edge
    ADD CONSTRAINT audit_edge_pkey PRIMARY KEY (level, index);

ALTER TABLE ONLY public.audit_tile
    ADD CONSTRAINT audit_tile_pkey PRIMARY KEY (level, index);

ALTER TABLE ONLY public.audit_tree_key
    ADD CONSTRAINT audit_tree_key_pkey PRIMARY KEY (generation);

ALTER TABLE ONLY public.audit_tree
    ADD CONSTRAINT audit_tree_pkey PRIMARY KEY (single);

ALTER TABLE ONLY public.audit_witness
    ADD CONSTRAINT audit_witness_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_exclusive EXCLUDE USING gist (client_id WITH =, kind WITH =, tstzrange(valid_from, valid_until) WITH &&) WHERE (exclusive);

ALTER TABLE ONLY public.care_relation_kind
    ADD CONSTRAINT care_relation_kind_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_bsn_hash_key UNIQUE (bsn_hash);

ALTER TABLE ONLY public.client_closed_part
    ADD CONSTRAINT client_closed_part_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client_closure
    ADD CONSTRAINT client_closure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_number_key UNIQUE (number);

ALTER TABLE ONLY public.client_objection
    ADD CONSTRAINT client_objection_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY public.directory_group
    ADD CONSTRAINT directory_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_member
    ADD CONSTRAINT directory_member_pkey PRIMARY KEY (group_id, person_id);

ALTER TABLE ONLY public.directory_token
    ADD CONSTRAINT directory_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_token
    ADD CONSTRAINT directory_token_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.directory_user
    ADD CONSTRAINT directory_user_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (person_id, client_id, subject);

ALTER TABLE ONLY public.duty_conflict
    ADD CONSTRAINT duty_conflict_one_other_key UNIQUE (one, other);

ALTER TABLE ONLY public.duty_conflict
    ADD CONSTRAINT duty_conflict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_grant_id_key UNIQUE (grant_id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.family_access
    ADD CONSTRAINT family_access_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY public.leaving_statement
    ADD CONSTRAINT leaving_statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.log_question
    ADD CONSTRAINT log_question_person_id_name_key UNIQUE (person_id, name);

ALTER TABLE ONLY public.log_question
    ADD CONSTRAINT log_question_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY public.planned_move
    ADD CONSTRAINT planned_move_pkey PRIMARY KEY (id);

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

ALTER TABLE ONLY public.resealing
    ADD CONSTRAINT resealing_pkey PRIMARY KEY (version, table_name);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_key_key UNIQUE (key);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role_proposal
    ADD CONSTRAINT role_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.row_history
    ADD CONSTRAINT row_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.siem_target
    ADD CONSTRAINT siem_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_brake
    ADD CONSTRAINT sign_in_brake_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.sign_in_reset
    ADD CONSTRAINT sign_in_reset_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.used_logout_token
    ADD CONSTRAINT used_logout_token_pkey PRIMARY KEY (provider_id, jti_hash);

CREATE INDEX access_grant_batch ON public.access_grant USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE INDEX access_grant_client ON public.access_grant USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX access_grant_person ON public.access_grant USING btree (person_id);

CREATE INDEX access_grant_role ON public.access_grant USING btree (role_id);

CREATE INDEX access_grant_rule ON public.access_grant USING btree (rule_id, person_id) WHERE (rule_id IS NOT NULL);

CREATE INDEX access_grant_unit ON public.access_grant USING btree (unit_id) WHERE (unit_id IS NOT NULL);

CREATE INDEX alert_client ON public.alert USING btree (client_id);

CREATE INDEX audit_checkpoint_at ON public.audit_checkpoint USING btree (at);

CREATE INDEX audit_event_client ON ONLY public.audit_event USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX audit_event_emergency ON ONLY public.audit_event USING btree (recorded_at DESC) WHERE (checks = ANY (ARRAY['TFFT'::text, 'FFFT'::text]));

CREATE INDEX audit_event_ground ON ONLY public.audit_event USING btree (ground) WHERE (ground IS NOT NULL);

CREATE INDEX audit_event_number ON ONLY public.audit_event USING brin (number) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX audit_event_person ON ONLY public.audit_event USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_event_refused ON ONLY public.audit_event USING btree (recorded_at DESC) WHERE (outcome <> 'success'::text);

CREATE INDEX audit_event_rest_client_id_idx ON public.audit_event_rest USING btree (client_id) WHERE (client_id IS NOT NULL);

CREATE INDEX audit_event_rest_ground_idx ON public.audit_event_rest USING btree (ground) WHERE (ground IS NOT NULL);

CREATE INDEX audit_event_rest_number_idx ON public.audit_event_rest USING brin (number) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX audit_event_rest_person_id_idx ON public.audit_event_rest USING btree (person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX audit_event_rest_recorded_at_idx ON public.audit_event_rest USING btree (recorded_at DESC) WHERE (outcome <> 'success'::text);

CREATE INDEX audit_event_rest_recorded_at_idx1 ON public.audit_event_rest USING btree (recorded_at DESC) WHERE (checks = ANY (ARRAY['TFFT'::text, 'FFFT'::text]));

CREATE INDEX audit_event_time ON ONLY public.audit_event USING btree (recorded_at);

CREATE INDEX audit_event_rest_recorded_at_idx2 ON public.audit_event_rest USING btree (recorded_at);

CREATE INDEX audit_event_shown ON ONLY public.audit_event USING gin (shown) WHERE (shown IS NOT NULL);

CREATE INDEX audit_event_rest_shown_idx ON public.audit_event_rest USING gin (shown) WHERE (shown IS NOT NULL);

CREATE INDEX audit_tile_number ON public.audit_tile USING btree (until_number) WHERE (level = 0);

CREATE INDEX care_relation_client ON public.care_relation USING btree (client_id);

CREATE INDEX care_relation_person ON public.care_relation USING btree (person_id, client_id);

CREATE INDEX client_birth ON public.client USING btree (birth_date);

CREATE INDEX client_closed_part_client ON public.client_closed_part USING btree (client_id);

CREATE INDEX client_closure_client ON public.client_closure USING btree (client_id);

CREATE INDEX client_closure_person_closure ON public.client_closure_person USING btree (closure_id);

CREATE INDEX client_closure_person_person ON public.client_closure_person USING btree (person_id);

CREATE INDEX client_guarded ON public.client USING btree (id) WHERE guarded;

CREATE INDEX client_objection_client ON public.client_objection USING btree (client_id);

CREATE INDEX client_objection_person ON public.client_objection USING btree (person_id);

CREATE INDEX client_page ON public.client USING btree (own_name, id);

CREATE INDEX client_search ON public.client USING gin (search_name public.gin_trgm_ops);

CREATE INDEX contact_person_client ON public.contact_person USING btree (client_id);

CREATE UNIQUE INDEX directory_group_name ON public.directory_group USING btree (lower(display_name)) WHERE (removed_at IS NULL);

CREATE INDEX directory_member_person ON public.directory_member USING btree (person_id);

CREATE UNIQUE INDEX directory_user_external ON public.directory_user USING btree (external_id) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX directory_user_name ON public.directory_user USING btree (lower(sent_name)) WHERE (removed_at IS NULL);

CREATE INDEX emergency_open ON public.emergency USING btree (started_at) WHERE (judged_at IS NULL);

CREATE INDEX emergency_person ON public.emergency USING btree (person_id, started_at);

CREATE INDEX emergency_started ON public.emergency USING btree (started_at);

CREATE UNIQUE INDEX factor_credential ON public.factor USING btree (credential_id) WHERE (removed_at IS NULL);

CREATE INDEX factor_person ON public.factor USING btree (person_id) WHERE (removed_at IS NULL);

CREATE INDEX family_access_client ON public.family_access USING btree (client_id);

CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at);

CREATE INDEX identity_person ON public.identity USING btree (person_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX identity_provider_issuer ON public.identity_provider USING btree (issuer, oidc_client_id) WHERE (state <> 'off'::text);

CREATE UNIQUE INDEX identity_subject ON public.identity USING btree (issuer, subject) WHERE (ended_at IS NULL);

CREATE INDEX invitation_person ON public.invitation USING btree (person_id);

CREATE INDEX leaving_statement_person ON public.leaving_statement USING btree (person_id, left_at);

CREATE INDEX measurement_client ON public.measurement USING btree (client_id, measured_at DESC, id DESC);

CREATE INDEX measurement_client_kind ON public.measurement USING btree (client_id, kind, measured_at DESC, id DESC);

CREATE INDEX membership_person ON public.membership USING btree (person_id, unit_id);

CREATE INDEX membership_unit ON public.membership USING btree (unit_id);

CREATE INDEX message_person ON public.message USING btree (person_id, purpose, created_at);

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

CREATE INDEX planned_move_due ON public.planned_move USING btree (at) WHERE ((carried_out_at IS NULL) AND (cancelled_at IS NULL));

CREATE INDEX planned_move_person ON public.planned_move USING btree (person_id);

CREATE INDEX provider_visit_expires ON public.provider_visit USING btree (expires_at);

CREATE INDEX provider_visit_provider ON public.provider_visit USING btree (provider_id, created_at);

CREATE INDEX recovery_code_person ON public.recovery_code USING btree (person_id) WHERE (used_at IS NULL);

CREATE INDEX report_client ON public.report USING btree (client_id, care_moment DESC, id DESC);

CREATE INDEX report_recent ON public.report USING btree (client_id, recorded_at);

CREATE INDEX review_item_campaign ON public.review_item USING btree (campaign_id);

CREATE INDEX review_item_grant ON public.review_item USING btree (grant_id);

CREATE INDEX review_item_reviewer ON public.review_item USING btree (reviewer_id) WHERE (decision IS NULL);

CREATE INDEX role_proposal_open ON public.role_proposal USING btree (proposed_at) WHERE (decision IS NULL);

CREATE INDEX role_proposal_role ON public.role_proposal USING btree (role_id);

CREATE INDEX role_rule_function ON public.role_rule USING btree (lower(function)) WHERE (ended_at IS NULL);

CREATE INDEX role_rule_group ON public.role_rule USING btree (group_id) WHERE (ended_at IS NULL);

CREATE INDEX row_history_row ON public.row_history USING btree (table_name, row_id, version);

CREATE INDEX session_begun ON public.session USING btree (created_at);

CREATE INDEX session_expires ON public.session USING btree (expires_at);

CREATE INDEX session_person ON public.session USING btree (person_id, created_at);

CREATE INDEX session_provider_sid ON public.session USING btree (provider_id, provider_sid) WHERE (provider_sid IS NOT NULL);

CREATE INDEX session_provider_subject ON public.session USING btree (provider_id, provider_subject) WHERE (provider_subject IS NOT NULL);

CREATE UNIQUE INDEX shift_external ON public.shift USING btree (external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX shift_person ON public.shift USING btree (person_id, starts_at) WHERE (cancelled_at IS NULL);

CREATE INDEX shift_unit ON public.shift USING btree (unit_id, starts_at) WHERE (cancelled_at IS NULL);

CREATE UNIQUE INDEX sign_in_reset_open ON public.sign_in_reset USING btree (person_id) WHERE ((used_at IS NULL) AND (withdrawn_at IS NULL));

CREATE INDEX unit_path ON public.unit USING gin (path);

CREATE UNIQUE INDEX unit_root ON public.unit USING btree ((true)) WHERE (parent_id IS NULL);

ALTER INDEX public.audit_event_client ATTACH PARTITION public.audit_event_rest_client_id_idx;

ALTER INDEX public.audit_event_ground ATTACH PARTITION public.audit_event_rest_ground_idx;

ALTER INDEX public.audit_event_number ATTACH PARTITION public.audit_event_rest_number_idx;

ALTER INDEX public.audit_event_person ATTACH PARTITION public.audit_event_rest_person_id_idx;

ALTER INDEX public.audit_event_refused ATTACH PARTITION public.audit_event_rest_recorded_at_idx;

ALTER INDEX public.audit_event_emergency ATTACH PARTITION public.audit_event_rest_recorded_at_idx1;

ALTER INDEX public.audit_event_time ATTACH PARTITION public.audit_event_rest_recorded_at_idx2;

ALTER INDEX public.audit_event_shown ATTACH PARTITION public.audit_event_rest_shown_idx;

CREATE TRIGGER a_only_shorten BEFORE UPDATE ON public.care_relation FOR EACH ROW EXECUTE FUNCTION public.only_shorten();

CREATE TRIGGER a_only_shorten BEFORE UPDATE ON public.client_closed_part FOR EACH ROW EXECUTE FUNCTION public.only_shorten();

CREATE TRIGGER a_only_shorten BEFORE UPDATE ON public.client_closure FOR EACH ROW EXECUTE FUNCTION public.only_shorten();

CREATE TRIGGER a_only_shorten BEFORE UPDATE ON public.client_closure_person FOR EACH ROW EXECUTE FUNCTION public.only_shorten();

CREATE TRIGGER a_only_shorten BEFORE UPDATE ON public.client_objection FOR EACH ROW EXECUTE FUNCTION public.only_shorten();

CREATE TRIGGER a_only_withdraw BEFORE UPDATE ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.only_withdraw_grant();

CREATE TRIGGER a_open BEFORE UPDATE ON public.review_campaign FOR EACH ROW EXECUTE FUNCTION public.only_while_open();

CREATE TRIGGER a_open BEFORE INSERT OR UPDATE ON public.review_item FOR EACH ROW EXECUTE FUNCTION public.only_while_open();

CREATE TRIGGER a_set_exclusive BEFORE INSERT ON public.care_relation FOR EACH ROW EXECUTE FUNCTION public.set_relation_exclusive();

CREATE TRIGGER a_set_path BEFORE INSERT ON public.unit FOR EACH ROW EXECUTE FUNCTION public.set_unit_path();

CREATE TRIGGER a_stamp BEFORE UPDATE ON public.role FOR EACH ROW EXECUTE FUNCTION public.stamp_role();

CREATE TRIGGER b_await BEFORE INSERT ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.await_second_person();

CREATE TRIGGER c_duties BEFORE INSERT ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.keep_duties_apart();

CREATE TRIGGER c_uncritical BEFORE UPDATE OF permissions ON public.role FOR EACH ROW EXECUTE FUNCTION public.keep_role_uncritical();

CREATE TRIGGER directory AFTER UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION public.stamp_directory_user();

CREATE TRIGGER emergency AFTER UPDATE ON public.access_grant FOR EACH ROW WHEN (((new.source = 'emergency'::text) AND (new.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS NULL))) EXECUTE FUNCTION public.end_with_grant();

CREATE TRIGGER guard AFTER INSERT ON public.client_closed_part FOR EACH ROW EXECUTE FUNCTION public.guard_client();

CREATE TRIGGER guard AFTER INSERT ON public.client_closure FOR EACH ROW EXECUTE FUNCTION public.guard_client();

CREATE TRIGGER guard AFTER INSERT ON public.client_objection FOR EACH ROW EXECUTE FUNCTION public.guard_client();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.access_grant FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.alert FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE OF name, every_minutes, active ON public.audit_witness FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.care_relation FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.care_relation_kind FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client_closed_part FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client_closure FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client_closure_person FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.client_objection FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.contact_person FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.device FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.directory_group FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.directory_token FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.duty_conflict FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.emergency FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.family_access FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.gateway FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.identity_provider FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.log_question FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.measurement FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.membership FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.placement FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.planned_move FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.review_campaign FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.review_item FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.role FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.role_proposal FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.role_rule FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.setting FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.shift FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE OF name, host, port, format, authority, certificate, private_key_sealed, active ON public.siem_target FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON public.unit FOR EACH ROW EXECUTE FUNCTION public.keep_history();

CREATE TRIGGER keep_version BEFORE UPDATE ON public.report FOR EACH ROW EXECUTE FUNCTION public.keep_report_version();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.access_grant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.alert DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE OF name, every_minutes, active ON public.audit_witness DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.care_relation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.care_relation_kind DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client_closed_part DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client_closure DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client_closure_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.client_objection DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.contact_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.credential DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.device DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.directory_group DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.directory_member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE ON public.directory_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.directory_user DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.duty_conflict DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.emergency DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR UPDATE ON public.factor DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.confirmed_at IS NOT NULL)) EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.family_access DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.gateway DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.identity DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.identity_provider DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.invitation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.leaving_statement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.log_question DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.measurement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.membership DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.origin DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.placement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.planned_move DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.recovery_code DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.reentry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.report DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.review_campaign DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.review_item DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.role_proposal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.role_rule DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.shift DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE OF name, host, port, format, authority, certificate, private_key_sealed, active ON public.siem_target DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.sign_in_reset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE CONSTRAINT TRIGGER logged AFTER INSERT OR DELETE OR UPDATE ON public.unit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.require_audit();

CREATE TRIGGER marked AFTER INSERT ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.mark_audited();

CREATE TRIGGER rules AFTER INSERT OR DELETE ON public.directory_member FOR EACH ROW EXECUTE FUNCTION public.apply_rules_to_member();

CREATE TRIGGER rules AFTER INSERT OR UPDATE ON public.person FOR EACH ROW EXECUTE FUNCTION public.apply_rules_to_person();

CREATE TRIGGER rules AFTER INSERT OR UPDATE ON public.role_rule FOR EACH STATEMENT EXECUTE FUNCTION public.apply_rules_to_rule();

CREATE CONSTRAINT TRIGGER second_person AFTER UPDATE OF permissions ON public.role DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.keep_second_person();

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_relation_kind_fkey FOREIGN KEY (relation_kind) REFERENCES public.care_relation_kind(key);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.role(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.role_rule(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_within_unit_id_fkey FOREIGN KEY (within_unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_kind_fkey FOREIGN KEY (kind) REFERENCES public.care_relation_kind(key);

ALTER TABLE ONLY public.care_relation
    ADD CONSTRAINT care_relation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closed_part
    ADD CONSTRAINT client_closed_part_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.client_closed_part
    ADD CONSTRAINT client_closed_part_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closed_part
    ADD CONSTRAINT client_closed_part_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closure
    ADD CONSTRAINT client_closure_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.client_closure
    ADD CONSTRAINT client_closure_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closure
    ADD CONSTRAINT client_closure_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_added_by_fkey FOREIGN KEY (added_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_closure_id_fkey FOREIGN KEY (closure_id) REFERENCES public.client_closure(id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_closure_person
    ADD CONSTRAINT client_closure_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_objection
    ADD CONSTRAINT client_objection_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.client_objection
    ADD CONSTRAINT client_objection_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_objection
    ADD CONSTRAINT client_objection_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.client_objection
    ADD CONSTRAINT client_objection_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.person(id);

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

ALTER TABLE ONLY public.directory_member
    ADD CONSTRAINT directory_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.directory_group(id);

ALTER TABLE ONLY public.directory_member
    ADD CONSTRAINT directory_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.directory_token
    ADD CONSTRAINT directory_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.directory_token
    ADD CONSTRAINT directory_token_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.directory_user
    ADD CONSTRAINT directory_user_membership_id_fkey FOREIGN KEY (membership_id) REFERENCES public.membership(id);

ALTER TABLE ONLY public.directory_user
    ADD CONSTRAINT directory_user_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_care_unit_id_fkey FOREIGN KEY (care_unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.emergency
    ADD CONSTRAINT emergency_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.factor
    ADD CONSTRAINT factor_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.family_access
    ADD CONSTRAINT family_access_client_id_fkey FOREIGN KEY (client_id) REFERENCES public.client(id);

ALTER TABLE ONLY public.family_access
    ADD CONSTRAINT family_access_contact_person_id_fkey FOREIGN KEY (contact_person_id) REFERENCES public.contact_person(id);

ALTER TABLE ONLY public.family_access
    ADD CONSTRAINT family_access_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.family_access
    ADD CONSTRAINT family_access_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.person(id);

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

ALTER TABLE ONLY public.leaving_statement
    ADD CONSTRAINT leaving_statement_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.log_question
    ADD CONSTRAINT log_question_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

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

ALTER TABLE ONLY public.planned_move
    ADD CONSTRAINT planned_move_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.planned_move
    ADD CONSTRAINT planned_move_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

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

ALTER TABLE ONLY public.review_campaign
    ADD CONSTRAINT review_campaign_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_campaign
    ADD CONSTRAINT review_campaign_escalate_to_fkey FOREIGN KEY (escalate_to) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_campaign
    ADD CONSTRAINT review_campaign_started_by_fkey FOREIGN KEY (started_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.review_campaign(id);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.access_grant(id);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.review_item
    ADD CONSTRAINT review_item_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_proposal
    ADD CONSTRAINT role_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_proposal
    ADD CONSTRAINT role_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_proposal
    ADD CONSTRAINT role_proposal_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.role(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.directory_group(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_role_id_fkey FOREIGN KEY (role_id) REFERENCES public.role(id);

ALTER TABLE ONLY public.role_rule
    ADD CONSTRAINT role_rule_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.device(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.identity_provider(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);

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

CREATE POLICY added ON public.care_relation_kind FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.client_closed_part FOR INSERT TO {{app}} WITH CHECK (((closed_by = access.person()) AND (access.ground(client_id, 'client:close'::text) IS NOT NULL)));

CREATE POLICY added ON public.client_closure FOR INSERT TO {{app}} WITH CHECK (((closed_by = access.person()) AND (access.ground(client_id, 'client:close'::text) IS NOT NULL)));

CREATE POLICY added ON public.client_closure_person FOR INSERT TO {{app}} WITH CHECK (((added_by = access.person()) AND (access.ground(client_id, 'client:close'::text) IS NOT NULL) AND (EXISTS ( SELECT
   FROM public.client_closure c
  WHERE ((c.id = client_closure_person.closure_id) AND (c.client_id = client_closure_person.client_id) AND ((client_closure_person.person_id <> access.person()) OR ((c.closed_by = access.person()) AND (c.closed_at = now()))))))));

CREATE POLICY added ON public.client_objection FOR INSERT TO {{app}} WITH CHECK (((recorded_by = access.person()) AND (access.ground(client_id, 'client:close'::text) IS NOT NULL)));

CREATE POLICY added ON public.contact_person FOR INSERT TO {{app}} WITH CHECK ((access.writes(client_id, 'client:change'::text) OR (access.ground(client_id, 'client:register'::text) IS NOT NULL)));

CREATE POLICY added ON public.device FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.directory_group FOR INSERT TO {{app}} WITH CHECK ((access.directory() IS NOT NULL));

CREATE POLICY added ON public.directory_member FOR INSERT TO {{app}} WITH CHECK ((access.directory() IS NOT NULL));

CREATE POLICY added ON public.directory_token FOR INSERT TO {{app}} WITH CHECK (((created_by = access.person()) AND ( SELECT access.has('setting:change'::text) AS has)));

CREATE POLICY added ON public.directory_user FOR INSERT TO {{app}} WITH CHECK ((access.directory() IS NOT NULL));

CREATE POLICY added ON public.factor FOR INSERT TO {{app}} WITH CHECK (true);

CREATE POLICY added ON public.family_access FOR INSERT TO {{app}} WITH CHECK (((granted_by = access.person()) AND (access.ground(client_id, 'family:grant'::text) IS NOT NULL)));

CREATE POLICY added ON public.gateway FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.identity_provider FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY added ON public.membership FOR INSERT TO {{app}} WITH CHECK ((((person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)) OR (access.directory() IS NOT NULL)));

CREATE POLICY added ON public.person FOR INSERT TO {{app}} WITH CHECK ((( SELECT access.has('people:manage'::text) AS has) OR (access.directory() IS NOT NULL)));

CREATE POLICY added ON public.role FOR INSERT TO {{app}} WITH CHECK (((NOT system) AND (( SELECT access.has('role:change'::text) AS has) OR ( SELECT access.has('access:approve'::text) AS has))));

CREATE POLICY added ON public.role_rule FOR INSERT TO {{app}} WITH CHECK (((created_by = access.person()) AND ( SELECT access.has('role:change'::text) AS has) AND (confirmed_by IS NULL) AND (confirmed_at IS NULL)));

CREATE POLICY added ON public.shift FOR INSERT TO {{app}} WITH CHECK (((person_id <> access.person()) AND (created_by = access.person()) AND ( SELECT access.has('roster:change'::text) AS has)));

CREATE POLICY added ON public.unit FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('organisation:change'::text) AS has));

ALTER TABLE public.alert ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_checkpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_dropped ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_edge ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_tile ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_tree ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_tree_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_witness ENABLE ROW LEVEL SECURITY;

CREATE POLICY cancelled ON public.planned_move FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)));

ALTER TABLE public.care_relation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.care_relation_kind ENABLE ROW LEVEL SECURITY;

CREATE POLICY changed ON public.alert FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:change'::text));

CREATE POLICY changed ON public.audit_witness FOR UPDATE TO {{app}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY changed ON public.care_relation FOR UPDATE TO {{app}} USING (((access.ground(client_id, 'client:relate'::text) IS NOT NULL) OR access.writes(client_id, 'client:place'::text)));

CREATE POLICY changed ON public.care_relation_kind FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.client FOR UPDATE TO {{app}} USING (access.writes(id, 'client:change'::text));

CREATE POLICY changed ON public.contact_person FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:change'::text));

CREATE POLICY changed ON public.device FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.directory_group FOR UPDATE TO {{app}} USING ((access.directory() IS NOT NULL));

CREATE POLICY changed ON public.directory_token FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.directory_user FOR UPDATE TO {{app}} USING ((access.directory() IS NOT NULL));

CREATE POLICY changed ON public.duty_conflict FOR UPDATE TO {{app}} USING (( SELECT access.has('role:change'::text) AS has));

CREATE POLICY changed ON public.factor FOR UPDATE TO {{app}} USING (true);

CREATE POLICY changed ON public.gateway FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.identity_provider FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.log_question FOR UPDATE TO {{app}} USING ((( SELECT access.has('log:read'::text) AS has) AND (person_id = ( SELECT access.person() AS person))));

CREATE POLICY changed ON public.measurement FOR UPDATE TO {{app}} USING (access.writes(client_id, 'measurement:write'::text));

CREATE POLICY changed ON public.membership FOR UPDATE TO {{app}} USING ((((person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)) OR (access.directory() IS NOT NULL)));

CREATE POLICY changed ON public.person FOR UPDATE TO {{app}} USING ((( SELECT access.has('people:manage'::text) AS has) OR (access.directory() IS NOT NULL)));

CREATE POLICY changed ON public.placement FOR UPDATE TO {{app}} USING (access.writes(client_id, 'client:place'::text));

CREATE POLICY changed ON public.review_campaign FOR UPDATE TO {{app}} USING (( SELECT access.has('access:review'::text) AS has));

CREATE POLICY changed ON public.role FOR UPDATE TO {{app}} USING (((NOT system) AND (( SELECT access.has('role:change'::text) AS has) OR ( SELECT access.has('access:approve'::text) AS has))));

CREATE POLICY changed ON public.role_rule FOR UPDATE TO {{app}} USING (( SELECT access.has('role:change'::text) AS has));

CREATE POLICY changed ON public.setting FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.shift FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND ( SELECT access.has('roster:change'::text) AS has)));

CREATE POLICY changed ON public.siem_target FOR UPDATE TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY changed ON public.unit FOR UPDATE TO {{app}} USING (( SELECT access.has('organisation:change'::text) AS has));

ALTER TABLE public.client ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.client_closed_part ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.client_closure ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.client_closure_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.client_objection ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.contact_person ENABLE ROW LEVEL SECURITY;

CREATE POLICY corrected ON public.report FOR UPDATE TO {{app}} USING (access.writes(client_id, 'report:write'::text)) WITH CHECK (((author_id = access.person()) AND access.writes(client_id, 'report:write'::text)));

CREATE POLICY decided ON public.review_item FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND ((reviewer_id = access.person()) OR ((decision IS NULL) AND ( SELECT access.has('access:review'::text) AS has))))) WITH CHECK (((decided_by IS NULL) OR ((decided_by = access.person()) AND (reviewer_id = access.person()))));

CREATE POLICY decided ON public.role_proposal FOR UPDATE TO {{app}} USING (((decision IS NULL) AND ((proposed_by = access.person()) OR ( SELECT access.has('access:approve'::text) AS has)))) WITH CHECK (((decided_by = access.person()) AND ((proposed_by = access.person()) OR ( SELECT access.has('access:approve'::text) AS has))));

ALTER TABLE public.device ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_group ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_member ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_token ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.directory_user ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.duty_conflict ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.emergency ENABLE ROW LEVEL SECURITY;

CREATE POLICY ended ON public.client_closed_part FOR UPDATE TO {{app}} USING ((access.ground(client_id, 'client:close'::text) IS NOT NULL));

CREATE POLICY ended ON public.client_closure FOR UPDATE TO {{app}} USING ((access.ground(client_id, 'client:close'::text) IS NOT NULL));

CREATE POLICY ended ON public.client_closure_person FOR UPDATE TO {{app}} USING ((access.ground(client_id, 'client:close'::text) IS NOT NULL));

CREATE POLICY ended ON public.client_objection FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND (access.ground(client_id, 'client:close'::text) IS NOT NULL)));

CREATE POLICY ended ON public.family_access FOR UPDATE TO {{app}} USING ((access.ground(client_id, 'family:grant'::text) IS NOT NULL));

ALTER TABLE public.factor ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.family_access ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.gateway ENABLE ROW LEVEL SECURITY;

CREATE POLICY given ON public.access_grant FOR INSERT TO {{app}} WITH CHECK (((source = 'given'::text) AND (person_id <> access.person()) AND (granted_by = access.person()) AND (rule_id IS NULL) AND (confirmed_by IS NULL) AND (confirmed_at IS NULL) AND (NOT (EXISTS ( SELECT
   FROM public.role r
  WHERE ((r.id = access_grant.role_id) AND r.system)))) AND access.may_grant(person_id, scope, unit_id, client_id, within_unit_id)));

ALTER TABLE public.identity_provider ENABLE ROW LEVEL SECURITY;

CREATE POLICY judged ON public.audit_event FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY judged ON public.emergency FOR UPDATE TO {{app}} USING (((person_id <> access.person()) AND access.judges(care_unit_id) AND (judged_at IS NULL) AND ((ended_at IS NOT NULL) OR (until <= now())))) WITH CHECK (((judged_by = access.person()) AND (judged_at = now())));

ALTER TABLE public.leaving_statement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.log_question ENABLE ROW LEVEL SECURITY;

CREATE POLICY made ON public.audit_witness FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY made ON public.duty_conflict FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('role:change'::text) AS has));

CREATE POLICY made ON public.log_question FOR INSERT TO {{app}} WITH CHECK ((( SELECT access.has('log:read'::text) AS has) AND (person_id = ( SELECT access.person() AS person))));

CREATE POLICY made ON public.siem_target FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('setting:change'::text) AS has));

ALTER TABLE public.measurement ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.membership ENABLE ROW LEVEL SECURITY;

CREATE POLICY named ON public.access_grant FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.client FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.emergency FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.person FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.role FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY named ON public.unit FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY noted ON public.audit_event FOR INSERT TO {{seal}} WITH CHECK ((event = 'log.sealing'::text));

ALTER TABLE public.origin ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON public.draft TO {{app}} USING ((person_id = access.person())) WITH CHECK ((person_id = access.person()));

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

CREATE POLICY placed ON public.placement FOR INSERT TO {{app}} WITH CHECK (access.may_place(client_id, unit_id));

ALTER TABLE public.placement ENABLE ROW LEVEL SECURITY;

CREATE POLICY planned ON public.planned_move FOR INSERT TO {{app}} WITH CHECK (((made_by = access.person()) AND (person_id <> access.person()) AND ( SELECT access.has('people:manage'::text) AS has)));

ALTER TABLE public.planned_move ENABLE ROW LEVEL SECURITY;

CREATE POLICY proposed ON public.role_proposal FOR INSERT TO {{app}} WITH CHECK (((proposed_by = access.person()) AND (decision IS NULL) AND ( SELECT access.has('role:change'::text) AS has)));

CREATE POLICY proving ON public.audit_checkpoint FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY proving ON public.audit_dropped FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY proving ON public.audit_edge FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY proving ON public.audit_tile FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY proving ON public.audit_tree FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY proving ON public.audit_tree_key FOR SELECT TO {{log}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY recorded ON public.origin FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('client:register'::text) AS has));

CREATE POLICY registered ON public.client FOR INSERT TO {{app}} WITH CHECK (((created_by = access.person()) AND ( SELECT access.has('client:register'::text) AS has)));

CREATE POLICY related ON public.care_relation FOR INSERT TO {{app}} WITH CHECK (((person_id <> access.person()) AND ((access.ground(client_id, 'client:relate'::text) IS NOT NULL) OR (access.ground(client_id, 'client:register'::text) IS NOT NULL))));

CREATE POLICY removed ON public.directory_member FOR DELETE TO {{app}} USING ((access.directory() IS NOT NULL));

CREATE POLICY removed ON public.log_question FOR DELETE TO {{app}} USING ((( SELECT access.has('log:read'::text) AS has) AND (person_id = ( SELECT access.person() AS person))));

CREATE POLICY renewed ON public.origin FOR UPDATE TO {{app}} USING (( SELECT access.has('client:register'::text) AS has));

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.report_version ENABLE ROW LEVEL SECURITY;

CREATE POLICY resealed ON public.audit_event FOR INSERT TO {{seal}} WITH CHECK (((event = 'key.reseal'::text) AND (person_id IS NULL)));

ALTER TABLE public.resealing ENABLE ROW LEVEL SECURITY;

CREATE POLICY resealing ON public.resealing TO {{seal}} USING (true) WITH CHECK (true);

ALTER TABLE public.review_campaign ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.review_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.role ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.role_proposal ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.role_rule ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.row_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY sealed ON public.audit_event FOR SELECT TO {{seal}} USING (true);

CREATE POLICY sealing ON public.audit_checkpoint TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY sealing ON public.audit_dropped TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY sealing ON public.audit_edge TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY sealing ON public.audit_tile TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY sealing ON public.audit_tree TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY sealing ON public.audit_tree_key TO {{seal}} USING (true) WITH CHECK (true);

CREATE POLICY seen ON public.access_grant FOR SELECT TO {{app}} USING (
CASE
    WHEN (person_id = access.person()) THEN true
    ELSE ( SELECT (access.has('access:read'::text) OR access.has('access:grant'::text)))
END);

CREATE POLICY seen ON public.alert FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('client:read'::text)) AS unnest)) OR (access.wide('client:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'client:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.audit_witness FOR SELECT TO {{app}} USING (( SELECT access.has('log:read'::text) AS has));

CREATE POLICY seen ON public.care_relation FOR SELECT TO {{app}} USING (((person_id = access.person()) OR
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('client:read'::text)) AS unnest)) OR (access.wide('client:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'client:read'::text) AS barred)::uuid[]))))
END OR (( SELECT (access.has('client:relate'::text) OR access.has('access:read'::text))) AND ((access.ground(client_id, 'client:relate'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL))) OR (( SELECT access.has('client:place'::text) AS has) AND (client_id = access.opened_client()) AND access.opens('client:place'::text))));

CREATE POLICY seen ON public.care_relation_kind FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.client FOR SELECT TO {{app}} USING (
CASE
    WHEN (id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((id IN ( SELECT unnest(access.within('client:read'::text)) AS unnest)) OR (access.wide('client:read'::text) AND (id <> ALL (( SELECT access.barred(access.person(), 'client:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.client_closed_part FOR SELECT TO {{app}} USING ((((client_id = access.opened_client()) AND (access.opens('client:read'::text) OR access.opens('client:close'::text))) OR (access.ground(client_id, 'client:close'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL)));

CREATE POLICY seen ON public.client_closure FOR SELECT TO {{app}} USING ((((client_id = access.opened_client()) AND (access.opens('client:read'::text) OR access.opens('client:close'::text))) OR (access.ground(client_id, 'client:close'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL)));

CREATE POLICY seen ON public.client_closure_person FOR SELECT TO {{app}} USING ((((client_id = access.opened_client()) AND (access.opens('client:read'::text) OR access.opens('client:close'::text))) OR (access.ground(client_id, 'client:close'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL)));

CREATE POLICY seen ON public.client_objection FOR SELECT TO {{app}} USING ((((client_id = access.opened_client()) AND (access.opens('client:read'::text) OR access.opens('client:close'::text))) OR (access.ground(client_id, 'client:close'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL)));

CREATE POLICY seen ON public.contact_person FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('client:read'::text)) AS unnest)) OR (access.wide('client:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'client:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.device FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.directory_group FOR SELECT TO {{app}} USING (((access.directory() IS NOT NULL) OR ( SELECT access.has('access:read'::text) AS has)));

CREATE POLICY seen ON public.directory_member FOR SELECT TO {{app}} USING (((access.directory() IS NOT NULL) OR ( SELECT access.has('access:read'::text) AS has)));

CREATE POLICY seen ON public.directory_token FOR SELECT TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY seen ON public.directory_user FOR SELECT TO {{app}} USING (((access.directory() IS NOT NULL) OR ( SELECT access.has('people:read'::text) AS has)));

CREATE POLICY seen ON public.duty_conflict FOR SELECT TO {{app}} USING ((( SELECT access.has('access:read'::text) AS has) OR ( SELECT access.has('access:grant'::text) AS has) OR ( SELECT access.has('access:review'::text) AS has)));

CREATE POLICY seen ON public.emergency FOR SELECT TO {{app}} USING (((person_id = access.person()) OR ( SELECT access.everywhere('emergency:judge'::text) AS everywhere) OR access.judges(care_unit_id)));

CREATE POLICY seen ON public.factor FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.family_access FOR SELECT TO {{app}} USING ((((client_id = access.opened_client()) AND (access.opens('client:read'::text) OR access.opens('family:grant'::text))) OR (access.ground(client_id, 'family:grant'::text) IS NOT NULL) OR (access.ground(client_id, 'access:read'::text) IS NOT NULL)));

CREATE POLICY seen ON public.gateway FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.identity_provider FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.leaving_statement FOR SELECT TO {{app}} USING (( SELECT access.has('people:read'::text) AS has));

CREATE POLICY seen ON public.log_question FOR SELECT TO {{app}} USING ((( SELECT access.has('log:read'::text) AS has) AND (shared OR (person_id = ( SELECT access.person() AS person)))));

CREATE POLICY seen ON public.measurement FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = ( SELECT access.opened_client() AS opened_client)) THEN access.opens('measurement:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('measurement:read'::text)) AS unnest)) OR (access.wide('measurement:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'measurement:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.membership FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.origin FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id IS NULL) THEN true
    WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'client:read'::text)
    ELSE (client_id IN ( SELECT access.clients_in_reach('client:read'::text) AS clients_in_reach))
END);

CREATE POLICY seen ON public.person FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.placement FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = access.opened_client()) THEN access.opens('client:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('client:read'::text)) AS unnest)) OR (access.wide('client:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'client:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.planned_move FOR SELECT TO {{app}} USING (( SELECT access.has('people:read'::text) AS has));

CREATE POLICY seen ON public.report FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = ( SELECT access.opened_client() AS opened_client)) THEN access.opens('report:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('report:read'::text)) AS unnest)) OR (access.wide('report:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'report:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.report_version FOR SELECT TO {{app}} USING (
CASE
    WHEN (client_id = ( SELECT access.opened_client() AS opened_client)) THEN access.opens('report:read'::text)
    ELSE ((client_id IN ( SELECT unnest(access.within('report:read'::text)) AS unnest)) OR (access.wide('report:read'::text) AND (client_id <> ALL (( SELECT access.barred(access.person(), 'report:read'::text) AS barred)::uuid[]))))
END);

CREATE POLICY seen ON public.review_campaign FOR SELECT TO {{app}} USING ((( SELECT access.has('access:review'::text) AS has) OR (escalate_to = access.person()) OR (EXISTS ( SELECT
   FROM public.review_item i
  WHERE ((i.campaign_id = review_campaign.id) AND (i.reviewer_id = access.person()))))));

CREATE POLICY seen ON public.review_item FOR SELECT TO {{app}} USING (((reviewer_id = access.person()) OR ( SELECT access.has('access:review'::text) AS has)));

CREATE POLICY seen ON public.role FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.role_proposal FOR SELECT TO {{app}} USING ((( SELECT access.has('access:read'::text) AS has) OR ( SELECT access.has('access:approve'::text) AS has) OR ( SELECT access.has('role:change'::text) AS has)));

CREATE POLICY seen ON public.role_rule FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.row_history FOR SELECT TO {{app}} USING (
CASE
    WHEN ((client_id IS NULL) OR (table_name = 'access_grant'::text)) THEN (((table_name = ANY (ARRAY['access_grant'::text, 'role'::text, 'unit'::text, 'membership'::text, 'setting'::text, 'role_rule'::text, 'care_relation_kind'::text])) AND ( SELECT access.has('access:read'::text) AS has)) OR ((table_name = 'person'::text) AND ( SELECT access.has('people:read'::text) AS has)))
    WHEN (table_name = 'measurement'::text) THEN
    CASE
        WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'measurement:read'::text)
        ELSE (client_id IN ( SELECT access.clients_in_reach('measurement:read'::text) AS clients_in_reach))
    END
    WHEN (table_name <> ALL (ARRAY['client'::text, 'placement'::text, 'care_relation'::text, 'contact_person'::text, 'alert'::text])) THEN false
    WHEN (client_id = access.opened_client()) THEN access.opened(client_id, 'client:read'::text)
    ELSE (client_id IN ( SELECT access.clients_in_reach('client:read'::text) AS clients_in_reach))
END);

CREATE POLICY seen ON public.setting FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.shift FOR SELECT TO {{app}} USING (true);

CREATE POLICY seen ON public.siem_target FOR SELECT TO {{app}} USING (( SELECT access.has('setting:change'::text) AS has));

CREATE POLICY seen ON public.unit FOR SELECT TO {{app}} USING (true);

CREATE POLICY sending ON public.audit_witness TO {{seal}} USING (true);

CREATE POLICY sending ON public.siem_target TO {{seal}} USING (true);

ALTER TABLE public.setting ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shift ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.siem_target ENABLE ROW LEVEL SECURITY;

CREATE POLICY started ON public.review_campaign FOR INSERT TO {{app}} WITH CHECK (((started_by = access.person()) AND ( SELECT access.has('access:review'::text) AS has)));

CREATE POLICY started ON public.review_item FOR INSERT TO {{app}} WITH CHECK (( SELECT access.has('access:review'::text) AS has));

CREATE POLICY taken ON public.measurement FOR INSERT TO {{app}} WITH CHECK (((performer_id = access.person()) AND access.writes(client_id, 'measurement:write'::text)));

CREATE POLICY unconfirmed ON public.factor FOR DELETE TO {{app}} USING ((confirmed_at IS NULL));

ALTER TABLE public.unit ENABLE ROW LEVEL SECURITY;

CREATE POLICY withdrawn ON public.access_grant FOR UPDATE TO {{app}} USING ((access.may_grant(person_id, scope, unit_id, client_id, within_unit_id) OR ( SELECT access.has('access:approve'::text) AS has))) WITH CHECK ((((withdrawn_by = access.person()) AND access.may_grant(person_id, scope, unit_id, client_id, within_unit_id)) OR ((withdrawn_at IS NULL) AND (confirmed_by = access.person()) AND (person_id <> access.person()) AND access.confirmed(access.person(), 'access:approve'::text) AND access.confirmed(COALESCE(granted_by, ( SELECT r.created_by
   FROM public.role_rule r
  WHERE (r.id = access_grant.rule_id))), 'access:grant'::text))));

CREATE POLICY written ON public.audit_event FOR INSERT TO {{app}} WITH CHECK (true);

CREATE POLICY written ON public.report FOR INSERT TO {{app}} WITH CHECK (((author_id = access.person()) AND access.writes(client_id, 'report:write'::text)));

GRANT USAGE ON SCHEMA access TO {{app}};
GRANT USAGE ON SCHEMA access TO {{log}};
GRANT USAGE ON SCHEMA access TO {{seal}};

GRANT USAGE ON SCHEMA public TO {{seal}};

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

GRANT INSERT(source) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(relation_kind) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(minutes_before) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(minutes_after) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(within_unit_id) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(except_units) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(except_clients) ON TABLE public.access_grant TO {{app}};

GRANT INSERT(batch_id) ON TABLE public.access_grant TO {{app}};

GRANT UPDATE(confirmed_by) ON TABLE public.access_grant TO {{app}};

GRANT UPDATE(confirmed_at) ON TABLE public.access_grant TO {{app}};

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

GRANT INSERT(id) ON TABLE public.role TO {{app}};

GRANT INSERT(key) ON TABLE public.role TO {{app}};

GRANT INSERT(name),UPDATE(name) ON TABLE public.role TO {{app}};

GRANT INSERT(description),UPDATE(description) ON TABLE public.role TO {{app}};

GRANT INSERT(permissions),UPDATE(permissions) ON TABLE public.role TO {{app}};

GRANT UPDATE(version) ON TABLE public.role TO {{app}};

REVOKE ALL ON FUNCTION access.active_grants(p_person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.organisation_wide() FROM PUBLIC;
GRANT ALL ON FUNCTION access.organisation_wide() TO {{app}};

REVOKE ALL ON FUNCTION access.organisation_wide(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.organisation_wide(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.active_grants(p_person uuid, p_permission text) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.allowed_factors(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.allowed_factors(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.another_approver(p_first uuid, p_about uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.another_approver(p_first uuid, p_about uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.apply_rules(p_person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.barred(p_person uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.barred(p_person uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.below(p_roots uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.bsn_taken(p_hashes bytea[], p_except uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.bsn_taken(p_hashes bytea[], p_except uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.carry_out_moves() FROM PUBLIC;
GRANT ALL ON FUNCTION access.carry_out_moves() TO {{app}};

REVOKE ALL ON FUNCTION access.check_sealed(p_table text, p_columns text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.checks(p_checks text, p_ground uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.checks(p_checks text, p_ground uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.client_card(p_client uuid, OUT number text, OUT units jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_card(p_client uuid, OUT number text, OUT units jsonb) TO {{app}};

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

REVOKE ALL ON FUNCTION access.client_exists(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_exists(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.client_numbered(p_number text, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_numbered(p_number text, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.client_to_grant(p_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.client_to_grant(p_number text) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_cared_for(p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.clients_cared_for(p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_in_reach(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.clients_in_reach(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.clients_in_units(p_units uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.clients_of(p_person uuid, p_permission text, OUT everything boolean, OUT clients uuid[], OUT alike text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.clients_of_narrowed(p_person uuid, g public.access_grant) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.complete_leaving(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.complete_leaving(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.confirmed(p_person uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.confirmed(p_person uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.contacts_of(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.contacts_of(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.covered_units(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.covered_units(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.covers_unit(p_unit uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.covers_unit(p_unit uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.critical() FROM PUBLIC;
GRANT ALL ON FUNCTION access.critical() TO {{app}};

REVOKE ALL ON FUNCTION access.current_ground() FROM PUBLIC;
GRANT ALL ON FUNCTION access.current_ground() TO {{app}};

REVOKE ALL ON FUNCTION access.decide(p_person uuid, p_client uuid, p_permission text, OUT door uuid, OUT may text, OUT wide text, OUT emergency boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.directory() FROM PUBLIC;
GRANT ALL ON FUNCTION access.directory() TO {{app}};

REVOKE ALL ON FUNCTION access.employed_before(p_person uuid, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.permissions_at(p_role uuid, p_at timestamp with time zone) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.care_relation TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.care_relation TO {{app}};

GRANT UPDATE(version) ON TABLE public.care_relation TO {{app}};

GRANT SELECT,INSERT ON TABLE public.membership TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.membership TO {{app}};

GRANT UPDATE(version) ON TABLE public.membership TO {{app}};

GRANT SELECT,INSERT ON TABLE public.shift TO {{app}};

GRANT UPDATE(person_id) ON TABLE public.shift TO {{app}};

GRANT UPDATE(unit_id) ON TABLE public.shift TO {{app}};

GRANT UPDATE(starts_at) ON TABLE public.shift TO {{app}};

GRANT UPDATE(ends_at) ON TABLE public.shift TO {{app}};

GRANT UPDATE(cancelled_at) ON TABLE public.shift TO {{app}};

GRANT UPDATE(version) ON TABLE public.shift TO {{app}};

REVOKE ALL ON FUNCTION access.judged(p_person uuid, p_client uuid, p_units uuid[], p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.unbarred(p_permissions text[], p_source text, p_person uuid, p_client uuid, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.doors(p_person uuid, p_client uuid, p_units uuid[], p_guarded boolean, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.duties_against(p_people uuid[], p_permissions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.duties_against(p_people uuid[], p_permissions text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.duties_against_role(p_role uuid, p_permissions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.duties_against_role(p_role uuid, p_permissions text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.duties_of_grant(p_grant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.duties_of_grant(p_grant uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.duties_within(p_permissions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.duties_within(p_permissions text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.duty_holders(p_conflict uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.duty_holders(p_conflict uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.emergency_checks(p_checks text) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.emergency_client(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.emergency_client(p_id uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.emergency_use(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.emergency_use(p_id uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.end_emergency(p_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_emergency(p_id uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.end_grant_at(p_grant uuid, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_grant_at(p_grant uuid, p_at timestamp with time zone) TO {{app}};

REVOKE ALL ON FUNCTION access.end_reach(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_reach(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.end_reviewed(p_item uuid, p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_reviewed(p_item uuid, p_words text) TO {{app}};

REVOKE ALL ON FUNCTION access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet, p_agent text, p_fresh boolean, p_reading boolean, p_log_id uuid, p_event text, p_action text, p_part text, p_about uuid, p_object uuid, p_question text, p_shown uuid[], p_detail jsonb, p_checks text, p_trace text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.enter(p_token bytea, p_permission text, p_client uuid, p_address inet, p_agent text, p_fresh boolean, p_reading boolean, p_log_id uuid, p_event text, p_action text, p_part text, p_about uuid, p_object uuid, p_question text, p_shown uuid[], p_detail jsonb, p_checks text, p_trace text) TO {{app}};

REVOKE ALL ON FUNCTION access.enter_directory(p_token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION access.enter_directory(p_token bytea) TO {{app}};

GRANT SELECT ON TABLE public.audit_event TO {{log}};
GRANT SELECT ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(id) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(id) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(event) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(event) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(action) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(action) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(outcome) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(outcome) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(problem) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(person_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(session_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(on_behalf_of) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(supplier) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(supplier) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(client_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(part) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(part) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(object_id) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(ground) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(checks) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(question) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(shown) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(detail) ON TABLE public.audit_event TO {{app}};
GRANT INSERT(detail) ON TABLE public.audit_event TO {{seal}};

GRANT INSERT(address) ON TABLE public.audit_event TO {{app}};

GRANT INSERT(trace_id) ON TABLE public.audit_event TO {{app}};

REVOKE ALL ON FUNCTION access.events_showing(p_client uuid, p_from timestamp with time zone, p_until timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_person uuid, p_outcome text, p_event text, p_limit bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_showing(p_client uuid, p_from timestamp with time zone, p_until timestamp with time zone, p_before timestamp with time zone, p_before_id uuid, p_person uuid, p_outcome text, p_event text, p_limit bigint) TO {{log}};

REVOKE ALL ON FUNCTION access.everywhere(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.everywhere(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.explain(p_person uuid, p_client uuid, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.explain(p_person uuid, p_client uuid, p_at timestamp with time zone) TO {{app}};

REVOKE ALL ON FUNCTION access.family_with(p_client uuid, p_part text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.family_with(p_client uuid, p_part text, p_at timestamp with time zone) TO {{app}};

REVOKE ALL ON FUNCTION access.find_for_emergency(p_number text, p_bsns bytea[], p_birth date, p_words text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.find_for_emergency(p_number text, p_bsns bytea[], p_birth date, p_words text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.find_within(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.find_within(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.function_keeps_manager(p_person uuid, p_function text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.function_keeps_manager(p_person uuid, p_function text) TO {{app}};

REVOKE ALL ON FUNCTION access.go_on(p_session uuid, p_token bytea, p_permission text, p_address inet) FROM PUBLIC;
GRANT ALL ON FUNCTION access.go_on(p_session uuid, p_token bytea, p_permission text, p_address inet) TO {{app}};

REVOKE ALL ON FUNCTION access.ground_at(p_person uuid, p_client uuid, p_permission text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.ground_at(p_person uuid, p_client uuid, p_permission text, p_at timestamp with time zone) TO {{app}};

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

REVOKE ALL ON FUNCTION access.held_permissions(p_person uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.in_ranges(p_address inet, p_ranges jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.is_critical(p_role uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.is_critical(p_role uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.is_plain(p_within uuid, p_units uuid[], p_clients uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.judges(p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.judges(p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.judges_of(p_unit uuid, p_except uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.judges_of(p_unit uuid, p_except uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.lasting_managers() FROM PUBLIC;
GRANT ALL ON FUNCTION access.lasting_managers() TO {{app}};

REVOKE ALL ON FUNCTION access.leavers(p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.leavers(p_limit integer) TO {{app}};

REVOKE ALL ON FUNCTION access.limits(p_person uuid, p_client uuid, p_at timestamp with time zone, OUT closed boolean, OUT objected boolean, OUT parts text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.limits(p_person uuid, p_client uuid, p_at timestamp with time zone, OUT closed boolean, OUT objected boolean, OUT parts text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.may() FROM PUBLIC;
GRANT ALL ON FUNCTION access.may() TO {{app}};

REVOKE ALL ON FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid, p_within uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.may_grant(p_receiver uuid, p_scope text, p_unit uuid, p_client uuid, p_within uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.may_place(p_client uuid, p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.may_place(p_client uuid, p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.move_effects(p_person uuid, p_units uuid[], OUT grants jsonb, OUT relations jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION access.move_effects(p_person uuid, p_units uuid[], OUT grants jsonb, OUT relations jsonb) TO {{app}};

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

REVOKE ALL ON FUNCTION access.part_permissions(p_part text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.part_permissions(p_part text) TO {{app}};

REVOKE ALL ON FUNCTION access.permissions_for(p_client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.permissions_for(p_client uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.permissions_of(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.permissions_of(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.placed_in(p_unit uuid, p_from timestamp with time zone, p_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.placed_in(p_unit uuid, p_from timestamp with time zone, p_until timestamp with time zone) TO {{app}};
GRANT ALL ON FUNCTION access.placed_in(p_unit uuid, p_from timestamp with time zone, p_until timestamp with time zone) TO {{log}};

REVOKE ALL ON FUNCTION access.plain_reach(p_person uuid, p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[], OUT others boolean, OUT alike text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reach(p_permission text, OUT everything boolean, OUT units uuid[], OUT clients uuid[]) TO {{app}};

REVOKE ALL ON FUNCTION access.reach_of(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reach_of(p_people uuid[]) TO {{app}};

REVOKE ALL ON FUNCTION access.reaches_anyway(p_person uuid, p_client uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.record_permissions() FROM PUBLIC;
GRANT ALL ON FUNCTION access.record_permissions() TO {{app}};

REVOKE ALL ON FUNCTION access.remove_directory_group(p_group uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.remove_directory_group(p_group uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.reseal(p_table text, p_columns text[], p_places text[], p_old bytea[], p_new bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reseal(p_table text, p_columns text[], p_places text[], p_old bytea[], p_new bytea[]) TO {{seal}};

REVOKE ALL ON FUNCTION access.reseal_history(p_rows jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reseal_history(p_rows jsonb) TO {{seal}};

REVOKE ALL ON FUNCTION access.resealing() FROM PUBLIC;

REVOKE ALL ON FUNCTION access.review_population(p_units uuid[], p_roles uuid[], p_functions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.review_population(p_units uuid[], p_roles uuid[], p_functions text[]) TO {{app}};

REVOKE ALL ON FUNCTION access.review_stand_in(p_campaign uuid, p_about uuid, p_not uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.review_turns() FROM PUBLIC;
GRANT ALL ON FUNCTION access.review_turns() TO {{app}};

REVOKE ALL ON FUNCTION access.reviewed_grant(p_item uuid, OUT at timestamp with time zone, OUT rule boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reviewed_grant(p_item uuid, OUT at timestamp with time zone, OUT rule boolean) TO {{app}};

REVOKE ALL ON FUNCTION access.roots_of(p_person uuid, p_scope text, p_unit uuid, p_before integer, p_after integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.rule_effect(p_function text, p_group uuid, p_role uuid, p_scope text, p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.rule_effect(p_function text, p_group uuid, p_role uuid, p_scope text, p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.same_network(p_one inet, p_other inet) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.sealed_count(p_table text, p_columns text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.sealed_count(p_table text, p_columns text[]) TO {{seal}};

REVOKE ALL ON FUNCTION access.sealed_history(p_from bigint, p_until bigint, p_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.sealed_history(p_from bigint, p_until bigint, p_version integer) TO {{seal}};

REVOKE ALL ON FUNCTION access.sealed_rows(p_table text, p_columns text[], p_from bigint, p_until bigint, p_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.sealed_rows(p_table text, p_columns text[], p_from bigint, p_until bigint, p_version integer) TO {{seal}};

REVOKE ALL ON FUNCTION access.sealed_size() FROM PUBLIC;
GRANT ALL ON FUNCTION access.sealed_size() TO {{app}};

REVOKE ALL ON FUNCTION access.session() FROM PUBLIC;
GRANT ALL ON FUNCTION access.session() TO {{app}};

REVOKE ALL ON FUNCTION access.sign_in_groups() FROM PUBLIC;
GRANT ALL ON FUNCTION access.sign_in_groups() TO {{app}};

REVOKE ALL ON FUNCTION access.sign_ins_to_tell() FROM PUBLIC;
GRANT ALL ON FUNCTION access.sign_ins_to_tell() TO {{app}};

REVOKE ALL ON FUNCTION access.start_emergency(p_id uuid, p_grant uuid, p_client uuid, p_unit uuid, p_minutes integer, p_reason text, p_words bytea, OUT refusal text, OUT ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.start_emergency(p_id uuid, p_grant uuid, p_client uuid, p_unit uuid, p_minutes integer, p_reason text, p_words bytea, OUT refusal text, OUT ends timestamp with time zone) TO {{app}};

REVOKE ALL ON FUNCTION access.unit_in_use(p_unit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unit_in_use(p_unit uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.units_of(p_client uuid, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.units_of(p_client uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION access.who(p_client uuid, p_permission text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.who(p_client uuid, p_permission text, p_at timestamp with time zone) TO {{app}};

REVOKE ALL ON FUNCTION access.wide(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.wide(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.width(p_scope text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.width(p_scope text) TO {{app}};

REVOKE ALL ON FUNCTION access.within_note(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.within_note(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.within(p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.within(p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION access.would_end(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.would_end(p_person uuid) TO {{app}};

REVOKE ALL ON FUNCTION access.writes(p_client uuid, p_permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.writes(p_client uuid, p_permission text) TO {{app}};

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.apply_rules_to_member() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.apply_rules_to_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.apply_rules_to_rule() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.await_second_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.end_with_grant() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.ensure_audit_partitions(p_from date, p_until date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_audit_partitions(p_from date, p_until date) TO {{app}};

REVOKE ALL ON FUNCTION public.guard_client() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_duties_apart() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_role_uncritical() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_second_person() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.only_shorten() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.only_while_open() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.set_relation_exclusive() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.stamp_directory_user() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.stamp_role() FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.alert TO {{app}};

GRANT UPDATE(ended_at) ON TABLE public.alert TO {{app}};

GRANT UPDATE(version) ON TABLE public.alert TO {{app}};

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_checkpoint TO {{seal}};
GRANT SELECT ON TABLE public.audit_checkpoint TO {{log}};

GRANT SELECT,INSERT ON TABLE public.audit_dropped TO {{seal}};
GRANT SELECT ON TABLE public.audit_dropped TO {{log}};

GRANT SELECT,INSERT,DELETE ON TABLE public.audit_edge TO {{seal}};
GRANT SELECT ON TABLE public.audit_edge TO {{log}};

GRANT USAGE ON SEQUENCE public.audit_number TO {{app}};
GRANT SELECT,USAGE ON SEQUENCE public.audit_number TO {{seal}};
GRANT SELECT ON SEQUENCE public.audit_number TO {{log}};

GRANT SELECT,INSERT ON TABLE public.audit_tile TO {{seal}};
GRANT SELECT ON TABLE public.audit_tile TO {{log}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.audit_tree TO {{seal}};
GRANT SELECT ON TABLE public.audit_tree TO {{log}};

GRANT SELECT,INSERT ON TABLE public.audit_tree_key TO {{seal}};
GRANT SELECT ON TABLE public.audit_tree_key TO {{log}};

GRANT SELECT,INSERT ON TABLE public.audit_witness TO {{app}};
GRANT SELECT ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(name) ON TABLE public.audit_witness TO {{app}};

GRANT UPDATE(every_minutes) ON TABLE public.audit_witness TO {{app}};

GRANT UPDATE(active) ON TABLE public.audit_witness TO {{app}};

GRANT UPDATE(version) ON TABLE public.audit_witness TO {{app}};

GRANT UPDATE(sent_size) ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(sent_at) ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(sent_note) ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(failure) ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(failed_at) ON TABLE public.audit_witness TO {{seal}};

GRANT UPDATE(failures) ON TABLE public.audit_witness TO {{seal}};

GRANT SELECT,INSERT ON TABLE public.care_relation_kind TO {{app}};

GRANT UPDATE(name) ON TABLE public.care_relation_kind TO {{app}};

GRANT UPDATE(retired_at) ON TABLE public.care_relation_kind TO {{app}};

GRANT UPDATE(version) ON TABLE public.care_relation_kind TO {{app}};

GRANT SELECT,INSERT ON TABLE public.client_closed_part TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.client_closed_part TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.client_closed_part TO {{app}};

GRANT UPDATE(version) ON TABLE public.client_closed_part TO {{app}};

GRANT SELECT,INSERT ON TABLE public.client_closure TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.client_closure TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.client_closure TO {{app}};

GRANT UPDATE(version) ON TABLE public.client_closure TO {{app}};

GRANT SELECT,INSERT ON TABLE public.client_closure_person TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.client_closure_person TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.client_closure_person TO {{app}};

GRANT UPDATE(version) ON TABLE public.client_closure_person TO {{app}};

GRANT SELECT,INSERT ON TABLE public.client_objection TO {{app}};

GRANT UPDATE(valid_until) ON TABLE public.client_objection TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.client_objection TO {{app}};

GRANT UPDATE(version) ON TABLE public.client_objection TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.contact_person TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.credential TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.device TO {{app}};

GRANT SELECT,INSERT ON TABLE public.directory_group TO {{app}};

GRANT UPDATE(display_name) ON TABLE public.directory_group TO {{app}};

GRANT UPDATE(external_id) ON TABLE public.directory_group TO {{app}};

GRANT UPDATE(changed_at) ON TABLE public.directory_group TO {{app}};

GRANT UPDATE(removed_at) ON TABLE public.directory_group TO {{app}};

GRANT UPDATE(version) ON TABLE public.directory_group TO {{app}};

GRANT SELECT,INSERT,DELETE ON TABLE public.directory_member TO {{app}};

GRANT SELECT,INSERT ON TABLE public.directory_token TO {{app}};

GRANT UPDATE(withdrawn_at) ON TABLE public.directory_token TO {{app}};

GRANT UPDATE(withdrawn_by) ON TABLE public.directory_token TO {{app}};

GRANT UPDATE(version) ON TABLE public.directory_token TO {{app}};

GRANT SELECT,INSERT ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(sent_name) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(external_id) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(attributes) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(membership_id) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(changed_at) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(removed_at) ON TABLE public.directory_user TO {{app}};

GRANT UPDATE(version) ON TABLE public.directory_user TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.draft TO {{app}};

GRANT SELECT,INSERT ON TABLE public.duty_conflict TO {{app}};

GRANT UPDATE(name) ON TABLE public.duty_conflict TO {{app}};

GRANT UPDATE(words) ON TABLE public.duty_conflict TO {{app}};

GRANT UPDATE(active) ON TABLE public.duty_conflict TO {{app}};

GRANT UPDATE(version) ON TABLE public.duty_conflict TO {{app}};

GRANT SELECT ON TABLE public.emergency TO {{app}};
GRANT SELECT ON TABLE public.emergency TO {{log}};

GRANT UPDATE(judged_at) ON TABLE public.emergency TO {{app}};

GRANT UPDATE(judged_by) ON TABLE public.emergency TO {{app}};

GRANT UPDATE(judgement) ON TABLE public.emergency TO {{app}};

GRANT UPDATE(judgement_sealed) ON TABLE public.emergency TO {{app}};

GRANT UPDATE(version) ON TABLE public.emergency TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.factor TO {{app}};

GRANT SELECT,INSERT ON TABLE public.family_access TO {{app}};

GRANT UPDATE(ended_at) ON TABLE public.family_access TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.family_access TO {{app}};

GRANT UPDATE(version) ON TABLE public.family_access TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.gateway TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.identity_provider TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitation TO {{app}};

GRANT SELECT ON TABLE public.leaving_statement TO {{app}};

GRANT SELECT,INSERT,DELETE ON TABLE public.log_question TO {{app}};

GRANT UPDATE(name) ON TABLE public.log_question TO {{app}};

GRANT UPDATE(shared) ON TABLE public.log_question TO {{app}};

GRANT UPDATE(version) ON TABLE public.log_question TO {{app}};

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

GRANT SELECT,INSERT ON TABLE public.planned_move TO {{app}};

GRANT UPDATE(cancelled_at) ON TABLE public.planned_move TO {{app}};

GRANT UPDATE(version) ON TABLE public.planned_move TO {{app}};

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

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.resealing TO {{seal}};

GRANT SELECT,INSERT ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(closed_at) ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(closed_by) ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(report) ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(report_signature) ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(report_key) ON TABLE public.review_campaign TO {{app}};

GRANT UPDATE(version) ON TABLE public.review_campaign TO {{app}};

GRANT SELECT,INSERT ON TABLE public.review_item TO {{app}};

GRANT UPDATE(reviewer_id) ON TABLE public.review_item TO {{app}};

GRANT UPDATE(decision) ON TABLE public.review_item TO {{app}};

GRANT UPDATE(words) ON TABLE public.review_item TO {{app}};

GRANT UPDATE(decided_by) ON TABLE public.review_item TO {{app}};

GRANT UPDATE(decided_at) ON TABLE public.review_item TO {{app}};

GRANT UPDATE(version) ON TABLE public.review_item TO {{app}};

GRANT SELECT,INSERT ON TABLE public.role_proposal TO {{app}};

GRANT UPDATE(decision) ON TABLE public.role_proposal TO {{app}};

GRANT UPDATE(decided_by) ON TABLE public.role_proposal TO {{app}};

GRANT UPDATE(decided_at) ON TABLE public.role_proposal TO {{app}};

GRANT UPDATE(version) ON TABLE public.role_proposal TO {{app}};

GRANT SELECT,INSERT ON TABLE public.role_rule TO {{app}};

GRANT UPDATE(ended_at) ON TABLE public.role_rule TO {{app}};

GRANT UPDATE(ended_by) ON TABLE public.role_rule TO {{app}};

GRANT UPDATE(version) ON TABLE public.role_rule TO {{app}};

GRANT SELECT ON TABLE public.row_history TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO {{app}};

GRANT SELECT ON TABLE public.setting TO {{app}};

GRANT UPDATE(value) ON TABLE public.setting TO {{app}};

GRANT UPDATE(version) ON TABLE public.setting TO {{app}};

GRANT SELECT,INSERT ON TABLE public.siem_target TO {{app}};
GRANT SELECT ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(name) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(host) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(port) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(format) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(authority) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(certificate) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(private_key_sealed) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(active) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE(version) ON TABLE public.siem_target TO {{app}};

GRANT UPDATE("position") ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(sent_at) ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(failure) ON TABLE public.siem_target TO {{app}};
GRANT UPDATE(failure) ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(failed_at) ON TABLE public.siem_target TO {{app}};
GRANT UPDATE(failed_at) ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(failures) ON TABLE public.siem_target TO {{app}};
GRANT UPDATE(failures) ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(leased_by) ON TABLE public.siem_target TO {{seal}};

GRANT UPDATE(leased_until) ON TABLE public.siem_target TO {{seal}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_brake TO {{app}};

GRANT SELECT,INSERT,UPDATE ON TABLE public.sign_in_reset TO {{app}};

GRANT SELECT,INSERT ON TABLE public.unit TO {{app}};
GRANT SELECT ON TABLE public.unit TO {{log}};

GRANT UPDATE(name) ON TABLE public.unit TO {{app}};

GRANT UPDATE(closed_at) ON TABLE public.unit TO {{app}};

GRANT UPDATE(version) ON TABLE public.unit TO {{app}};

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.used_logout_token TO {{app}};

REVOKE ALL ON FUNCTION access.held(p_person uuid, p_since timestamp with time zone) FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE {{owner}} REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

