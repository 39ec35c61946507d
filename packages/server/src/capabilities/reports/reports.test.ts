import { describe, expect, it } from 'vitest'
import { keysOf, startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people } from '../../../test/support/organisation.ts'
import { unseal } from '../../platform/crypto/seal.ts'

const at = `/api/clients/${clients.vanPutten}/reports`

describe('reports', async () => {
  const hoede = await startTestHoede()

  it('are written, read back newest first, and stored sealed', async () => {
    const sanne = await hoede.as('sanne')
    const made = await sanne.post(at, {
      kind: 'daily',
      text: 'Mw. heeft gewandeld in de tuin 🌷 met haar dochter.',
      important: true,
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      important: true,
      version: 1,
      author: { name: 'Sanne de Wit', function: 'verzorgende IG' },
    })
    const { body } = await sanne.get(at)
    expect(body.items[0].id).toBe(made.body.id)
    const database = await hoede.database()
    const { rows } = await database.query('select text_sealed from report where id = $1', [made.body.id])
    expect(rows[0].text_sealed.toString('utf8')).not.toContain('gewandeld')
    const { seal } = await keysOf(hoede.environment())
    expect(unseal(seal, rows[0].text_sealed, made.body.id)).toContain('gewandeld')
  })

  it('have a SOEP form', async () => {
    const sanne = await hoede.as('sanne')
    const soep = { s: 'Pijn in de heup', o: 'Loopt mank', e: 'Lijkt op overbelasting', p: 'Arts bellen' }
    const { status, body } = await sanne.post(at, { kind: 'nursing', soep })
    expect(status).toBe(201)
    expect(body).toMatchObject({ form: 'soep', soep, text: null })
  })

  it('are found by words of their text, without those words in the log', async () => {
    const sanne = await hoede.as('sanne')
    await sanne.post(at, { kind: 'daily', text: 'Bezoek van de kapper, mevrouw was zeer tevreden.' })
    const { body } = await sanne.get(`${at}?q=${encodeURIComponent('KAPPER tevre')}`)
    expect(body.items).toHaveLength(1)
    const database = await hoede.database()
    const { rows } = await database.query(`select * from audit_event where event = 'report.list'`)
    expect(JSON.stringify(rows)).not.toContain('kapper')
  })

  it('page by 20, each report once', async () => {
    const sanne = await hoede.as('sanne')
    const other = `/api/clients/${clients.elAmrani}/reports`
    for (let n = 0; n < 45; n++) await sanne.post(other, { kind: 'daily', text: `Verslag ${n}` })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await sanne.get(`${other}${cursor && `?cursor=${cursor}`}`)
      seen.push(...body.items.map((each: { id: string }) => each.id))
      cursor = body.next
    }
    expect(seen).toHaveLength(45)
    expect(new Set(seen).size).toBe(45)
    expect((await sanne.get(`${other}?cursor=onzin`)).body.code).toBe('invalid-cursor')
  })

  it('are corrected by a new version with a reason, while the old one stays readable', async () => {
    const sanne = await hoede.as('sanne')
    const { body: first } = await sanne.post(at, { kind: 'daily', text: 'Heeft godo gegeten.' })
    const correct = `${at}/${first.id}/corrections`
    expect((await sanne.post(correct, { version: 1, reason: ' ', text: 'Heeft goed gegeten.' })).body.code).toBe(
      'reason-missing',
    )
    const { body: second } = await sanne.post(correct, { version: 1, reason: 'Tikfout', text: 'Heeft goed gegeten.' })
    expect(second).toMatchObject({ version: 2, text: 'Heeft goed gegeten.', reason: 'Tikfout' })
    const { body: versions } = await sanne.get(`${at}/${first.id}/versions`)
    expect(versions.items.map((each: { text: string }) => each.text)).toEqual([
      'Heeft goed gegeten.',
      'Heeft godo gegeten.',
    ])
  })

  it('tell the second of two who correct the same report, and give them the newest version', async () => {
    const [sanne, peter] = await Promise.all([hoede.as('sanne'), hoede.as('peter')])
    const { body: report } = await sanne.post(at, { kind: 'daily', text: 'Eerste tekst.' })
    const correct = `${at}/${report.id}/corrections`
    const both = await Promise.all([
      sanne.post(correct, { version: 1, reason: 'aanvulling', text: 'Tekst van Sanne.' }),
      peter.post(correct, { version: 1, reason: 'aanvulling', text: 'Tekst van Peter.' }),
    ])
    expect(both.map((each) => each.status).sort()).toEqual([200, 409])
    const refused = both.find((each) => each.status === 409)
    const won = both.find((each) => each.status === 200)
    expect(refused?.body.code).toBe('conflict')
    expect(refused?.body.current?.text ?? won?.body.text).toBe(won?.body.text)
  })

  it('of somebody else are for the author or the team leader to correct', async () => {
    const [sanne, peter] = await Promise.all([hoede.as('sanne'), hoede.as('peter')])
    const { body: report } = await peter.post(at, { kind: 'daily', text: 'Van de teamleider.' })
    const { body } = await sanne.post(`${at}/${report.id}/corrections`, { version: 1, reason: 'x', text: 'y' })
    expect(body.code).toBe('not-own-report')
  })

  it('for a client outside of scope: the client does not exist, and nothing is written', async () => {
    const sanne = await hoede.as('sanne')
    const { status, body } = await sanne.post(`/api/clients/${clients.jansen}/reports`, {
      kind: 'daily',
      text: 'Stiekem',
    })
    expect([status, body.code]).toEqual([404, 'not-found'])
    const database = await hoede.database()
    expect((await database.query('select 1 from report where client_id = $1', [clients.jansen])).rows).toEqual([])
  })

  it.each([
    ['nothing', { kind: 'daily', text: '   ' }, 'empty-report'],
    ['a megabyte', { kind: 'daily', text: 'a'.repeat(1_000_000) }, 'too-large'],
    ['more than the longest report', { kind: 'daily', text: 'a'.repeat(20_001) }, 'too-large'],
    ['a NUL character', { kind: 'daily', text: 'a\u0000b' }, 'invalid-text'],
    ['half an emoji', '{"kind":"daily","text":"\\ud83d"}', 'invalid-text'],
    ['no JSON', '{"kind":', 'not-json'],
    ['an unknown kind', { kind: 'gossip', text: 'x' }, 'invalid-input'],
    ['an unknown field', { kind: 'daily', text: 'x', colour: 'red' }, 'invalid-input'],
    ['a moment in the future', { kind: 'daily', text: 'x', careMoment: '2999-01-01T00:00:00Z' }, 'date-in-future'],
  ])('with %s get a clear answer and change nothing', async (_what, body, code) => {
    const sanne = await hoede.as('sanne')
    const database = await hoede.database()
    const count = async () => (await database.query('select count(*) from report')).rows[0].count
    const before = await count()
    expect((await sanne.post(at, body)).body.code).toBe(code)
    expect(await count()).toBe(before)
  })

  it('keep markup, right-to-left text and emoji to the letter', async () => {
    const sanne = await hoede.as('sanne')
    const text = '<script>alert(1)</script> שלום مرحبا 👩‍⚕️ & "aanhaling"'
    const { body } = await sanne.post(at, { kind: 'daily', text })
    expect(body.text).toBe(text)
  })

  it('sent twice under one id or one key are one', async () => {
    const sanne = await hoede.as('sanne')
    const id = '0190a000-0000-7000-8009-00000000abcd'
    const request = { id, kind: 'daily', text: 'Eenmaal.' }
    expect((await sanne.post(at, request)).status).toBe(201)
    expect((await sanne.post(at, request)).body.id).toBe(id)
    const both = await Promise.all(
      [1, 2].map(() => sanne.post(at, { kind: 'daily', text: 'Tegelijk.' }, { 'idempotency-key': 'tegelijk-1' })),
    )
    expect(both[0]?.body.id).toBe(both[1]?.body.id)
    expect(
      (await sanne.post(at, { kind: 'daily', text: 'Anders.' }, { 'idempotency-key': 'tegelijk-1' })).body.code,
    ).toBe('key-reused')
  })

  it('have drafts that only their own author sees', async () => {
    const [sanne, peter] = await Promise.all([hoede.as('sanne'), hoede.as('peter')])
    const draft = `/api/clients/${clients.vanPutten}/drafts/report`
    await sanne.put(draft, { content: 'Halve zin' })
    expect((await sanne.get(draft)).body.draft.content).toBe('Halve zin')
    expect((await peter.get(draft)).body.draft).toBeNull()
    expect((await sanne.delete(draft)).status).toBe(204)
    expect((await sanne.get(draft)).body.draft).toBeNull()
  })

  it('leave one row in the log for each look and each change, with who and on what ground', async () => {
    const sanne = await hoede.as('sanne')
    const { body: report } = await sanne.post(at, { kind: 'daily', text: 'Gelogd.' })
    const database = await hoede.database()
    const { rows } = await database.query(
      `select event, action, outcome, person_id, client_id, part, ground is not null as grounded from audit_event where object_id = $1`,
      [report.id],
    )
    expect(rows).toEqual([
      {
        event: 'report.write',
        action: 'C',
        outcome: 'success',
        person_id: people.sanne,
        client_id: clients.vanPutten,
        part: 'report',
        grounded: true,
      },
    ])
  })
})
