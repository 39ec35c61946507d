-- What was sealed with an older data key is sealed anew, in the background (docs/security/keys.md, "Another data key"). Who does it has the
-- sealer's login, which no request has, and reaches sealed columns only, through these functions: it gets sealed bytes and gives
-- sealed bytes of the same length. No version of a row goes up, as nobody changed anything; the log has a row for each table.

create table resealing (
  -- Of the data key that everything goes to.
  version integer not null check (version between 1 and 250),
  table_name text not null,
  -- Blocks of the table before this one were looked at.
  next_block bigint not null check (next_block >= 0),
  until_block bigint not null,
  -- Rows sealed anew, and values that do not open with any key and were left.
  rows bigint not null default 0,
  broken bigint not null default 0,
  finished_at timestamptz,
  primary key (version, table_name)
);
alter table resealing enable row level security;
create policy resealing on resealing to {{sealer}} using (true) with check (true);
grant select, insert, update, delete on resealing to {{sealer}};
create policy resealed on audit_event for insert to {{sealer}} with check (event = 'key.reseal' and person_id is null);

-- Only what a name says is sealed, and the hash that goes with a sealed BSN.
create function access.check_sealed(p_table text, p_columns text[]) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if p_columns = '{}' or exists (
    select from unnest(p_columns) c
    where not (c like '%\_sealed' or (p_table = 'client' and c = 'bsn_hash'))
      or not exists (select from pg_attribute a where a.attrelid = format('public.%I', p_table)::regclass
        and a.attname = c and a.attnum > 0 and not a.attisdropped and a.atttypid = 'bytea'::regtype)) then
    raise exception 'not a sealed column of %', p_table using errcode = '42501';
  end if;
end $$;

-- Rows in these blocks with a value of another version, their primary key with them (it says for which row they were sealed).
create function access.sealed_rows(p_table text, p_columns text[], p_from bigint, p_until bigint, p_version integer)
returns table (place text, key jsonb, sealed bytea[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
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
end $$;

-- Puts sealed values in the place of others, row after row, the columns of a row beside each other. A row that somebody holds or that was
-- changed meanwhile is left for the next time: nobody waits for this, and this waits for nobody. Answers how many rows changed.
create function access.reseal(p_table text, p_columns text[], p_places text[], p_old bytea[], p_new bytea[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;

-- The same for what rows were before: their sealed values stand in JSON.
create function access.sealed_history(p_from bigint, p_until bigint, p_version integer)
returns table (place text, table_name text, row_id text, sealed jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.ctid::text, h.table_name, h.row_id, s.sealed
  from row_history h, lateral (
    select jsonb_object_agg(e.key, e.value) as sealed,
      bool_or(e.key like '%\_sealed' and left(e.value, 4) <> '\x' || lpad(to_hex(p_version), 2, '0')) as old
    from jsonb_each_text(h.row) e where e.value is not null and (e.key like '%\_sealed' or e.key = 'bsn_hash')) s
  where h.ctid >= format('(%s,0)', p_from)::tid and h.ctid < format('(%s,0)', p_until)::tid and s.old
$$;

create function access.reseal_history(p_rows jsonb) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
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

-- How many sealed values there are of each version.
create function access.sealed_count(p_table text, p_columns text[]) returns table (version integer, count bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
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

-- A version of a row stays what it is when only its seal is renewed. The mark alone is not enough: anybody can set it.
create function access.resealing() returns boolean
language sql stable set search_path = public, pg_temp as $$
  select coalesce(current_setting('hoede.resealing', true) = 'yes', false)
    and has_function_privilege(session_user, 'access.reseal(text, text[], text[], bytea[], bytea[])', 'execute')
$$;

create or replace function keep_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

create or replace function keep_report_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

-- The schema is opened to it for these; nothing else in it is for everybody.
grant usage on schema access to {{sealer}};
revoke all on function access.check_sealed(text, text[]), access.sealed_rows(text, text[], bigint, bigint, integer),
  access.reseal(text, text[], text[], bytea[], bytea[]), access.sealed_history(bigint, bigint, integer), access.reseal_history(jsonb),
  access.sealed_count(text, text[]), access.resealing() from public;
grant execute on function access.sealed_rows(text, text[], bigint, bigint, integer),
  access.reseal(text, text[], text[], bytea[], bytea[]), access.sealed_history(bigint, bigint, integer), access.reseal_history(jsonb),
  access.sealed_count(text, text[]) to {{sealer}};

-- Somebody is looked for by every hash that a BSN can have: while two data keys are there, there are two.
create function access.bsn_taken(p_hashes bytea[], p_except uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from client c where c.bsn_hash = any (p_hashes) and c.id is distinct from p_except)
$$;
drop function access.bsn_taken(bytea, uuid);
revoke all on function access.bsn_taken(bytea[], uuid) from public;
grant execute on function access.bsn_taken(bytea[], uuid) to {{login}};

create function access.find_for_emergency(p_number text, p_bsns bytea[], p_birth date, p_words text[]) RETURNS TABLE(id uuid, given_names text, initials text, nickname text, own_prefix text, own_name text, partner_prefix text, partner_name text, name_order text, sex text, birth_date date, unit_id uuid, unit_name text, reachable boolean, running boolean)
language plpgsql security definer rows 1 set search_path = public, pg_temp as $$
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
drop function access.find_for_emergency(text, bytea, date, text[]);
revoke all on function access.find_for_emergency(text, bytea[], date, text[]) from public;
grant execute on function access.find_for_emergency(text, bytea[], date, text[]) to {{login}};

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 26}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
