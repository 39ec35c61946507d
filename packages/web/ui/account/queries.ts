import type { Identity, OwnFactors, OwnSignIn, SessionInfo } from '@hoede/contract'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'

const factorsKey = ['me', 'factors']

export const useOwnFactors = () =>
  useQuery({ queryKey: factorsKey, queryFn: ({ signal }) => get<OwnFactors>('/me/factors', { signal }) })

export const useOwnSessions = () =>
  useQuery({
    queryKey: ['me', 'sessions'],
    queryFn: ({ signal }) => get<{ items: SessionInfo[] }>('/me/sessions', { signal }),
  })

export const useOwnSignIns = () =>
  useQuery({
    queryKey: ['me', 'sign-ins'],
    queryFn: ({ signal }) => get<{ items: OwnSignIn[] }>('/me/sign-ins', { signal }),
  })

export const useOwnIdentities = () =>
  useQuery({
    queryKey: ['me', 'identities'],
    queryFn: ({ signal }) => get<{ items: Identity[] }>('/me/identities', { signal }),
  })

/** What the server answered to a change is the list as it is now. */
export const keepFactors = (client: QueryClient, own: OwnFactors) => client.setQueryData(factorsKey, own)
export const askFactorsAgain = (client: QueryClient) => client.invalidateQueries({ queryKey: factorsKey })
/** The person's own particulars: the codes that are left, the short code of a shared computer. */
export const askMeAgain = (client: QueryClient) => client.invalidateQueries({ queryKey: ['me'], exact: true })
