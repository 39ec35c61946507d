-- A planned move that could not be carried out is told to whoever planned it (capabilities/employment).

drop function access.carry_out_moves();

-- Each planned function whose moment has come; refused: nobody who can give roles would be left. Told of a refusal is whoever planned it,
-- as long as they work here.
create function access.carry_out_moves()
returns table (id uuid, person_id uuid, name text, function text, before text, refused boolean, planner uuid)
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
revoke all on function access.carry_out_moves() from public;
grant execute on function access.carry_out_moves() to {{login}};
