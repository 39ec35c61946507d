import type { Effect, NewGrant } from '@hoede/contract'
import { queryOptions } from '@tanstack/react-query'
import { post } from '../../ui/api/client.ts'

/** What giving these roles would do; each look is a row in the log, so an answer is kept for a minute. */
export const effectOfGrants = (personId: string, grants: readonly NewGrant[]) =>
  queryOptions({
    queryKey: ['what-if', 'grants', personId, grants],
    queryFn: () => post<Effect>('/what-if/grants', { personId, grants }),
    staleTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  })
