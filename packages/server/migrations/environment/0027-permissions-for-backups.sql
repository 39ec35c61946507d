-- Backups in the application beheer: who looks at them, and who asks for one or holds one. What is known of them stands in the control database.

create or replace function access.organisation_wide() returns text[] language sql immutable parallel safe
return '{people:manage,organisation:change,role:change,setting:change,log:read,access:approve,access:review,roster:change,backup:read,backup:manage}'::text[];

-- Starting roles get the new permissions where they are as they came.
update role r set permissions = array(select distinct p from unnest(r.permissions || a.more) p order by p), version = r.version + 1
from (values
  ('applicatiebeheerder', '{backup:read,backup:manage}'::text[],
    '{people:read,people:manage,organisation:change,access:read,access:grant,role:change,setting:change,access:approve,access:review,client:relate,client:close,family:grant,roster:change}'::text[]),
  ('functionaris-gegevensbescherming', '{backup:read}'::text[],
    '{log:read,access:read,people:read,access:approve,access:review,emergency:judge}'::text[])
) a (key, more, came)
where r.key = a.key and r.permissions @> a.came and r.permissions <@ a.came;

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'role', '{"migration": 27}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
