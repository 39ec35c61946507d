-- Joiners, movers and leavers, and access reviews: what follows somebody's coming and going, and who looks at what everybody holds.

create or replace function access.organisation_wide() returns text[] language sql immutable parallel safe
return '{people:manage,organisation:change,role:change,setting:change,log:read,access:approve,access:review,roster:change}'::text[];

-- Whoever came back was employed before too: what held on a day of then goes by the row of then.
create function access.employed_before(p_person uuid, p_at timestamptz) returns boolean
language plpgsql stable security definer cost 2000 set search_path = public, pg_temp as $$
begin
  return exists (select from row_history h where h.table_name = 'person' and h.row_id = p_person::text
    and (h.row ->> 'employed_from')::timestamptz <= p_at and (h.row ->> 'employed_until')::timestamptz > p_at);
end $$;

-- Every grant of a person, and what of it holds at a moment for one client who is in these units.
create or replace function access.judged(p_person uuid, p_client uuid, p_units uuid[], p_at timestamptz)
returns table (id uuid, role_id uuid, scope text, source text, permissions text[], wide boolean, employed boolean, in_period boolean,
  in_scope boolean, in_within boolean, excepted boolean)
language sql stable
begin atomic
  select g.id, g.role_id, g.scope, g.source,
    case when p_at >= r.changed_at then r.permissions else access.permissions_at(r.id, p_at) end,
    g.scope = 'organisation' and g.within_unit_id is null and g.except_units = '{}' and g.except_clients = '{}',
    e.employed_from <= p_at and (e.employed_until is null or e.employed_until > p_at)
      or p_at < e.employed_from and access.employed_before(e.id, p_at),
    (g.withdrawn_at is null or g.withdrawn_at > p_at) and g.valid_from <= p_at and (g.valid_until is null or g.valid_until > p_at)
      and (not g.awaits or g.confirmed_at <= p_at),
    case g.scope
      when 'client' then g.client_id = p_client
      when 'own-clients' then exists (
        select from care_relation c where c.client_id = p_client and c.person_id = g.person_id
          and (g.relation_kind is null or c.kind = g.relation_kind)
          and c.valid_from <= p_at and (c.valid_until is null or c.valid_until > p_at))
      when 'own-teams' then exists (
        select from membership m where m.person_id = g.person_id and m.unit_id = any (p_units)
          and m.valid_from <= p_at and (m.valid_until is null or m.valid_until > p_at))
      when 'roster' then exists (
        select from shift s where s.person_id = g.person_id and s.unit_id = any (p_units) and (s.cancelled_at is null or s.cancelled_at > p_at)
          and s.starts_at <= p_at + make_interval(mins => g.minutes_before) and s.ends_at > p_at - make_interval(mins => g.minutes_after))
      when 'unit' then g.unit_id = any (p_units)
      when 'organisation' then true
      else false
    end,
    g.within_unit_id is null or g.within_unit_id = any (p_units),
    g.except_units && p_units or p_client = any (g.except_clients)
  from access_grant g
  join role r on r.id = g.role_id
  join person e on e.id = g.person_id
  where g.person_id = p_person;
end;

-- Tables (slices access-reviews and employment) --------------------------------------------------------------------------------

create table review_campaign (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  occasion text not null check (occasion in ('quarterly', 'half-yearly', 'event')),
  -- { units: [], roles: [], functions: [] }: whom it is about; empty is everybody.
  population jsonb not null default '{}',
  deadline timestamptz not null,
  -- Not yet decided at the deadline: goes to this person.
  escalate_to uuid not null references person,
  started_by uuid not null references person,
  started_at timestamptz not null default now(),
  reminded_at timestamptz,
  escalated_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references person,
  -- The report as it was signed at closing, its signature (Ed25519) and the key that it verifies with.
  report jsonb,
  report_signature bytea,
  report_key bytea,
  version integer not null default 1
);
create trigger keep_history before update or delete on review_campaign for each row execute function keep_history();

create table review_item (
  id uuid primary key,
  campaign_id uuid not null references review_campaign,
  person_id uuid not null references person,
  grant_id uuid not null references access_grant,
  reviewer_id uuid not null references person,
  -- As it was when the campaign began: role, scope in words, last use.
  facts jsonb not null,
  decision text check (decision in ('keep', 'change', 'end')),
  words text check (length(words) <= 500),
  decided_by uuid references person,
  decided_at timestamptz,
  -- When what was decided was carried out (ended, or changed by another grant).
  executed_at timestamptz,
  version integer not null default 1,
  check ((decision is null) = (decided_at is null)),
  check (reviewer_id <> person_id),
  check (decided_by is null or decided_by <> person_id)
);
create index review_item_campaign on review_item (campaign_id);
create index review_item_reviewer on review_item (reviewer_id) where decision is null;
create index review_item_grant on review_item (grant_id);
create trigger keep_history before update or delete on review_item for each row execute function keep_history();
do $$
declare
  name text;
begin
  foreach name in array array['review_campaign', 'review_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert on %I to {{login}}', name);
    execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function require_audit()', name);
  end loop;
end $$;
create policy seen on review_campaign for select to {{login}} using (
  (select access.has('access:review')) or escalate_to = access.person()
  or exists (select from review_item i where i.campaign_id = review_campaign.id and i.reviewer_id = access.person()));
create policy started on review_campaign for insert to {{login}} with check (started_by = access.person() and (select access.has('access:review')));
create policy changed on review_campaign for update to {{login}} using ((select access.has('access:review')));
grant update (closed_at, closed_by, report, report_signature, report_key, version) on review_campaign to {{login}};
create policy seen on review_item for select to {{login}} using (reviewer_id = access.person() or (select access.has('access:review')));
create policy started on review_item for insert to {{login}} with check ((select access.has('access:review')));
-- Only the reviewer decides; whoever looks after reviews gives what is open to another.
create policy decided on review_item for update to {{login}}
  using (person_id <> access.person() and (reviewer_id = access.person() or decision is null and (select access.has('access:review'))))
  with check (decided_by is null or decided_by = access.person() and reviewer_id = access.person());
grant update (reviewer_id, decision, words, decided_by, decided_at, version) on review_item to {{login}};
insert into setting (key, value) values ('review-unused-days', '90') on conflict (key) do nothing;

-- What ended when somebody left, with the moment of each: made once, when all of it has ended.
create table leaving_statement (
  id uuid primary key,
  person_id uuid not null references person,
  left_at timestamptz not null,
  made_at timestamptz not null default now(),
  items jsonb not null
);
create index leaving_statement_person on leaving_statement (person_id, left_at);
do $$
declare
  name text;
begin
  foreach name in array array['leaving_statement'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert on %I to {{login}}', name);
    execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function require_audit()', name);
  end loop;
end $$;
revoke insert on leaving_statement from {{login}};
create policy seen on leaving_statement for select to {{login}} using ((select access.has('people:read')));

-- Another function from a day on: what is not a period by itself is carried out by the worker when its moment has come.
create table planned_move (
  id uuid primary key,
  person_id uuid not null references person,
  at timestamptz not null,
  function text not null check (length(function) between 1 and 80),
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  carried_out_at timestamptz,
  -- The person left before, or it could not be done (the reason is in the log).
  cancelled_at timestamptz,
  version integer not null default 1,
  check (made_by <> person_id),
  check (carried_out_at is null or cancelled_at is null)
);
create index planned_move_due on planned_move (at) where carried_out_at is null and cancelled_at is null;
create index planned_move_person on planned_move (person_id);
create trigger keep_history before update or delete on planned_move for each row execute function keep_history();
create constraint trigger logged after insert or update or delete on planned_move
  deferrable initially deferred for each row execute function require_audit();
alter table planned_move enable row level security;
grant select, insert on planned_move to {{login}};
grant update (cancelled_at, version) on planned_move to {{login}};
create policy seen on planned_move for select to {{login}} using ((select access.has('people:read')));
create policy planned on planned_move for insert to {{login}} with check (
  made_by = access.person() and person_id <> access.person() and (select access.has('people:manage')));
create policy cancelled on planned_move for update to {{login}} using (
  person_id <> access.person() and (select access.has('people:manage')));

-- Coming, moving, leaving (slice employment) ------------------------------------------------------------------------------------

-- What a move away from units (with all below them) touches: grants whose reach lies in them, and care relations with clients there.
-- Clients by number only.
create function access.move_effects(p_person uuid, p_units uuid[], out grants jsonb, out relations jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  below uuid[] := access.below(p_units);
begin
  if not access.has('people:manage') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  grants := coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', r.name, 'scope', g.scope, 'source', g.source,
      'unit', u.name, 'within', w.name, 'until', g.valid_until,
      'tied', coalesce(g.unit_id = any (below), false) or coalesce(g.within_unit_id = any (below), false)) order by r.name, g.id)
    from access_grant g join role r on r.id = g.role_id left join unit u on u.id = g.unit_id left join unit w on w.id = g.within_unit_id
    where g.person_id = p_person and g.withdrawn_at is null and g.source <> 'emergency' and (g.valid_until is null or g.valid_until > now())), '[]');
  relations := coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'clientId', c.client_id, 'number', n.number, 'kind', k.name, 'kindKey', k.key,
      'exclusive', c.exclusive, 'version', c.version, 'mayChange', access.ground(c.client_id, 'client:relate') is not null) order by n.number, k.name)
    from care_relation c join client n on n.id = c.client_id join care_relation_kind k on k.key = c.kind
    where c.person_id = p_person and (c.valid_until is null or c.valid_until > now())
      and exists (select from placement p where p.client_id = c.client_id and p.unit_id = any (below)
        and (p.valid_until is null or p.valid_until > now()) and p.valid_until is distinct from p.valid_from)), '[]');
end $$;

-- Ends a grant at a moment, for whoever manages people: now, it is withdrawn; later, it is withdrawn and gives way to an equal one that
-- ends at that moment (a grant is never changed), so that nothing has to happen then. Only ever makes the reach smaller. What a
-- function or a group brought ends with those. Answers false when there was nothing to end.
create function access.end_grant_at(p_grant uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  g access_grant;
begin
  select * into g from access_grant a where a.id = p_grant and a.withdrawn_at is null for update;
  if not found or not access.has('people:manage') or g.person_id = access.person() or g.source not in ('given', 'operator')
    or g.valid_until <= greatest(p_at, now()) then
    return false;
  end if;
  update access_grant a set withdrawn_at = now(), withdrawn_by = access.person(), version = a.version + 1 where a.id = g.id;
  if p_at > greatest(now(), g.valid_from) then
    g.id := gen_random_uuid();
    g.valid_from := greatest(g.valid_from, now());
    g.valid_until := p_at;
    g.withdrawn_at := null;
    g.withdrawn_by := null;
    g.version := 1;
    insert into access_grant select g.*;
  end if;
  return true;
end $$;

-- Everything that somebody holds because they work here: what is still open, and what ended since a moment.
create function access.held(p_person uuid, p_since timestamptz)
returns table (kind text, id uuid, name text, detail jsonb, began timestamptz, ended timestamptz, by_id uuid)
language sql stable
begin atomic
  select 'session', s.id, coalesce(s.user_agent, ''), jsonb_build_object('computer', d.name), s.created_at, s.ended_at, null::uuid
  from session s left join device d on d.id = s.device_id
  where s.person_id = p_person and (s.ended_at is null and s.expires_at > coalesce(p_since, now()) or s.ended_at >= p_since)
  union all
  select 'short-code', d.id, d.name, '{}', null, r.ended_at, null
  from reentry r join device d on d.id = r.device_id
  where r.person_id = p_person and (r.ended_at is null and r.valid_until > coalesce(p_since, now()) or r.ended_at >= p_since)
  union all
  select 'factor', f.id, f.name, jsonb_build_object('kind', f.kind), f.created_at, f.removed_at, null
  from factor f where f.person_id = p_person and f.confirmed_at is not null and (f.removed_at is null or f.removed_at >= p_since)
  union all
  select 'code-sheet', p_person, '', '{}', min(c.created_at), null, null
  from recovery_code c where c.person_id = p_person and c.used_at is null having count(*) > 0
  union all
  select 'password', c.person_id, '', '{}', c.password_changed_at, null, null
  from credential c where c.person_id = p_person and c.password_hash is not null
  union all
  select 'identity', i.id, v.name, jsonb_build_object('subject', i.subject), i.linked_at, i.ended_at, i.ended_by
  from identity i join identity_provider v on v.id = i.provider_id
  where i.person_id = p_person and (i.ended_at is null or i.ended_at >= p_since)
  union all
  select 'directory-user', u.person_id, coalesce(u.sent_name, e.user_name), '{}', u.created_at, null, null
  from directory_user u join person e on e.id = u.person_id where u.person_id = p_person and u.removed_at is null
  union all
  select 'directory-group', m.group_id, g.display_name, '{}', m.added_at, null, null
  from directory_member m join directory_group g on g.id = m.group_id where m.person_id = p_person
  union all
  select 'invitation', i.id, '', '{}', i.created_at, i.withdrawn_at, null
  from invitation i where i.person_id = p_person and i.used_at is null
    and (i.withdrawn_at is null and i.expires_at > coalesce(p_since, now()) or i.withdrawn_at >= p_since)
  union all
  select 'reset', r.id, '', '{}', r.requested_at, r.withdrawn_at, r.withdrawn_by
  from sign_in_reset r where r.person_id = p_person and r.used_at is null and (r.withdrawn_at is null or r.withdrawn_at >= p_since)
  union all
  select case g.source when 'emergency' then 'emergency' else 'grant' end, g.id, r.name,
    jsonb_build_object('scope', g.scope, 'unit', u.name, 'source', g.source), g.valid_from, coalesce(g.withdrawn_at, g.valid_until), g.withdrawn_by
  from access_grant g join role r on r.id = g.role_id left join unit u on u.id = g.unit_id
  where g.person_id = p_person and (g.withdrawn_at is null and (g.valid_until is null or g.valid_until > coalesce(p_since, now())) or g.withdrawn_at >= p_since)
  union all
  select 'membership', m.id, u.name, '{}', m.valid_from, m.valid_until, null
  from membership m join unit u on u.id = m.unit_id
  where m.person_id = p_person and (m.valid_until is null or m.valid_until >= coalesce(p_since, now())) and m.valid_until is distinct from m.valid_from
  union all
  select 'care-relation', c.id, k.name, jsonb_build_object('client', n.number, 'kind', k.key, 'exclusive', c.exclusive), c.valid_from, c.valid_until, null
  from care_relation c join care_relation_kind k on k.key = c.kind join client n on n.id = c.client_id
  where c.person_id = p_person and (c.valid_until is null or c.valid_until >= coalesce(p_since, now())) and c.valid_until is distinct from c.valid_from
  union all
  select 'shift', s.id, u.name, jsonb_build_object('starts', s.starts_at), s.created_at, null, null
  from shift s join unit u on u.id = s.unit_id where s.person_id = p_person and s.cancelled_at is null and s.ends_at > coalesce(p_since, now())
  union all
  select 'review', c.id, c.name, jsonb_build_object('count', count(*)), c.started_at, null, null
  from review_item i join review_campaign c on c.id = i.campaign_id
  where i.reviewer_id = p_person and i.decision is null and c.closed_at is null group by c.id
  union all
  select 'message', p_person, '', jsonb_build_object('count', count(*)), min(m.created_at), null, null
  from message m where m.person_id = p_person and m.state = 'waiting' having count(*) > 0;
end;

-- The same for whoever is about to end somebody's employment.
create function access.would_end(p_person uuid) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not access.has('people:manage') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'id', h.id, 'name', h.name, 'detail', h.detail, 'began', h.began)
    order by h.kind, h.name, h.id) from access.held(p_person, null) h), '[]');
end $$;

-- Who takes over what somebody had to review: the person it goes up to, whoever started it, or another who looks after reviews; never
-- the one it is about. Null when there is nobody.
create function access.review_stand_in(p_campaign uuid, p_about uuid, p_not uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select who.id from (
    select c.escalate_to as id, 1 as turn from review_campaign c where c.id = p_campaign
    union all select c.started_by, 2 from review_campaign c where c.id = p_campaign
    union all select distinct g.person_id, 3 from access_grant g join role r on r.id = g.role_id
      where 'access:review' = any (r.permissions) and g.withdrawn_at is null and g.scope = 'organisation') who
  join person e on e.id = who.id
  where who.id is distinct from p_about and who.id is distinct from p_not
    and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())
    and (who.turn < 3 or exists (select from access.active_grants(who.id, 'access:review')))
  order by who.turn, who.id limit 1
$$;

-- Whose employment is over and was not cleared up yet.
create function access.leavers(p_limit integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select e.id from person e
  where e.employed_until <= now() and not exists (select from leaving_statement s where s.person_id = e.id and s.left_at = e.employed_until)
  order by e.employed_until, e.id limit p_limit
$$;

-- Ends everything that somebody held whose employment is over, once, and writes the statement of it. For anybody: it does nothing to
-- whoever has not left. Answers how many things there were, or null when there was nothing to do.
create function access.complete_leaving(p_person uuid) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone timestamptz;
  by_whom text := coalesce((select concat_ws(' ', e.given_name, e.prefix, e.family_name) from person e where e.id = access.person()), 'Hoede');
  items jsonb;
begin
  select e.employed_until into gone from person e where e.id = p_person for update;
  if gone is null or gone > now()
    or exists (select from leaving_statement s where s.person_id = p_person and s.left_at = gone) then
    return null;
  end if;
  items := coalesce((select jsonb_agg(jsonb_build_object('kind', h.kind, 'name', h.name, 'detail', h.detail, 'began', h.began,
      'ended', case when h.ended is null or h.ended > now() then case when h.kind in ('membership', 'care-relation') then gone else now() end else h.ended end,
      'by', coalesce((select concat_ws(' ', e.given_name, e.prefix, e.family_name) from person e where e.id = h.by_id), by_whom))
    order by h.kind, h.name, h.began) from access.held(p_person, gone) h), '[]');

  update session s set ended_at = now(), ended_because = 'left' where s.person_id = p_person and s.ended_at is null;
  update reentry r set ended_at = now() where r.person_id = p_person and r.ended_at is null;
  update factor f set removed_at = now() where f.person_id = p_person and f.removed_at is null;
  update recovery_code c set used_at = now() where c.person_id = p_person and c.used_at is null;
  update credential c set password_hash = null where c.person_id = p_person and c.password_hash is not null;
  update identity i set ended_at = now(), ended_by = access.person() where i.person_id = p_person and i.ended_at is null;
  delete from provider_visit v where v.person_id = p_person and v.purpose = 'link';
  update invitation i set withdrawn_at = now() where i.person_id = p_person and i.used_at is null and i.withdrawn_at is null;
  update sign_in_reset r set withdrawn_at = now(), withdrawn_by = access.person()
  where r.person_id = p_person and r.used_at is null and r.withdrawn_at is null;
  delete from directory_member m where m.person_id = p_person;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.person_id = p_person and g.withdrawn_at is null;
  update membership m set valid_until = greatest(m.valid_from, gone), version = m.version + 1
  where m.person_id = p_person and (m.valid_until is null or m.valid_until > greatest(m.valid_from, gone));
  update care_relation c set valid_until = greatest(c.valid_from, gone), version = c.version + 1
  where c.person_id = p_person and (c.valid_until is null or c.valid_until > greatest(c.valid_from, gone));
  update shift s set cancelled_at = now(), version = s.version + 1 where s.person_id = p_person and s.cancelled_at is null and s.ends_at > now();
  update planned_move p set cancelled_at = now(), version = p.version + 1
  where p.person_id = p_person and p.carried_out_at is null and p.cancelled_at is null;
  update message m set state = 'expired', body_sealed = null where m.person_id = p_person and m.state = 'waiting';

  update review_campaign c set escalate_to = coalesce(access.review_stand_in(c.id, p_person, p_person), c.escalate_to), version = c.version + 1
  where c.escalate_to = p_person and c.closed_at is null;
  update review_item i set reviewer_id = access.review_stand_in(i.campaign_id, i.person_id, p_person), version = i.version + 1
  from review_campaign c
  where c.id = i.campaign_id and c.closed_at is null and i.reviewer_id = p_person and i.decision is null
    and access.review_stand_in(i.campaign_id, i.person_id, p_person) is not null;
  -- What was to be reviewed of this person has ended.
  update review_item i set decision = 'end', words = 'uit dienst', decided_at = now(), executed_at = now(), version = i.version + 1
  from review_campaign c where c.id = i.campaign_id and c.closed_at is null and i.person_id = p_person and i.decision is null;

  insert into leaving_statement (id, person_id, left_at, items) values (gen_random_uuid(), p_person, gone, items);
  return jsonb_array_length(items);
end $$;

-- Functions that were planned and whose moment has come. Answers what was changed.
create function access.carry_out_moves() returns table (id uuid, person_id uuid, function text, before text)
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
    update person e set function = p.function, version = e.version + 1 where e.id = p.person_id;
    update planned_move m set carried_out_at = now(), version = m.version + 1 where m.id = p.id;
    return next;
  end loop;
end $$;

grant execute on function access.move_effects(uuid, uuid[]), access.end_grant_at(uuid, timestamptz), access.would_end(uuid),
  access.leavers(integer), access.complete_leaving(uuid), access.carry_out_moves() to {{login}};

-- Access reviews (slice access-reviews) -------------------------------------------------------------------------------------------

-- When a grant last opened a door: asked for every grant in a review, over a log of many millions of rows.
create index audit_event_ground on audit_event (ground, recorded_at desc) where ground is not null;

-- Every grant that works now of the people in a review, with what there is to say of it, and who leads the teams of the person, the
-- nearest first: whoever may give roles there by a grant for less than the organisation (the line, not the application manager).
create function access.review_population(p_units uuid[], p_roles uuid[], p_functions text[])
returns table (grant_id uuid, person_id uuid, person_name text, function text, teams jsonb, role_key text, role_name text, scope text, unit jsonb,
  within_name text, relation_kind text, source text, valid_from timestamptz, valid_until timestamptz, granted_by text, critical boolean,
  last_use timestamptz, unused boolean, leaders uuid[])
language plpgsql stable security definer rows 5000 set search_path = public, pg_temp as $$
declare
  since timestamptz := now() - make_interval(days => (select value::int from setting where key = 'review-unused-days'));
begin
  if not access.has('access:review') then
    raise exception 'not for this caller' using errcode = '42501';
  end if;
  return query
    with live as materialized (
      select g.*, r.key, r.name as role_name, r.permissions
      from access_grant g join role r on r.id = g.role_id join person e on e.id = g.person_id
      where g.withdrawn_at is null and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now()) and g.source <> 'emergency'
        and (not g.awaits or g.confirmed_at is not null) and e.employed_from <= now() and (e.employed_until is null or e.employed_until > now())
    ), working as materialized (
      select m.person_id, array_agg(distinct a) as above
      from membership m join unit u on u.id = m.unit_id, unnest(u.path) a
      where m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()) group by m.person_id
    ), teams as materialized (
      select m.person_id, jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name) as teams
      from membership m join unit u on u.id = m.unit_id
      where m.valid_from <= now() and (m.valid_until is null or m.valid_until > now()) group by m.person_id
    ), lead as materialized (
      select distinct l.person_id, root.id as unit_id, cardinality(root.path) as depth
      from live l join unit root on root.id = any (access.roots_of(l.person_id, l.scope, l.unit_id, null, null))
      where 'access:grant' = any (l.permissions) and l.scope in ('unit', 'own-teams')
    )
    select l.id, l.person_id, concat_ws(' ', e.given_name, e.prefix, e.family_name), e.function, coalesce(t.teams, '[]'), l.key, l.role_name, l.scope,
      case when u.id is not null then jsonb_build_object('kind', u.kind, 'name', u.name) end, w.name, k.name, l.source, l.valid_from, l.valid_until,
      concat_ws(' ', b.given_name, b.prefix, b.family_name), l.permissions && access.critical(), used.at,
      used.at is null and l.valid_from < since,
      array(select f.person_id from (
        select n.person_id, max(n.depth) as depth from lead n where n.unit_id = any (y.above) and n.person_id <> l.person_id group by n.person_id) f
        order by f.depth desc, f.person_id)
    from live l
    join person e on e.id = l.person_id
    left join working y on y.person_id = l.person_id
    left join teams t on t.person_id = l.person_id
    left join unit u on u.id = l.unit_id
    left join unit w on w.id = l.within_unit_id
    left join care_relation_kind k on k.key = l.relation_kind
    left join person b on b.id = l.granted_by
    left join lateral (select a.recorded_at as at from audit_event a where a.ground = l.id and a.recorded_at >= since
      order by a.recorded_at desc limit 1) used on true
    where (p_units = '{}' or y.above && p_units) and (p_roles = '{}' or l.role_id = any (p_roles))
      and (p_functions = '{}' or exists (select from unnest(p_functions) f where lower(f) = lower(e.function)))
    order by e.family_name, e.given_name, e.id, l.role_name, l.id;
end $$;

-- Nothing of a review changes once it was closed; its report least of all.
create function only_while_open() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'review_campaign' then
    if old.closed_at is not null then
      raise exception 'this review was closed' using errcode = 'HO409';
    end if;
  elsif exists (select from review_campaign c where c.id = new.campaign_id and c.closed_at is not null) then
    raise exception 'this review was closed' using errcode = 'HO409';
  end if;
  return new;
end $$;
create trigger a_open before update on review_campaign for each row execute function only_while_open();
create trigger a_open before insert or update on review_item for each row execute function only_while_open();

-- Whether the grant of an item has ended meanwhile, and whether a rule brought it: for whoever sees the item.
create function access.reviewed_grant(p_item uuid, out at timestamptz, out rule boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select least(g.withdrawn_at, case when g.valid_until <= now() then g.valid_until end), g.rule_id is not null
  from review_item i join access_grant g on g.id = i.grant_id where i.id = p_item
$$;

-- A reviewer ends the grant that they were given to judge, at once, wherever it reaches: whoever started the review put them there.
-- What a function or a group brought comes back by itself, so it is not ended here. Answers false when it is not theirs to end.
create function access.end_reviewed(p_item uuid, p_words text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  i review_item;
  ended timestamptz;
begin
  select r.* into i from review_item r join review_campaign c on c.id = r.campaign_id
  where r.id = p_item and r.reviewer_id = access.person() and r.person_id <> access.person() and r.executed_at is null and c.closed_at is null
  for update of r;
  if not found then
    return false;
  end if;
  update access_grant g set withdrawn_at = now(), withdrawn_by = access.person(), version = g.version + 1
  where g.id = i.grant_id and g.withdrawn_at is null and g.rule_id is null;
  select g.withdrawn_at into ended from access_grant g where g.id = i.grant_id;
  if ended is null then
    return false;
  end if;
  update review_item r set decision = 'end', words = p_words, decided_by = access.person(), decided_at = now(), executed_at = ended, version = r.version + 1
  where r.id = i.id;
  return true;
end $$;

-- Whose turn it is: a reminder seven days and one day before the deadline, and at the deadline what is open goes up. Marks what it
-- answers, so that each is told once.
create function access.review_turns() returns table (campaign_id uuid, name text, deadline timestamptz, what text, person_id uuid, open integer)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  c review_campaign;
begin
  for c in
    select * from review_campaign r where r.closed_at is null and r.escalated_at is null and r.deadline <= now() + interval '7 days'
    order by r.id for update skip locked
  loop
    if c.deadline <= now() then
      update review_item i set reviewer_id = access.review_stand_in(c.id, i.person_id, null), version = i.version + 1
      where i.campaign_id = c.id and i.decision is null
        and i.reviewer_id is distinct from coalesce(access.review_stand_in(c.id, i.person_id, null), i.reviewer_id);
      update review_campaign r set escalated_at = now(), version = r.version + 1 where r.id = c.id;
      what := 'escalation';
    elsif c.started_at < c.deadline - interval '1 day' and c.deadline <= now() + interval '1 day'
        and (c.reminded_at is null or c.reminded_at < c.deadline - interval '1 day')
      or c.started_at < c.deadline - interval '7 days' and c.reminded_at is null then
      update review_campaign r set reminded_at = now(), version = r.version + 1 where r.id = c.id;
      what := 'reminder';
    else
      continue;
    end if;
    campaign_id := c.id;
    name := c.name;
    deadline := c.deadline;
    for person_id, open in
      select i.reviewer_id, count(*) from review_item i where i.campaign_id = c.id and i.decision is null group by i.reviewer_id order by 1
    loop
      return next;
    end loop;
    if open is null then
      -- Nothing left to tell anybody; that it was marked is told all the same.
      person_id := null;
      open := 0;
      return next;
    end if;
    open := null;
  end loop;
end $$;

grant execute on function access.review_population(uuid[], uuid[], text[]), access.end_reviewed(uuid, text), access.reviewed_grant(uuid), access.review_turns() to {{login}};

-- What there already is ------------------------------------------------------------------------------------------------------------

-- Starting roles get the new permission where the customer left them as they were.
update role r set permissions = array(select distinct p from unnest(r.permissions || '{access:review}') p order by p), version = r.version + 1
where r.key in ('applicatiebeheerder', 'functionaris-gegevensbescherming') and r.version = 2 and 'access:approve' = any (r.permissions);
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'role', '{"migration": 14}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
