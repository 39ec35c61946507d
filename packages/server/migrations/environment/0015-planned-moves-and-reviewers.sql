-- What a planned move may not do, and who may start reviews in an environment that was made shortly before them.

-- Would there still be somebody who can give roles in the whole organisation, if this person had that function? Tries it and takes it
-- back: roles come and go with a function by more rules than could be asked one by one. True as well when there is nobody now.
create function access.function_keeps_manager(p_person uuid, p_function text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
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

-- Functions that were planned and whose moment has come. Answers what was changed, and what was refused because nobody who can give
-- roles would be left: that one is not tried again.
drop function access.carry_out_moves();
create function access.carry_out_moves() returns table (id uuid, person_id uuid, function text, before text, refused boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p planned_move;
begin
  for p in select * from planned_move m where m.at <= now() and m.carried_out_at is null and m.cancelled_at is null
    order by m.at, m.id limit 100 for update skip locked
  loop
    id := p.id;
    person_id := p.person_id;
    function := p.function;
    select e.function into before from person e where e.id = p.person_id;
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
grant execute on function access.function_keeps_manager(uuid, text), access.carry_out_moves() to {{login}};

-- Starting roles of an environment that was made between 0012 and 0014: not changed since, and without the permission.
update role r set permissions = array(select distinct p from unnest(r.permissions || '{access:review}') p order by p), version = r.version + 1
where r.key in ('applicatiebeheerder', 'functionaris-gegevensbescherming') and r.version = 1
  and 'access:approve' = any (r.permissions) and 'access:review' <> all (r.permissions);
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'role', '{"migration": 15}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
