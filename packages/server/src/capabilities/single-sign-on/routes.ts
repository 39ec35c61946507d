import * as contract from '@hoede/contract'
import { consults, type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import type { Problem } from '../../platform/http/problem.ts'
import * as identities from './identities.ts'
import { finishVisit } from './returns.ts'
import { routes as managementRoutes } from './routes-management.ts'
import { askProvider, beginVisit, planProof, planVisit, prepareVisit, proofProviders, takeReturn } from './visits.ts'

const Empty = contract.Strict({})
const ownRows = { handler: 'the handler writes its own rows' } as const
const ProviderParam = contract.Strict({ providerId: contract.Id })

const signInRoutes: Endpoint[] = [
  consults({
    path: '/sign-in/provider/:providerId',
    summary: 'Where the browser goes to sign in at a provider',
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    params: ProviderParam,
    body: Empty,
    answer: contract.ProviderVisit,
    ask: (call) => planVisit(call, call.params.providerId, 'sign-in'),
    consult: prepareVisit,
    handler: beginVisit,
  }),
  consults({
    path: '/sign-in/return',
    summary: 'The browser is back from a provider, with what it was given there',
    permission: 'public',
    scope: 'none',
    audit: ownRows,
    body: contract.ProviderReturn,
    answer: contract.VisitOutcome,
    ask: (call) => takeReturn(call, call.body.query),
    consult: askProvider,
    handler: finishVisit,
  }),
]

/** Proving anew at a provider that it is you, for who is signed in. */
const proofRoutes: Endpoint[] = [
  reads({
    path: '/me/proof/providers',
    summary: 'The providers at which the person can prove a second factor again',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'somebody about themselves' },
    answer: contract.ProofProviders,
    handler: proofProviders,
  }),
  consults({
    path: '/me/proof/provider/:providerId',
    summary: 'Where the browser goes to prove a second factor again, by signing in anew at a provider',
    permission: 'signed-in',
    scope: 'none',
    audit: ownRows,
    params: ProviderParam,
    body: Empty,
    answer: contract.ProviderVisit,
    ask: (call) => planProof(call, call.params.providerId),
    consult: prepareVisit,
    handler: beginVisit,
  }),
]

/** The accounts that a person has at providers. */
const identityRoutes: Endpoint[] = [
  reads({
    path: '/me/identities',
    summary: 'The accounts at providers that lead to the person',
    permission: 'signed-in',
    scope: 'none',
    audit: { none: 'somebody about themselves' },
    answer: contract.IdentityList,
    handler: (call) => identities.identitiesOf(call.tx, call.personId),
  }),
  consults({
    path: '/me/identities/:providerId/link',
    summary: 'Where the browser goes to link an account at a provider, by signing in there',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'identity.link-begin', action: 'E', part: 'sign-in' },
    fresh: true,
    params: ProviderParam,
    body: Empty,
    answer: contract.ProviderVisit,
    ask: (call) => planVisit(call, call.params.providerId, 'link'),
    consult: prepareVisit,
    handler: beginVisit,
  }),
  writes({
    path: '/me/identities/:identityId/end',
    summary: 'Ends the link with an account; not when nothing else would let the person in',
    permission: 'signed-in',
    scope: 'none',
    audit: { event: 'identity.end', action: 'D', part: 'sign-in' },
    fresh: true,
    params: contract.Strict({ identityId: contract.Id }),
    body: Empty,
    async handler(call) {
      const { providerId: provider, subject } = await identities.endOwnLink(
        call.tx,
        call.params.identityId,
        call.personId,
      )
      call.note({ objectId: call.personId, detail: { provider, subject } })
      await identities.tellOfLink(call.tx, call.environment, call.personId, provider, 'ended')
      call.sendMessages()
      return undefined
    },
  }),
  reads({
    path: '/people/:personId/identities',
    summary: 'The accounts at providers that lead to an employee',
    permission: 'people:read',
    scope: 'none',
    audit: { event: 'identity.list', action: 'R', part: 'people' },
    params: contract.Strict({ personId: contract.Id }),
    answer: contract.IdentityList,
    handler(call) {
      call.note({ objectId: call.params.personId })
      return identities.identitiesOf(call.tx, call.params.personId)
    },
  }),
  writes({
    path: '/people/:personId/identities',
    summary: 'Links an account at a provider to an employee, by its subject',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'identity.link', action: 'C', part: 'sign-in' },
    fresh: true,
    params: contract.Strict({ personId: contract.Id }),
    body: contract.NewIdentity,
    answer: contract.IdentityList,
    async handler(call) {
      const { personId } = call.params
      const { providerId: provider, subject } = call.body
      await identities.linkForPerson(call.tx, call.personId, personId, call.body)
      call.note({ objectId: personId, detail: { provider, subject } })
      await identities.tellOfLink(call.tx, call.environment, personId, provider, 'linked')
      call.sendMessages()
      return identities.identitiesOf(call.tx, personId)
    },
  }),
  writes({
    path: '/identities/:identityId/end',
    summary: 'Ends the link of an account with an employee, and the sessions that began with it',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'identity.end', action: 'D', part: 'sign-in' },
    fresh: true,
    params: contract.Strict({ identityId: contract.Id }),
    body: Empty,
    async handler(call): Promise<undefined | Problem> {
      const ended = await identities.endLink(call.tx, call.params.identityId, call.personId)
      call.note({ objectId: ended.personId, detail: { provider: ended.providerId, subject: ended.subject } })
      await identities.tellOfLink(call.tx, call.environment, ended.personId, ended.providerId, 'ended')
      call.sendMessages()
      return undefined
    },
  }),
]

export const routes: Endpoint[] = [...signInRoutes, ...proofRoutes, ...identityRoutes, ...managementRoutes]
