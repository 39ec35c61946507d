import { setInitialCredentials } from '../../src/capabilities/sign-in/public.ts'
import { recordAudit } from '../../src/platform/audit/record.ts'
import { type Employee, password } from '../support/employees.ts'
import type { TestHoede } from '../support/hoede.ts'
import { type PersonName, people } from '../support/organisation.ts'

const keys = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Gives one of the people of the test organisation a password and, unless said otherwise, a coupled authenticator. */
export async function withCredentials(hoede: TestHoede, name: PersonName, coupled = true): Promise<Employee> {
  const key = [...name.padEnd(32, 'q')].map((letter) => keys[letter.charCodeAt(0) % 32]).join('')
  await hoede.environments.transact(hoede.environment().id, async (tx) => {
    await setInitialCredentials(tx, people[name], { password, ...(coupled ? { totpKey: key } : {}) })
    await recordAudit(tx, { event: 'environment.created', action: 'C', outcome: 'success', part: 'sign-in' })
  })
  return { id: people[name], userName: name, key }
}
