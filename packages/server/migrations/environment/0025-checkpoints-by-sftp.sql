-- Checkpoints in a folder of an SFTP server, which is known by its key.
alter table audit_witness drop constraint audit_witness_kind_check,
  add constraint audit_witness_kind_check check (kind in ('witness', 'webhook', 'mail', 'objectstore', 'sftp')),
  drop constraint audit_witness_objectstore_check,
  -- Fingerprints or keys, one a line.
  add column host_key text check (length(host_key) between 20 and 2000),
  -- The private key to it is secret_sealed.
  add column public_key text check (length(public_key) between 20 and 400),
  add constraint audit_witness_objectstore_check check (
    (kind = 'objectstore') = (region is not null) and (region is null) = (access_key is null)
    and (region is null) = (retain_days is null)),
  add constraint audit_witness_sftp_check check (
    (kind = 'sftp') = (host_key is not null) and (host_key is null) = (public_key is null)),
  add constraint audit_witness_secret_check check ((kind in ('objectstore', 'sftp')) = (secret_sealed is not null));

do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 25}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
