-- More than one data key at a time (docs/security/keys.md, "Another data key").
alter table data_key
  -- From then on it seals. Every program knows it before that moment.
  add column seals_from timestamptz not null default now(),
  -- Keys that must stay what they were (a passkey knows one), sealed with this data key.
  add column kept bytea,
  -- Nothing in the environment is sealed with it any more: it opens backups from before, and nothing else.
  add column retired_at timestamptz;

-- The worker says that nothing is left on a version; it counted.
grant update (retired_at) on data_key to {{login}};
