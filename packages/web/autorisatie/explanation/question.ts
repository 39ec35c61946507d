import type { Permission } from '@hoede/contract/vocabulary'
import { permissionNames } from '@hoede/contract/vocabulary'
import { useSearchParams } from 'react-router'
import { dayOf, momentAt } from '../../ui/formats/dates.ts'

/** A question about access to one record; it stands in the address, so that it can be sent to a colleague. */
export interface Question {
  permission: Permission
  /** A day in the past, looked at as it was at noon; empty is now. */
  day: string
  /** The number of the client, and the id of the employee; empty when not chosen yet. */
  client: string
  person: string
}

/** What people ask about most. */
export const asked: Permission[] = [
  'client:read',
  'report:read',
  'report:write',
  'measurement:read',
  'bsn:read',
  'client:change',
]

const names = { permission: 'recht', day: 'dag', client: 'client', person: 'medewerker' } as const

const isPermission = (name: string): name is Permission => (permissionNames as readonly string[]).includes(name)
const isPastDay = (day: string) => /^\d{4}-\d{2}-\d{2}$/.test(day) && day < dayOf(new Date())

/** Where a question is answered, for a link. */
export function placeOfQuestion(page: 'wie' | 'waarom', question: Partial<Question>): string {
  const query = new URLSearchParams()
  for (const key of ['client', 'person', 'permission', 'day'] as const) {
    const value = question[key]
    if (value && value !== 'client:read') query.set(names[key], value)
  }
  return `/toegang/${page}?${query}`
}

export function useQuestion(): [Question, (change: Partial<Question>) => void] {
  const [query, setQuery] = useSearchParams()
  const read = (key: keyof typeof names) => query.get(names[key]) ?? ''
  const [permission, day] = [read('permission'), read('day')]
  const question: Question = {
    permission: isPermission(permission) ? permission : 'client:read',
    day: isPastDay(day) ? day : '',
    client: read('client'),
    person: read('person'),
  }
  const change = (changed: Partial<Question>) => {
    const next = new URLSearchParams(query)
    for (const [key, value] of Object.entries(changed)) {
      if (value) next.set(names[key as keyof typeof names], value)
      else next.delete(names[key as keyof typeof names])
    }
    setQuery(next, { replace: true })
  }
  return [question, change]
}

/** As the server takes it. Today is now: noon may not have been yet. */
export const askedOf = ({ permission, day }: Pick<Question, 'permission' | 'day'>) => ({
  permission,
  at: day && day < dayOf(new Date()) ? momentAt(day, '12:00') : undefined,
})
