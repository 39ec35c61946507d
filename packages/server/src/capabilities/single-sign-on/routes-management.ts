import * as contract from '@hoede/contract'
import { unseal } from '../../platform/crypto/seal.ts'
import { consults, type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import { Problem } from '../../platform/http/problem.ts'
import { checkProvider } from './check.ts'
import { presets } from './presets.ts'
import * as providers from './providers.ts'
import { findProvider } from './queries.ts'
import { findTrialResult } from './visit-queries.ts'
import { beginVisit, planVisit, prepareVisit } from './visits.ts'

const Empty = contract.Strict({})
const ProviderParam = contract.Strict({ providerId: contract.Id })

/** The providers of an environment, and the sign-in bench. */
export const routes: Endpoint[] = [
  reads({
    path: '/providers',
    summary: 'The providers of single sign-on',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'provider.list', action: 'R', part: 'setting' },
    answer: contract.ProviderList,
    handler: async (call) => ({ items: await providers.listProviders(call) }),
  }),
  reads({
    path: '/providers/presets',
    summary: 'How each kind of provider begins, and what has to be known about it',
    permission: 'setting:change',
    scope: 'none',
    audit: { none: 'the same for everybody' },
    answer: contract.Type.Object({ items: contract.Type.Array(contract.ProviderPreset) }),
    handler: async () => ({ items: [...presets] }),
  }),
  writes({
    path: '/providers',
    summary: 'Adds a provider, as a draft that lets nobody in',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'provider.create', action: 'C', part: 'setting' },
    creates: true,
    body: contract.NewProvider,
    answer: contract.Provider,
    async handler(call) {
      const provider = await providers.createProvider(call, call.body)
      const { name, issuer, clientId, clientAuthentication, mapping, request } = provider
      call.note({
        objectId: provider.id,
        detail: { to: { name, issuer, clientId, clientAuthentication, mapping, request } },
      })
      return provider
    },
  }),
  writes({
    path: '/providers/:providerId',
    summary: 'Changes a provider, or turns it on or off',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'provider.change', action: 'U', part: 'setting' },
    fresh: true,
    params: ProviderParam,
    body: contract.ProviderChange,
    answer: contract.Provider,
    async handler(call) {
      const { provider, detail } = await providers.changeProvider(call, call.params.providerId, call.body)
      call.note({ objectId: provider.id, detail })
      return provider
    },
  }),
  consults({
    path: '/providers/:providerId/check',
    summary: 'Looks at what a provider publishes about itself',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'provider.check', action: 'E', part: 'setting' },
    params: ProviderParam,
    body: Empty,
    answer: contract.ProviderCheck,
    ask: async (call) => (await findProvider(call.tx, call.params.providerId)) ?? new Problem('not-found'),
    consult: checkProvider,
    async handler(call, checked) {
      const wrong = checked.findings.filter((each) => !each.ok).length
      call.note({ objectId: call.params.providerId, detail: { reachable: checked.reachable, wrong } })
      return checked
    },
  }),
  consults({
    path: '/providers/:providerId/trial',
    summary: 'The sign-in bench: a sign-in at a provider that signs nobody in, and shows what came of it',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'provider.trial-begin', action: 'E', part: 'setting' },
    params: ProviderParam,
    body: Empty,
    answer: contract.ProviderVisit,
    ask: (call) => planVisit(call, call.params.providerId, 'trial'),
    consult: prepareVisit,
    handler: beginVisit,
  }),
  reads({
    path: '/providers/trials/:trialId',
    summary: 'What came of a trial, for an hour',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'provider.trial-read', action: 'R', part: 'setting' },
    params: contract.Strict({ trialId: contract.Id }),
    answer: contract.TrialResult,
    async handler(call): Promise<contract.TrialResult | Problem> {
      const { trialId } = call.params
      const sealed = await findTrialResult(call.tx, trialId)
      if (!sealed) throw new Problem('not-found', { detail: 'De uitkomst van een proef blijft een uur te lezen.' })
      call.note({ objectId: trialId })
      return JSON.parse(unseal(call.tx.keys.seal, sealed, trialId))
    },
  }),
]
