-- The log becomes a Merkle tree (RFC 9162) that the sealer extends and signs: docs/security/log.md. Every row draws a number when
-- it is written, without waiting for anybody; the sealer gives it its place after the commit. What belongs to the tree is
-- the sealer's: the role of the requests can write to the log and nothing more.

create sequence audit_number;
alter table audit_event add column number bigint;
update audit_event e set number = n.number
  from (select recorded_at, id, row_number() over (order by recorded_at, id) as number from audit_event) n
  where e.recorded_at = n.recorded_at and e.id = n.id;
select setval('audit_number', max(number)) from audit_event having max(number) is not null;
alter table audit_event alter column number set default nextval('audit_number'), alter column number set not null;
alter sequence audit_number owned by audit_event.number;
grant usage on sequence audit_number to {{login}}, {{sealer}};
grant select on sequence audit_number to {{sealer}}, {{log_reader}};

-- Indexes that cost little for each row: equal keys share an entry, so a client's own rows of a month are found first and put
-- in order then. Rows lie in the order of their numbers but for a few, which is what BRIN is for.
alter table audit_event drop constraint audit_event_pkey;
drop index audit_event_client, audit_event_person, audit_event_ground;
create index audit_event_time on audit_event (recorded_at);
create index audit_event_client on audit_event (client_id) where client_id is not null;
create index audit_event_person on audit_event (person_id) where person_id is not null;
create index audit_event_ground on audit_event (ground) where ground is not null;
create index audit_event_number on audit_event using brin (number) with (pages_per_range = 16, autosummarize = on);

-- How far the tree has come. One row; whoever seals holds it, and a second sealer waits.
create table audit_tree (
  single boolean primary key default true check (single),
  origin text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  -- All numbers up to here were looked at; those in 'pending' had not come yet.
  highest bigint not null,
  -- [{"from", "until", "under_way": [transactions that could still bring them]}]
  pending jsonb not null default '[]',
  -- Numbers that were given up and not yet said in a note, and since when.
  abandoned jsonb not null default '[]',
  abandoned_since timestamptz,
  -- The database's clock when the sealer last looked.
  looked_at timestamptz not null,
  checkpoint text not null,
  salt_sealed bytea not null
);

-- Keys that sign checkpoints, one after the other; the seed is sealed with the environment's key.
create table audit_tree_key (
  generation integer primary key,
  verifier text not null,
  seed_sealed bytea not null,
  from_size bigint not null,
  -- The checkpoint that changed the key, signed by the one before as well.
  change text,
  made_at timestamptz not null default now()
);

-- 256 hashes beside each other: of rows (level 0), or of the tiles below. What has not come to 256 yet stands in audit_edge.
create table audit_tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null check (octet_length(hashes) = 8192),
  -- Level 0: which rows stand here, as runs of numbers: from, count, from, count, …
  runs bigint[],
  from_number bigint,
  until_number bigint,
  from_at timestamptz,
  until_at timestamptz,
  primary key (level, index)
);
-- Hashes do not compress.
alter table audit_tile alter column hashes set storage external;
create index audit_tile_number on audit_tile (until_number) where level = 0;

create table audit_edge (
  level smallint not null,
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  number bigint,
  at timestamptz,
  primary key (level, index)
);

-- Checkpoints to look back at: one a minute, thinned when they are old. The newest stands in audit_tree.
create table audit_checkpoint (
  size bigint primary key,
  at timestamptz not null,
  note text not null
);
create index audit_checkpoint_at on audit_checkpoint (at);

-- Months whose retention ended: their rows are in an archive, their hashes stay in the tree.
create table audit_dropped (
  month text primary key check (month ~ '^\d{4}-\d{2}$'),
  -- [[from, until], …], both included.
  positions jsonb not null,
  rows bigint not null,
  -- SHA-256 of the archive, in hexadecimal.
  archive text not null,
  dropped_at timestamptz not null default now()
);
insert into setting (key, value) values ('log-retention-years', '15');

alter table audit_tree enable row level security;
alter table audit_tree_key enable row level security;
alter table audit_tile enable row level security;
alter table audit_edge enable row level security;
alter table audit_checkpoint enable row level security;
alter table audit_dropped enable row level security;
do $$
declare
  name text;
begin
  foreach name in array array['audit_tree', 'audit_tree_key', 'audit_tile', 'audit_edge', 'audit_checkpoint', 'audit_dropped'] loop
    execute format('create policy sealing on %I to {{sealer}} using (true) with check (true)', name);
    execute format('create policy proving on %I for select to {{log_reader}} using ((select access.has(''log:read'')))', name);
    execute format('grant select, insert on %I to {{sealer}}', name);
    execute format('grant select on %I to {{log_reader}}', name);
  end loop;
end $$;
grant update on audit_tree to {{sealer}};
grant delete on audit_edge, audit_checkpoint to {{sealer}};

-- The sealer reads every row and writes its own notes; it cannot change or remove one.
grant select on audit_event to {{sealer}};
grant insert (id, event, action, outcome, supplier, part, detail) on audit_event to {{sealer}};
create policy sealed on audit_event for select to {{sealer}} using (true);
create policy noted on audit_event for insert to {{sealer}} with check (event = 'log.sealing');
grant usage on schema public to {{sealer}};

-- Places that keep the checkpoints and that the owner of this database does not have in hand.
create table audit_witness (
  id uuid primary key,
  kind text not null check (kind in ('witness', 'webhook', 'mail')),
  name text not null check (length(name) between 1 and 120),
  address text not null check (length(address) <= 400),
  -- The key with which a witness co-signs (c2sp.org/tlog-cosignature).
  verifier text check ((kind = 'witness') = (verifier is not null)),
  every_minutes integer not null check (every_minutes between 0 and 10080),
  active boolean not null default true,
  version integer not null default 1,
  -- What arrived there last, with the cosignature under it, and why the newest did not.
  sent_size bigint,
  sent_at timestamptz,
  sent_note text,
  failure text,
  failed_at timestamptz,
  failures integer not null default 0
);
create trigger keep_history before update of name, every_minutes, active or delete on audit_witness
  for each row execute function keep_history();
create constraint trigger logged after insert or delete or update of name, every_minutes, active on audit_witness
  deferrable initially deferred for each row execute function require_audit();
alter table audit_witness enable row level security;
grant select, insert on audit_witness to {{login}};
grant update (name, every_minutes, active, version) on audit_witness to {{login}};
grant select on audit_witness to {{sealer}};
grant update (sent_size, sent_at, sent_note, failure, failed_at, failures) on audit_witness to {{sealer}};
create policy seen on audit_witness for select to {{login}} using ((select access.has('log:read')));
-- Whoever answers for the log chooses who keeps its checkpoints, not whoever sets up the rest.
create policy made on audit_witness for insert to {{login}} with check ((select access.has('log:read')));
create policy changed on audit_witness for update to {{login}} using ((select access.has('log:read')));
create policy sending on audit_witness to {{sealer}} using (true);

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 19}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
