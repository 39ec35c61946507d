import type { Client } from '../../src/platform/db/connection.ts'
import type { World } from './random-organisation.ts'

/** Puts a world in the place of what is in the database, with one row of everything for each client. */
export async function fillOrganisation(admin: Client, world: World): Promise<void> {
  // One moment for all of it: what begins and ends at the same hour must not differ by a millisecond.
  const start = Date.now()
  const at = (hours: number | null) => (hours === null ? null : new Date(start + hours * 3_600_000).toISOString())
  const path = (unit: string): string[] => {
    const parent = world.units.find((each) => each.id === unit)!.parent
    return [...(parent ? path(parent) : []), unit]
  }
  const each = <T extends { id: string; from: number; until: number | null }>(list: T[], rest: (item: T) => object) =>
    list.map((item) => ({
      id: item.id,
      valid_from: at(item.from),
      valid_until: at(item.until),
      version: 1,
      ...rest(item),
    }))
  const ofClient = (make: (client: string) => object) => world.clients.map(({ id }) => make(id))
  const sealed = '\\x00'
  const anybody = world.people[0]!.id
  // Whoever records an objection is somebody else than it is against.
  const operator = '0190b000-0000-7000-8013-000000000001'
  const limited = new Set([...world.closures, ...world.objections, ...world.closedParts].map((each) => each.client))
  const tables: [string, object[]][] = [
    [
      'unit',
      world.units.map(({ id, parent }) => ({
        id,
        parent_id: parent,
        kind: parent ? 'team' : 'organisation',
        name: 'x',
        path: path(id),
        version: 1,
      })),
    ],
    [
      'person',
      [...world.people, { id: operator, function: 'x', from: 9600, until: null }].map(
        ({ id, function: does, from, until }) => ({
          id,
          user_name: id,
          given_name: 'x',
          family_name: 'y',
          function: does,
          search_name: 'x y',
          employed_from: at(from),
          employed_until: at(until),
          created_at: at(0),
          version: 1,
        }),
      ),
    ],
    [
      'client',
      ofClient((id) => ({
        id,
        number: id.slice(-6),
        own_name: 'Naam',
        search_name: 'naam',
        name_order: 'own',
        sex: 'unknown',
        resuscitation: 'unknown',
        created_at: at(-9600),
        changed_at: at(-9600),
        guarded: limited.has(id),
        version: 1,
      })),
    ],
    [
      'role',
      world.roles.map(({ id, permissions }, n) => ({
        id,
        key: `role-${n}`,
        name: 'x',
        description: '',
        permissions,
        system: false,
        changed_at: at(-9600),
        version: 1,
      })),
    ],
    ['membership', each(world.memberships, ({ person, unit }) => ({ person_id: person, unit_id: unit }))],
    ['placement', each(world.placements, ({ client, unit }) => ({ client_id: client, unit_id: unit }))],
    [
      'care_relation',
      each(world.relations, ({ client, person, kind }) => ({
        client_id: client,
        person_id: person,
        kind,
        exclusive: false,
      })),
    ],
    [
      'access_grant',
      each(world.grants, (grant) => ({
        person_id: grant.person,
        role_id: grant.role,
        scope: grant.scope,
        unit_id: grant.unit,
        client_id: grant.client,
        granted_at: at(-9600),
        withdrawn_at: grant.withdrawn ? at(grant.withdrawnAt ?? -1) : null,
        source: grant.emergency ? 'emergency' : 'given',
        awaits: false,
        relation_kind: grant.relationKind,
        minutes_before: grant.scope === 'roster' ? grant.window.before * 60 : null,
        minutes_after: grant.scope === 'roster' ? grant.window.after * 60 : null,
        within_unit_id: grant.within,
        except_units: grant.exceptUnits,
        except_clients: grant.exceptClients,
      })),
    ],
    [
      'shift',
      world.shifts.map((shift) => ({
        id: shift.id,
        person_id: shift.person,
        unit_id: shift.unit,
        starts_at: at(shift.from),
        ends_at: at(shift.until),
        created_at: at(-9600),
        cancelled_at: shift.cancelled ? at(shift.cancelledAt ?? -1) : null,
        version: 1,
      })),
    ],
    [
      'client_closure',
      each(world.closures, ({ client }) => ({
        client_id: client,
        ground: 'other',
        closed_by: anybody,
        closed_at: at(-9600),
      })),
    ],
    [
      'client_closure_person',
      world.closures.flatMap((closure) =>
        closure.named.map((one, n) => ({
          id: closure.id.replace('-8010-', `-9${String(n).padStart(3, '0')}-`),
          closure_id: closure.id,
          client_id: closure.client,
          person_id: one.person,
          valid_from: at(one.from),
          valid_until: at(one.until),
          added_by: anybody,
          version: 1,
        })),
      ),
    ],
    [
      'client_objection',
      each(world.objections, ({ client, person }) => ({
        client_id: client,
        person_id: person,
        recorded_by: operator,
        recorded_at: at(-9600),
      })),
    ],
    [
      'client_closed_part',
      each(world.closedParts, ({ client, part, functions }) => ({
        client_id: client,
        part,
        functions,
        closed_by: anybody,
        closed_at: at(-9600),
      })),
    ],
    ['contact_person', ofClient((id) => ({ id, client_id: id, name: 'x', roles: [], position: 1, version: 1 }))],
    [
      'alert',
      ofClient((id) => ({
        id,
        client_id: id,
        kind: 'alert',
        severity: 'high',
        text_sealed: sealed,
        recorded_at: at(-1),
        ended_at: at(-1),
        version: 1,
      })),
    ],
    [
      'report',
      ofClient((id) => ({
        id,
        client_id: id,
        kind: 'daily',
        form: 'free',
        text_sealed: sealed,
        author_name: 'x',
        author_function: 'y',
        care_moment: at(-1),
        recorded_at: at(-1),
        important: false,
        visible_to_family: false,
        version: 2,
      })),
    ],
    [
      'report_version',
      ofClient((id) => ({
        report_id: id,
        version: 1,
        client_id: id,
        form: 'free',
        text_sealed: sealed,
        author_name: 'x',
        author_function: 'y',
        care_moment: at(-1),
        recorded_at: at(-1),
        important: false,
        visible_to_family: false,
      })),
    ],
    [
      'measurement',
      ofClient((id) => ({
        id,
        client_id: id,
        kind: 'weight',
        value: 60,
        unit: 'kg',
        performer_name: 'x',
        performer_function: 'y',
        measured_at: at(-1),
        recorded_at: at(-1),
        unusual: false,
        status: 'final',
        version: 2,
      })),
    ],
    [
      'draft',
      world.people.flatMap(({ id }) =>
        ofClient((client) => ({
          person_id: id,
          client_id: client,
          subject: 'report',
          content_sealed: sealed,
          changed_at: at(-1),
        })),
      ),
    ],
  ]
  // One that did not fit before leaves nothing behind.
  await admin.query('rollback')
  await admin.query('begin')
  await admin.query(`insert into care_relation_kind (key, name) values ('supervisor', 'x') on conflict do nothing`)
  for (const [table] of [...tables, ['row_history'], ['session']]) await admin.query(`delete from ${table as string}`)
  for (const [table, rows] of tables) {
    await admin.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ])
  }
  for (const table of ['client', 'measurement']) {
    await admin.query(
      `insert into row_history (table_name, row_id, version, client_id, row) select $1, c.id, 1, c.id, '{}' from client c`,
      [table],
    )
  }
  await admin.query(`update setting set value = to_jsonb($1::int) where key = 'former-client-days'`, [world.formerDays])
  await admin.query('commit')
}
