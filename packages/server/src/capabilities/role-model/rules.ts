import {
  criticalPermissions,
  emergencyRole,
  permissions,
  type Role,
  RoleModel,
  type RoleModelLine,
  type RoleModelPreview,
} from '@hoede/contract'
import { Errors } from 'typebox/value'
import { parse, stringify } from 'yaml'

export type RoleOfModel = RoleModel['roles'][number]
export interface WrongPlace {
  /** Where in the file: roles.3.name. */
  path: string
  message: string
}

/** The roles as a file says them: in the order of their keys, so that two exports can be compared line by line. */
export const modelOf = (roles: readonly Role[]): RoleModel => ({
  hoede: 'rolmodel',
  version: 1,
  roles: roles
    .map(({ key, name, description, permissions: rights }) => ({
      key,
      name,
      description,
      permissions: rights.toSorted(),
    }))
    .sort((one, two) => (one.key < two.key ? -1 : 1)),
})

export const asYaml = (model: RoleModel): string => stringify(model, { lineWidth: 0 })

const wrongWords: Partial<Record<string, string>> = {
  required:
    'Hier ontbreekt een veld: nodig zijn hoede, version en roles, en bij elke rol key, name, description en permissions.',
  boolean: 'Dit veld hoort hier niet.',
  maxLength: 'Deze tekst is te lang.',
  pattern: 'Alleen kleine letters, cijfers en streepjes, en een letter voorop.',
}

/** Reads a file, YAML 1.2 or JSON; without aliases, which can make a small file endless. */
export function readModel(content: string): { model: RoleModel } | { wrong: WrongPlace[] } {
  let value: unknown
  try {
    value = parse(content, { maxAliasCount: 0 })
  } catch {
    return { wrong: [{ path: 'bestand', message: 'Dit is geen YAML of JSON.' }] }
  }
  const wrong = Errors(RoleModel, value)
    // A field too many is told where it stands.
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map(({ instancePath, keyword }) => ({
      path: instancePath.slice(1).replaceAll('/', '.') || 'bestand',
      message: wrongWords[keyword] ?? 'Deze waarde kan hier niet.',
    }))
  if (wrong.length > 0) return { wrong: wrong.slice(0, 50) }
  const model = value as RoleModel
  const keys = model.roles.map(({ key }) => key)
  const twice = keys.filter((key, n) => keys.indexOf(key) !== n)
  if (twice.length > 0)
    return { wrong: twice.map((key) => ({ path: key, message: 'Deze rol staat twee keer in het bestand.' })) }
  return { model }
}

/** What reading a file in does to the roles that there are, role by role; what is wrong first. Roles are never removed. */
export function planOf(now: readonly Role[], model: RoleModel): RoleModelPreview {
  const inFile = new Set(model.roles.map(({ key }) => key))
  const items = [
    ...model.roles.map((wanted) =>
      lineOf(
        now.find(({ key }) => key === wanted.key),
        wanted,
      ),
    ),
    ...now.filter(({ key }) => !inFile.has(key)).map((role) => line(role, 'absent', { holders: role.holders })),
  ]
  const order = ['wrong', 'changed', 'new', 'absent', 'same']
  items.sort((one, two) => order.indexOf(one.outcome) - order.indexOf(two.outcome))
  const count = (outcome: RoleModelLine['outcome']) => items.filter((each) => each.outcome === outcome).length
  return {
    items,
    totals: { new: count('new'), changed: count('changed'), same: count('same'), wrong: count('wrong') },
  }
}

function lineOf(is: Role | undefined, wanted: RoleOfModel): RoleModelLine {
  const had: readonly string[] = is?.permissions ?? []
  const added = [...new Set(wanted.permissions)].filter((each) => !had.includes(each)).sort()
  const removed = had.filter((each) => !wanted.permissions.includes(each)).sort()
  const holders = is?.holders ?? 0
  const reason = refusalOf(wanted, added, holders)
  if (reason) return line(wanted, 'wrong', { added, removed, holders, reason })
  if (!is) return line(wanted, 'new', { added })
  const same = added.length + removed.length === 0 && is.name === wanted.name && is.description === wanted.description
  return line(wanted, same ? 'same' : 'changed', { added, removed, holders })
}

function refusalOf(wanted: RoleOfModel, added: readonly string[], holders: number): string | undefined {
  const unknown = wanted.permissions.filter((each) => !Object.hasOwn(permissions, each))
  if (unknown.length > 0) return `Dit recht bestaat niet: ${unknown.join(', ')}.`
  if (wanted.key === emergencyRole) return 'Deze rol is van Hoede zelf.'
  const critical = criticalPermissions.filter((each) => added.includes(each))
  if (holders > 0 && critical.length > 0)
    return `Iemand heeft deze rol al; daarom kan dit recht er niet bij: ${critical.join(', ')}. Maak er een nieuwe rol voor.`
  return undefined
}

const line = (
  { key, name }: { key: string; name: string },
  outcome: RoleModelLine['outcome'],
  rest: Partial<RoleModelLine>,
): RoleModelLine => ({ key, name, outcome, added: [], removed: [], holders: 0, reason: null, ...rest })
