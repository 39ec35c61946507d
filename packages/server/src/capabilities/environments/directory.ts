import type { KeyProvider } from '../../platform/crypto/key-provider.ts'
import type { Environment, EnvironmentSource } from '../../platform/db/environments.ts'
import { rolesOf } from '../../platform/db/roles.ts'
import { type ControlDatabase, findEnvironment, listEnvironments } from './queries.ts'

/** How long an answer of the control database is believed, in milliseconds. */
const believed = 5_000

/** Finds environments by host name or id, with a short memory so that requests do not wait for the control database. */
export function environmentDirectory(
  control: ControlDatabase,
  keyProvider: KeyProvider,
  rolePassword: (role: string) => string,
  caFile: string | undefined,
): EnvironmentSource {
  const remembered = new Map<string, { at: number; answer: Promise<Environment | undefined> }>()
  const find = (by: 'host' | 'id', value: string) => {
    const known = remembered.get(`${by} ${value}`)
    if (known && Date.now() - known.at < believed) return known.answer
    const answer = findEnvironment(control, by, value).then((row) => {
      if (!row) return undefined
      const { clusterHost, clusterPort, ...rest } = row
      const { logRole, sealRole } = rolesOf(rest.roleName)
      return { ...rest, logRole, sealRole, address: { host: clusterHost, port: clusterPort, caFile } }
    })
    // Names that do not exist are not remembered beyond a bound: anybody can send any host name.
    if (remembered.size > 5_000) remembered.clear()
    remembered.set(`${by} ${value}`, { at: Date.now(), answer })
    answer.catch(() => remembered.delete(`${by} ${value}`))
    return answer
  }
  return { byHost: (host) => find('host', host), byId: (id) => find('id', id), rolePassword, keyProvider }
}

type OpenEnvironment = Pick<Environment, 'id' | 'key' | 'host' | 'customerName'>

/** Lists the environments that are open, with a short memory: for work that looks at all of them again and again. */
export function openEnvironments(control: ControlDatabase): () => Promise<readonly OpenEnvironment[]> {
  let known: { at: number; answer: Promise<OpenEnvironment[]> } | undefined
  return () => {
    if (known && Date.now() - known.at < believed) return known.answer
    const answer = listEnvironments(control).then((all) => all.filter(({ state }) => state === 'open'))
    known = { at: Date.now(), answer }
    answer.catch(() => {
      known = undefined
    })
    return answer
  }
}
