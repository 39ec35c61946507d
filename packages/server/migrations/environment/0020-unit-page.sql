-- Who is in care at a unit, for the page of that unit (capabilities/access).

-- The clients placed now in a unit or below it, as far as the asker looks after access there. Names are not given: a client's own
-- row has them, for whoever may read the record.
create function access.clients_cared_for(p_unit uuid) returns table (client_id uuid, number text, unit_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  r record := access.clients_of(access.person(), 'access:read');
begin
  return query
    select c.id, c.number, p.unit_id
    from placement p join client c on c.id = p.client_id join unit u on u.id = p.unit_id
    where p_unit = any (u.path) and p.valid_from <= now() and (p.valid_until is null or p.valid_until > now())
      and (r.everything or c.id = any (r.clients));
end $$;
revoke all on function access.clients_cared_for(uuid) from public;
grant execute on function access.clients_cared_for(uuid) to {{login}};
