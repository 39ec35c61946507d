import { QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem.ts'

const worthAnotherTry = new Set(['offline', 'unavailable', 'too-many-requests'])

/**
 * Answers are kept half a minute. Nothing is asked again by itself on focus or by a clock: every look into a record is
 * logged, and a page that nobody touches must not keep a session alive.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        networkMode: 'always',
        retry: (count, error) => count < 2 && worthAnotherTry.has(asProblem(error).code),
        retryDelay: (count, error) => (asProblem(error).retryAfter ?? 2 ** count) * 1000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
