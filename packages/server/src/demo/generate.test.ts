import { measurementKinds } from '@hoede/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../platform/crypto/tokens.ts'
import { benchmark, horizon, horizonTest, linde, lindeTest } from './blueprints.ts'
import { dayOf } from './calendar.ts'
import { generate } from './generate.ts'
import type { ClientFile, Organisation, ReportContent } from './types.ts'

const now = new Date('2026-11-23T13:00:00Z')
const digest = (value: unknown) => sha256(JSON.stringify(value)).toString('hex')
const textOf = (content: ReportContent) =>
  content.form === 'free' ? content.text : Object.values(content.soep).join(' ')

describe('a generated organisation', () => {
  it('is the same to the last character for the same seed and moment, and another one for another seed', () => {
    const make = (seed: string) => {
      const { units, people, memberships, grants, accounts, clients, otherLog } = generate(horizonTest, seed, now)
      return digest([units, people, memberships, grants, accounts, [...clients()], [...otherLog()]])
    }
    expect(make('a')).toBe(make('a'))
    expect(make('a')).not.toBe(make('b'))
  })

  it('gives every record on its own: reading them twice, or one alone, gives the same', () => {
    const { clients } = generate(lindeTest, 'a', now)
    const all = [...clients()]
    const third = clients()[Symbol.iterator]()
    third.next()
    third.next()
    expect(digest(third.next().value)).toBe(digest(all[2]))
  })

  it('writes exactly as much for each client as a benchmark asks', () => {
    const files = [...generate(benchmark(0.02), 'a', now).clients()]
    expect(files).toHaveLength(100)
    for (const file of files) {
      expect(file.reports).toHaveLength(100)
      expect(file.measurements).toHaveLength(200)
    }
  })
})

describe.each([
  ['Zorggroep De Linde', linde, { locations: 3, teams: 12, people: 150, clients: 300 }],
  ['Stichting Horizon', horizon, { locations: 2, teams: 4, people: 40, clients: 60 }],
])('%s', (_, blueprint, size) => {
  let organisation: Organisation
  let files: ClientFile[]
  beforeAll(() => {
    organisation = generate(blueprint, 'demo', now)
    files = [...organisation.clients()]
  })

  it('has its locations, teams, employees and clients', () => {
    const kinds = Map.groupBy(organisation.units, (unit) => unit.kind)
    expect(kinds.get('location')).toHaveLength(size.locations)
    expect(kinds.get('team')).toHaveLength(size.teams)
    expect(organisation.people).toHaveLength(size.people)
    expect(files).toHaveLength(size.clients)
    expect(organisation.clientCount).toBe(size.clients)
  })

  it('has nothing twice that must be there once', () => {
    const once = (values: (string | null)[]) => expect(new Set(values).size).toBe(values.length)
    once(organisation.people.map((person) => person.userName))
    once(files.map((file) => file.client.number))
    once(files.map((file) => file.client.bsn))
    once(files.flatMap((file) => file.reports.map((report) => report.id)))
    once(files.flatMap((file) => file.measurements.map((each) => each.id)))
  })

  it('has BSNs of the test range only, that pass the eleven-test', () => {
    for (const { client } of files) {
      const digits = [...(client.bsn as string)].map(Number)
      expect(Number(client.bsn)).toBeGreaterThanOrEqual(999900006)
      expect(Number(client.bsn)).toBeLessThanOrEqual(999999990)
      const sum = digits.reduce((total, digit, index) => total + digit * (index === 8 ? -1 : 9 - index), 0)
      expect(sum % 11).toBe(0)
    }
  })

  it('has clients in one room at a time, and one client in a room', () => {
    const rooms = new Map<string, { from: number; until: number }[]>()
    for (const { client, placements } of files) {
      for (const each of placements) {
        expect(each.until ?? Infinity).toBeGreaterThanOrEqual(each.from)
        if (client.deceasedAt) expect(each.until).toBeLessThanOrEqual(client.deceasedAt + 86_400_000)
        if (!each.room) continue
        const key = `${each.unitId} ${each.room}`
        const list = rooms.get(key) ?? []
        list.push({ from: each.from, until: each.until ?? Infinity })
        rooms.set(key, list)
      }
    }
    for (const stays of rooms.values()) {
      stays.sort((a, b) => a.from - b.from)
      for (const [index, stay] of stays.entries()) {
        if (index > 0) expect(stay.from).toBeGreaterThanOrEqual(stays[index - 1]?.until as number)
      }
    }
  })

  it('has no report or measurement outside a stay, before its author worked there, or in the future', () => {
    const people = new Map(organisation.people.map((person) => [person.id, person]))
    const wrong: unknown[] = []
    for (const { reports, measurements, placements } of files) {
      const first = dayOf(Math.min(...placements.map((each) => each.from)))
      const last = Math.max(...placements.map((each) => each.until ?? Infinity))
      for (const report of reports) {
        const author = people.get(report.author.id)
        const right =
          dayOf(report.careMoment) >= first &&
          report.careMoment <= last + 4 * 3_600_000 &&
          report.recordedAt <= now.getTime() &&
          report.recordedAt >= report.careMoment &&
          author !== undefined &&
          author.employedFrom <= report.careMoment &&
          (author.employedUntil ?? Infinity) > report.careMoment
        if (!right) wrong.push(report)
      }
      for (const each of measurements) {
        const { min, max } = measurementKinds[each.kind].possible
        const right =
          each.recordedAt <= now.getTime() &&
          each.measuredAt <= last + 4 * 3_600_000 &&
          each.value >= min &&
          each.value <= max &&
          (each.secondValue !== null) === (each.kind === 'blood-pressure')
        if (!right) wrong.push(each)
      }
    }
    expect(wrong).toEqual([])
  })

  it('runs up to today', () => {
    const newest = Math.max(...files.flatMap((file) => file.reports.map((report) => report.recordedAt)))
    expect(now.getTime() - newest).toBeLessThan(12 * 3_600_000)
  })

  it('reads as different things that different people wrote', () => {
    const texts = files.flatMap((file) => file.reports.map((report) => textOf(report.content)))
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.7)
    expect(texts.filter((text) => /[{}[\]|~]|^\?|undefined| {2}|\.\.(?!\.)/.test(text) || text.length < 3)).toEqual([])
  })

  it('measures what a report mentions', () => {
    let seen = 0
    for (const { reports, measurements } of files.slice(0, 60)) {
      for (const report of reports) {
        const found = /\bRR (?:zittend |liggend )?(\d{2,3})\/(\d{2,3})/.exec(textOf(report.content))
        // The low pressure of the last days is an estimate, and not measured any more.
        if (!found || report.version > 1 || /week, RR|kort contact|cel RR/i.test(textOf(report.content))) continue
        seen += 1
        const same = measurements.filter(
          (each) => each.kind === 'blood-pressure' && Math.abs(each.measuredAt - report.careMoment) < 3_600_000,
        )
        expect(same.map((each) => `${each.value}/${each.secondValue}`)).toContain(`${found[1]}/${found[2]}`)
      }
    }
    expect(seen).toBeGreaterThan(size.clients > 100 ? 50 : 5)
  })

  it('has a first responsible carer for almost everybody in care', () => {
    const present = files.filter((file) => file.placements.some((each) => each.until === null))
    const covered = present.filter((file) => file.careRelations.some((each) => each.kind === 'first-responsible'))
    expect(covered.length / present.length).toBeGreaterThan(0.95)
  })

  it('has some corrected reports, with what was there before and why', () => {
    const corrected = files.flatMap((file) => file.reports).filter((report) => report.version > 1)
    expect(corrected.length).toBeGreaterThan(size.clients / 10)
    for (const report of corrected) {
      expect(report.earlier).toHaveLength(report.version - 1)
      expect(report.reason).toBeTruthy()
      expect(report.earlier[0]?.recordedAt).toBeLessThan(report.recordedAt)
    }
  })

  it('has a log of the last month in which every opened record has its ground', () => {
    const grants = new Set(organisation.grants.map((grant) => grant.id))
    const rows = [...files.flatMap((file) => organisation.logOf(file)), ...organisation.otherLog()]
    expect(rows.length).toBeGreaterThan(size.clients * 20)
    const wrong = rows.filter(
      (row) =>
        row.at > now.getTime() ||
        row.at < now.getTime() - 32 * 86_400_000 ||
        (row.clientId && row.outcome === 'success' && !grants.has(row.ground as string)) ||
        (row.outcome === 'refused') !== (row.problem !== null),
    )
    expect(wrong).toEqual([])
    expect(rows.some((row) => row.outcome === 'refused' && row.clientId !== null)).toBe(true)
  })
})

describe('the people whom the README names', () => {
  const organisation = generate(linde, 'demo', now)
  const account = (userName: string) => organisation.accounts.find((each) => each.userName === userName)

  it('have the roles that go with their work', () => {
    expect(account('sanne')).toMatchObject({
      name: 'Sanne de Wit',
      function: 'verzorgende IG',
      roles: [{ role: 'verzorgende', scope: 'own-teams: Berkenhof 2' }],
      enrolled: true,
    })
    expect(account('peter')?.roles).toEqual([{ role: 'teamleider', scope: 'unit: Berkenhof' }])
    expect(account('maaike')?.roles.map((each) => each.scope)).toEqual(['own-clients', 'unit: Berkenhof'])
    expect(account('fatima')?.roles).toEqual([{ role: 'functionaris-gegevensbescherming', scope: 'organisation' }])
    expect(organisation.accounts.map((each) => each.userName).sort()).toEqual([
      'anna',
      'fatima',
      'henk',
      'joris',
      'karin',
      'maaike',
      'mila',
      'peter',
      'sanne',
    ])
  })

  it('include a carer who must still couple her phone, and a flex worker without any grant', () => {
    expect(account('mila')?.enrolled).toBe(false)
    const anna = account('anna')?.personId
    expect(organisation.grants.filter((grant) => grant.personId === anna)).toEqual([])
  })

  it('nobody was granted anything by themselves', () => {
    for (const grant of organisation.grants) expect(grant.grantedBy).not.toBe(grant.personId)
  })
})
