import type { LogQuestion } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../../ui/api/client.ts'
import { dayOf } from '../../../ui/formats/dates.ts'
import { addDays, type Question, writeQuestion } from '../question.ts'

export const keptKey = ['log', 'questions'] as const

export const useKeptQuestions = () =>
  useQuery({
    queryKey: keptKey,
    queryFn: ({ signal }) => get<{ items: LogQuestion[] }>('/log/questions', { signal }),
  })

/** The address of the answer to a kept question, with its days as they are today. */
export function addressOf({ query, days, from, until }: LogQuestion, now = new Date()): string {
  const today = dayOf(now)
  const period = days === null ? { from: from!, until: until! } : { from: addDays(today, 1 - days), until: today }
  return `/logging?${writeQuestion({ ...noConditions, ...query, ...period } as Question)}`
}

const noConditions: Omit<Question, 'from' | 'until'> = {
  client: undefined,
  person: undefined,
  outcome: undefined,
  event: undefined,
  kind: undefined,
  emergency: undefined,
  supplier: undefined,
  partner: undefined,
  action: undefined,
  unit: undefined,
  ground: undefined,
  grant: undefined,
}

/** How many days a question spans when it ends today; undefined when it ends earlier. */
export function daysUntilToday(
  { from, until }: Pick<Question, 'from' | 'until'>,
  now = new Date(),
): number | undefined {
  if (until !== dayOf(now)) return undefined
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1
}
