-- The log (NEN 7513): one row for each event, its part of the record and its ground. The login role can only insert, and
-- cannot choose the time. No health data and no BSN in it. Partitioned by month.

create table audit_event (
  id uuid not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- Event code, for example 'client.read', and the action C/R/U/D/E of NEN 7513.
  event text not null,
  action "char" not null check (action in ('C', 'R', 'U', 'D', 'E')),
  outcome text not null check (outcome in ('success', 'refused', 'error')),
  -- Stable problem code when not successful.
  problem text,
  person_id uuid,
  -- The role under which the person acted, from the grant.
  session_id uuid,
  -- Whoever acts for another: the responsible user; empty when the person acts for themselves.
  on_behalf_of uuid,
  -- The supplier's own staff or program (N-28) instead of a person of the customer.
  supplier text,
  client_id uuid,
  part text not null,
  object_id uuid,
  -- The grant that opened the door.
  ground uuid,
  -- NEN 7513 'controles': authorisation, care relation, consent, emergency; T or F.
  checks text,
  -- The question that was asked in a list or search, and whom the answer showed.
  question text,
  shown uuid[],
  -- Old and new value of what changed in access or settings; never of the record.
  detail jsonb,
  address inet,
  trace_id text,
  primary key (recorded_at, id)
) partition by range (recorded_at);

create index audit_event_client on audit_event (client_id, recorded_at desc) where client_id is not null;
create index audit_event_person on audit_event (person_id, recorded_at desc) where person_id is not null;
-- Refused attempts are few and asked for often.
create index audit_event_refused on audit_event (recorded_at desc) where outcome <> 'success';
create index audit_event_shown on audit_event using gin (shown) where shown is not null;

-- What comes in while its month has no partition yet.
create table audit_event_rest partition of audit_event default;

-- Makes the monthly partitions from a month until a month, both included; those that exist are left alone. They belong to the
-- owner of the environment, as this function does, and nobody else has a right on them: every way in is audit_event itself.
-- Rows that came in before their partition was there move into it. Returns how many were made.
create function ensure_audit_partitions(p_from date, p_until date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke execute on function ensure_audit_partitions(date, date) from public;
grant execute on function ensure_audit_partitions(date, date) to {{login}};
select ensure_audit_partitions((now() - interval '1 month')::date, (now() + interval '12 months')::date);

alter table audit_event enable row level security;
create policy written on audit_event for insert to {{login}} with check (true);
create policy judged on audit_event for select to {{log_reader}} using ((select access.has('log:read')));
grant insert (id, event, action, outcome, problem, person_id, session_id, on_behalf_of, supplier, client_id, part, object_id,
  ground, checks, question, shown, detail, address, trace_id) on audit_event to {{login}};
grant select on audit_event to {{log_reader}};
-- To read the log the server takes on the role log_reader for the length of a transaction; without it, it can only insert.

-- Events of others in whose answer a client stood, newest first. Row security keeps the index on arrays out of reach (@> is not
-- leakproof), so this function asks for the permission itself. EXECUTE plans for the values given: how often a client was shown
-- decides between that index and walking back in time.
create function access.events_showing(p_client uuid, p_from timestamptz, p_until timestamptz, p_before timestamptz, p_before_id uuid,
  p_person uuid, p_outcome text, p_event text, p_limit bigint) returns setof audit_event
language plpgsql stable security definer rows 50 set search_path = public, pg_temp as $$
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
end $$;
revoke execute on function access.events_showing from public;
grant execute on function access.events_showing to {{log_reader}};

-- A write without its log row cannot commit: writing to the log leaves a mark for the length of the transaction, and every
-- written row of the record or of the authorisations asks for that mark just before the commit.
create function mark_audited() returns trigger language plpgsql as $$
begin
  perform set_config('hoede.audited', 'yes', true);
  return null;
end $$;
create trigger marked after insert on audit_event for each statement execute function mark_audited();

create function require_audit() returns trigger language plpgsql as $$
begin
  if current_setting('hoede.audited', true) is distinct from 'yes' then
    raise exception 'a change of % was not logged', tg_table_name using errcode = 'HO500';
  end if;
  return null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['setting', 'unit', 'person', 'membership', 'client', 'placement', 'care_relation',
    'contact_person', 'alert', 'origin', 'report', 'measurement', 'role', 'access_grant', 'credential', 'recovery_code',
    'invitation'] loop
    execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function require_audit()', name);
  end loop;
end $$;
