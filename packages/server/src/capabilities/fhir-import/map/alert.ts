import { NewAlert } from '@hoede/contract'
import { all, type Element, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { AlertRecord } from '../records.ts'
import { codings, wordsFor } from './codes.ts'
import { leftOutOf, refuseBeyondContract } from './common.ts'
import { dutchDay, hasEnded } from './moment.ts'

export interface MappedAlert {
  record: AlertRecord
  leftOut: string[]
}

const maxText = 300
const severities: Record<string, string> = { mild: 'licht', moderate: 'matig', severe: 'ernstig' }
const allergyUsed = [
  'clinicalStatus',
  'verificationStatus',
  'category',
  'criticality',
  'code',
  'patient',
  'reaction',
  'note',
  'type',
  'onsetDateTime',
  'lastOccurrence',
]

/** nl-core-AllergyIntolerance to an allergy in the header of the record. Throws Refusal. */
export function mapAllergy(resource: Resource): MappedAlert {
  const { element } = resource
  const verification = all(element, 'verificationStatus')
    .flatMap(codings)
    .map((each) => each.code)
  if (verification.includes('entered-in-error')) throw new Refusal('entered-in-error')
  if (verification.includes('refuted')) throw new Refusal('refuted')
  const clinical = all(element, 'clinicalStatus')
    .flatMap(codings)
    .map((each) => each.code)
  if (clinical.includes('inactive') || clinical.includes('resolved')) throw new Refusal('ended')
  const what = wordsFor(all(element, 'code')[0]) ?? wordsFor(all(element, 'reaction.substance')[0])
  if (!what) throw new Refusal('text-missing')
  const certain = !verification.some((each) => each === 'unconfirmed' || each === 'presumed')
  const since = text(element, 'onsetDateTime')
  const last = text(element, 'lastOccurrence')
  const pieces = [
    ...all(element, 'reaction').map(reactionWords),
    since && `sinds ${dutchDay(since)}`,
    last && `laatst ${dutchDay(last)}`,
    ...all(element, 'note').map((each) => text(each, 'text')),
  ].filter((each): each is string => Boolean(each))
  const { words, cut } = fitted(certain ? what : `Vermoeden van ${what}`, pieces)
  const record: AlertRecord = {
    kind: 'allergy',
    severity: text(element, 'criticality') === 'low' ? 'low' : 'high',
    text: words,
  }
  refuseBeyondContract(NewAlert, record)
  return { record, leftOut: [...leftOutOf(element, allergyUsed), ...(cut ? ['een deel van de toelichting'] : [])] }
}

function reactionWords(reaction: Element): string {
  const signs = all(reaction, 'manifestation').map(wordsFor).filter(Boolean).join(', ')
  const severity = severities[text(reaction, 'severity') ?? '']
  return [signs, text(reaction, 'description'), severity].filter(Boolean).join(', ')
}

const flagUsed = ['status', 'category', 'code', 'subject', 'period']

/** nl-core-Alert (Flag) to an alert in the header of the record. Throws Refusal. */
export function mapFlag(resource: Resource, now: Date): MappedAlert {
  const { element } = resource
  const status = text(element, 'status')
  if (status === 'entered-in-error') throw new Refusal('entered-in-error')
  if (status === 'inactive' || hasEnded(element, 'period.end', now)) throw new Refusal('ended')
  if (status !== 'active') throw new Refusal('not-final')
  const what = wordsFor(all(element, 'code')[0])
  if (!what) throw new Refusal('text-missing')
  const since = text(element, 'period.start')
  const { words } = fitted(what, since ? [`sinds ${dutchDay(since)}`] : [])
  const record: AlertRecord = { kind: 'alert', severity: 'high', text: words }
  refuseBeyondContract(NewAlert, record)
  return { record, leftOut: leftOutOf(element, flagUsed) }
}

/** What it is about stands first and whole; what no longer fits is left out by whole pieces, never cut in the middle. */
function fitted(what: string, pieces: readonly string[]): { words: string; cut: boolean } {
  let words = what
  let cut = false
  for (const [index, piece] of pieces.entries()) {
    const longer = `${words}${index === 0 ? ': ' : '; '}${piece}`
    if (longer.length <= maxText) words = longer
    else cut = true
  }
  return { words, cut }
}
