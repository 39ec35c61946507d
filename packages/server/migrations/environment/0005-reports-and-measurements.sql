-- What carers write and measure. Text is sealed with the environment's data key; the row id is its associated data.

create table report (
  id uuid primary key,
  client_id uuid not null references client,
  kind text not null check (kind in ('daily', 'nursing', 'medical', 'paramedical', 'family', 'night', 'handover')),
  form text not null check (form in ('free', 'soep')),
  text_sealed bytea not null,
  author_id uuid references person,
  author_name text not null,
  author_function text not null,
  care_moment timestamptz not null,
  recorded_at timestamptz not null default now(),
  important boolean not null default false,
  visible_to_family boolean not null default false,
  reason_sealed bytea,
  version integer not null default 1
);
create index report_client on report (client_id, care_moment desc, id desc);

-- Earlier versions, written by the trigger below and by nothing else.
create table report_version (
  report_id uuid not null references report,
  version integer not null,
  client_id uuid not null,
  form text not null,
  text_sealed bytea not null,
  author_id uuid,
  author_name text not null,
  author_function text not null,
  care_moment timestamptz not null,
  recorded_at timestamptz not null,
  important boolean not null,
  visible_to_family boolean not null,
  reason_sealed bytea,
  primary key (report_id, version)
);

create function keep_report_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create trigger keep_version before update on report for each row execute function keep_report_version();

-- What somebody is still typing: theirs alone, one per client and form of work.
create table draft (
  person_id uuid not null references person,
  client_id uuid not null references client,
  subject text not null check (length(subject) between 1 and 80),
  content_sealed bytea not null,
  changed_at timestamptz not null default now(),
  primary key (person_id, client_id, subject)
);

create table measurement (
  id uuid primary key,
  client_id uuid not null references client,
  kind text not null,
  value numeric(9, 3) not null,
  -- The diastolic pressure; empty for everything that is one number.
  second_value numeric(9, 3),
  unit text not null,
  method text,
  position text,
  note_sealed bytea,
  performer_id uuid references person,
  performer_name text not null,
  performer_function text not null,
  measured_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  unusual boolean not null default false,
  status text not null default 'final' check (status in ('final', 'entered-in-error')),
  reason_sealed bytea,
  -- The measurement that this one corrects.
  replaces_id uuid references measurement,
  version integer not null default 1
);
create index measurement_client on measurement (client_id, measured_at desc, id desc);
create index measurement_client_kind on measurement (client_id, kind, measured_at desc, id desc);
create trigger keep_history before update or delete on measurement for each row execute function keep_history();

grant select, insert, update on report, measurement to {{login}};
grant select on report_version to {{login}};
grant select, insert, update, delete on draft to {{login}};
