-- Proofs of identity, sessions, invitations and the brake on guessing.

create table credential (
  person_id uuid primary key references person,
  password_hash text,
  password_changed_at timestamptz,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  -- RFC 6238 section 5.2: the time step of the last accepted code, so that a code counts once only.
  totp_last_step bigint not null default 0
);

create table recovery_code (
  id uuid primary key,
  person_id uuid not null references person,
  code_hash text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index recovery_code_person on recovery_code (person_id) where used_at is null;

create table invitation (
  id uuid primary key,
  person_id uuid not null references person,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  created_by uuid references person,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_person on invitation (person_id);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person,
  -- How far the sign-in has come: only 'complete' reaches anything but the sign-in itself.
  stage text not null check (stage in ('second-factor', 'enrolment', 'complete')),
  factors text[] not null default '{}',
  -- The authenticator key that is being coupled, until its first code was right.
  pending_totp_sealed bytea,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  idle_seconds integer not null check (idle_seconds between 60 and 3600),
  expires_at timestamptz not null,
  address inet,
  user_agent text,
  ended_at timestamptz,
  ended_because text
);
create index session_person on session (person_id, created_at);
create index session_expires on session (expires_at);

-- Failed attempts by account and by address: the delay grows with each (keys are keyed hashes, not names).
create table sign_in_brake (
  key bytea primary key,
  failures integer not null,
  last_failure_at timestamptz not null,
  blocked_until timestamptz not null
);

-- An answer that was given to a creating request, so that the same request sent twice is one (sealed: it can hold care data).
create table idempotency (
  person_id uuid not null references person,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  answer_sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (person_id, key)
);
create index idempotency_created on idempotency (created_at);

grant select, insert, update, delete on credential, recovery_code, invitation, session, sign_in_brake, idempotency to {{login}};
