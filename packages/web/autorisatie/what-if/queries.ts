import type { BulkGrant, BulkWithdrawal, Effect, NewGrant } from '@hoede/contract'
import { queryOptions } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'

/** What a change would do; each look is a row in the log, so an answer is kept for a minute. */
const effectOf = (path: string, body: object) =>
  queryOptions({
    queryKey: ['what-if', path, body],
    queryFn: () => post<Effect>(`/what-if/${path}`, body, { timeout: 120_000 }),
    staleTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  })

/** What giving these roles would do. */
export const effectOfGrants = (personId: string, grants: readonly NewGrant[]) =>
  effectOf('grants', { personId, grants })

/** What giving a role to many people would do. */
export const effectOfBulk = (request: BulkGrant) => effectOf('bulk-grants', request)

/** What ending a role of many people, or a batch, would do. */
export const effectOfBulkEnd = (request: BulkWithdrawal) => effectOf('bulk-withdrawal', request)

export type EffectQuery = ReturnType<typeof effectOf>
