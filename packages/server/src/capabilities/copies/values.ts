import { seal } from '../../platform/crypto/seal.ts'
import { bytesToCopy, toCopy } from '../../platform/db/copy-through.ts'
import { searchable } from '../../platform/text/normalise.ts'
import { coarse, coarseDays, dateOf, dayOf } from './alike.ts'
import { fullNameOf } from './made-up.ts'
import type { Maker, Making } from './making.ts'
import type { Group, Known, KnownClient } from './plan.ts'
import { CopyProblem } from './problem.ts'

/** Texts are written anew from the kind of the row and about how long they were; what they said was not read. */
export function freeTextMaker({ corpus, keys, shared }: Making, which: string): Maker {
  if (which === 'document') return (value) => (value === null ? null : toCopy(corpus.document()))
  return (length, read, { id, client }) => {
    if (length === null) return null
    const kind = read('kind') ?? 'daily'
    if (which === 'report') {
      const sex = shared[(client as Group<KnownClient>).index]?.sex ?? 'female'
      return bytesToCopy(seal(keys.seal, corpus.report(kind, sex, read('form') as string, Number(length)), id))
    }
    return bytesToCopy(seal(keys.seal, which === 'short' ? corpus.alert(kind) : corpus.reason(), id))
  }
}

/** Whole numbers, yes or no: anything else is not what the class says. */
export function keptMaker(place: string): Maker {
  return (value) => {
    if (value !== null && !/^(t|f|-?\d{1,9})$/.test(value))
      throw new CopyProblem('row-not-understood', `${place} is geen getal en geen ja of nee.`)
    return value
  }
}

export function quasiMaker({ madeUp, shared, pseudonyms }: Making, which: string): Maker {
  switch (which) {
    case 'birth-year':
      return (_value, _read, { to }) => madeUp.client((to as KnownClient).id).birthDate
    case 'sex':
      return (_value, _read, { client }) => shared[(client as Group<KnownClient>).index]?.sex ?? 'unknown'
    case 'room':
      return (value, _read, { id }) => (value === null ? null : String(101 + pseudonyms.number('room', id, 40)))
    case 'first-day':
      return (_value, _read, { client }) => dateOf((client as Group<Known>).from + (client as Group<Known>).offset)
    case 'employed-from':
      return (_value, _read, { person }) => dateOf((person as Group<Known>).from + (person as Group<Known>).offset)
    case 'employed-until':
      return (_value, _read, { person }) => {
        const { until, offset } = person as Group<Known>
        return until === null ? null : dateOf(until + offset)
      }
    default:
      throw new CopyProblem('column-without-class', `Met quasi:${which} is niets te doen.`)
  }
}

/** The time of day as it was on the clock here, without its distance to UTC: that of the new day counts. */
const timeOf = (value: string) => value.slice(10).replace(/[+-]\d\d(:\d\d)?$/, '')

const clampFrom = (day: number, { from, until }: Group<Known>) =>
  Math.min(Math.max(day, from), until === null ? Number.POSITIVE_INFINITY : until - coarseDays)
const clampUntil = (day: number, { from, until }: Group<Known>) =>
  Math.min(Math.max(day, from + coarseDays), until ?? Number.POSITIVE_INFINITY)

/** Moves a date with its group; beginnings and ends lie within what the group has in common, an end always after its beginning. */
export function dateMaker({ shared }: Making, which: string): Maker {
  if (which === 'kept') return (value) => value
  if (which === 'deceased')
    return (_value, _read, { client }) => {
      const { until, offset, index } = client as Group<KnownClient>
      return until !== null && shared[index]?.deceased ? dateOf(until + offset) : null
    }
  const moved = new Map<string, string>()
  return (value, _read, { client, person, from }) => {
    if (value === null || value.endsWith('infinity')) return value
    const group: Group<Known> | undefined = which.startsWith('person') ? person : client
    if (!group) throw new CopyProblem('row-not-understood', 'Een datum hoort bij niemand.')
    const date = value.slice(0, 10)
    if (which === 'client' || which === 'person') {
      const key = `${group.offset} ${date}`
      const known = moved.get(key) ?? dateOf(dayOf(date) + group.offset)
      moved.set(key, known)
      return known + timeOf(value)
    }
    const day = dayOf(date)
    if (which.endsWith('from')) return dateOf(clampFrom(coarse(day), group) + group.offset)
    // In a group that is still here, the end of who left is no end: nobody stands out by it.
    if (which === 'client-until' && group.until === null && from?.until === day) return null
    return dateOf(clampUntil(coarse(day) + coarseDays, group) + group.offset)
  }
}

/**
 * A value keeps how far it was from what is usual for this client; what is usual is dealt among the group. Both stay within what is
 * ordinary for the kind (all but the lowest and highest two in a hundred): a rare value says who it is.
 */
export function measuredMaker({ survey, clients }: Making, suffix: '' | '2'): Maker {
  return (value, read, { from, to }) => {
    if (value === null) return null
    const kind = read('kind') as string
    const scale = survey.scales.get(kind + suffix)
    // Only values that were entered in error: nothing is known of what is ordinary.
    if (!scale || !from || !to) return '0'
    const usual = scale.means.get(from.id)
    const dealt = scale.means.get(clients.dealtFrom(to.id, `usual ${kind}`).id)
    const number = Number(value) + (usual === undefined || dealt === undefined ? 0 : dealt - usual)
    const decimals = (value.replace(/\.?0+$/, '').split('.')[1] ?? '').length
    return Math.min(Math.max(number, scale.low), scale.high).toFixed(decimals)
  }
}

export function searchNameMaker({ madeUp }: Making): Maker {
  return (_value, _read, { self, to, personId }) => {
    if (self === 'person') return toCopy(searchable(fullNameOf(madeUp.person(personId as string))))
    const { name, partner } = madeUp.client((to as KnownClient).id)
    const parts = [name.registered, name.called, name.family.prefix, name.family.name, partner?.prefix, partner?.name]
    return toCopy(searchable(parts.filter(Boolean).join(' ')))
  }
}
