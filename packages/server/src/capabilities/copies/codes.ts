import { permissionNames } from '@hoede/contract'
import { arrayFromCopy, arrayToCopy, fromCopy, toCopy } from '../../platform/db/copy-through.ts'
import { dropped, type Maker, type Making } from './making.ts'
import { type KnownClient, otherFunction } from './plan.ts'
import { CopyProblem } from './problem.ts'

/** What becomes of a column of codes: kept when somebody else than who typed it says that it is one. */
export function codeMaker(making: Making, table: string, column: string, which: string): Maker {
  switch (which) {
    case 'closed':
      return (value) => value
    case 'form':
      return (value) => {
        if (value === 'free' || value === 'soep') return value
        throw new CopyProblem('row-not-understood', `${table}.${column} heeft een waarde die niet bekend is.`)
      }
    case 'function':
      return (value) => (value === null || making.functions.has(fromCopy(value)) ? value : otherFunction)
    case 'permissions':
      return (value) =>
        value === null
          ? null
          : arrayToCopy(arrayFromCopy(value).filter((each) => permissionNames.some((name) => name === each)))
    case 'resuscitation':
      return (_value, _read, { to }) => making.clients.dealtFrom((to as KnownClient).id, 'resuscitation').resuscitation
    case 'known':
      return knownMaker(making, table, column)
    case 'common':
      return commonMaker(making, table, column)
    default:
      throw new CopyProblem('column-without-class', `${table}.${column}: met code:${which} is niets te doen.`)
  }
}

/** Kinds of relations stand in three tables under two names. */
const listOf = (table: string, column: string) =>
  column === 'kind' || column === 'relation_kind' ? 'care_relation_kind.key' : `${table}.${column}`

/** What every new environment has is kept; what a customer added keeps being something else, without saying what. */
function knownMaker({ known, pseudonyms }: Making, table: string, column: string): Maker {
  const list = listOf(table, column)
  const values = known.get(list)
  if (!values) throw new CopyProblem('column-without-class', `Van ${list} is geen lijst bekend.`)
  return (value) => {
    if (value === null || values.has(fromCopy(value))) return value
    if (column === 'description') return ''
    const mark = pseudonyms.seed(`code ${list}`, value).slice(0, 8)
    return toCopy(column === 'name' ? `Eigen ${mark}` : `eigen-${mark}`)
  }
}

/** What takes the place of a value that fewer than ten people have. */
const instead: Record<string, string | null | typeof dropped> = {
  'contact_person.relation': 'overig',
  'measurement.kind': dropped,
  'measurement.unit': dropped,
  'measurement.method': null,
  'measurement.position': null,
}

function commonMaker({ survey }: Making, table: string, column: string): Maker {
  const values = survey.common.get(`${table}.${column}`)
  if (!values) throw new CopyProblem('column-without-class', `Van ${table}.${column} is niet geteld.`)
  if (table === 'contact_person' && column === 'roles')
    return (value) => (value === null ? null : arrayToCopy(arrayFromCopy(value).filter((each) => values.has(each))))
  const otherwise = instead[`${table}.${column}`]
  if (otherwise === undefined)
    throw new CopyProblem('column-without-class', `Wat er in de plaats van ${table}.${column} komt, staat nergens.`)
  return (value) => (value === null || values.has(fromCopy(value)) ? value : otherwise)
}
