import type { Transaction } from '../../platform/db/transaction.ts'
import { contactChanged, tellByMail } from '../messages/public.ts'

/** Where somebody can be reached outside of Hoede. */
export interface Contact {
  email: string | null
  phone: string | null
}

const sameMail = (one: string | null, other: string | null) => one?.toLowerCase() === other?.toLowerCase()
const digits = (number: string | null) => number?.replace(/[\s().-]/g, '')

const change = (before: string | null, after: string | null, same: boolean) =>
  before === null || same ? null : after === null ? ('removed' as const) : ('changed' as const)

/**
 * Tells the person, at the address of before, that the mail address or telephone number is about to become another one or none
 * (ASVS 5.0 6.3.7): whoever took over an account would first of all lead its mail away. To be called before the change is written;
 * nothing is sent when it changes nothing, or when there was no address.
 */
export async function tellOfContact(
  tx: Transaction,
  customerName: string,
  personId: string,
  before: Contact,
  after: Contact,
): Promise<void> {
  const email = change(before.email, after.email, sameMail(before.email, after.email))
  const phone = change(before.phone, after.phone, digits(before.phone) === digits(after.phone))
  if (!email && !phone) return
  await tellByMail(tx, personId, 'contact-changed', contactChanged(customerName, { email, phone }))
}
