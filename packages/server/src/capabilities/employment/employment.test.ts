import { describe, expect, it } from 'vitest'
import { employees } from '../../../test/support/employees.ts'
import { startTestHoede, type Visitor } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { carryOutMoves, clearUpLeavers } from './public.ts'

const day = 86_400_000
const at = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('coming, moving and leaving', async () => {
  const hoede = await startTestHoede()
  const { database, employee, signedIn } = await employees(hoede)
  const karin = await hoede.as('karin')
  const short = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]
  const { rows: roles } = await database.query('select id, key from role')
  const role = (key: string) => roles.find((each) => each.key === key).id as string
  const sees = async (visitor: Visitor, client: string) => (await visitor.get(`/api/clients/${client}`)).status
  const give = async (personId: string, body: object) =>
    (await karin.post(`/api/people/${personId}/grants`, { roleId: role('verzorgende'), ...body })).body
  const relate = async (client: string, personId: string, kind: string) =>
    (await karin.post(`/api/clients/${client}/relations`, { personId, kind })).body
  const move = (personId: string, body: object) => karin.post(`/api/people/${personId}/move`, body)
  /** Somebody in Berkenhof 2 with a role for the own teams, one for that team and one for the whole location. */
  const carer = async () => {
    const person = await employee()
    await karin.post(`/api/people/${person.id}/memberships`, { unitId: units.berkenhof2 })
    const own = await give(person.id, { scope: 'own-teams' })
    const unit = await give(person.id, { scope: 'unit', unitId: units.berkenhof2 })
    return { ...person, own: own.id as string, unit: unit.id as string }
  }
  /** The clock of the database moves on for what belongs to one person. */
  const pass = async (personId: string, ms: number) => {
    for (const [table, columns] of [
      ['membership', ['valid_from', 'valid_until']],
      ['access_grant', ['valid_from', 'valid_until']],
      ['care_relation', ['valid_from', 'valid_until']],
      ['planned_move', ['at']],
    ] as const) {
      const sets = columns.map((column) => `${column} = ${column} - make_interval(secs => $2)`).join(', ')
      await database.query(`update ${table} set ${sets} where person_id = $1`, [personId, ms / 1000])
    }
  }

  it('whoever moves loses the old reach at once, in the session that is open, and has the new one', async () => {
    const truus = await carer()
    const atWork = await signedIn(truus)
    await relate(clients.vanPutten, truus.id, 'practitioner')
    expect([await sees(atWork, clients.vanPutten), await sees(atWork, clients.jansen)]).toEqual([200, 404])
    const looked = await karin.post(`/api/people/${truus.id}/move/preview`, { from: [units.berkenhof2] })
    expect(looked.body.grants.map((each: { id: string; tied: boolean }) => [each.id, each.tied]).sort()).toEqual(
      [
        [truus.own, false],
        [truus.unit, true],
      ].sort(),
    )
    expect(looked.body.relations).toMatchObject([{ clientNumber: '100001', kind: 'Behandelaar', mayChange: true }])
    const done = await move(truus.id, {
      from: [units.berkenhof2],
      to: units.lindehof1,
      endGrants: [truus.unit],
      relations: [{ id: looked.body.relations[0].id, choice: 'end' }],
    })
    expect(done.body).toMatchObject({ memberships: 1, grants: 1, relations: 1, function: null })
    expect([await sees(atWork, clients.vanPutten), await sees(atWork, clients.jansen)]).toEqual([404, 200])
  })

  it('a move on a day needs nobody then: the old reach holds until that moment and not after', async () => {
    const truus = await carer()
    const colleague = await employee()
    const atWork = await signedIn(truus)
    const evv = await relate(clients.elAmrani, truus.id, 'first-responsible')
    const done = await move(truus.id, {
      from: [units.berkenhof2],
      to: units.lindehof1,
      at: at(7 * day),
      function: 'teamcoach',
      endGrants: [truus.unit],
      relations: [{ id: evv.id, choice: 'hand-over', to: colleague.id }],
    })
    expect(done.status).toBe(200)
    expect([await sees(atWork, clients.vanPutten), await sees(atWork, clients.jansen)]).toEqual([200, 404])
    await pass(truus.id, 7 * day - 60_000)
    expect([await sees(atWork, clients.vanPutten), await sees(atWork, clients.jansen)]).toEqual([200, 404])
    await pass(truus.id, 61_000)
    expect([await sees(atWork, clients.vanPutten), await sees(atWork, clients.jansen)]).toEqual([404, 200])
    const { rows: relations } = await database.query(
      'select person_id from care_relation where client_id = $1 and kind = $2 and valid_until is null',
      [clients.elAmrani, 'first-responsible'],
    )
    expect(relations).toEqual([{ person_id: colleague.id }])
    // Only the function is carried out by the worker.
    expect(await carryOutMoves(hoede.environments, hoede.environment())).toEqual({ moved: 1, told: 0 })
    expect((await karin.get(`/api/people/${truus.id}`)).body.function).toBe('teamcoach')
    const { rows: logged } = await database.query(
      `select supplier, detail from audit_event where event = 'person.change' and object_id = $1 and supplier is not null`,
      [truus.id],
    )
    expect(logged).toMatchObject([{ supplier: 'hoede', detail: { function: { after: 'teamcoach' } } }])
  })

  it('a move that cannot be is refused by its rule, and nothing of it happened', async () => {
    const truus = await carer()
    const other = await carer()
    const from = [units.berkenhof2]
    const to = units.lindehof1
    expect(short(await move(people.karin, { from, to }))).toEqual([403, 'not-allowed'])
    expect(short(await move(truus.id, { from, to: units.berkenhof2 }))).toEqual([422, 'move-nowhere'])
    expect(short(await move(truus.id, { from: [units.berkenhof1], to }))).toEqual([422, 'not-member'])
    expect(short(await move(truus.id, { from, to: units.organisation }))).toEqual([422, 'unit-unknown'])
    expect(short(await move(truus.id, { from, to, at: at(-3 * day) }))).toEqual([422, 'period-invalid'])
    expect(short(await move(truus.id, { from, to, endGrants: [other.unit] }))).toEqual([422, 'move-grant'])
    expect(short(await move(truus.id, { from, to, endGrants: [truus.own] }))).toEqual([422, 'move-grant'])
    const relation = { id: newId(), choice: 'end' }
    expect(short(await move(truus.id, { from, to, relations: [relation] }))).toEqual([422, 'move-relation'])
    const { rows } = await database.query(
      'select unit_id from membership where person_id = $1 and valid_until is null',
      [truus.id],
    )
    expect(rows).toEqual([{ unit_id: units.berkenhof2 }])
    const peter = await hoede.as('peter')
    expect((await peter.post(`/api/people/${truus.id}/move`, { from, to })).status).toBe(403)
  })

  it('another function never takes the last who can give roles: not now, not on a day, and not when that day comes', async () => {
    const truus = await employee()
    await karin.post(`/api/people/${truus.id}/memberships`, { unitId: units.berkenhof2 })
    const rule = newId()
    await database.query(
      `insert into role_rule (id, function, role_id, scope, confirmed_at) values ($1, 'beheerder', $2, 'organisation', now())`,
      [rule, role('applicatiebeheerder')],
    )
    await database.query(
      `insert into access_grant (id, person_id, role_id, scope, source, rule_id, valid_from)
       values ($1, $2, $3, 'organisation', 'function', $4, now())`,
      [newId(), truus.id, role('applicatiebeheerder'), rule],
    )
    await database.query(`update person set function = 'beheerder' where id = $1`, [truus.id])
    // Everybody else who can give roles goes one day.
    const staying = `update person set employed_until = $1 where id <> $2 and employed_until is not distinct from $3`
    const someDay = at(400 * day)
    const another = { from: [units.berkenhof2], to: units.lindehof1, function: 'verzorgende' }
    expect((await move(truus.id, { ...another, at: at(day) })).status).toBe(200)
    await database.query(staying, [someDay, truus.id, null])
    await pass(truus.id, day + 1000)
    const back = { from: [units.lindehof1], to: units.berkenhof2, function: 'helpende' }
    expect(short(await move(truus.id, back))).toEqual([409, 'last-manager'])
    expect(short(await move(truus.id, { ...back, at: at(day) }))).toEqual([409, 'last-manager'])
    await database.query(`update person set email = 'karin@linde.example' where id = $1`, [people.karin])
    expect(await carryOutMoves(hoede.environments, hoede.environment())).toEqual({ moved: 0, told: 1 })
    // Karin planned it, and hears of it; once.
    const mails = async () =>
      (await database.query(`select person_id, kind from message where purpose = 'move-refused'`)).rows
    expect(await mails()).toEqual([{ person_id: people.karin, kind: 'mail' }])
    expect((await karin.get(`/api/people/${truus.id}`)).body.function).toBe('beheerder')
    const { rows } = await database.query(
      `select outcome, problem, detail from audit_event where event = 'person.change' and object_id = $1`,
      [truus.id],
    )
    expect(rows).toEqual([
      {
        outcome: 'refused',
        problem: 'last-manager',
        detail: { function: { before: 'beheerder', after: 'verzorgende' } },
      },
    ])
    // It is not tried again.
    expect(await carryOutMoves(hoede.environments, hoede.environment())).toEqual({ moved: 0, told: 0 })
    expect(await mails()).toHaveLength(1)
    expect(
      (await database.query('select count(*)::int as logged from audit_event where problem = $1', ['last-manager']))
        .rows,
    ).toEqual([{ logged: 3 }])
    await database.query(staying, [null, truus.id, someDay])
  })

  it('leaving now ends everything in one step, and the statement says when and by whom', async () => {
    const truus = await carer()
    const atWork = await signedIn(truus)
    await relate(clients.deBoer, truus.id, 'first-responsible')
    await karin.post(`/api/people/${truus.id}/invitation`, {})
    await karin.post('/api/shifts', {
      personId: truus.id,
      unitId: units.berkenhof2,
      starts: at(day),
      ends: at(day + day / 3),
    })
    await database.query(
      `insert into message (id, kind, purpose, person_id, recipient_sealed, recipient_hash, body_sealed, expires_at)
       values ($1, 'mail', 'password-changed', $2, '\\x00', '\\x00', '\\x00', now() + interval '1 day')`,
      [newId(), truus.id],
    )
    const group = newId()
    await database.query(`insert into directory_group (id, display_name) values ($1, 'Nachtdienst')`, [group])
    await database.query('insert into directory_member (group_id, person_id) values ($1, $2)', [group, truus.id])
    await database.query(`insert into directory_user (person_id, sent_name) values ($1, 'truus@linde.example')`, [
      truus.id,
    ])
    const before = (await karin.get(`/api/people/${truus.id}/leaving-preview`)).body.items
    expect((await karin.get(`/api/people/${truus.id}/leaving-statement`)).status).toBe(404)
    expect((await karin.post(`/api/people/${truus.id}/leave`, {})).status).toBe(200)
    expect((await atWork.get('/api/me')).status).toBe(401)
    const { body } = await karin.get(`/api/people/${truus.id}/leaving-statement`)
    const kinds = (items: { kind: string }[]) => [...new Set(items.map((each) => each.kind))].sort()
    expect(kinds(body.items)).toEqual([
      'care-relation',
      'directory-group',
      'directory-user',
      'factor',
      'grant',
      'invitation',
      'membership',
      'message',
      'password',
      'session',
      'shift',
    ])
    expect(kinds(before)).toEqual(kinds(body.items))
    expect(new Set(body.items.map((each: { by: string }) => each.by))).toEqual(new Set(['Karin Bakker']))
    expect(body.items.every((each: { ended: string }) => each.ended === body.leftAt)).toBe(true)
    expect(body.items.find((each: { kind: string }) => each.kind === 'care-relation')).toMatchObject({
      name: 'Eerst verantwoordelijke (EVV)',
      clientNumber: '100003',
      exclusive: true,
    })
    const { rows } = await database.query(
      `select (select count(*) from access_grant where person_id = $1 and withdrawn_at is null)::int as grants,
         (select count(*) from membership where person_id = $1 and valid_until is null)::int as teams,
         (select count(*) from shift where person_id = $1 and cancelled_at is null)::int as shifts,
         (select count(*) from message where person_id = $1 and state = 'waiting')::int as messages,
         (select count(*) from factor where person_id = $1 and removed_at is null)::int as factors,
         (select count(*) from directory_member where person_id = $1)::int as groups`,
      [truus.id],
    )
    expect(rows[0]).toEqual({ grants: 0, teams: 0, shifts: 0, messages: 0, factors: 0, groups: 0 })
    // The worker finds nothing more to do.
    await clearUpLeavers(hoede.environments, hoede.environment())
    const statements = await database.query('select 1 from leaving_statement where person_id = $1', [truus.id])
    expect(statements.rows).toHaveLength(1)
  })

  it('leaving on a day: access ends at that moment, the rest in the next turn of the worker, once', async () => {
    const truus = await carer()
    const atWork = await signedIn(truus)
    expect((await karin.post(`/api/people/${truus.id}/leave`, { at: at(5 * day) })).status).toBe(200)
    expect(await clearUpLeavers(hoede.environments, hoede.environment())).toBe(0)
    expect(await sees(atWork, clients.vanPutten)).toBe(200)
    await database.query(`update person set employed_until = now() - interval '20 seconds' where id = $1`, [truus.id])
    expect((await atWork.get('/api/me')).status).toBe(401)
    const turns = await Promise.all([1, 2].map(() => clearUpLeavers(hoede.environments, hoede.environment())))
    expect(turns[0]! + turns[1]!).toBe(1)
    const { body } = await karin.get(`/api/people/${truus.id}/leaving-statement`)
    const grant = body.items.find((each: { kind: string }) => each.kind === 'grant')
    expect([grant.by, grant.name]).toEqual(['Hoede', 'Verzorgende'])
    expect(Date.parse(grant.ended) - Date.parse(body.leftAt)).toBeGreaterThan(19_000)
    const { rows } = await database.query(
      `select supplier, person_id from audit_event where event = 'person.cleared' and object_id = $1`,
      [truus.id],
    )
    expect(rows).toEqual([{ supplier: 'hoede', person_id: null }])
  })

  it('who comes back has nothing of before, and could open records then all the same', async () => {
    const truus = await carer()
    await database.query(`update person set employed_from = now() - interval '30 days' where id = $1`, [truus.id])
    await database.query(
      `update access_grant set valid_from = now() - interval '30 days' where person_id = $1 and scope = 'unit'`,
      [truus.id],
    )
    const back = (body: object) => karin.post(`/api/people/${truus.id}/return`, body)
    expect(short(await back({}))).toEqual([409, 'not-left'])
    await karin.post(`/api/people/${truus.id}/leave`, {})
    // The history of the row is kept by a trigger, which the filling of tests leaves out.
    expect((await back({ from: at(-3 * day) })).body.code).toBe('period-invalid')
    const soon = await back({ from: at(2 * day) })
    expect(Date.parse(soon.body.employedFrom)).toBeGreaterThan(Date.now() + day)
    const { rows: then } = await database.query(
      `select access.ground_at($1, $2, 'client:read', now() - interval '10 days') is not null as could,
         access.ground_at($1, $2, 'client:read', now()) is not null as can`,
      [truus.id, clients.vanPutten],
    )
    expect(then[0]).toEqual({ could: true, can: false })
    await database.query('update person set employed_from = now() where id = $1', [truus.id])
    const detail = (await karin.get(`/api/people/${truus.id}`)).body
    expect([detail.employedUntil, detail.teams, detail.secondFactor]).toEqual([null, [], false])
    const grants = (await karin.get(`/api/people/${truus.id}/grants`)).body.items
    expect(grants.map((each: { state: string }) => each.state)).toEqual(['ended', 'ended'])
    expect((await karin.get(`/api/people/${truus.id}/leaving-statement`)).status).toBe(200)
  })
})
