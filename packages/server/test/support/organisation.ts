import { bsnHashes, type EnvironmentKeys } from '../../src/platform/crypto/keys.ts'
import { seal } from '../../src/platform/crypto/seal.ts'
import type { Client } from '../../src/platform/db/connection.ts'
import { searchable } from '../../src/platform/text/normalise.ts'

/** Ids that tests can name: the same in both customers, so that a mix-up between them shows. */
const idOf = (kind: number, n: number) =>
  `0190a000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`

export const units = {
  organisation: idOf(1, 1),
  berkenhof: idOf(1, 2),
  berkenhof1: idOf(1, 3),
  berkenhof2: idOf(1, 4),
  lindehof: idOf(1, 5),
  lindehof1: idOf(1, 6),
}

export const people = {
  /** verzorgende, team Berkenhof 2, own teams */
  sanne: idOf(2, 1),
  /** applicatiebeheerder, whole organisation */
  karin: idOf(2, 2),
  /** functionaris gegevensbescherming */
  fatima: idOf(2, 3),
  /** flex worker without any grant */
  anna: idOf(2, 4),
  /** teamleider of location Berkenhof */
  peter: idOf(2, 5),
  /** verzorgende, team Lindehof 1, own teams */
  joris: idOf(2, 6),
  /** behandelaar, own clients: El Amrani */
  maaike: idOf(2, 7),
}
export type PersonName = keyof typeof people

export const clients = {
  /** Berkenhof 2, room 14, BSN 999900018, allergy */
  vanPutten: idOf(3, 1),
  /** Berkenhof 2, room 15 */
  elAmrani: idOf(3, 2),
  /** Berkenhof 1 */
  deBoer: idOf(3, 3),
  /** Lindehof 1 */
  jansen: idOf(3, 4),
  /** was in Berkenhof 2 until ten days ago: a former client */
  former: idOf(3, 5),
}

export const bsnOfVanPutten = '999900018'
const from = '2024-01-01T00:00:00Z'

/** A small organisation: two locations, three teams, seven people, five clients, one report and one measurement. */
export async function fillOrganisation(client: Client, customer: string, keys: EnvironmentKeys): Promise<void> {
  const unit = (id: string, parent: string | null, kind: string, name: string) =>
    client.query('insert into unit (id, parent_id, kind, name) values ($1, $2, $3, $4)', [id, parent, kind, name])
  // Triggers are off while filling, so the paths are set here.
  await unit(units.organisation, null, 'organisation', customer)
  await unit(units.berkenhof, units.organisation, 'location', 'Berkenhof')
  await unit(units.berkenhof1, units.berkenhof, 'team', 'Berkenhof 1')
  await unit(units.berkenhof2, units.berkenhof, 'team', 'Berkenhof 2')
  await unit(units.lindehof, units.organisation, 'location', 'Lindehof')
  await unit(units.lindehof1, units.lindehof, 'team', 'Lindehof 1')
  await client.query(`with recursive tree as (
      select id, array[id] as path from unit where parent_id is null
      union all select u.id, t.path || u.id from unit u join tree t on u.parent_id = t.id)
    update unit set path = tree.path from tree where tree.id = unit.id`)

  const person = async (name: PersonName, given: string, family: string, job: string, prefix: string | null = null) =>
    client.query(
      `insert into person (id, user_name, given_name, prefix, family_name, function, search_name, employed_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [people[name], name, given, prefix, family, job, searchable(`${given} ${prefix ?? ''} ${family}`), from],
    )
  await person('sanne', 'Sanne', 'Wit', 'verzorgende IG', 'de')
  await person('karin', 'Karin', 'Bakker', 'applicatiebeheerder')
  await person('fatima', 'Fatima', 'El Idrissi', 'functionaris gegevensbescherming')
  await person('anna', 'Anna', 'Visser', 'verzorgende IG')
  await person('peter', 'Peter', 'Smit', 'teamleider')
  await person('joris', 'Joris', 'Meijer', 'verpleegkundige')
  await person('maaike', 'Maaike', 'Postma', 'specialist ouderengeneeskunde')

  const member = (name: PersonName, unitId: string, n: number) =>
    client.query('insert into membership (id, person_id, unit_id, valid_from) values ($1, $2, $3, $4)', [
      idOf(4, n),
      people[name],
      unitId,
      from,
    ])
  await member('sanne', units.berkenhof2, 1)
  await member('joris', units.lindehof1, 2)

  const grant = (name: PersonName, role: string, scope: string, n: number, unitId: string | null = null) =>
    client.query(
      `insert into access_grant (id, person_id, role_id, scope, unit_id, valid_from, source)
       select $1, $2, id, $3, $4, $5, 'operator' from role where key = $6`,
      [idOf(5, n), people[name], scope, unitId, from, role],
    )
  await grant('sanne', 'verzorgende', 'own-teams', 1)
  await grant('karin', 'applicatiebeheerder', 'organisation', 2)
  await grant('fatima', 'functionaris-gegevensbescherming', 'organisation', 3)
  await grant('peter', 'teamleider', 'unit', 4, units.berkenhof)
  await grant('joris', 'verzorgende', 'own-teams', 5)
  await grant('maaike', 'behandelaar', 'own-clients', 6)

  const care = async (
    id: string,
    number: string,
    values: Record<string, unknown>,
    unitId: string,
    room: string,
    n: number,
    until?: Date,
  ) => {
    const row = {
      id,
      number,
      search_name: searchable(`${values['given_names']} ${values['own_name']} ${values['partner_name'] ?? ''}`),
      ...values,
    }
    const names = Object.keys(row)
    await client.query(
      `insert into client (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    )
    await client.query(
      'insert into placement (id, client_id, unit_id, room, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)',
      [idOf(6, n), id, unitId, room, from, until ?? null],
    )
  }
  await care(
    clients.vanPutten,
    '100001',
    {
      given_names: 'Johanna',
      initials: 'J.',
      own_prefix: 'van der',
      own_name: 'Giessen',
      partner_prefix: 'van',
      partner_name: 'Putten',
      name_order: 'partner-own',
      birth_date: '1934-04-28',
      sex: 'female',
      bsn_sealed: seal(keys.seal, bsnOfVanPutten, clients.vanPutten),
      bsn_hash: bsnHashes(keys, bsnOfVanPutten)[0],
    },
    units.berkenhof2,
    '14',
    1,
  )
  const plain = (given: string, own: string, birth: string, sex: string) => ({
    given_names: given,
    initials: `${given[0]}.`,
    own_name: own,
    birth_date: birth,
    sex,
  })
  await care(
    clients.elAmrani,
    '100002',
    plain('Mohammed', 'El Amrani', '1941-02-03', 'male'),
    units.berkenhof2,
    '15',
    2,
  )
  await care(clients.deBoer, '100003', plain('Geertje', 'de Boer', '1938-11-20', 'female'), units.berkenhof1, '3', 3)
  await care(clients.jansen, '100004', plain('Wim', 'Jansen', '1945-07-01', 'male'), units.lindehof1, '21', 4)
  const tenDaysAgo = new Date(Date.now() - 10 * 86_400_000)
  await care(
    clients.former,
    '100005',
    plain('Riet', 'Vermeer', '1930-05-05', 'female'),
    units.berkenhof2,
    '16',
    5,
    tenDaysAgo,
  )

  await client.query(
    'insert into care_relation (id, client_id, person_id, kind, valid_from) values ($1, $2, $3, $4, $5)',
    [idOf(7, 1), clients.elAmrani, people.maaike, 'practitioner', from],
  )
  const alertId = idOf(8, 1)
  await client.query('insert into alert (id, client_id, kind, text_sealed) values ($1, $2, $3, $4)', [
    alertId,
    clients.vanPutten,
    'allergy',
    seal(keys.seal, 'Penicilline', alertId),
  ])
  const reportId = idOf(9, 1)
  await client.query(
    `insert into report (id, client_id, kind, form, text_sealed, author_id, author_name, author_function, care_moment)
     values ($1, $2, 'daily', 'free', $3, $4, 'Sanne de Wit', 'verzorgende IG', now() - interval '1 day')`,
    [
      reportId,
      clients.vanPutten,
      seal(keys.seal, 'Heeft goed geslapen en smakelijk ontbeten.', reportId),
      people.sanne,
    ],
  )
  await client.query(
    `insert into measurement (id, client_id, kind, value, unit, performer_id, performer_name, performer_function, measured_at)
     values ($1, $2, 'weight', 62.4, 'kg', $3, 'Sanne de Wit', 'verzorgende IG', now() - interval '7 days')`,
    [idOf(10, 1), clients.vanPutten, people.sanne],
  )
}
