import { generateSync } from 'otplib'
import { endpoints } from './app.ts'
import type { RestoredPlace } from './capabilities/backups/public.ts'
import { environmentDirectory } from './capabilities/environments/directory.ts'
import type { Operator } from './capabilities/environments/provision.ts'
import { openEnvironment } from './capabilities/environments/provision.ts'
import type { ControlDatabase } from './capabilities/environments/queries.ts'
import { setInitialCredentials } from './capabilities/sign-in/public.ts'
import { recordAudit } from './platform/audit/record.ts'
import { newId } from './platform/crypto/ids.ts'
import { openKeys } from './platform/crypto/keys.ts'
import { newToken, randomText } from './platform/crypto/tokens.ts'
import { type Environment, Environments } from './platform/db/environments.ts'
import { maintenance } from './platform/db/maintenance.ts'
import { rolesOf } from './platform/db/roles.ts'
import { buildServer } from './platform/http/server.ts'
import { createLogger } from './platform/log/logger.ts'

/** What is asked. The server is built anew for each proof: all its routes would cost more than restoring a small environment. */
const asked = ['/sign-in', '/sign-in/totp', '/me']

/**
 * Somebody who is there for this only signs in with a password and a code, and asks who they are: on a database that was restored and
 * is thrown away afterwards, through the very server that carers use, which listens nowhere. Throws when any of it fails.
 */
export async function proveSignIn(
  operator: Operator,
  control: ControlDatabase,
  { environmentId, databaseName }: RestoredPlace,
): Promise<void> {
  const { address, keyProvider, rolePassword } = operator
  const known = await environmentDirectory(control, keyProvider, rolePassword, address.caFile).byId(environmentId)
  if (!known) throw new Error('de omgeving is er niet meer')
  const environment = { ...known, databaseName }
  const account = await addTestPerson(operator, environment)
  const environments = new Environments({
    byHost: async () => environment,
    byId: async () => environment,
    rolePassword,
    keyProvider,
  })
  const server = await buildServer({
    environments,
    endpoints: endpoints.filter(({ path }) => asked.includes(path)),
    tls: {},
    requestsPerSecond: 1_000,
    logger: createLogger('silent'),
    ready: async () => true,
  })
  let cookie = ''
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { host: environment.host, ...(cookie ? { cookie } : {}) }
    const answer = await server.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode}`)
    const set = answer.headers['set-cookie']
    cookie = (Array.isArray(set) ? set[0] : set)?.split(';')[0] ?? cookie
    return answer.json() as { step?: string; person?: { id: string } }
  }
  try {
    await ask('POST', '/api/sign-in', { userName: account.userName, password: account.password })
    const { step } = await ask('POST', '/api/sign-in/totp', { code: generateSync({ secret: account.totpKey }) })
    const { person } = await ask('GET', '/api/me')
    if (step !== 'complete' || person?.id !== account.id) throw new Error('niet binnen')
  } finally {
    await server.close()
    await environments.close()
  }
}

async function addTestPerson(operator: Operator, environment: Environment) {
  const id = newId()
  const account = {
    id,
    userName: `bewijs-${randomText(10, 'abcdefghijklmnopqrstuvwxyz')}`,
    password: newToken(),
    totpKey: randomText(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  }
  const keys = await openKeys(operator.keyProvider, environment.dataKeys)
  const client = await openEnvironment(operator, environment.databaseName)
  try {
    await maintenance(client, rolesOf(environment.roleName).owner, keys, async (tx) => {
      // Where somebody may come from is the customer's rule; this sign-in comes from nowhere.
      await tx.rows("update setting set value = '[]', version = version + 1 where key = 'address-ranges'")
      await tx.rows(
        `insert into person (id, user_name, given_name, family_name, function, search_name, employed_from)
         values ($1, $2, 'Bewijs', 'Aanmelding', 'proefpersoon', $2, now() - interval '1 minute')`,
        [id, account.userName],
      )
      await setInitialCredentials(tx, id, { password: account.password, totpKey: account.totpKey })
      await recordAudit(tx, {
        event: 'backup.proof',
        action: 'C',
        outcome: 'success',
        supplier: 'hoede backup',
        part: 'backup',
      })
    })
  } finally {
    await client.end()
  }
  return account
}
