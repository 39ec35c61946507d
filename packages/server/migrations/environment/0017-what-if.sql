-- What if: whose records people could open, asked before and after a change that is undone again (capabilities/access).

-- The records that each of these people can open now: for whoever gives or makes roles. Closed records, objections and exceptions count.
create function access.reach_of(p_people uuid[]) returns table (person_id uuid, clients uuid[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not access.has('access:grant') and not access.has('role:change') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return query
    select e.id, case when r.everything
        then array(select c.id from client c where not c.guarded or c.id <> all (access.barred(e.id, 'client:read'))) else r.clients end
    from unnest(p_people) e (id), lateral access.clients_of(e.id, 'client:read') r;
end $$;
revoke all on function access.reach_of(uuid[]) from public;
grant execute on function access.reach_of(uuid[]) to {{login}};
