import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Env, type Group, groupOf, readJsonFile } from './config-file.ts'
import type { KeyProviderSettings } from './crypto/key-providers.ts'

const variable = 'HOEDE_KEY_PROVIDERS'

/** The key providers of the file that HOEDE_KEY_PROVIDERS names (docs/operations/keys.md). Throws ConfigProblem naming what is wrong. */
export function readKeyProviders(env: Env): KeyProviderSettings {
  const file = env[variable]
  if (!file) return {}
  const found: KeyProviderSettings = {}
  for (const [name, given] of Object.entries(readJsonFile(variable, file))) {
    const group = groupOf(variable, name, given, env)
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name) || name === 'file')
      throw group.wrong('heeft geen naam van kleine letters, cijfers en streepjes («file» bestaat al)')
    found[name] = settingsOf(group, group.optional('kind'))
  }
  return found
}

function settingsOf(group: Group, kind: string | undefined): KeyProviderSettings[string] {
  const seconds = group.number('timeoutSeconds', 0, 60)
  const timeoutMilliseconds = seconds ? seconds * 1000 : undefined
  if (kind === 'pkcs11')
    return {
      kind: 'pkcs11',
      library: group.text('library'),
      token: group.text('token'),
      pin: group.secret('pin'),
      timeoutMilliseconds,
    }
  if (kind !== 'transit') throw group.wrong('heeft geen «kind» van pkcs11 of transit')
  const address = group.text('address')
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:')
    throw group.wrong('heeft geen «address» met https://')
  const caFile = group.optional('caFile')
  return {
    kind: 'transit',
    address,
    mount: group.optional('mount'),
    namespace: group.optional('namespace'),
    token: group.secret('token'),
    authorities: caFile === undefined ? undefined : () => readFile(resolve(caFile), 'utf8'),
    timeoutMilliseconds,
  }
}
