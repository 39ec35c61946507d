import { generateSync } from 'otplib'
import { expect } from 'vitest'
import { setInitialCredentials } from '../../src/capabilities/sign-in/public.ts'
import { recordAudit } from '../../src/platform/audit/record.ts'
import { newId } from '../../src/platform/crypto/ids.ts'
import type { Customer, TestHoede, Visitor } from './hoede.ts'

export interface Employee {
  id: string
  userName: string
  /** Base32 */
  key: string
}

/** What every employee that is made here signs in with. */
export const password = 'fietspomp onder de maan'

/** The code of an authenticator app, now or so many steps of 30 seconds ahead. */
export const codeOf = (key: string, stepsAhead = 0) =>
  generateSync({ secret: key, epoch: Math.floor(Date.now() / 1000) + 30 * stepsAhead })
export const wrongCode = (key: string) => String((Number(codeOf(key)) + 123_457) % 1_000_000).padStart(6, '0')

/** Employees who really sign in: Truus van Dam, made anew for each test so that none is held back by what another did. */
export async function employees(hoede: TestHoede) {
  const database = await hoede.database()
  let made = 0

  /** Somebody with a password (null: without), and a coupled authenticator unless said otherwise. */
  async function employee(options: { coupled?: boolean; password?: string | null; customer?: Customer } = {}) {
    const { coupled = true, customer = 'linde' } = options
    const person: Employee = { id: newId(), userName: `truus${made++}`, key: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' }
    const client = customer === 'linde' ? database : await hoede.database(customer)
    await client.query(
      `insert into person (id, user_name, given_name, prefix, family_name, function, search_name, employed_from)
       values ($1, $2, 'Truus', 'van', 'Dam', 'verzorgende IG', 'truus van dam', now() - interval '1 year')`,
      [person.id, person.userName],
    )
    if (options.password === null) return person
    const credentials = { password: options.password ?? password, ...(coupled ? { totpKey: person.key } : {}) }
    await hoede.environments.transact(hoede.environment(customer).id, async (tx) => {
      await setInitialCredentials(tx, person.id, credentials)
      await recordAudit(tx, { event: 'environment.created', action: 'C', outcome: 'success', part: 'sign-in' })
    })
    return person
  }

  const enter = (visitor: Visitor, person: { userName: string }, given = password) =>
    visitor.post('/api/sign-in', { userName: person.userName, password: given })

  /** As if the last code was used long ago, so that the next one can come at once. */
  const forgetStep = (person: Employee) =>
    database.query('update factor set last_step = 0 where person_id = $1', [person.id])

  return {
    database,
    employee,
    enter,
    forgetStep,
    /** Signs in with password and code, in a browser of its own. */
    async signedIn(person: Employee): Promise<Visitor> {
      await forgetStep(person)
      const visitor = hoede.visitor()
      expect((await enter(visitor, person)).status).toBe(200)
      expect((await visitor.post('/api/sign-in/totp', { code: codeOf(person.key) })).body.step).toBe('complete')
      return visitor
    },
    releaseBrakes: () => database.query('update sign_in_brake set blocked_until = now()'),
    /** The rows of an event in the log, oldest first. */
    async logOf(personId: string | null, event: string) {
      const { rows } = await database.query<{ outcome: string; problem: string | null; detail: unknown }>(
        `select outcome, problem, detail from audit_event where person_id is not distinct from $1 and event = $2
         order by recorded_at, id`,
        [personId, event],
      )
      return rows
    },
  }
}
