-- Attempts at signing in that may not be the person's own, and proving anew at a provider.

-- A visit in which somebody who is signed in proves again that it is they.
alter table provider_visit drop constraint provider_visit_purpose_check;
alter table provider_visit add constraint provider_visit_purpose_check
  check (purpose in ('sign-in', 'link', 'trial', 'proof'));

-- Of whom the last quarter of an hour should be told by mail (ASVS V6.3.5), and was not yet:
--   guessed    five failures or more at their account; told once a day
--   new-place  signed in completely from a network and with a browser that they never used before; not their very first time
-- It reads the log, which the login role cannot; it gives persons and numbers, nothing of records.
create function access.sign_ins_to_tell()
returns table (person_id uuid, kind text, at timestamptz, tries integer, password_right boolean, address inet, user_agent text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select e.person_id, 'guessed', max(e.recorded_at), count(*)::int, bool_or(e.event <> 'sign-in.password'),
      null::inet, null::text
    from audit_event e
    where e.recorded_at > now() - interval '15 minutes' and e.outcome <> 'success' and e.person_id is not null
      and e.event in ('sign-in.password', 'sign-in.totp', 'sign-in.recovery', 'sign-in.phone', 'sign-in.passkey')
      and not exists (select from message m where m.person_id = e.person_id and m.purpose = 'sign-in-guessed'
        and m.created_at > now() - interval '1 day')
    group by e.person_id having count(*) >= 5
    union all
    select s.person_id, 'new-place', s.created_at, null::int, null::boolean, s.address, s.user_agent
    from session s
    where s.created_at > now() - interval '15 minutes' and s.stage = 'complete' and s.device_id is null
      and exists (select from session o where o.person_id = s.person_id and o.stage = 'complete' and o.created_at < s.created_at)
      and not exists (select from session o where o.person_id = s.person_id and o.stage = 'complete'
        and o.created_at < s.created_at and (o.address = s.address or o.user_agent = s.user_agent))
      and not exists (select from message m where m.person_id = s.person_id and m.purpose = 'sign-in-new-place'
        and m.created_at >= s.created_at);
end $$;
revoke all on function access.sign_ins_to_tell() from public;
grant execute on function access.sign_ins_to_tell() to {{login}};
create index message_person on message (person_id, purpose, created_at);
create index session_begun on session (created_at);
