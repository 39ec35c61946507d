import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { Permission } from '@hoede/contract'
import type { World, WorldGrant } from './random-organisation.ts'
import { ofPart, ofTheRecord, onlyForTheWhole, placesOfClient } from './reference-access.ts'

/**
 * The access policy said once more, in Cedar (https://docs.cedarpolicy.com): an organisation becomes policies and entities, and
 * Cedar's own evaluator decides. It shares no line with the decision in the database. What Cedar has words for is said in Cedar
 * (units below units, roles as groups of actions, periods, exceptions, limits as forbids); only where a client counts as placed
 * is worked out beforehand, as Cedar has no "the last one".
 */
export function cedarOracle(world: World) {
  const number = ++made
  const forbids = forbidsOf(world)
  const known = new Set<string>()
  /** Only the policies that can be about this person: Cedar goes through all of them for every question. */
  const policiesFor = (person: string): string => {
    const name = `world-${number}-${person}`
    if (!known.has(name)) {
      const permits = world.grants.filter((each) => each.person === person).flatMap((grant) => permitsOf(world, grant))
      const answer = cedar.preparsePolicySet(name, { staticPolicies: [...permits, ...forbids].join('\n') })
      if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
      known.add(name)
    }
    return name
  }
  const entities = entitiesOf(world)
  const inEmergency = new Set(world.grants.filter((each) => each.emergency).map((each) => each.person))

  return {
    /** May the person do this for the client, in an ordinary way or through emergency access? */
    allows(person: string, client: string, permission: Permission): boolean {
      const ways = inEmergency.has(person) ? [false, true] : [false]
      return ways.some((emergency) => {
        const decided = cedar.statefulIsAuthorized({
          principal: { type: 'Person', id: person },
          action: { type: 'Action', id: permission },
          resource: { type: 'Client', id: client },
          context: { now: 0, emergency },
          preparsedPolicySetId: policiesFor(person),
          entities: entities(person, client, permission),
        })
        if (decided.type === 'failure') throw new Error(JSON.stringify(decided.errors))
        if (decided.response.diagnostics.errors.length) throw new Error(JSON.stringify(decided.response.diagnostics))
        return decided.response.decision === 'allow'
      })
    },
  }
}

let made = 0

const minutes = (hours: number) => Math.round(hours * 60)

/** Hours from now; without an end it goes on. */
const during = ({ from, until }: { from: number; until: number | null }) =>
  `context.now >= ${minutes(from)}${until === null ? '' : ` && context.now < ${minutes(until)}`}`

/** Limits on clients. */
function forbidsOf(world: World): string[] {
  return [
    ...world.objections.map(
      (each) =>
        `forbid(principal == Person::"${each.person}", action in Action::"the record", resource == Client::"${each.client}")
         when { ${during(each)} };`,
    ),
    ...world.closures.map((each) => {
      const named = each.named.map((one) => `(principal == Person::"${one.person}" && ${during(one)})`).join(' || ')
      return `forbid(principal, action in Action::"the record", resource == Client::"${each.client}")
         when { !context.emergency && ${during(each)} } ${named && `unless { ${named} }`};`
    }),
    ...world.closedParts.flatMap((each) =>
      each.functions.map(
        (does) =>
          `forbid(principal in Function::"${does}", action in Action::"${each.part}", resource == Client::"${each.client}")
           when { !context.emergency && ${during(each)} };`,
      ),
    ),
  ]
}

/** One grant: a permit for each thing that its scope rests on (a team, a care relation, a shift), and none where there is none. */
function permitsOf(world: World, grant: WorldGrant): string[] {
  const person = world.people.find((each) => each.id === grant.person)!
  const whole =
    grant.scope === 'organisation' && !grant.within && !grant.exceptUnits.length && !grant.exceptClients.length
  const conditions = [
    `context.emergency == ${grant.emergency}`,
    during(grant),
    during(person),
    ...(grant.withdrawn ? ['context.now < -60'] : []),
    ...(whole ? [] : ['!(action in Action::"the whole organisation")']),
    ...(grant.within ? [`resource in Unit::"${grant.within}"`] : []),
    ...grant.exceptUnits.map((unit) => `!(resource in Unit::"${unit}")`),
    ...grant.exceptClients.map((client) => `resource != Client::"${client}"`),
  ]
  return reachesOf(world, grant).map(
    ({ resource, when = [] }) =>
      `permit(principal == Person::"${grant.person}", action in Action::"role ${grant.role}", resource ${resource})
       when { ${[...conditions, ...when].join(' && ')} };`,
  )
}

function reachesOf(world: World, grant: WorldGrant): { resource: string; when?: string[] }[] {
  const own = <T extends { person: string }>(list: T[]) => list.filter((each) => each.person === grant.person)
  switch (grant.scope) {
    case 'organisation':
      return [{ resource: 'is Client' }]
    case 'unit':
      return [{ resource: `in Unit::"${grant.unit}"` }]
    case 'client':
      return [{ resource: `== Client::"${grant.client}"` }]
    case 'own-teams':
      return own(world.memberships).map((each) => ({ resource: `in Unit::"${each.unit}"`, when: [during(each)] }))
    case 'own-clients':
      return own(world.relations)
        .filter((each) => grant.relationKind === null || each.kind === grant.relationKind)
        .map((each) => ({ resource: `== Client::"${each.client}"`, when: [during(each)] }))
    case 'roster': {
      const { before, after } = grant.window
      return own(world.shifts)
        .filter((each) => !each.cancelled)
        .map((each) => ({
          resource: `in Unit::"${each.unit}"`,
          when: [during({ from: each.from - before, until: each.until + after })],
        }))
    }
  }
}

/** The entities that one question is about; Cedar reads them anew for each. */
function entitiesOf(world: World) {
  const uid = (type: string, id: string) => ({ type, id })
  const entity = (type: string, id: string, parents: { type: string; id: string }[]): cedar.EntityJson => ({
    uid: uid(type, id),
    attrs: {},
    parents,
  })
  const units = new Map(
    world.units.map(({ id, parent }) => [id, entity('Unit', id, parent ? [uid('Unit', parent)] : [])]),
  )
  const above = (unit: string): string[] => {
    const parent = world.units.find((each) => each.id === unit)!.parent
    return parent ? [unit, ...above(parent)] : [unit]
  }
  const people = new Map(
    world.people.map((each) => [each.id, entity('Person', each.id, [uid('Function', each.function)])]),
  )
  const clients = new Map(
    world.clients.map(({ id }) => {
      const places = placesOfClient(world, id)
      const client = entity(
        'Client',
        id,
        places.map((unit) => uid('Unit', unit)),
      )
      return [id, [client, ...[...new Set(places.flatMap(above))].map((unit) => units.get(unit)!)]]
    }),
  )
  const groups = (permission: Permission) => [
    ...world.roles.filter((role) => role.permissions.includes(permission)).map((role) => `role ${role.id}`),
    ...(ofTheRecord.includes(permission) ? ['the record'] : []),
    ...(onlyForTheWhole.includes(permission) ? ['the whole organisation'] : []),
    ...Object.keys(ofPart).filter((part) => ofPart[part]!.includes(permission)),
  ]
  return (person: string, client: string, permission: Permission): cedar.EntityJson[] => [
    people.get(person)!,
    ...clients.get(client)!,
    entity(
      'Action',
      permission,
      groups(permission).map((group) => uid('Action', group)),
    ),
  ]
}
