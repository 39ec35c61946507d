import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { applicationAt } from './web-applications.ts'

const dossier = { path: '/', page: 'dossier' }
const autorisatie = { path: '/autorisatie', page: 'autorisatie' }
const telefoon = { path: '/', page: 'telefoon', host: 'telefoon.localhost' }

describe('the application at an address', () => {
  it.each([
    ['linde.localhost', '/', dossier],
    ['linde.localhost', '/clienten/1', dossier],
    ['linde.localhost', '/autorisatie', autorisatie],
    ['linde.localhost', '/autorisatie/rollen', autorisatie],
    ['linde.localhost', '/autorisaties', dossier],
    ['telefoon.localhost', '/', telefoon],
    ['telefoon.localhost', '/autorisatie', telefoon],
    ['telefoon.localhost.example.org', '/', dossier],
  ])('at %s%s', (host, path, found) => {
    expect(applicationAt([dossier, autorisatie, telefoon], host, path)).toBe(found)
  })

  it('is none where none fits', () => {
    expect(applicationAt([autorisatie], 'linde.localhost', '/')).toBeUndefined()
  })
})

describe('the telephones of the demo', async () => {
  const messages = [{ id: '1', body: 'een bericht' }]
  let demo = true
  const demoPhones = { host: 'telefoon.localhost', exist: async () => demo, list: async () => messages }
  const hoede = await startTestHoede({ demoPhones })
  const without = await startTestHoede()
  const path = '/api/phone/messages'

  it('show their messages at their own host, to be kept by no cache', async () => {
    const { status, body, headers } = await hoede.visitor('telefoon').get(path)
    expect([status, body]).toEqual([200, { items: messages }])
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('are at no other host, whatever is asked, by whomever', async () => {
    const karin = await hoede.as('karin')
    for (const visitor of [hoede.visitor(), hoede.visitor('horizon'), karin])
      expect((await visitor.get(path)).body.code).toBe('not-found')
  })

  it('are not there without a demo', async () => {
    demo = false
    expect((await hoede.visitor('telefoon').get(path)).body.code).toBe('not-found')
    demo = true
    expect((await without.visitor('telefoon').get(path)).body.code).toBe('not-found')
  })

  it('have nothing of the environments at their host', async () => {
    const visitor = hoede.visitor('telefoon')
    expect((await visitor.get('/api/environment')).body.code).toBe('unknown-host')
    expect((await visitor.post('/api/sign-in', { userName: 'a', password: 'b' })).body.code).toBe('unknown-host')
    expect((await visitor.post(path, {})).body.code).toBe('not-found')
  })
})
