import type { EnvironmentInfo } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'

/** Whose Hoede this is, and whether it is production: known before anybody signs in. */
export const useEnvironment = () =>
  useQuery({
    queryKey: ['environment'],
    queryFn: ({ signal }) => get<EnvironmentInfo>('/environment', { signal, session: 'refuse' }),
    staleTime: Number.POSITIVE_INFINITY,
  })
