import type { ProviderCheck } from '@hoede/contract'
import type { ServerMetadata } from 'openid-client'
import type { Around } from '../../platform/http/endpoint.ts'
import { type Failure, failureOf } from './failures.ts'
import { findPublished, forgetPublished, metadataAddress } from './metadata.ts'
import { algorithms } from './protocol.ts'
import type { ProviderRow } from './queries.ts'

type Finding = ProviderCheck['findings'][number]
type Checked = Pick<ProviderRow, 'issuer' | 'clientAuthentication' | 'request' | 'preset'>

/** Looks at what a provider publishes about itself, anew, and tells in plain Dutch what fits and what does not. */
export async function checkProvider(provider: Checked, { outbound }: Around): Promise<ProviderCheck> {
  forgetPublished(outbound, provider.issuer)
  try {
    const { metadata } = await findPublished(outbound, provider.issuer)
    const keys = await countKeys(outbound, metadata)
    return { reachable: true, findings: [...findingsOf(provider, metadata), keys] }
  } catch (error) {
    const failure = failureOf(error)
    const reached = failure.cause.startsWith('metadata-')
    return { reachable: reached, findings: [{ ok: false, text: explain(failure, provider.issuer) }] }
  }
}

async function countKeys(outbound: Around['outbound'], metadata: ServerMetadata): Promise<Finding> {
  const answer = await outbound.fetch(metadata.jwks_uri!)
  const body = (await answer.json().catch(() => undefined)) as { keys?: { kty?: string; use?: string }[] } | undefined
  const usable = Array.isArray(body?.keys)
    ? body.keys.filter((key) => ['RSA', 'EC'].includes(key?.kty ?? '') && key.use !== 'enc').length
    : 0
  return usable
    ? { ok: true, text: `Er zijn ${usable} sleutel(s) om handtekeningen mee te controleren.` }
    : { ok: false, text: 'Er zijn geen bruikbare sleutels om handtekeningen mee te controleren (jwks_uri).' }
}

function explain({ cause, detail }: Failure, issuer: string): string {
  const address = metadataAddress(issuer)
  const texts: Record<string, string> = {
    'metadata-missing': `Op ${address} staat niets. Klopt het adres van de aanbieder (issuer)?`,
    'metadata-not-json': `Op ${address} staat iets anders dan de gegevens van een aanbieder.`,
    'metadata-issuer': `De aanbieder noemt zichzelf anders dan «${issuer}». Neem het adres (issuer) letterlijk over, ook de laatste /.`,
    'metadata-incomplete': 'De gegevens van de aanbieder zijn niet compleet.',
    'metadata-not-https': 'De aanbieder noemt adressen zonder https. Die gebruikt Hoede niet.',
    certificate: `Het certificaat van ${new URL(issuer).host} wordt niet vertrouwd. Is het van een eigen autoriteit, laat de beheerder van Hoede die dan instellen (HOEDE_EXTRA_CA).`,
    timeout: `${new URL(issuer).host} antwoordt niet binnen acht seconden.`,
    unreachable: `${new URL(issuer).host} is niet te bereiken. Klopt het adres, en laat de firewall Hoede daarheen?`,
    'address-refused': 'Dit adres leidt naar een deel van het netwerk waar Hoede nooit heen gaat.',
  }
  return texts[cause] ?? detail
}

function findingsOf(provider: Checked, metadata: ServerMetadata): Finding[] {
  const { clientAuthentication: method, request } = provider
  const pkce = metadata.code_challenge_methods_supported
  const offered = metadata.id_token_signing_alg_values_supported ?? []
  const accepted = offered.filter((each) => algorithms.includes(each))
  // Discovery section 3: left out, it is client_secret_basic.
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const scopes = metadata.scopes_supported
  const missing = scopes ? request.scopes.filter((scope) => !scopes.includes(scope)) : []
  return [
    { ok: true, text: `De aanbieder noemt zichzelf «${metadata.issuer}», precies zoals hier staat.` },
    pkce?.includes('S256')
      ? { ok: true, text: 'PKCE (S256) wordt ondersteund.' }
      : { ok: pkce === undefined, text: 'De aanbieder noemt PKCE (S256) niet. Hoede stuurt het altijd mee.' },
    accepted.length
      ? { ok: true, text: `Handtekeningen die Hoede aanvaardt: ${accepted.join(', ')}.` }
      : { ok: false, text: `De aanbieder biedt geen handtekening die Hoede aanvaardt (${algorithms.join(', ')}).` },
    methods.includes(method)
      ? { ok: true, text: `De aanbieder kent deze manier van bewijzen: ${method}.` }
      : { ok: false, text: `De aanbieder noemt ${method} niet. Wel: ${methods.join(', ')}.` },
    metadata.pushed_authorization_request_endpoint
      ? { ok: true, text: 'Het verzoek gaat vooraf rechtstreeks naar de aanbieder (PAR).' }
      : { ok: true, text: 'De aanbieder biedt geen PAR. Het verzoek gaat via de browser.' },
    metadata.authorization_response_iss_parameter_supported
      ? { ok: true, text: 'Het antwoord noemt de aanbieder (iss): verwisselen valt op.' }
      : { ok: true, text: 'Het antwoord noemt de aanbieder niet (iss). Hoede controleert hem in het bewijs zelf.' },
    logoutFinding(metadata),
    ...missing.map((scope) => ({ ok: false, text: `De aanbieder noemt de scope «${scope}» niet.` })),
    ...acrFindings(request.acrValues, metadata.acr_values_supported),
  ]
}

function logoutFinding(metadata: ServerMetadata): Finding {
  const kinds = [
    metadata['backchannel_logout_supported'] === true && 'rechtstreeks (back-channel)',
    metadata['frontchannel_logout_supported'] === true && 'via de browser (front-channel)',
  ].filter((each) => each !== false)
  return kinds.length
    ? {
        ok: true,
        text: `Afmelden bij de aanbieder meldt hier ook af: ${kinds.join(' en ')}. Vul daar het adres voor afmelden in.`,
      }
    : {
        ok: true,
        text: 'De aanbieder kan hier niet afmelden. Wie daar afmeldt, blijft hier aangemeld tot de sessie eindigt.',
      }
}

const acrFindings = (wanted: readonly string[], supported: string[] | undefined): Finding[] =>
  supported
    ? wanted
        .filter((value) => !supported.includes(value))
        .map((value) => ({ ok: false, text: `De aanbieder noemt het niveau «${value}» (acr) niet.` }))
    : []
