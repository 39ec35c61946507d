-- Asking the log by location or team, and questions that are asked again.

-- Who was in care at a unit or below it in a period, and from when until when in that period; for the reader of the log alone.
create function access.placed_in(p_unit uuid, p_from timestamptz, p_until timestamptz)
returns table (client_id uuid, since timestamptz, until timestamptz)
language plpgsql stable security definer rows 100 set search_path = public, pg_temp as $$
begin
  if not access.has('log:read') then
    return;
  end if;
  return query
    select p.client_id, greatest(p.valid_from, p_from), least(p.valid_until, p_until)
    from placement p join unit u on u.id = p.unit_id
    where p_unit = any (u.path) and p.valid_from < p_until and (p.valid_until is null or p.valid_until > p_from);
end $$;

revoke all on function access.placed_in(uuid, timestamptz, timestamptz) from public;
grant execute on function access.placed_in(uuid, timestamptz, timestamptz) to {{login}}, {{log_reader}};

-- A question that somebody keeps, for themselves or for everybody who reads the log (docs/security/log.md). It holds ids, no answers.
create table log_question (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 120),
  shared boolean not null,
  -- What is asked, as the address of the log's page has it, without the period.
  query jsonb not null check (jsonb_typeof(query) = 'object'),
  -- The last so many days, today included; or two days that stay the same.
  days integer check (days between 1 and 366),
  first_day date,
  last_day date,
  check ((days is null) = (first_day is not null and last_day is not null) and (days is null or first_day is null and last_day is null)),
  check (last_day >= first_day),
  version integer not null default 1,
  unique (person_id, name)
);
create trigger keep_history before update or delete on log_question for each row execute function keep_history();
create constraint trigger logged after insert or update or delete on log_question
  deferrable initially deferred for each row execute function require_audit();
alter table log_question enable row level security;
grant select, insert, delete on log_question to {{login}};
grant update (name, shared, version) on log_question to {{login}};
create policy seen on log_question for select to {{login}}
  using ((select access.has('log:read')) and (shared or person_id = (select access.person())));
create policy made on log_question for insert to {{login}}
  with check ((select access.has('log:read')) and person_id = (select access.person()));
create policy changed on log_question for update to {{login}}
  using ((select access.has('log:read')) and person_id = (select access.person()));
create policy removed on log_question for delete to {{login}}
  using ((select access.has('log:read')) and person_id = (select access.person()));

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 23}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
