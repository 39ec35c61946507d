import { useQuery } from '@tanstack/react-query'
import { get } from '../ui/api/client.ts'

/** What arrived on a telephone or in a mailbox of the demo. */
export interface PhoneMessage {
  id: string
  at: string
  kind: 'sms' | 'voice' | 'mail'
  customer: string
  sender: string
  /** A number in E.164, or a mail address. */
  recipient: string
  /** Of mail only. */
  subject: string | null
  body: string
}

/** Where all messages stand together, as an address of this page: no number and no mail address looks like it. */
export const everything = 'alles'

export interface Phone {
  recipient: string
  isMailbox: boolean
  /** The newest first. */
  messages: PhoneMessage[]
}

/**
 * What has arrived, asked every two seconds, also when the sign-in that waits for it stands in another tab. The only page that asks by a
 * clock: there is no session that it keeps alive, and no record that it looks into.
 */
export const useMessages = () =>
  useQuery({
    queryKey: ['phone-messages'],
    queryFn: ({ signal }) => get<{ items: PhoneMessage[] }>('/phone/messages', { session: 'refuse', signal }),
    refetchInterval: 2000,
    refetchIntervalInBackground: true,
    staleTime: 0,
    retry: false,
  })

/** One for each number and address; the one that got something last comes first. `messages`: the newest first. */
export function phonesOf(messages: readonly PhoneMessage[]): Phone[] {
  const phones = new Map<string, Phone>()
  for (const message of messages) {
    const { recipient } = message
    const phone = phones.get(recipient) ?? { recipient, isMailbox: recipient.includes('@'), messages: [] }
    phone.messages.push(message)
    phones.set(recipient, phone)
  }
  return [...phones.values()]
}

/** A telephone rings for so long (milliseconds). */
const rings = 45_000

/** The call that has not been answered yet. */
export const ringingAt = (
  now: number,
  messages: readonly PhoneMessage[],
  handled: ReadonlySet<string>,
): PhoneMessage | undefined =>
  messages.find(({ id, kind, at }) => kind === 'voice' && !handled.has(id) && now - Date.parse(at) < rings)

/** The code in a text message, as telephones offer it. */
export const codeIn = (text: string): string | undefined => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]

/** '+31 6 12 34 56 78': groups that can be read aloud; an address stays as it is. */
export function nameOf(recipient: string): string {
  const [, mobile] = /^\+316(\d{8})$/.exec(recipient) ?? []
  if (mobile) return `+31 6 ${inGroups(mobile)}`
  const [, country, rest] = /^\+(31|32|33|34|44|49)(\d{6,})$/.exec(recipient) ?? []
  return country && rest ? `+${country} ${inGroups(rest)}` : recipient
}

const inGroups = (digits: string): string => digits.replace(/\d{2}(?=(\d{2})+$)/g, '$& ')

export interface Sentence {
  /** Where it begins in the whole text. */
  at: number
  text: string
}

/** What is said in one breath: up to a full stop or a colon. */
export const sentencesOf = (text: string): Sentence[] =>
  [...text.matchAll(/\S.*?(?:[.:!?](?=\s|$)|$)/gs)].map((found) => ({ at: found.index, text: found[0] }))
