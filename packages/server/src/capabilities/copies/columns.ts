import type { RawRow } from '../../platform/db/copy-through.ts'
import type { ColumnClass, CopiedTable } from './classes.ts'
import { codeMaker } from './codes.ts'
import { identifierMaker } from './identifiers.ts'
import { dropped, type Maker, type Making, type Subject } from './making.ts'
import { CopyProblem } from './problem.ts'
import { dateMaker, freeTextMaker, keptMaker, measuredMaker, quasiMaker, searchNameMaker } from './values.ts'

/** How the rows of one table are read and made anew. */
export interface TableMaker {
  select: string
  columns: string[]
  row(row: RawRow): RawRow | typeof dropped
}

/** Prepares the copying of one table. `seed` (a whole number) puts the rows in another order than they lie in. */
export function tableMaker(making: Making, table: string, spec: CopiedTable, seed: string): TableMaker {
  const columns = Object.entries(spec.columns).filter(([, kind]) => kind !== 'technical:default')
  const makers = columns.map(([column, kind]) => makerOf(making, table, column, kind))
  const index = new Map(columns.map(([column], at) => [column, at]))
  return {
    // Rows lie in the order in which they were written: a hash of their place with a secret seed gives them another one.
    select: `select ${columns.map(([column, kind]) => readingOf(column, kind)).join(', ')}, ${dealingOf(spec)}
      from ${table} t ${spec.where ? `where ${spec.where}` : ''} order by hashtidextended(t.ctid, ${seed})`,
    columns: columns.map(([column]) => column),
    row(raw) {
      if (raw.length !== columns.length + 1)
        throw new CopyProblem('row-not-understood', `Een rij van ${table} heeft een ander aantal waarden.`)
      const read = (column: string) => raw[index.get(column) ?? -1] ?? null
      const about = subjectOf(making, table, spec, raw[columns.length] as string, read)
      const made: RawRow = []
      for (const [at, make] of makers.entries()) {
        const value = make(raw[at] as string | null, read, about)
        if (value === dropped) return dropped
        made.push(value as string | null)
      }
      return made
    },
  }
}

/** Four weeks from Monday to Sunday, as a number. */
const dealingOf = ({ dealt }: CopiedTable) =>
  dealt?.at ? `floor((extract(epoch from (${dealt.at}) at time zone 'Europe/Amsterdam') / 86400 - 4) / 28)::int` : '0'

function subjectOf(
  { clients, people, pseudonyms }: Making,
  table: string,
  { dealt }: CopiedTable,
  block: string,
  read: (column: string) => string | null,
): Subject {
  const self = table === 'client' || table === 'person' ? table : undefined
  // Each kind of measurement by itself: who knows one series learns nothing of the others.
  const part = `${dealt?.part ?? ''} ${block}${table === 'measurement' ? ` ${read('kind')}` : ''}`
  const clientId = self === 'client' ? read('id') : read('client_id')
  const personId = self === 'person' ? read('id') : read('person_id')
  const from = clientId === null ? undefined : clients.of(clientId).known
  const to = from && (self === 'client' ? from : clients.dealtTo(from.id, part))
  const person = personId !== null && dealt?.of === 'person' ? people.dealtTo(personId, part).id : personId
  const id = read('id') ?? read('report_id')
  return {
    self,
    from,
    to,
    client: to && clients.of(to.id).group,
    personId: person,
    person: person === null ? undefined : people.of(person).group,
    part,
    id: id === null || id.length !== 36 ? '' : pseudonyms.id(id),
  }
}

/** What is read of a column at all: of what people wrote and of most that says who somebody is, nothing but whether it is there. */
function readingOf(column: string, kind: ColumnClass): string {
  const name = `t."${column}"`
  if (kind.startsWith('free-text:')) return `octet_length(${name})`
  if (column === 'author_name') return `case when t.author_id is null then ${name} end`
  if (column === 'performer_name') return `case when t.performer_id is null then ${name} end`
  if (/^identifier:(row|client|clients|person|unit|units|role)$/.test(kind)) return name
  if (/^(identifier:|quasi:|technical:(empty|search-name)|date:deceased|code:resuscitation)/.test(kind))
    return `case when ${name} is not null then true end`
  return name
}

function makerOf(making: Making, table: string, column: string, kind: ColumnClass): Maker {
  const [family, which] = kind.split(':') as [string, string]
  switch (family) {
    case 'identifier':
      return identifierMaker(making, which, `${table}.${column}`)
    case 'quasi':
      return quasiMaker(making, which)
    case 'date':
      return dateMaker(making, which)
    case 'code':
      return codeMaker(making, table, column, which)
    case 'free-text':
      return freeTextMaker(making, which)
    case 'number':
      return which === 'kept' ? keptMaker(`${table}.${column}`) : measuredMaker(making, which === 'measured' ? '' : '2')
    default:
      if (which === 'empty') return () => null
      if (which === 'search-name') return searchNameMaker(making)
      return keptMaker(`${table}.${column}`)
  }
}
