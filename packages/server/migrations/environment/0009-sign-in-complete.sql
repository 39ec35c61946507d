-- Every second factor, passkeys, single sign-on, shared computers, resets by two people, and the messages that these send.

-- A second factor of a person. A phone number serves for a text message (sms) and for a spoken code (voice); the printed sheet of
-- one-time codes stays in recovery_code. Not confirmed: being registered, in one session, and worth nothing yet.
create table factor (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null check (kind in ('totp', 'phone', 'passkey')),
  name text not null check (length(name) between 1 and 60),
  -- totp: the key in base32; phone: the number in E.164. Sealed with the id of this row.
  secret_sealed bytea,
  -- totp: the time step of the last accepted code, so that a code counts once only (RFC 6238 section 5.2).
  last_step bigint not null default 0,
  -- phone: the number as a keyed hash, for the daily limit, and what kind of line it is.
  number_hash bytea,
  line text check (line in ('mobile', 'fixed')),
  -- passkey (WebAuthn): the credential as @simplewebauthn keeps it. user_verifies: it asked for a PIN or a fingerprint itself.
  credential_id bytea,
  public_key bytea,
  sign_count bigint,
  transports text[],
  user_verifies boolean not null default false,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  session_id uuid references session on delete set null,
  last_used_at timestamptz,
  removed_at timestamptz,
  check (kind <> 'phone' or (number_hash is not null and line is not null)),
  check (kind = 'passkey' or secret_sealed is not null),
  check (kind <> 'passkey' or (credential_id is not null and public_key is not null and sign_count is not null))
);
create index factor_person on factor (person_id) where removed_at is null;
create unique index factor_credential on factor (credential_id) where removed_at is null;

-- The authenticators that were coupled before: their keys were sealed with the person's id, so that is the id they keep.
insert into factor (id, person_id, kind, name, secret_sealed, last_step, created_at, confirmed_at)
select person_id, person_id, 'totp', 'Authenticator-app', totp_sealed, totp_last_step, coalesce(totp_confirmed_at, now()),
  coalesce(totp_confirmed_at, now())
from credential where totp_sealed is not null;
alter table credential drop column totp_sealed, drop column totp_confirmed_at, drop column totp_last_step;
alter table credential
  -- What is asked first at a sign-in: the factor, and for a phone how the code comes.
  add column preferred_factor_id uuid references factor,
  add column preferred_channel text check (preferred_channel in ('sms', 'voice'));

alter table session drop column pending_totp_sealed;
alter table session
  -- When a factor was last proven: adding or removing one asks a fresh one.
  add column proven_at timestamptz not null default now(),
  -- A challenge that a passkey must sign, once (WebAuthn section 13.4.3).
  add column challenge bytea,
  -- On which shared computer, and through which provider with which session of it.
  add column device_id uuid,
  add column provider_id uuid,
  add column provider_sid text,
  add column provider_subject text;
create index session_provider_sid on session (provider_id, provider_sid) where provider_sid is not null;
create index session_provider_subject on session (provider_id, provider_subject) where provider_subject is not null;

-- A challenge for a whole sign-in with a passkey, before it is known who asks. Bound to the browser by a cookie, used once.
create table passkey_challenge (
  id uuid primary key,
  browser_hash bytea not null,
  challenge bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- A code that was sent to a phone. It belongs to the session that asked, works once, and five tries are all.
create table phone_code (
  id uuid primary key,
  session_id uuid not null references session on delete cascade,
  factor_id uuid not null references factor,
  channel text not null check (channel in ('sms', 'voice')),
  -- Keyed hash of session, factor and code.
  code_hash bytea not null,
  message_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index phone_code_session on phone_code (session_id, created_at);

-- What goes out to people: text messages, spoken codes and mail. The outbox of this environment: written with the change that
-- causes it, carried out after the commit.
create table message (
  id uuid primary key,
  kind text not null check (kind in ('sms', 'voice', 'mail')),
  purpose text not null check (purpose ~ '^[a-z-]{2,40}$'),
  person_id uuid references person,
  -- Number (E.164) or address, and the text; both sealed with the id of this row. The text goes when it was handed over.
  recipient_sealed bytea not null,
  recipient_hash bytea not null,
  body_sealed bytea,
  created_at timestamptz not null default now(),
  -- After this nobody needs it any more: it is not sent.
  expires_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'delivered', 'failed', 'expired')),
  attempts integer not null default 0,
  claimed_at timestamptz,
  gateway_id uuid,
  gateway_reference text,
  sent_at timestamptz,
  delivered_at timestamptz,
  -- A stable code, never what a gateway wrote (it can quote the number).
  failure text,
  -- In millionths of a euro, as far as the gateway told or the price list says.
  cost_micros bigint
);
create index message_waiting on message (created_at) where state in ('waiting', 'sending');
create index message_recent on message (created_at desc, id desc);
create index message_recipient on message (recipient_hash, created_at);
create index message_reference on message (gateway_id, gateway_reference) where gateway_reference is not null;

-- Through whom messages go. The first that is on and can do the kind is tried first.
create table gateway (
  id uuid primary key,
  kind text not null check (kind in ('demo', 'twilio', 'cm', 'spryng', 'smtp')),
  name text not null check (length(name) between 1 and 60),
  channels text[] not null check (channels <@ '{sms,voice,mail}'::text[] and channels <> '{}'),
  position integer not null,
  enabled boolean not null default true,
  -- Who it comes from: a number or a name of at most 11 letters for text messages, an address for mail.
  sender text not null,
  -- JSON with what the kind needs, sealed with the id of this row.
  credentials_sealed bytea,
  price_micros bigint,
  version integer not null default 1
);
create trigger keep_history before update or delete on gateway for each row execute function keep_history();

-- Single sign-on (OpenID Connect). The client secret or private key is sealed with the id of this row.
create table identity_provider (
  id uuid primary key,
  name text not null check (length(name) between 1 and 60),
  preset text not null check (preset in ('entra-v2', 'entra-v1', 'okta', 'helloid', 'keycloak', 'adfs', 'other')),
  issuer text not null,
  -- Who Hoede is there. Not client_id: everywhere else that is a client in care (and the history files rows by it).
  oidc_client_id text not null,
  client_authentication text not null
    check (client_authentication in ('client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth')),
  credentials_sealed bytea,
  -- { amr: {value: class}, acr: {value: class}, acrs: {value: class} }; class: know, have, are, two
  mapping jsonb not null,
  -- { scopes, acrValues, acrs, maxAge } as contract/providers.ts describes them.
  request jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'on', 'off')),
  version integer not null default 1
);
create unique index identity_provider_issuer on identity_provider (issuer, oidc_client_id) where state <> 'off';
create trigger keep_history before update or delete on identity_provider for each row execute function keep_history();

-- Who somebody is at a provider: issuer and subject, never an e-mail address (ASVS 5.0 10.5.2).
create table identity (
  id uuid primary key,
  person_id uuid not null references person,
  provider_id uuid not null references identity_provider,
  issuer text not null,
  subject text not null,
  linked_at timestamptz not null default now(),
  -- The person, who proved both sides, or the manager.
  linked_by uuid not null references person,
  ended_at timestamptz,
  ended_by uuid references person,
  last_used_at timestamptz
);
create unique index identity_subject on identity (issuer, subject) where ended_at is null;
create index identity_person on identity (person_id) where ended_at is null;

-- A visit to a provider that is under way, bound to the browser by a cookie; used once.
create table provider_visit (
  id uuid primary key,
  provider_id uuid not null references identity_provider,
  purpose text not null check (purpose in ('sign-in', 'link', 'trial')),
  person_id uuid references person,
  session_id uuid references session on delete cascade,
  browser_hash bytea not null,
  state_hash bytea not null unique,
  -- Nonce and PKCE verifier as JSON, sealed with the id of this row.
  secrets_sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- Of a trial: what came back and what it counted as, sealed like the secrets.
  result_sealed bytea,
  -- Of a trial: was the provider's answer right? (Whether it proved two factors stands in the result.)
  succeeded boolean,
  -- Keyed hash of the provider's settings that it went with: a trial counts until one of them changes.
  settings_hash bytea not null,
  -- The provider answered from a sign-in of before: the next visit of this browser asks it for a new one.
  too_old boolean not null default false
);
create index provider_visit_provider on provider_visit (provider_id, created_at);
create index provider_visit_expires on provider_visit (expires_at);

-- Logout tokens that were used (OpenID Connect Back-Channel Logout 1.0 section 2.6), until they expire.
create table used_logout_token (
  provider_id uuid not null references identity_provider,
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (provider_id, jti_hash)
);

-- A computer that many use, marked by the customer. It is known by a cookie; only its hash is here.
create table device (
  id uuid primary key,
  token_hash bytea not null unique,
  name text not null check (length(name) between 1 and 60),
  unit_id uuid not null references unit,
  marked_by uuid not null references person,
  marked_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  version integer not null default 1
);
create trigger keep_history before update or delete on device for each row execute function keep_history();
alter table session add foreign key (device_id) references device;
alter table session add foreign key (provider_id) references identity_provider;

-- A short personal code with which somebody who signed in completely on a shared computer comes back to it within the shift.
create table reentry (
  device_id uuid not null references device,
  person_id uuid not null references person,
  pin_hash text not null,
  tries integer not null default 0,
  valid_until timestamptz not null,
  ended_at timestamptz,
  primary key (device_id, person_id)
);

-- A reset of how somebody signs in: asked by one colleague, approved by another; the person comes in with a one-time letter.
create table sign_in_reset (
  id uuid primary key,
  person_id uuid not null references person,
  reason text not null check (length(reason) between 1 and 500),
  requested_by uuid not null references person,
  requested_at timestamptz not null default now(),
  approved_by uuid references person,
  -- The operator at the command line can be the second of two (N-28); then there is no person who approved.
  approved_supplier text,
  approved_at timestamptz,
  code_hash text,
  expires_at timestamptz not null,
  used_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  check (requested_by <> person_id),
  check (approved_by is null or (approved_by <> person_id and approved_by <> requested_by)),
  check (approved_at is null or (approved_by is null) <> (approved_supplier is null)),
  check ((approved_at is null) = (code_hash is null))
);
create unique index sign_in_reset_open on sign_in_reset (person_id) where used_at is null and withdrawn_at is null;

insert into setting (key, value) values
  ('sign-in-ways', '["password", "passkey", "provider"]'),
  ('sign-in-factors', '{"everybody": ["totp", "sms", "voice", "passkey", "recovery-code"], "byRole": {}}'),
  ('password-min-length', '12'),
  ('lockout-free-tries', '4'),
  ('lockout-longest-seconds', '900'),
  ('address-ranges', '[]'),
  ('shift-hours', '9'),
  ('phone-codes-a-day', '15'),
  ('phone-codes-a-day-all', '2000')
on conflict (key) do nothing;

grant select, insert, update on factor, passkey_challenge, phone_code, provider_visit, used_logout_token, identity, reentry,
  sign_in_reset, message, gateway, identity_provider, device to {{login}};
grant delete on passkey_challenge, phone_code, provider_visit, used_logout_token, reentry to {{login}};
-- Registering that was broken off leaves nothing.
grant delete on factor to {{login}};
create policy unconfirmed on factor for delete to {{login}} using (confirmed_at is null);
create policy seen on factor for select to {{login}} using (true);
create policy added on factor for insert to {{login}} with check (true);
create policy changed on factor for update to {{login}} using (true);
alter table factor enable row level security;

-- The configuration of the sign-in is for who may change settings; reading it is part of every sign-in.
do $$
declare
  name text;
begin
  foreach name in array array['gateway', 'identity_provider', 'device'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy seen on %I for select to {{login}} using (true)', name);
    execute format('create policy added on %I for insert to {{login}} with check ((select access.has(''setting:change'')))', name);
    execute format('create policy changed on %I for update to {{login}} using ((select access.has(''setting:change'')))', name);
  end loop;
end $$;

-- The ways to prove a second factor that a person may register and use: what is allowed for everybody, less what one of the
-- person's roles does not allow.
create function access.allowed_factors(p_person uuid) returns text[]
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  chosen jsonb := (select value from setting where key = 'sign-in-factors');
  allowed text[] := array(select jsonb_array_elements_text(chosen -> 'everybody'));
  narrower jsonb;
begin
  if chosen -> 'byRole' = '{}' then
    return allowed;
  end if;
  for narrower in
    select distinct chosen -> 'byRole' -> r.key
    from access.active_grants(p_person) g join access_grant a on a.id = g.id join role r on r.id = a.role_id
    where chosen -> 'byRole' ? r.key
  loop
    allowed := array(select method from unnest(allowed) method where narrower ? method);
  end loop;
  return allowed;
end $$;
grant execute on function access.allowed_factors(uuid) to {{login}};

-- Everybody who works here, gathered by the roles that they hold (now, and in what is planned besides) and by what they registered
-- as second factors: what a change of the policy would do to them. Names nobody.
create function access.sign_in_groups()
returns table (roles text[], planned text[], factors jsonb, people integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not access.has('setting:change') then
    return;
  end if;
  return query
    select g.now, g.later, g.registered, count(*)::int
    from (
      select
        array(select distinct r.key from access_grant a join role r on r.id = a.role_id
          where a.person_id = e.id and a.withdrawn_at is null and a.valid_from <= now()
            and (a.valid_until is null or a.valid_until > now()) order by r.key) as now,
        array(select distinct r.key from access_grant a join role r on r.id = a.role_id
          where a.person_id = e.id and a.withdrawn_at is null and a.valid_from > now() order by r.key) as later,
        coalesce((select jsonb_agg(distinct jsonb_build_object('kind', f.kind, 'line', f.line)) from factor f
          where f.person_id = e.id and f.confirmed_at is not null and f.removed_at is null), '[]') as registered
      from person e
      where e.employed_until is null or e.employed_until > now()
    ) g
    group by 1, 2, 3;
end $$;
grant execute on function access.sign_in_groups() to {{login}};

-- The last attempts at one's own account, right or wrong: the only rows of the log that somebody without log:read gets to see.
create function access.own_sign_ins(p_limit integer)
returns table (id uuid, at timestamptz, event text, outcome text, address inet, user_agent text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select e.id, e.recorded_at, e.event, e.outcome, e.address, s.user_agent
    from (select * from audit_event a
      where a.person_id = access.person() and a.event like 'sign-in.%'
      order by a.recorded_at desc, a.id desc limit least(p_limit, 200)) e
    left join session s on s.id = e.session_id
    order by e.recorded_at desc, e.id desc;
end $$;
grant execute on function access.own_sign_ins(integer) to {{login}};

-- As everything that decides who comes in, these cannot change without a row in the log. What is only being registered can.
do $$
declare
  name text;
begin
  foreach name in array array['gateway', 'identity_provider', 'identity', 'device', 'sign_in_reset', 'reentry'] loop
    execute format('create constraint trigger logged after insert or update or delete on %I
      deferrable initially deferred for each row execute function require_audit()', name);
  end loop;
end $$;
create constraint trigger logged after insert or update on factor deferrable initially deferred for each row
  when (new.confirmed_at is not null) execute function require_audit();
-- The new settings are a change of an environment that is in use; a new one begins with them.
do $$
begin
  if exists (select from person) then
    insert into audit_event (id, event, action, outcome, supplier, part, detail)
    values (gen_random_uuid(), 'environment.migrated', 'U', 'success', 'hoede', 'setting', '{"migration": 9}');
  else
    perform set_config('hoede.audited', 'yes', true);
  end if;
end $$;
