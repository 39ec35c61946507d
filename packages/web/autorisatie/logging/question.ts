import { type LogKind, logKinds, scopeNames } from '@hoede/contract/vocabulary'
import { dayOf, momentAt } from '../../ui/formats/dates.ts'
import type { LogAction, LogFilters, LogGround } from '../queries.ts'

/** What is asked of the log, as it stands in the address: days are whole days in the Netherlands, the last one included. */
export interface Question {
  client: string | undefined
  person: string | undefined
  from: string
  until: string
  outcome: string | undefined
  event: string | undefined
  kind: LogKind | undefined
  emergency: true | undefined
  supplier: true | undefined
  partner: true | undefined
  action: LogAction | undefined
  unit: string | undefined
  ground: LogGround | undefined
  /** One given role. */
  grant: string | undefined
}

export const actions = ['C', 'R', 'U', 'D', 'E'] as const satisfies readonly LogAction[]
export const grounds: readonly LogGround[] = [...(Object.keys(scopeNames) as (keyof typeof scopeNames)[]), 'none']

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

/** The period when none is chosen: today and the thirty days before, the most that can be asked without a client or employee. */
export function lastMonth(now = new Date()): { from: string; until: string } {
  const today = dayOf(now)
  return { from: addDays(today, -30), until: today }
}

const day = /^\d{4}-\d{2}-\d{2}$/
const id = /^[0-9a-f-]{36}$/

/** Reads the question from the address; undefined when nothing was asked yet. What makes no sense in it is left out. */
export function readQuestion(address: URLSearchParams, now = new Date()): Question | undefined {
  if ([...address.keys()].length === 0) return undefined
  const usual = lastMonth(now)
  const like = (name: string, pattern: RegExp) => {
    const value = address.get(name) ?? ''
    return pattern.test(value) ? value : undefined
  }
  return {
    client: like('client', id),
    person: like('medewerker', id),
    from: like('van', day) ?? usual.from,
    until: like('tot', day) ?? usual.until,
    outcome: like('uitkomst', /^(success|refused|error)$/),
    event: like('gebeurtenis', /^[a-z.-]{1,60}$/),
    kind: logKinds.find((each) => each === address.get('soort')),
    emergency: address.get('nood') === 'ja' ? true : undefined,
    supplier: address.get('leverancier') === 'ja' ? true : undefined,
    partner: address.get('koppeling') === 'ja' ? true : undefined,
    action: actions.find((each) => each === address.get('actie')),
    unit: like('plek', id),
    ground: grounds.find((each) => each === address.get('grond')),
    grant: like('toekenning', id),
  }
}

export function writeQuestion(question: Question): URLSearchParams {
  const named = {
    client: question.client,
    medewerker: question.person,
    van: question.from,
    tot: question.until,
    uitkomst: question.outcome,
    gebeurtenis: question.event,
    soort: question.kind,
    nood: question.emergency && 'ja',
    leverancier: question.supplier && 'ja',
    koppeling: question.partner && 'ja',
    actie: question.action,
    plek: question.unit,
    grond: question.ground,
    toekenning: question.grant,
  }
  const address = new URLSearchParams()
  for (const [name, value] of Object.entries(named)) if (value) address.set(name, value)
  return address
}

/** The question as the server wants it, in moments: from the first minute to the end of the last day. */
export const filtersOf = ({ from, until, ...rest }: Question): LogFilters => ({
  ...rest,
  from: momentAt(from, '00:00'),
  until: momentAt(addDays(until, 1), '00:00'),
})
