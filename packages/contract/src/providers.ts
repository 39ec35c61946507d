import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

/** Single sign-on by OpenID Connect: providers of an environment, what their values count as, and the sign-in bench. */

export const providerPresets = ['entra-v2', 'entra-v1', 'okta', 'helloid', 'keycloak', 'adfs', 'other'] as const
export const ProviderPresetName = Choice(providerPresets)
export type ProviderPresetName = (typeof providerPresets)[number]
export const clientAuthentications = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
] as const

/** What a value of amr, acr or acrs proves: a factor of a class, or two factors by itself. */
export const factorClasses = ['know', 'have', 'are', 'two'] as const
export type FactorClass = (typeof factorClasses)[number]
const ValueClasses = Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Choice(factorClasses))
export const ClaimMapping = Strict({ amr: ValueClasses, acr: ValueClasses, acrs: ValueClasses })
export type ClaimMapping = Static<typeof ClaimMapping>

export const ProviderRequest = Strict({
  scopes: Type.Array(Text(60, 1), { maxItems: 10 }),
  acrValues: Type.Array(Text(200, 1), { maxItems: 10 }),
  /** Entra's authentication contexts (c1 … c99), asked by the claims parameter. */
  acrs: Type.Array(Text(10, 1), { maxItems: 10 }),
  /** Seconds: a sign-in at the provider that is older does not count as a second factor. */
  maxAge: Type.Integer({ minimum: 0, maximum: 86_400 }),
})
export type ProviderRequest = Static<typeof ProviderRequest>

export const ProviderPreset = Type.Object({
  name: ProviderPresetName,
  title: Type.String(),
  mapping: ClaimMapping,
  request: ProviderRequest,
  clientAuthentication: Choice(clientAuthentications),
  issuerExample: Type.String(),
  /** What has to be known about this kind of provider, in plain Dutch (facts/auth-2fa-amr.md section 2). */
  caveats: Type.Array(Type.String()),
})
export type ProviderPreset = Static<typeof ProviderPreset>

/** Secrets are written, never read back. */
export const ProviderCredentials = Strict({
  clientSecret: Type.Optional(Text(500, 8)),
  /** PEM (PKCS #8) for private_key_jwt, or for the client certificate of mutual TLS. */
  privateKey: Type.Optional(Text(10_000, 50)),
  keyId: Type.Optional(Text(200, 1)),
  certificate: Type.Optional(Text(20_000, 50)),
})
const providerFields = {
  name: Text(60, 1),
  preset: ProviderPresetName,
  issuer: Type.String({ maxLength: 400, pattern: '^https://' }),
  clientId: Text(300, 1),
  clientAuthentication: Choice(clientAuthentications),
  mapping: ClaimMapping,
  request: ProviderRequest,
}
export const NewProvider = Strict({
  id: Type.Optional(Id),
  ...providerFields,
  credentials: Type.Optional(ProviderCredentials),
})
export type NewProvider = Static<typeof NewProvider>
export const ProviderChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(providerFields.name),
  clientId: Type.Optional(providerFields.clientId),
  clientAuthentication: Type.Optional(providerFields.clientAuthentication),
  mapping: Type.Optional(ClaimMapping),
  request: Type.Optional(ProviderRequest),
  credentials: Type.Optional(ProviderCredentials),
  state: Type.Optional(Choice(['draft', 'on', 'off'])),
})
export type ProviderChange = Static<typeof ProviderChange>
export const Provider = Type.Object({
  id: Id,
  ...providerFields,
  state: Choice(['draft', 'on', 'off']),
  /** On the supplier's list: its second factor can count. A provider that is not on it always gets Hoede's own. */
  approved: Type.Boolean(),
  hasCredentials: Type.Boolean(),
  redirectUri: Type.String(),
  backChannelLogoutUri: Type.String(),
  frontChannelLogoutUri: Type.String(),
  linkedPeople: Type.Integer(),
  lastTrial: Nullable(Type.Object({ at: Moment, succeeded: Type.Boolean() })),
  lastSignInAt: Nullable(Moment),
  version: Type.Integer(),
})
export type Provider = Static<typeof Provider>
export const ProviderList = Type.Object({ items: Type.Array(Provider) })

/** What the metadata of a provider says; problems are in plain Dutch. */
export const ProviderCheck = Type.Object({
  reachable: Type.Boolean(),
  findings: Type.Array(Type.Object({ ok: Type.Boolean(), text: Type.String() })),
})
export type ProviderCheck = Static<typeof ProviderCheck>

/** Where the browser goes to sign in at a provider. */
export const ProviderVisit = Type.Object({ url: Type.String() })
export type ProviderVisit = Static<typeof ProviderVisit>
/** What the provider sent the browser back with: the query of the address, as it is. */
export const ProviderReturn = Strict({ query: Text(8000, 1) })

/** One value and what it counted as; class null: it proves nothing here. */
export const CountedValue = Type.Object({
  claim: Choice(['amr', 'acr', 'acrs']),
  value: Type.String(),
  class: Nullable(Choice(factorClasses)),
})
export const Assessment = Type.Object({
  twoFactors: Type.Boolean(),
  values: Type.Array(CountedValue),
  /** Why, in plain Dutch, one sentence each. */
  reasons: Type.Array(Type.String()),
})
export type Assessment = Static<typeof Assessment>
export const TrialResult = Type.Object({
  at: Moment,
  provider: Type.Object({ id: Id, name: Type.String() }),
  succeeded: Type.Boolean(),
  /** When it failed before there were claims: the problem in words. */
  failure: Nullable(Type.String()),
  claims: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  assessment: Nullable(Assessment),
  /** Whom the subject is linked to here. */
  linkedTo: Nullable(Type.Object({ id: Id, name: Type.String() })),
})
export type TrialResult = Static<typeof TrialResult>

/** The end of a visit: signed in as far as it goes, an identity linked, a factor proven anew, or a trial done. */
export const VisitOutcome = Type.Object({
  purpose: Choice(['sign-in', 'link', 'proof', 'trial']),
  /** Of a trial: where its result can be read. */
  trialId: Nullable(Id),
})
export type VisitOutcome = Static<typeof VisitOutcome>

/** The providers at which a person can prove anew, with two factors, that it is they. */
export const ProofProviders = Type.Object({ items: Type.Array(Type.Object({ id: Id, name: Type.String() })) })
export type ProofProviders = Static<typeof ProofProviders>

export const Identity = Type.Object({
  id: Id,
  provider: Type.Object({ id: Id, name: Type.String() }),
  subject: Type.String(),
  linkedAt: Moment,
  linkedBy: Type.String(),
  lastUsedAt: Nullable(Moment),
})
export type Identity = Static<typeof Identity>
export const IdentityList = Type.Object({ items: Type.Array(Identity) })
export const NewIdentity = Strict({ providerId: Id, subject: Text(255, 1) })
