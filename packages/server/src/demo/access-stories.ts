import { newId } from '../platform/crypto/ids.ts'
import { seal } from '../platform/crypto/seal.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import type { Organisation } from './types.ts'

interface Chosen {
  client: string
  /** The team leader of the location, a colleague of the team, the newest colleague of the team. */
  lead: string
  colleague: string
  newest: string
}

/** One client of a team by place in the order of numbers, with people around them. */
async function choose(tx: Transaction, teamId: string, place: number): Promise<Chosen | undefined> {
  const [row] = await tx.rows<Chosen>(
    `with team as (select id, path from unit where id = $1),
     people as (
       select e.id, e.employed_from from membership m join person e on e.id = m.person_id, team
       where m.unit_id = team.id and (m.valid_until is null or m.valid_until > now())
         and (e.employed_until is null or e.employed_until > now()) and e.employed_from <= now())
     select
       (select c.id from client c join placement p on p.client_id = c.id, team
        where p.unit_id = team.id and p.valid_until is null and c.deceased_at is null
        order by c.number offset $2 limit 1) as client,
       (select g.person_id from access_grant g join role r on r.id = g.role_id, team
        where r.key = 'teamleider' and g.unit_id = any (team.path) and g.withdrawn_at is null limit 1) as lead,
       (select id from people order by employed_from, id limit 1) as colleague,
       (select id from people order by employed_from desc, id limit 1) as newest`,
    [teamId, place],
  )
  return row?.client && row.lead && row.colleague && row.newest && row.colleague !== row.newest ? row : undefined
}

/**
 * What makes the pages of access alive: two closed records (a known person, an employee who is a client too), an objection of a
 * client to somebody, a closed part, and contact persons who may read along. Part of filling a demo.
 */
export async function addAccessStories(tx: Transaction, organisation: Organisation): Promise<void> {
  const teams = organisation.units.filter((unit) => unit.kind === 'team').map((unit) => unit.id)
  const team = (index: number) => teams[index % teams.length] ?? ''
  await close(tx, await choose(tx, team(0), 3), 'known-person', 'Oud-burgemeester; de familie vroeg om rust.')
  await close(tx, await choose(tx, team(4), 5), 'employee', 'Werkt zelf bij ons; collega’s lezen niet mee.')
  await object(tx, await choose(tx, team(1), 6))
  await closePart(tx, await choose(tx, team(0), 7))
  await letFamilyIn(tx)
}

const since = `now() - interval '2 hours'`

async function close(tx: Transaction, chosen: Chosen | undefined, ground: string, reason: string): Promise<void> {
  if (!chosen) return
  const id = newId()
  await tx.rows(
    `insert into client_closure (id, client_id, ground, reason_sealed, valid_from, closed_by, closed_at)
     values ($1, $2, $3, $4, ${since}, $5, ${since})`,
    [id, chosen.client, ground, seal(tx.keys.seal, reason, id), chosen.lead],
  )
  for (const person of [chosen.lead, chosen.colleague]) {
    await tx.rows(
      `insert into client_closure_person (id, closure_id, client_id, person_id, valid_from, added_by)
       values ($1, $2, $3, $4, ${since}, $5)`,
      [newId(), id, chosen.client, person, chosen.lead],
    )
  }
}

async function object(tx: Transaction, chosen: Chosen | undefined): Promise<void> {
  if (!chosen) return
  const id = newId()
  await tx.rows(
    `insert into client_objection (id, client_id, person_id, reason_sealed, valid_from, recorded_by, recorded_at)
     values ($1, $2, $3, $4, ${since}, $5, ${since})`,
    [id, chosen.client, chosen.newest, seal(tx.keys.seal, 'Is de buurvrouw; cliënt wil dat niet.', id), chosen.lead],
  )
}

async function closePart(tx: Transaction, chosen: Chosen | undefined): Promise<void> {
  if (!chosen) return
  const id = newId()
  await tx.rows(
    `insert into client_closed_part (id, client_id, part, functions, reason_sealed, valid_from, closed_by, closed_at)
     values ($1, $2, 'reports', '{activiteitenbegeleider,planner}', $3, ${since}, $4, ${since})`,
    [id, chosen.client, seal(tx.keys.seal, 'Gesprekken met de psycholoog.', id), chosen.lead],
  )
}

/** Of every tenth client a contact person reads along: a representative as mentor, somebody else because the client agreed. */
async function letFamilyIn(tx: Transaction): Promise<void> {
  await tx.rows(
    `insert into family_access (id, client_id, contact_person_id, ground, parts, document, valid_from, valid_until, granted_by, granted_at)
     select gen_random_uuid(), k.client_id, k.id,
       case when 'legal-representative' = any (k.roles) then 'mentor' else 'consent' end,
       case when 'legal-representative' = any (k.roles) then '{particulars,reports,measurements}'::text[] else '{reports}'::text[] end,
       case when 'legal-representative' = any (k.roles) then 'beschikking van de kantonrechter' end,
       now() - interval '40 days',
       case when 'legal-representative' = any (k.roles) then null else now() + interval '1 year' end,
       lead.person_id, now() - interval '40 days'
     from (
       select distinct on (c.id) k.*, c.number from client c join contact_person k on k.client_id = c.id and k.ended_at is null
       where c.deceased_at is null order by c.id, k.position, k.id) k
     join placement p on p.client_id = k.client_id and p.valid_until is null
     join unit u on u.id = p.unit_id
     cross join lateral (
       select g.person_id from access_grant g join role r on r.id = g.role_id
       where r.key = 'teamleider' and g.unit_id = any (u.path) and g.withdrawn_at is null limit 1) lead
     where k.number ~ '[0-9]+' and k.number::bigint % 10 = 0`,
    [],
  )
}
