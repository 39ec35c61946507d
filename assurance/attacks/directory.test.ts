import { describe, expect, it } from 'vitest'
import { hashToken, newToken } from '../../packages/server/src/platform/crypto/tokens.ts'
import { type Answer, startTestHoede } from '../../packages/server/test/support/hoede.ts'
import { people } from '../../packages/server/test/support/organisation.ts'
import { directory, withToken } from '../../packages/server/test/support/scim.ts'
import { median, range, timed } from './attacker.ts'

/** Somebody who has, guesses or steals the key of a directory; and a directory that is itself in the hands of an attacker. */
describe('the way in of a directory', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const scim = await directory(hoede)
  const statusesOf = (answers: readonly Answer[]) => [...new Set(answers.map(({ status }) => status))].sort()

  // Defence: 256 random bits, looked up by hash, at a pace; nothing in the answer tells a withdrawn key from one that never was.
  it('is not guessed, and what is refused tells nothing', async () => {
    const withdrawn = await directory(hoede)
    await database.query('update directory_token set withdrawn_at = now() where id = $1', [withdrawn.tokenId])
    const answers = await Promise.all(
      [newToken(), newToken(), withdrawn.token].map((token) => withToken(hoede, token, '').get('/Users')),
    )
    expect(statusesOf(answers)).toEqual([401])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const guesser = withToken(hoede, newToken(), '', 'linde', '127.60.0.1')
    const flood = await Promise.all(range(400).map(() => guesser.once('GET', '/Users')))
    expect(statusesOf(flood)).toEqual([401, 429])
    // Another address goes on.
    expect((await scim.once('GET', '/ServiceProviderConfig')).status).toBe(200)
    for (const authorization of [`Basic ${scim.token}`, scim.token, `Bearer ${scim.token}x`, `Bearer  `, 'Bearer a b'])
      expect((await scim.get('/Users', { authorization })).status).toBe(401)
  })

  // Defence: names choose among a list, values are bound; the database says no to what the list would let through.
  it('has no SQL in its filters, sorting or paths', async () => {
    const before = (await database.query('select count(*)::int as n from person')).rows[0].n
    const evil = [
      `userName eq "x'; drop table person; --"`,
      `userName eq "x" or 1 eq 1`,
      `userName') or true -- eq "x"`,
      `emails[type eq "' || (select key from setting) || '"]`,
      `p.user_name eq "karin"`,
      `credential.hash pr`,
      `__proto__ pr`,
      `toString pr`,
      `emails.constructor eq "x"`,
    ]
    for (const filter of evil) {
      const answer = await scim.get(`/Users?filter=${encodeURIComponent(filter)}`)
      expect([200, 400], filter).toContain(answer.status)
      if (answer.status === 200) expect(answer.body.totalResults, filter).toBe(0)
    }
    for (const sortBy of ['user_name; drop table person', '(select 1)', 'constructor', 'p.search_name'])
      expect((await scim.get(`/Users?count=1&sortBy=${encodeURIComponent(sortBy)}`)).status).toBe(200)
    for (const path of ['__proto__.polluted', 'constructor.prototype', 'emails[__proto__ eq "x"].value'])
      await scim.patch(`/Users/${people.anna}`, [{ op: 'add', path, value: 'yes' }])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect((await database.query('select count(*)::int as n from person')).rows[0].n).toBe(before)
  })

  // Defence: the key opens SCIM and nothing else, and row security knows it as a directory, not as a person.
  it('gives no role, opens no record, and reads no log', async () => {
    const { body } = await scim.post('/Users', {
      userName: 'mallory@x.example',
      name: { givenName: 'Mallory', familyName: 'X' },
      roles: [{ value: 'applicatiebeheerder', primary: true }],
      entitlements: [{ value: 'role:change' }],
      groups: [{ value: 'applicatiebeheerder' }],
    })
    const { rows } = await database.query('select 1 from access_grant where person_id = $1', [body.id])
    expect(rows).toEqual([])
    const login = await hoede.loginRole()
    await login.query('begin')
    await login.query('select * from access.enter_directory($1)', [hashToken(scim.token)])
    for (const table of ['client', 'report', 'measurement', 'access_grant', 'directory_token', 'row_history'])
      expect((await login.query(`select 1 from ${table} limit 1`)).rows, table).toEqual([])
    await expect(
      login.query(
        `insert into access_grant (id, person_id, role_id, scope, valid_from, source) select gen_random_uuid(), $1, id, 'organisation', now(), 'given' from role limit 1`,
        [body.id],
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await login.query('rollback')
  })

  // Defence: access.lasting_managers() in the same transaction, one at a time.
  it('never leaves the organisation without an application manager', async () => {
    const off = [{ op: 'Replace', path: 'active', value: 'False' }]
    const answers = await Promise.all([
      scim.patch(`/Users/${people.karin}`, off),
      scim.delete(`/Users/${people.karin}`),
      scim.put(`/Users/${people.karin}`, { userName: 'karin', active: false }),
    ])
    expect(statusesOf(answers)).toEqual([409])
    const { rows } = await database.query('select employed_until from person where id = $1', [people.karin])
    expect(rows).toEqual([{ employed_until: null }])
  })

  // Defence: each host is an environment with its own database; a key is found in its own only.
  it('stays in its own environment', async () => {
    const horizon = await directory(hoede, 'horizon')
    const made = await horizon.post('/Users', { userName: 'h@x.example', name: { givenName: 'H', familyName: 'X' } })
    expect((await scim.get(`/Users/${made.body.id}`)).status).toBe(404)
    expect((await withToken(hoede, horizon.token, '').get('/Users')).status).toBe(401)
  })

  // Defence: a pace for each address and two connections for a directory: care goes on.
  it('cannot starve the people who work, with ten thousand users in a minute', { timeout: 120_000 }, async () => {
    const flood = withToken(hoede, scim.token, '', 'linde', '127.61.0.1')
    const statuses: number[] = []
    let next = 0
    let running = true
    const sending = Promise.all(
      range(20).map(async () => {
        while (next < 10_000) {
          const n = next++
          const body = { userName: `flood${n}@x.example`, name: { givenName: 'F', familyName: `N${n}` } }
          statuses.push((await flood.once('POST', '/Users', body)).status)
        }
      }),
    ).then(() => {
      running = false
    })
    const sanne = await hoede.as('sanne')
    const times: number[] = []
    while (running) {
      times.push(
        await timed(async () => {
          expect((await sanne.get('/api/caseload')).status).toBe(200)
        }),
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await sending
    expect(statuses).toHaveLength(10_000)
    expect([...new Set(statuses)].sort()).toEqual([201, 429])
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5000)
    expect(times.length).toBeGreaterThan(5)
    expect(median(times)).toBeLessThan(1000)
    const refused = await flood.once('GET', '/Users')
    if (refused.status === 429) expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
