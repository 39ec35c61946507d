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
 * client to somebody, a closed part, and contact persons who may read along. Part of filling for benchmarks.
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

/**
 * Emergency access that is over: two that were judged and one that waits for it, so that the list and the overview of the month have
 * something in them. Part of filling a demo. What was done with them is not made up: the log has only what happened.
 */
export async function addEmergencies(tx: Transaction, organisation: Organisation): Promise<void> {
  const teams = organisation.units.filter((unit) => unit.kind === 'team').map((unit) => unit.id)
  const [first = '', last = first] = [teams[0], teams.at(-1)]
  await useEmergency(tx, [first, last], 0, waiting)
  await useEmergency(tx, [last, first], 2, justified)
  await useEmergency(tx, [first, last], 4, explained)
}

const since = `now() - interval '2 hours'`

/** Emergency access that is over: why, when (SQL), and what whoever judged it found. */
interface Emergency {
  reason: 'acute' | 'cover' | 'handover'
  words: string
  started: string
  judgement?: { verdict: 'justified' | 'explained'; words: string }
}

/** In the Netherlands, a number of days ago at a time. */
const daysAgo = (days: number, time: string) =>
  `((now() at time zone 'Europe/Amsterdam')::date - ${days} + time '${time}') at time zone 'Europe/Amsterdam'`

/** Of this very day, so that the overview of this month has something in it. */
const waiting: Emergency = {
  reason: 'handover',
  words: 'Collega van dit team was ziek naar huis. Overdracht gelezen voor de medicijnronde.',
  started: `now() - interval '3 hours'`,
}
const justified: Emergency = {
  reason: 'acute',
  words: 'Gevallen op de gang, niemand van het eigen team in de buurt. Allergieën en medicatie nagekeken.',
  started: daysAgo(3, '02:15'),
  judgement: { verdict: 'justified', words: 'Klopt met de melding van de val. Goed gehandeld.' },
}
const explained: Emergency = {
  reason: 'cover',
  words: 'Ingevallen voor een avonddienst; het rooster was nog niet bijgewerkt.',
  started: daysAgo(9, '18:40'),
  judgement: { verdict: 'explained', words: 'Dienst stond te laat op het rooster. Met de planner besproken.' },
}

/** Somebody who does not come at a client otherwise and judges nothing there, by place in the order of employment. */
async function outsider(tx: Transaction, { client, lead }: Chosen, place: number): Promise<string | undefined> {
  const rows = await tx.rows<{ id: string }>(
    `select e.id from person e
     where e.id <> $2 and e.employed_from < now() - interval '60 days' and e.employed_until is null
       and exists (select from access_grant g join role r on r.id = g.role_id
         where g.person_id = e.id and g.withdrawn_at is null and g.valid_from < now() - interval '30 days'
           and (g.valid_until is null or g.valid_until > now()) and 'emergency:use' = any (r.permissions) and r.key <> 'teamleider')
       and access.ground_for(e.id, $1, 'report:read') is null
     order by e.employed_from, e.id limit 5`,
    [client, lead],
  )
  return rows[place % rows.length]?.id
}

/**
 * Somebody from elsewhere looked at a client for an hour; the team leader of that client judges. In a small organisation everybody
 * comes at some clients anyway: the first of them of whom that is not so.
 */
async function useEmergency(
  tx: Transaction,
  teams: readonly string[],
  place: number,
  emergency: Emergency,
): Promise<void> {
  for (const team of teams)
    for (const next of [0, 1, 2, 3]) {
      const chosen = await choose(tx, team, place + next)
      const person = chosen && (await outsider(tx, chosen, place))
      if (person) return addEmergency(tx, chosen, person, emergency)
    }
}

async function addEmergency(
  tx: Transaction,
  { client, lead }: Chosen,
  person: string,
  { reason, words, started, judgement }: Emergency,
): Promise<void> {
  const [id, grantId] = [newId(), newId()]
  await tx.rows(
    `insert into access_grant (id, person_id, role_id, scope, client_id, valid_from, valid_until, source, granted_at)
     select $1, $2, id, 'client', $3, ${started}, ${started} + interval '1 hour', 'emergency', ${started} from role where key = 'noodtoegang'`,
    [grantId, person, client],
  )
  const judged = judgement ? seal(tx.keys.seal, judgement.words, id) : null
  await tx.rows(
    `insert into emergency (id, grant_id, person_id, client_id, care_unit_id, reason, words_sealed, started_at, until,
       judged_at, judged_by, judgement, judgement_sealed)
     select $1, $2, $3, $4, p.unit_id, $5, $6, ${started}, ${started} + interval '1 hour',
       case when $8::text is not null then ${started} + interval '20 hours' end, $7, $8, $9
     from placement p where p.client_id = $4 and p.valid_until is null limit 1`,
    [
      id,
      grantId,
      person,
      client,
      reason,
      seal(tx.keys.seal, words, id),
      judgement ? lead : null,
      judgement?.verdict ?? null,
      judged,
    ],
  )
}

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
