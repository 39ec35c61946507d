-- What everything else stands on: settings, history of changed rows, and the context of a request.
-- {{login}} is the role the server signs in with, {{log_reader}} the role it takes on to read the log.

create schema access;
grant usage on schema access to {{login}}, {{log_reader}};
revoke create on schema public from public;
create extension if not exists pg_trgm with schema public;

create table setting (
  key text primary key,
  value jsonb not null,
  version integer not null default 1
);

insert into setting (key, value) values
  ('session-idle-minutes', '15'),
  ('session-hours', '12'),
  ('former-client-days', '30');

-- Who is asking. Set by access.enter() for the length of one transaction; empty outside of it, so that nothing is visible.
create function access.person() returns uuid language sql stable parallel safe
return nullif(current_setting('hoede.person', true), '')::uuid;
-- In which session, and through which grant: set along with it, so that the row of the log can name them.
create function access.session() returns uuid language sql stable parallel safe
return nullif(current_setting('hoede.session', true), '')::uuid;
create function access.current_ground() returns uuid language sql stable parallel safe
return nullif(current_setting('hoede.ground', true), '')::uuid;

-- The previous state of every changed row of a versioned table, kept by a trigger that the login role cannot go around.
create table row_history (
  id bigint generated always as identity primary key,
  table_name text not null,
  row_id text not null,
  version integer not null,
  client_id uuid,
  row jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid
);
create index row_history_row on row_history (table_name, row_id, version);

create function keep_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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

create trigger keep_history before update or delete on setting for each row execute function keep_history();

grant select, insert, update on setting to {{login}};
