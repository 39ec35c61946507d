import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { employees } from '../../../test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { runReviewVerify } from '../../cli/review.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { tellReviewers } from './public.ts'

const day = 86_400_000
const at = (ms: number) => new Date(Date.now() + ms).toISOString()
const everybody = { units: [], roles: [], functions: [] }

interface Item {
  id: string
  person: { id: string; name: string }
  reviewer: { id: string }
  facts: {
    role: string
    words: string
    lastUse: string | null
    unused: boolean
    critical: boolean
    conflicts: string[]
  }
  decision: string | null
  executedAt: string | null
}

describe('access reviews', async () => {
  const hoede = await startTestHoede()
  const { database } = await employees(hoede)
  const [karin, fatima, peter] = await Promise.all([hoede.as('karin'), hoede.as('fatima'), hoede.as('peter')])
  const short = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]
  const { rows: roles } = await database.query('select id, key from role')
  const role = (key: string) => roles.find((each) => each.key === key).id as string
  const plan = { population: everybody, fallbackId: people.fatima, escalateTo: people.karin }
  const start = (more: object = {}) =>
    fatima.post('/api/access-reviews', {
      name: 'Kwartaal 4',
      occasion: 'quarterly',
      deadline: at(20 * day),
      ...plan,
      // The privacy officer would review the manager, who reviews her.
      assign: [{ personId: people.karin, reviewerId: people.peter }],
      ...more,
    })
  const own = async (visitor: Visitor): Promise<Item[]> => (await visitor.get('/api/access-reviews/own')).body.items
  const decide = (visitor: Visitor, items: string[], decision: string, words?: string) =>
    visitor.post('/api/access-reviews/decisions', { items, decision, ...(words ? { words } : {}) })
  const end = (visitor: Visitor, items: string[]) => visitor.post('/api/access-reviews/endings', { items })
  const close = async (id: string) => {
    const { body } = await fatima.get(`/api/access-reviews/${id}`)
    return fatima.post(`/api/access-reviews/${id}/close`, { version: body.version })
  }
  const mails = async (purpose: string): Promise<string[]> =>
    (await database.query('select person_id from message where purpose = $1', [purpose])).rows.map(
      (row) => row.person_id,
    )
  await database.query(`update person set email = user_name || '@linde.example'`)
  const folder = await mkdtemp(join(tmpdir(), 'hoede-review-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('shows beforehand who reviews what: the team leader, whom one falls back on, never oneself', async () => {
    const { body } = await fatima.post('/api/access-reviews/preview', plan)
    expect([body.people, body.items]).toEqual([6, 6])
    const by = (name: string) =>
      body.reviewers.find((each: { reviewer: { name: string } }) => each.reviewer.name === name)?.people
    // Peter leads Sanne's team; Fatima falls in for Joris, Maaike, Peter and Karin; Karin for Fatima.
    expect([by('Peter Smit'), by('Fatima El Idrissi'), by('Karin Bakker')]).toEqual([1, 4, 1])
    expect(body.problems).toMatchObject([{ kind: 'mutual' }])
    const one = await fatima.post('/api/access-reviews/preview', {
      ...plan,
      population: { ...everybody, units: [units.berkenhof] },
    })
    expect(one.body).toMatchObject({ people: 1, reviewers: [{ reviewer: { name: 'Peter Smit' } }], problems: [] })
    expect((await peter.post('/api/access-reviews/preview', plan)).status).toBe(403)
  })

  it('what cannot be is refused by its rule', async () => {
    expect(short(await start({ deadline: at(-day) }))).toEqual([422, 'review-deadline'])
    expect(short(await start({ deadline: at(800 * day) }))).toEqual([422, 'review-deadline'])
    expect(short(await start({ population: { ...everybody, functions: ['loodgieter'] } }))).toEqual([
      422,
      'review-empty',
    ])
    const mutual = await start({ assign: [] })
    expect(short(mutual)).toEqual([422, 'review-reviewers'])
    expect(mutual.body.detail).toContain('Karin Bakker')
    expect(short(await start({ assign: [{ personId: people.sanne, reviewerId: people.sanne }] }))).toEqual([
      403,
      'review-self',
    ])
    const gone = newId()
    await database.query(
      `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from, employed_until)
       values ($1, 'weg', 'Wim', 'Weg', 'manager', 'wim weg', now() - interval '1 year', now() - interval '1 day')`,
      [gone],
    )
    const left = await start({ escalateTo: gone })
    expect([left.body.code, left.body.detail]).toEqual(['person-left', 'Wim Weg is (dan) uit dienst.'])
    expect((await fatima.get('/api/access-reviews')).body).toEqual({ items: [], next: null })
  })

  it('each keeps, changes or ends at once; nobody judges themselves or for another; the report tells it all, signed', async () => {
    await database.query(
      `insert into audit_event (id, recorded_at, event, action, outcome, person_id, part, ground, checks)
       select gen_random_uuid(), now() - interval '3 days', 'client.read', 'R', 'success', g.person_id, 'client', g.id, 'TTFF'
       from access_grant g where g.person_id = $1`,
      [people.sanne],
    )
    const begun = await start()
    expect(begun.status).toBe(201)
    expect(new Set(await mails('review-start'))).toEqual(new Set([people.peter, people.fatima, people.karin]))
    const mine = await own(peter)
    expect(mine.map((each) => each.person.name)).toEqual(['Karin Bakker', 'Sanne de Wit'])
    const [ofKarin, ofSanne] = mine as [Item, Item]
    expect(ofSanne.facts).toMatchObject({
      role: 'Verzorgende',
      words: 'Verzorgende voor de eigen teams',
      unused: false,
    })
    expect(Date.now() - Date.parse(ofSanne.facts.lastUse ?? '')).toBeLessThan(4 * day)
    expect(ofKarin.facts).toMatchObject({ unused: true, critical: true, lastUse: null, conflicts: [] })
    expect((await peter.get('/api/access-reviews/own/open')).body).toEqual({ open: 2 })

    const [first] = await own(fatima)
    expect(short(await decide(peter, [first!.id], 'keep'))).toEqual([404, 'not-found'])
    expect(short(await decide(fatima, [ofSanne.id], 'keep'))).toEqual([403, 'review-not-yours'])
    expect(short(await decide(peter, [ofKarin.id], 'change'))).toEqual([422, 'review-words'])
    expect((await decide(peter, [ofKarin.id], 'change', 'Alleen Berkenhof')).body.items[0].decision).toBe('change')
    expect((await decide(peter, [ofKarin.id], 'undo')).body.items[0].decision).toBeNull()
    expect((await decide(peter, [ofKarin.id, ofSanne.id], 'keep')).body.items).toHaveLength(2)
    expect((await peter.get('/api/access-reviews/own/open')).body).toEqual({ open: 0 })
    // Nobody is left who can give roles: undone as a whole.
    expect(short(await end(peter, [ofKarin.id, ofSanne.id]))).toEqual([409, 'last-manager'])

    const sanne = await hoede.as('sanne')
    expect((await sanne.get(`/api/clients/${clients.vanPutten}`)).status).toBe(200)
    const ended = await end(peter, [ofSanne.id])
    expect([ended.status, ended.body.items[0].decision]).toEqual([200, 'end'])
    expect((await sanne.get(`/api/clients/${clients.vanPutten}`)).status).not.toBe(200)
    expect(short(await decide(peter, [ofSanne.id], 'undo'))).toEqual([409, 'review-executed'])
    const { rows: logged } = await database.query(
      `select detail from audit_event where event = 'grant.withdraw' and person_id = $1`,
      [people.peter],
    )
    expect(logged).toMatchObject([{ detail: { person: people.sanne, review: begun.body.id } }])

    const progress = (await fatima.get(`/api/access-reviews/${begun.body.id}`)).body
    expect(progress).toMatchObject({ items: 6, kept: 1, ended: 1, open: 4 })
    expect((await peter.get(`/api/access-reviews/${begun.body.id}`)).status).toBe(403)
    const closed = await close(begun.body.id)
    expect([closed.status, closed.body.state, closed.body.open]).toEqual([200, 'closed', 4])
    expect(short(await close(begun.body.id))).toEqual([409, 'review-closed'])
    expect(short(await decide(peter, [ofKarin.id], 'keep'))).toEqual([409, 'review-closed'])
    expect(short(await end(peter, [ofKarin.id]))).toEqual([409, 'review-closed'])
    const login = await hoede.loginRole()
    await expect(login.query('update review_item set version = version + 1')).resolves.toMatchObject({ rowCount: 0 })

    const signed = await fatima.get(`/api/access-reviews/${begun.body.id}/report`)
    expect(signed.body.report.totals).toEqual({ people: 6, items: 6, keep: 1, change: 0, end: 1, open: 4, executed: 1 })
    const file = join(folder, 'rapport.json')
    await writeFile(file, signed.text)
    expect((await runReviewVerify(file, signed.body.fingerprint))[0]).toContain('GOED: Kwartaal 4')
    // Written in another order and with spaces, it is the same report.
    await writeFile(file, JSON.stringify(Object.fromEntries(Object.entries(signed.body).reverse()), null, 2))
    expect((await runReviewVerify(file))[1]).toContain('1 behouden, 0 wijzigen, 1 beëindigd, 4 open')
    await writeFile(file, signed.text.replace('"Sanne de Wit"', '"Sanne de Wat"'))
    await expect(runReviewVerify(file)).rejects.toMatchObject({ code: 'report-wrong' })
    await writeFile(file, signed.text)
    await expect(runReviewVerify(file, 'abcd')).rejects.toMatchObject({ code: 'report-other-key' })
    const { next } = (await fatima.get('/api/access-reviews')).body
    expect([next.name, Date.parse(next.deadline) > Date.parse(begun.body.deadline) + 85 * day]).toEqual([
      'Kwartaal 4',
      true,
    ])
  })

  it('reviewers are reminded twice, and at the deadline what is open goes up', async () => {
    const begun = (await start({ name: 'Halfjaar', population: { ...everybody, roles: [role('verzorgende')] } })).body
    const turn = () => tellReviewers(hoede.environments, hoede.environment())
    const pass = (days: number) =>
      database.query(
        `update review_campaign set deadline = deadline - make_interval(hours => $2), started_at = started_at - make_interval(hours => $2),
           reminded_at = reminded_at - make_interval(hours => $2) where id = $1`,
        [begun.id, days * 24],
      )
    expect(await turn()).toBe(0)
    await pass(14)
    expect([await turn(), await turn()]).toEqual([1, 0])
    await pass(5.5)
    expect([await turn(), await turn()]).toEqual([1, 0])
    expect(new Set(await mails('review-reminder'))).toEqual(new Set([people.fatima]))
    await pass(1)
    expect([await turn(), await turn()]).toEqual([1, 0])
    expect(await mails('review-escalation')).toEqual([people.karin])
    const { body } = await fatima.get(`/api/access-reviews/${begun.id}`)
    expect([body.state, body.progress]).toMatchObject(['late', [{ reviewer: { id: people.karin }, items: 1 }]])
    expect((await own(karin)).map((each) => each.person.name)).toEqual(['Joris Meijer'])
    const { rows } = await database.query(
      `select event, supplier from audit_event where object_id = $1 and supplier is not null order by recorded_at`,
      [begun.id],
    )
    expect(rows.map((row) => row.event)).toEqual(['review.reminder', 'review.reminder', 'review.escalation'])
    await close(begun.id)
  })

  it('work is given to another, and what somebody who leaves had to review goes on', async () => {
    const begun = (await start({ name: 'Tussendoor', occasion: 'event' })).body
    const give = (fromId: string, toId: string) =>
      fatima.post(`/api/access-reviews/${begun.id}/reassign`, { fromId, toId })
    // Sanne's role ended above; Peter reviews Karin, so she cannot get what is about him.
    expect(short(await give(people.fatima, people.karin))).toEqual([422, 'review-reviewers'])
    expect((await give(people.peter, people.joris)).body.items).toBe(1)
    expect((await own(await hoede.as('joris'))).map((each) => each.person.id)).toEqual([people.karin])
    expect((await karin.post(`/api/people/${people.joris}/leave`, {})).status).toBe(200)
    const items: Item[] = (await fatima.get(`/api/access-reviews/${begun.id}/items`)).body.items
    const of = (id: string) => items.find((each) => each.person.id === id)
    // Back to who started it, as it is about the person it would go up to; what was about Joris has ended with him.
    expect(of(people.karin)?.reviewer.id).toBe(people.fatima)
    // Known: with nobody else left who looks after reviews, those two now review each other.
    expect(of(people.fatima)?.reviewer.id).toBe(people.karin)
    expect([of(people.joris)?.decision, of(people.joris)?.executedAt !== null]).toEqual(['end', true])
    const statement = (await karin.get(`/api/people/${people.joris}/leaving-statement`)).body.items
    expect(statement.find((each: { kind: string }) => each.kind === 'review')).toMatchObject({
      name: 'Tussendoor',
      count: 1,
    })
  })
})
