-- Following the log while it is written: by a program of the customer (SIEM), and by people who look along (the live log).

-- Where the rows of the log go on to: security monitoring (SIEM) of the customer, in the order in which they were sealed
-- (docs/security/log-stream.md). How far each came is the sender's, which has the sealer's login.
create table siem_target (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  format text not null check (format in ('syslog-json', 'atna')),
  -- PEM: only what this authority signed is trusted; without it, what everybody trusts.
  authority text check (length(authority) <= 40000),
  certificate text check (length(certificate) <= 40000),
  private_key_sealed bytea,
  check ((certificate is null) = (private_key_sealed is null)),
  active boolean not null default true,
  version integer not null default 1,
  -- Rows before this one were never meant to be sent there.
  from_position bigint not null check (from_position >= 0),
  -- All rows before this one arrived: the other side read them to the end.
  position bigint not null check (position >= from_position),
  sent_at timestamptz,
  failure text,
  failed_at timestamptz,
  failures integer not null default 0,
  -- Of several workers, one sends.
  leased_by uuid,
  leased_until timestamptz
);
create trigger keep_history before update of name, host, port, format, authority, certificate, private_key_sealed, active or delete on siem_target
  for each row execute function keep_history();
create constraint trigger logged
  after insert or delete or update of name, host, port, format, authority, certificate, private_key_sealed, active on siem_target
  deferrable initially deferred for each row execute function require_audit();
alter table siem_target enable row level security;
grant select, insert on siem_target to {{login}};
grant update (name, host, port, format, authority, certificate, private_key_sealed, active, version, failure, failed_at, failures)
  on siem_target to {{login}};
grant select on siem_target to {{sealer}};
grant update (position, sent_at, failure, failed_at, failures, leased_by, leased_until) on siem_target to {{sealer}};
create policy seen on siem_target for select to {{login}} using ((select access.has('setting:change')));
create policy made on siem_target for insert to {{login}} with check ((select access.has('setting:change')));
create policy changed on siem_target for update to {{login}} using ((select access.has('setting:change')));
create policy sending on siem_target to {{sealer}} using (true);

-- How many rows were sealed: a number that says nothing about them, for whoever looks how far a target is behind.
create function access.sealed_size() returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select size from audit_tree), 0)
$$;

revoke all on function access.sealed_size() from public;
grant execute on function access.sealed_size() to {{login}};

-- May somebody who opened something that stays open (the live log) go on? What access.enter() asks of a session without a client,
-- but that it is no sign of life: a page that nobody looks at does not keep a session alive.
create function access.go_on(p_session uuid, p_token bytea, p_permission text, p_address inet) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
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

revoke all on function access.go_on(uuid, bytea, text, inet) from public;
grant execute on function access.go_on(uuid, bytea, text, inet) to {{login}};

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 22}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
