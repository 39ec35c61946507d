import type { NewProvider, Provider } from '@hoede/contract'
import { expect } from 'vitest'
import { newId } from '../../src/platform/crypto/ids.ts'
import { employees } from './employees.ts'
import type { Answer, TestHoede, Visitor } from './hoede.ts'
import { clientSecret, startProvider, type TestProvider } from './identity-provider.ts'

export const clientId = 'hoede'

/** A test environment with providers, a manager who connects them, and employees who come in through them. */
export async function singleSignOn(hoede: TestHoede) {
  const made = await employees(hoede)
  const karin = await hoede.as('karin')
  const host = `https://linde.localhost:${hoede.port}`

  /** A provider that knows Hoede as a client. */
  const ids = new WeakMap<TestProvider, string>()
  async function provider(client: object = {}): Promise<TestProvider> {
    const id = newId()
    const idp = await startProvider([
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${host}/aanmelden/terug`],
        backchannel_logout_uri: `${host}/api/providers/${id}/backchannel-logout`,
        backchannel_logout_session_required: true,
        ...client,
      },
    ])
    ids.set(idp, id)
    return idp
  }

  /** Adds a provider as the manager does; not tried, not on. */
  async function add(idp: TestProvider, more: Partial<NewProvider> = {}): Promise<Provider> {
    const { body, status } = await karin.post('/api/providers', {
      id: ids.get(idp),
      name: 'De Linde',
      preset: 'other',
      issuer: idp.issuer,
      clientId,
      clientAuthentication: 'client_secret_basic',
      credentials: { clientSecret },
      mapping: { amr: { pwd: 'know', otp: 'have', mfa: 'two' }, acr: {}, acrs: { c1: 'two' } },
      request: { scopes: ['openid'], acrValues: [], acrs: [], maxAge: 3600 },
      ...more,
    })
    expect([status, body.code]).toEqual([200, undefined])
    return body
  }

  const change = (id: string, content: object) => karin.post(`/api/providers/${id}`, content)

  /** Through a provider and back, to where the page would post the answer. */
  async function visit(visitor: Visitor, idp: TestProvider, path: string): Promise<Answer> {
    const begun = await visitor.post(path)
    if (begun.status !== 200) return begun
    return visitor.post('/api/sign-in/return', { query: await idp.browse(begun.body.url) })
  }

  async function trial(idp: TestProvider, id: string) {
    const outcome = await visit(karin, idp, `/api/providers/${id}/trial`)
    expect(outcome.body).toMatchObject({ purpose: 'trial' })
    return (await karin.get(`/api/providers/trials/${outcome.body.trialId}`)).body
  }

  /** A provider that is on, as far as it takes the manager; approved by the supplier unless said otherwise. */
  async function running(options: { approved?: boolean; client?: object; provider?: Partial<NewProvider> } = {}) {
    const idp = await provider(options.client)
    if (options.approved !== false) hoede.environment().approvedIssuers.push(idp.issuer)
    const added = await add(idp, options.provider)
    expect((await trial(idp, added.id)).failure).toBeNull()
    const on = await change(added.id, { version: added.version, state: 'on' })
    expect(on.body).toMatchObject({ state: 'on' })
    return { idp, id: added.id, provider: on.body as Provider }
  }

  /** Somebody with an account at a provider, linked by the manager. */
  async function linked(providerId: string, subject: string) {
    const person = await made.employee()
    const answer = await karin.post(`/api/people/${person.id}/identities`, { providerId, subject })
    expect(answer.status).toBe(200)
    return person
  }

  return {
    ...made,
    karin,
    host,
    startProvider: provider,
    add,
    change,
    visit,
    trial,
    running,
    linked,
    signIn: (visitor: Visitor, idp: TestProvider, id: string) => visit(visitor, idp, `/api/sign-in/provider/${id}`),
    /** The newest row of an event. */
    async lastLog(event: string) {
      const { rows } = await made.database.query(
        `select outcome, problem, detail, person_id as "personId" from audit_event where event = $1 order by recorded_at desc, id desc limit 1`,
        [event],
      )
      return rows[0]
    },
  }
}
