-- Four eyes for a change of a role in use, where the customer wants that: one proposes, another approves.

insert into setting (key, value) values ('role-change-approval', '0') on conflict (key) do nothing;

create table role_proposal (
  id uuid primary key,
  role_id uuid not null references role,
  -- The version of the role that it was made for: when the role changed since, it is made anew.
  role_version integer not null,
  name text not null check (length(name) between 1 and 120),
  description text not null check (length(description) <= 500),
  permissions text[] not null,
  -- Why, for whoever approves.
  words text not null default '' check (length(words) <= 500),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null default now(),
  decision text check (decision in ('approved', 'refused', 'withdrawn')),
  decided_by uuid references person,
  decided_at timestamptz,
  version integer not null default 1,
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision is null or (decision = 'withdrawn') = (decided_by = proposed_by))
);
create index role_proposal_open on role_proposal (proposed_at) where decision is null;
create index role_proposal_role on role_proposal (role_id);
create trigger keep_history before update or delete on role_proposal for each row execute function keep_history();
create constraint trigger logged after insert or update or delete on role_proposal
  deferrable initially deferred for each row execute function require_audit();
alter table role_proposal enable row level security;
grant select, insert on role_proposal to {{login}};
grant update (decision, decided_by, decided_at, version) on role_proposal to {{login}};
create policy seen on role_proposal for select to {{login}} using (
  (select access.has('access:read')) or (select access.has('access:approve')) or (select access.has('role:change')));
create policy proposed on role_proposal for insert to {{login}} with check (
  proposed_by = access.person() and decision is null and (select access.has('role:change')));
-- Whoever made it can take it back; another decides.
create policy decided on role_proposal for update to {{login}}
  using (decision is null and (proposed_by = access.person() or (select access.has('access:approve'))))
  with check (decided_by = access.person() and (proposed_by = access.person() or (select access.has('access:approve'))));

-- Behind the use case: asked at the commit, so that a change can be tried and undone (what if). The operator is nobody here.
create function keep_second_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create constraint trigger second_person after update of permissions on role
  deferrable initially deferred for each row execute function keep_second_person();
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 18}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
