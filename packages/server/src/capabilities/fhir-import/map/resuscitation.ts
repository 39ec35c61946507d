import { all, type Element, text } from '../read/element.ts'
import type { Resource } from '../read/resources.ts'
import { Refusal } from '../reasons.ts'
import type { ResuscitationRecord } from '../records.ts'
import { codings, snomed } from './codes.ts'
import { leftOutOf, type Surroundings } from './common.ts'
import { hasEnded, readMoment } from './moment.ts'

const cardiopulmonaryResuscitation = '89666000'
const used = ['status', 'scope', 'category', 'patient', 'dateTime', 'provision', 'policy']

/** Is this agreement about resuscitation? */
export const isResuscitation = (element: Element): boolean =>
  all(element, 'provision.code')
    .flatMap(codings)
    .some((each) => each.system === snomed && each.code === cardiopulmonaryResuscitation)

/**
 * nl-core-TreatmentDirective2 (Consent) about resuscitation to the client's wish; agreements about other treatments are not
 * understood. One that is neither yes nor no carries a modifier extension and was refused before. Throws Refusal.
 */
export function mapResuscitation(
  resource: Resource,
  around: Surroundings,
): { record: ResuscitationRecord; leftOut: string[] } {
  const { element } = resource
  const status = text(element, 'status')
  if (status === 'entered-in-error') throw new Refusal('entered-in-error')
  if (status === 'inactive' || hasEnded(element, 'provision.period.end', around.now)) throw new Refusal('ended')
  if (status !== 'active') throw new Refusal('not-final')
  const type = text(element, 'provision.type')
  const conditions =
    all(element, 'provision.code').length > 1 ||
    all(element, 'provision').length > 1 ||
    all(element, 'provision.provision').length > 0
  if ((type !== 'permit' && type !== 'deny') || conditions) throw new Refusal('decision-unclear')
  const moment = text(element, 'dateTime')
  const record: ResuscitationRecord = {
    wish: type === 'permit' ? 'yes' : 'no',
    recordedAt: moment ? readMoment(moment, around.now).iso : null,
  }
  return { record, leftOut: leftOutOf(element, used) }
}
