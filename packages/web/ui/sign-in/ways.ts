import type { SignInWays } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'

/** The ways in that this environment offers on this computer. Colleagues of the shift come and go: asked again when it is looked at. */
export const useWaysIn = () =>
  useQuery({
    queryKey: ['sign-in', 'ways'],
    queryFn: ({ signal }) => get<SignInWays>('/sign-in/ways', { signal, session: 'refuse' }),
    retry: false,
    refetchOnWindowFocus: true,
  })
