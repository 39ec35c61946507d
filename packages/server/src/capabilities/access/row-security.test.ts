import { describe, expect, it } from 'vitest'
import { startTestHoede } from '../../../test/support/hoede.ts'
import { clients, people, units } from '../../../test/support/organisation.ts'
import { newId } from '../../platform/crypto/ids.ts'
import { sqlState } from '../../platform/db/connection.ts'

/** Row security on writes: what a use case that forgot its check would run into. */
describe('a write that forgot its check', async () => {
  const hoede = await startTestHoede()
  const login = await hoede.loginRole()

  async function attempt(person: string, ...statements: string[]): Promise<string | number | undefined> {
    await login.query('begin')
    try {
      await login.query(`select set_config('hoede.person', $1, true)`, [person])
      let changed = 0
      for (const sql of statements) changed = (await login.query(sql)).rowCount ?? 0
      return changed
    } catch (error) {
      return sqlState(error)
    } finally {
      await login.query('rollback')
    }
  }
  const refused = '42501'
  const grant = (receiver: string, giver: string, scope: string, unit: string | null) =>
    `insert into access_grant (id, person_id, role_id, scope, unit_id, valid_from, granted_by)
     select gen_random_uuid(), '${receiver}', id, '${scope}', ${unit ? `'${unit}'` : 'null'}, now(), '${giver}' from role where key = 'verzorgende'`
  const place = (client: string, unit: string) =>
    `insert into placement (id, client_id, unit_id, valid_from) values (gen_random_uuid(), '${client}', '${unit}', now())`
  const register = (id: string, by: string) =>
    `insert into client (id, number, own_name, search_name, created_by) values ('${id}', 'x', 'Nieuw', 'nieuw', '${by}')`
  const relate = (client: string, person: string) =>
    `insert into care_relation (id, client_id, person_id, kind, valid_from) values (gen_random_uuid(), '${client}', '${person}', 'practitioner', now())`
  const report = (client: string, author: string) =>
    `insert into report (id, client_id, kind, form, text_sealed, author_id, author_name, author_function, care_moment)
     values (gen_random_uuid(), '${client}', 'daily', 'free', '\\x00', '${author}', 'x', 'y', now())`

  it('gives no role to oneself, beyond reach, or in another’s name', async () => {
    expect(await attempt(people.peter, grant(people.anna, people.peter, 'unit', units.berkenhof2))).toBe(1)
    expect(await attempt(people.peter, grant(people.peter, people.peter, 'unit', units.berkenhof2))).toBe(refused)
    expect(await attempt(people.peter, grant(people.anna, people.peter, 'organisation', null))).toBe(refused)
    expect(await attempt(people.peter, grant(people.anna, people.peter, 'unit', units.lindehof1))).toBe(refused)
    expect(await attempt(people.peter, grant(people.anna, people.karin, 'unit', units.berkenhof2))).toBe(refused)
    expect(await attempt(people.sanne, grant(people.anna, people.sanne, 'unit', units.berkenhof2))).toBe(refused)
  })

  it('withdraws nothing beyond reach', async () => {
    const withdraw = (person: string, by: string) =>
      `update access_grant set withdrawn_at = now(), withdrawn_by = '${by}', version = version + 1 where person_id = '${person}'`
    expect(await attempt(people.peter, withdraw(people.sanne, people.peter))).toBe(1)
    expect(await attempt(people.peter, withdraw(people.joris, people.peter))).toBe(0)
    expect(await attempt(people.sanne, withdraw(people.sanne, people.sanne))).toBe(0)
    expect(await attempt(people.karin, withdraw(people.sanne, people.peter))).toBe(refused)
    const twice = withdraw(people.sanne, people.karin)
    expect(await attempt(people.karin, twice, twice)).toBe('HO409')
  })

  it('takes no client into a unit from outside of the own reach, nor out of it', async () => {
    expect(await attempt(people.peter, place(clients.vanPutten, units.berkenhof1))).toBe(1)
    expect(await attempt(people.peter, place(clients.jansen, units.berkenhof1))).toBe(refused)
    expect(await attempt(people.peter, place(clients.vanPutten, units.lindehof1))).toBe(refused)
    const id = newId()
    expect(await attempt(people.peter, register(id, people.peter), place(id, units.berkenhof1))).toBe(1)
    expect(await attempt(people.peter, register(id, people.peter), place(id, units.lindehof1))).toBe(refused)
    expect(await attempt(people.peter, register(id, people.karin))).toBe(refused)
    expect(await attempt(people.sanne, register(id, people.sanne))).toBe(refused)
    // Once placed, the second placement is a move, which asks for the client to be within reach.
    const twice = [register(id, people.peter), place(id, units.berkenhof1), place(id, units.lindehof1)]
    expect(await attempt(people.peter, ...twice)).toBe(refused)
  })

  it('makes no care relation or membership for oneself', async () => {
    expect(await attempt(people.peter, relate(clients.vanPutten, people.maaike))).toBe(1)
    expect(await attempt(people.peter, relate(clients.vanPutten, people.peter))).toBe(refused)
    expect(await attempt(people.peter, relate(clients.jansen, people.maaike))).toBe(refused)
    const join = (person: string) =>
      `insert into membership (id, person_id, unit_id, valid_from) values (gen_random_uuid(), '${person}', '${units.lindehof1}', now())`
    expect(await attempt(people.karin, join(people.anna))).toBe(1)
    expect(await attempt(people.karin, join(people.karin))).toBe(refused)
    expect(await attempt(people.peter, join(people.anna))).toBe(refused)
  })

  it('writes no report for a client out of reach or under another’s name', async () => {
    expect(await attempt(people.sanne, report(clients.vanPutten, people.sanne))).toBe(1)
    expect(await attempt(people.sanne, report(clients.jansen, people.sanne))).toBe(refused)
    expect(await attempt(people.sanne, report(clients.vanPutten, people.peter))).toBe(refused)
    expect(await attempt(people.karin, report(clients.vanPutten, people.karin))).toBe(refused)
  })

  it('changes no role, setting, unit or person without the permission', async () => {
    for (const table of ['role', 'setting', 'unit', 'person']) {
      const column = { role: 'name', setting: 'value', unit: 'name', person: 'function' }[table]!
      const change = `update ${table} set ${column} = ${column}, version = version + 1`
      expect(await attempt(people.karin, change), table).toBeGreaterThan(0)
      expect(await attempt(people.peter, change), table).toBe(0)
    }
  })
})
