-- Conflicts of duties: pairs of permissions that one person may not hold at the same time, whatever the reach of each.

create table duty_conflict (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  -- Why nobody may hold both, for whoever meets it.
  words text not null default '' check (length(words) <= 500),
  one text not null,
  other text not null,
  active boolean not null default true,
  version integer not null default 1,
  check (one < other),
  unique (one, other)
);
create trigger keep_history before update or delete on duty_conflict for each row execute function keep_history();
create constraint trigger logged after insert or update or delete on duty_conflict
  deferrable initially deferred for each row execute function require_audit();
alter table duty_conflict enable row level security;
grant select, insert on duty_conflict to {{login}};
grant update (name, words, active, version) on duty_conflict to {{login}};
create policy seen on duty_conflict for select to {{login}} using (
  (select access.has('access:read')) or (select access.has('access:grant')) or (select access.has('access:review')));
create policy made on duty_conflict for insert to {{login}} with check ((select access.has('role:change')));
create policy changed on duty_conflict for update to {{login}} using ((select access.has('role:change')));

-- What somebody holds, now or from a day to come, and by which roles. Emergency access is judged by itself.
create function access.held_permissions(p_person uuid) returns table (permission text, role text)
language sql stable
begin atomic
  select distinct p, r.name from access_grant g join role r on r.id = g.role_id, unnest(r.permissions) p
  where g.person_id = p_person and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now()) and g.source <> 'emergency';
end;

-- The active pairs that each of these people would hold with these permissions added, and did not hold without.
create function access.duties_against(p_people uuid[], p_permissions text[]) returns table (person_id uuid, conflict_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id, d.id, d.name
  from unnest(p_people) e (id), lateral (select array(select distinct h.permission from access.held_permissions(e.id) h) as held) h,
    duty_conflict d
  where d.active and array[d.one, d.other] <@ (h.held || p_permissions) and not array[d.one, d.other] <@ h.held
  order by e.id, d.name
$$;

-- The same for everybody who holds a role, when it gets these permissions.
create function access.duties_against_role(p_role uuid, p_permissions text[]) returns table (person_id uuid, conflict_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.person_id, a.conflict_id, a.name from access.duties_against(
    array(select distinct g.person_id from access_grant g
      where g.role_id = p_role and g.withdrawn_at is null and (g.valid_until is null or g.valid_until > now())), p_permissions) a
$$;

-- The active pairs that a role with these permissions would hold by itself.
create function access.duties_within(p_permissions text[]) returns table (name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.name from duty_conflict d where d.active and array[d.one, d.other] <@ p_permissions order by d.name
$$;

-- Who holds both of a pair, with the roles of each: for whoever looks after access for everybody.
create function access.duty_holders(p_conflict uuid) returns table (person_id uuid, by_one text[], by_other text[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
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

-- Of which pairs a grant is a part whose other part its person holds too: what a review shows beside it.
create function access.duties_of_grant(p_grant uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(d.name order by d.name), '{}')
  from access_grant g join role r on r.id = g.role_id,
    lateral (select array(select distinct h.permission from access.held_permissions(g.person_id) h) as held) h, duty_conflict d
  where g.id = p_grant and d.active and array[d.one, d.other] <@ h.held and array[d.one, d.other] && r.permissions
$$;

-- The second line behind the use cases: nobody is given by hand what conflicts with what they hold. What a function or a directory
-- brings stands in the list of conflicts instead: refusing it would leave somebody without their work because of a file. A grant that
-- takes the place of one that ended just now (it gets an end) is no new one.
create function keep_duties_apart() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.source = 'given'
    and not exists (select from access_grant g where g.person_id = new.person_id and g.role_id = new.role_id and g.withdrawn_at = now())
    and exists (select from access.duties_against(array[new.person_id], (select r.permissions from role r where r.id = new.role_id))) then
    raise exception 'conflict of duties' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger c_duties before insert on access_grant for each row execute function keep_duties_apart();

revoke all on function access.held_permissions(uuid), access.duties_against(uuid[], text[]), access.duties_against_role(uuid, text[]),
  access.duties_within(text[]), access.duties_of_grant(uuid), access.duty_holders(uuid) from public;
grant execute on function access.duties_against(uuid[], text[]), access.duties_against_role(uuid, text[]), access.duties_within(text[]),
  access.duties_of_grant(uuid), access.duty_holders(uuid) to {{login}};

-- To begin with: who gives roles does not also read what was logged of that. The other pairs are there to be switched on.
insert into duty_conflict (id, name, words, one, other, active) values
  (gen_random_uuid(), 'Rollen geven en de logging lezen', 'Wie rollen geeft, controleert niet zelf wat daarvan in de logging staat.', 'access:grant', 'log:read', false),
  (gen_random_uuid(), 'Rechten van rollen wijzigen en de logging lezen', 'Wie rollen inricht, controleert niet zelf wat daarvan in de logging staat.', 'log:read', 'role:change', true),
  (gen_random_uuid(), 'Instellingen wijzigen en de logging lezen', 'Wie de omgeving inricht, controleert niet zelf wat daarvan in de logging staat.', 'log:read', 'setting:change', true),
  (gen_random_uuid(), 'Noodtoegang gebruiken en beoordelen', 'Wie noodtoegang beoordeelt, gebruikt haar niet zelf.', 'emergency:judge', 'emergency:use', false),
  (gen_random_uuid(), 'Medewerkers beheren en rollen geven', 'Wie medewerkers aanmaakt, geeft hun niet ook de rollen.', 'access:grant', 'people:manage', false);
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'duty-conflict', '{"migration": 16}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
