-- Checkpoints in an object store that lets nobody remove them before their time (S3 Object Lock, compliance mode).
alter table audit_witness drop constraint audit_witness_kind_check,
  add constraint audit_witness_kind_check check (kind in ('witness', 'webhook', 'mail', 'objectstore')),
  add column region text check (length(region) between 1 and 60),
  add column access_key text check (length(access_key) between 1 and 200),
  -- Sealed with the environment's key; never read back by a request.
  add column secret_sealed bytea,
  -- So long nobody can remove a checkpoint that was kept there.
  add column retain_days integer check (retain_days between 1 and 7300),
  add constraint audit_witness_objectstore_check check (
    (kind = 'objectstore') = (region is not null) and (region is null) = (access_key is null)
    and (region is null) = (secret_sealed is null) and (region is null) = (retain_days is null));

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 24}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
