import { describe, expect, it } from 'vitest'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'

const hour = 3_600_000
const after = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const today = () => new Date().toISOString().slice(0, 10)

describe('the roster', async () => {
  const hoede = await startTestHoede()
  const database = await hoede.database()
  const roleId = async (key: string) => (await database.query('select id from role where key = $1', [key])).rows[0].id
  const add = (visitor: Visitor, body: object) => visitor.post('/api/shifts', body)
  const opens = async (visitor: Visitor, client: string) => (await visitor.get(`/api/clients/${client}`)).status === 200

  it('a flex worker with a roster grant reaches a unit from an hour before a shift until two hours after it', async () => {
    const [karin, anna] = await Promise.all([hoede.as('karin'), hoede.as('anna')])
    const given = await karin.post(`/api/people/${people.anna}/grants`, {
      roleId: await roleId('verzorgende'),
      scope: 'roster',
    })
    expect(given.body).toMatchObject({ scope: 'roster', minutesBefore: 60, minutesAfter: 120 })
    expect(await opens(anna, clients.vanPutten)).toBe(false)
    const { body: shift } = await add(karin, {
      personId: people.anna,
      unitId: units.berkenhof2,
      starts: after(5),
      ends: after(13),
    })
    expect(shift).toMatchObject({ person: { name: 'Anna Visser' }, unit: { name: 'Berkenhof 2' }, cancelled: false })
    const at = async (starts: string, ends: string) => {
      await database.query(
        `update shift set starts_at = now() + $2::interval, ends_at = now() + $3::interval where id = $1`,
        [shift.id, starts, ends],
      )
      const { items } = (await anna.get('/api/caseload')).body
      const [record, listed] = [await opens(anna, clients.vanPutten), items.length > 0]
      expect(listed).toBe(record)
      return record
    }
    expect(await at('61 minutes', '9 hours')).toBe(false)
    expect(await at('59 minutes', '9 hours')).toBe(true)
    expect(await at('-4 hours', '4 hours')).toBe(true)
    expect(await at('-8 hours', '-119 minutes')).toBe(true)
    expect(await at('-8 hours', '-121 minutes')).toBe(false)
    // Only where the shift is: not in the other team of the same location.
    expect(await at('-1 hour', '7 hours')).toBe(true)
    expect(await opens(anna, clients.deBoer)).toBe(false)
    // Cancelled: at once.
    const cancelled = await karin.post(`/api/shifts/${shift.id}/cancel`, { version: shift.version })
    expect(cancelled.body.cancelled).toBe(true)
    expect(await opens(anna, clients.vanPutten)).toBe(false)
    expect((await karin.post(`/api/shifts/${shift.id}/cancel`, { version: 2 })).body.code).toBe('shift-cancelled')
  })

  it('a grant can have its own time around a shift, and be limited to a location', async () => {
    const [karin, joris] = await Promise.all([hoede.as('karin'), hoede.as('joris')])
    const { body: grant } = await karin.post(`/api/people/${people.joris}/grants`, {
      roleId: await roleId('verzorgende'),
      scope: 'roster',
      minutesBefore: 0,
      minutesAfter: 0,
      withinUnitId: units.berkenhof,
      exceptUnits: [units.berkenhof1],
    })
    expect(grant).toMatchObject({ within: { name: 'Berkenhof' }, exceptUnits: [{ name: 'Berkenhof 1' }] })
    for (const unitId of [units.berkenhof1, units.berkenhof2])
      await add(karin, { personId: people.joris, unitId, starts: after(-1), ends: after(1) })
    expect(await opens(joris, clients.vanPutten)).toBe(true)
    expect(await opens(joris, clients.deBoer)).toBe(false)
  })

  it('nobody plans themselves, nor without the right for the whole organisation', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    const own = await add(karin, { personId: people.karin, unitId: units.berkenhof2, starts: after(1), ends: after(9) })
    expect([own.status, own.body.code]).toEqual([403, 'limit-for-self'])
    const lead = await add(peter, { personId: people.anna, unitId: units.berkenhof2, starts: after(1), ends: after(9) })
    expect(lead.status).toBe(403)
    await karin.post(`/api/people/${people.peter}/grants`, {
      roleId: await roleId('planner'),
      scope: 'unit',
      unitId: units.berkenhof,
    })
    const within = await add(peter, {
      personId: people.anna,
      unitId: units.berkenhof2,
      starts: after(1),
      ends: after(9),
    })
    expect(within.status).toBe(403)
    await database.query(`insert into shift (id, person_id, unit_id, starts_at, ends_at)
      values ('0190a000-0000-7000-8020-000000000001', '${people.karin}', '${units.berkenhof2}', now(), now() + interval '8 hours')`)
    const cancel = await karin.post('/api/shifts/0190a000-0000-7000-8020-000000000001/cancel', { version: 1 })
    expect(cancel.body.code).toBe('limit-for-self')
  })

  it('refuses a shift that cannot be', async () => {
    const karin = await hoede.as('karin')
    const code = async (body: object) =>
      (await add(karin, { personId: people.anna, unitId: units.berkenhof2, starts: after(1), ends: after(9), ...body }))
        .body.code
    expect(await code({ ends: after(0) })).toBe('period-invalid')
    expect(await code({ ends: after(40) })).toBe('period-invalid')
    expect(await code({ starts: after(-24 * 40), ends: after(-24 * 40 + 8) })).toBe('period-invalid')
    expect(await code({ unitId: crypto.randomUUID() })).toBe('unit-unknown')
    expect(await code({ personId: crypto.randomUUID() })).toBe('not-found')
    await database.query('update person set employed_until = now() where id = $1', [people.anna])
    expect(await code({})).toBe('period-invalid')
    await database.query('update person set employed_until = null where id = $1', [people.anna])
  })

  it('the week shows what is planned within reach', async () => {
    const [karin, peter] = await Promise.all([hoede.as('karin'), hoede.as('peter')])
    await add(karin, { personId: people.anna, unitId: units.lindehof1, starts: after(-1), ends: after(7) })
    const names = async (visitor: Visitor, more = '') => {
      const { body } = await visitor.get(`/api/shifts?week=${today()}${more}`)
      return [...new Set(body.items.map((each: { unit: { name: string } }) => each.unit.name))].sort()
    }
    expect(await names(karin)).toEqual(['Berkenhof 1', 'Berkenhof 2', 'Lindehof 1'])
    expect(await names(peter)).toEqual(['Berkenhof 1', 'Berkenhof 2'])
    expect(await names(karin, `&unit=${units.lindehof}`)).toEqual(['Lindehof 1'])
    expect(await names(karin, `&person=${people.joris}`)).toEqual(['Berkenhof 1', 'Berkenhof 2'])
    const { body } = await karin.get('/api/shifts?week=2026-07-01')
    expect([body.from, body.until]).toEqual(['2026-06-28T22:00:00.000Z', '2026-07-05T22:00:00.000Z'])
  })

  const heading = 'external_id,user_name,unit,starts,ends\n'
  const line = (id: string, user: string, unit: string, from: string, until: string) =>
    `${id},${user},${unit},${from},${until}\n`
  const file = (...lines: string[]) => ({ csv: heading + lines.join('') })

  it('a planning file is looked at first, then read in; the same file again changes nothing', async () => {
    const karin = await hoede.as('karin')
    const csv = file(
      line('plan-1', 'anna', 'Lindehof 1', after(24), after(32)),
      line('plan-2', 'SANNE', 'berkenhof 2', after(48), after(56)),
    )
    const preview = await karin.post('/api/roster/preview', csv)
    expect(preview.body.totals).toEqual({ new: 2, changed: 0, same: 0, wrong: 0 })
    const count = async () =>
      (await database.query(`select count(*)::int as n from shift where external_id like 'plan-%'`)).rows[0].n
    expect(await count()).toBe(0)
    expect((await karin.post('/api/roster/import', csv)).body.totals.new).toBe(2)
    expect((await karin.post('/api/roster/import', csv)).body.totals).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 })
    expect(await count()).toBe(2)
    const moved = { csv: csv.csv.replace('Lindehof 1', 'Berkenhof 1').replaceAll(',', ';') }
    expect((await karin.post('/api/roster/import', moved)).body.totals).toMatchObject({ changed: 1, same: 1 })
    const { rows } = await database.query(`select unit_id, version from shift where external_id = 'plan-1'`)
    expect(rows[0]).toEqual({ unit_id: units.berkenhof1, version: 2 })
    const log = await database.query(
      `select detail from audit_event where event = 'roster.import' order by recorded_at`,
    )
    expect(log.rows.map((row) => row.detail.new)).toEqual([2, 0, 0])
  })

  it('one wrong line and nothing of the file is written; each wrong line says why', async () => {
    const karin = await hoede.as('karin')
    const csv = file(
      line('wrong-1', 'anna', 'Lindehof 1', after(24), after(32)),
      line('wrong-2', 'niemand', 'Lindehof 1', after(24), after(32)),
      line('wrong-3', 'anna', 'Nergens', after(24), after(32)),
      line('wrong-4', 'anna', 'Lindehof 1', 'morgen', after(32)),
      line('wrong-5', 'anna', 'Lindehof 1', after(32), after(24)),
      line('wrong-6', 'karin', 'Lindehof 1', after(24), after(32)),
      line('wrong-1', 'anna', 'Lindehof 1', after(24), after(32)),
      line('', 'anna', 'Lindehof 1', after(24), after(32)),
    )
    const preview = await karin.post('/api/roster/preview', csv)
    expect(preview.body.totals).toMatchObject({ new: 1, wrong: 7 })
    const refused = await karin.post('/api/roster/import', csv)
    expect([refused.status, refused.body.code, refused.body.fields.length]).toEqual([422, 'roster-file', 7])
    expect(refused.body.fields[0]).toEqual({
      path: 'regel 3',
      message: 'Er is geen medewerker met de gebruikersnaam ‘niemand’.',
    })
    expect(refused.body.fields.map((each: { path: string }) => each.path)).toEqual(
      [3, 4, 5, 6, 7, 8, 9].map((n) => `regel ${n}`),
    )
    const { rows } = await database.query(`select 1 from shift where external_id like 'wrong-%'`)
    expect(rows).toEqual([])
  })

  it('what is no roster file is refused as a whole', async () => {
    const [karin, sanne] = await Promise.all([hoede.as('karin'), hoede.as('sanne')])
    const detail = async (csv: string) => (await karin.post('/api/roster/preview', { csv })).body.detail
    expect(await detail('naam,dienst\nanna,vroeg\n')).toMatch(/Deze kolommen ontbreken: external_id, user_name/)
    expect(await detail(`${heading}a,"b`)).toBe('De aanhalingstekens in dit bestand kloppen niet.')
    expect(await detail('\n')).toBe('Het bestand is leeg.')
    expect(await detail(heading + line('a', 'b', 'c', 'd', 'e').repeat(5001))).toMatch(/hoogstens 5000 diensten/)
    expect((await sanne.post('/api/roster/import', file())).status).toBe(403)
  })
})
