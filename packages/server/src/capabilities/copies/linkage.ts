import type { Client } from '../../platform/db/connection.ts'
import { dayOf } from './alike.ts'
import type { Making } from './making.ts'
import { inDutchTime } from './source.ts'

/** What an outsider may know of a client, or see of one in a copy. */
interface Profile {
  id: string
  birthYear: number
  sex: string
  region: string
  from: number
  until: number | null
  /** Moments of reports, and of measurements with their kind: each a text. */
  reports: string[]
  measurements: string[]
}

export interface LinkageResult {
  /** How many of the clients were looked for. */
  tried: number
  attacks: { knows: string; found: number; chance: number; most: number }[]
  good: boolean
}

const mostTried = 400

/** Reads the profiles of a database; `home` brings a date of an id back to where it was in the source. */
async function profiles(client: Client, home: (id: string) => number): Promise<Profile[]> {
  await client.query(inDutchTime)
  const { rows } = await client.query<Record<string, string | null> & { id: string }>(
    `select c.id, extract(year from c.birth_date)::int as year, c.sex, coalesce(substring(c.postal_code from '^\\s*(\\d\\d)'), '') as region,
       to_char(coalesce(p.first, c.created_at), 'YYYY-MM-DD') as first, to_char(p.last, 'YYYY-MM-DD') as last
     from client c left join (select client_id, min(valid_from) as first,
       case when bool_or(valid_until is null) then null else max(valid_until) end as last
       from placement group by client_id) p on p.client_id = c.id`,
  )
  const moments = async (sql: string) => {
    const found = await client.query<{ id: string; day: string; rest: string }>(sql)
    const byClient = new Map<string, string[]>()
    for (const { id, day, rest } of found.rows) {
      const list = byClient.get(id) ?? []
      list.push(`${dayOf(day) - home(id)} ${rest}`)
      byClient.set(id, list)
    }
    return byClient
  }
  const reports = await moments(
    `select client_id as id, to_char(care_moment, 'YYYY-MM-DD') as day, to_char(care_moment, 'HH24:MI:SS') as rest from report`,
  )
  const measurements = await moments(
    `select client_id as id, to_char(measured_at, 'YYYY-MM-DD') as day, to_char(measured_at, 'HH24:MI:SS ') || kind as rest
     from measurement`,
  )
  return rows.map(({ id, year, sex, region, first, last }) => ({
    id,
    birthYear: Number(year ?? 1940),
    sex: sex ?? '',
    region: region ?? '',
    from: dayOf(first as string) - home(id),
    until: last ? dayOf(last) - home(id) : null,
    reports: reports.get(id) ?? [],
    measurements: measurements.get(id) ?? [],
  }))
}

/** How often each client of the copy has a moment of somebody; divided by how many moments there are. */
function votes(index: ReadonlyMap<string, string[]>, moments: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const moment of moments)
    for (const id of index.get(moment) ?? []) counts.set(id, (counts.get(id) ?? 0) + 1 / moments.length)
  return counts
}

function indexOf(all: readonly Profile[], which: 'reports' | 'measurements'): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const { id, [which]: moments } of all)
    for (const moment of moments) {
      const list = index.get(moment)
      if (list) list.push(id)
      else index.set(moment, [id])
    }
  return index
}

const likeness = (known: Profile, seen: Profile) =>
  -Math.abs(known.birthYear - seen.birthYear) / 10 -
  (known.sex === seen.sex ? 0 : 1) -
  (known.region === seen.region ? 0 : 1) -
  Math.min(2, Math.abs(known.from - seen.from) / 182) -
  ((known.until === null) === (seen.until === null) ? 0 : 1) -
  (known.until !== null && seen.until !== null ? Math.min(2, Math.abs(known.until - seen.until) / 182) : 0)

/** The best by score; of equals the first in an order that says nothing (ids of a copy are random). */
function best(ids: Iterable<string>, score: (id: string) => number): string | undefined {
  let chosen: { id: string; score: number } | undefined
  for (const id of ids) {
    const value = score(id)
    if (!chosen || value > chosen.score || (value === chosen.score && id < chosen.id)) chosen = { id, score: value }
  }
  return chosen?.id
}

/**
 * Tries to find each client of the source in the copy, by what an outsider may know: year of birth, sex, region, first and last day; the
 * times of all reports; those of all measurements; all of it together. The attacker is given what it should not have: by how much each row was
 * moved. `truth` tells which one it is, and `among` between how many it should not be told apart. More than four deviations above chance is bad.
 */
function attack(
  known: Profile[],
  seen: Profile[],
  truth: (id: string) => string,
  among: (id: string) => number,
): LinkageResult {
  const byId = new Map(seen.map((each) => [each.id, each]))
  const reports = indexOf(seen, 'reports')
  const measurements = indexOf(seen, 'measurements')
  const step = Math.max(1, Math.floor(known.length / mostTried))
  const tried = known.filter((_, index) => index % step === 0).slice(0, mostTried)
  const found = { day: 0, reports: 0, measurements: 0, all: 0 }
  for (const each of tried) {
    const [r, m] = [votes(reports, each.reports), votes(measurements, each.measurements)]
    const right = truth(each.id)
    const alike = (id: string) => likeness(each, byId.get(id) as Profile)
    if (best(byId.keys(), alike) === right) found.day += 1
    if (r.size > 0 && best(r.keys(), (id) => r.get(id) as number) === right) found.reports += 1
    if (m.size > 0 && best(m.keys(), (id) => m.get(id) as number) === right) found.measurements += 1
    if (best(byId.keys(), (id) => alike(id) + 4 * (r.get(id) ?? 0) + 4 * (m.get(id) ?? 0)) === right) found.all += 1
  }
  const chance = tried.reduce((sum, each) => sum + 1 / among(each.id), 0)
  const most = Math.ceil(chance + 4 * Math.sqrt(chance) + 2)
  const attacks = [
    { knows: 'geboortejaar, geslacht, streek, eerste en laatste dag', found: found.day, chance, most },
    { knows: 'de tijden van alle rapportages', found: found.reports, chance, most },
    { knows: 'de tijden van alle metingen', found: found.measurements, chance, most },
    { knows: 'alles bij elkaar', found: found.all, chance, most },
  ]
  return { tried: tried.length, attacks, good: attacks.every((each) => each.found <= each.most) }
}

/** The attack on a copy; the secret must still be there. Regions are compared as the copy made them up. */
export async function linkage(
  source: Client,
  target: Client,
  { pseudonyms, clients, madeUp }: Making,
): Promise<LinkageResult> {
  const known = await profiles(source, () => 0)
  const offsets = new Map(
    clients.all.flatMap(({ members, offset }) => members.map(({ id }) => [pseudonyms.id(id), offset])),
  )
  const seen = await profiles(target, (id) => offsets.get(id) ?? 0)
  for (const each of known) each.region = String(madeUp.townOf(each.region).code).slice(0, 2)
  return attack(
    known,
    seen,
    (id) => pseudonyms.id(id),
    (id) => clients.of(id).group.members.length,
  )
}

/** The same attack where it must succeed: on the source itself. Who is not found there could not have been found in a copy. */
export async function linkageControl(source: Client): Promise<LinkageResult> {
  const known = await profiles(source, () => 0)
  return attack(
    known,
    known,
    (id) => id,
    () => known.length,
  )
}
