import type {
  Device,
  Gateway,
  Identity,
  MessageLine,
  MessageTotals,
  Provider,
  ProviderPreset,
  SignInPolicy,
  SignInReset,
  SignInWays,
  TrialResult,
} from '@hoede/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get } from '../../ui/api/client.ts'

interface Items<T> {
  items: T[]
}

const items = <T>(key: readonly string[], path: string) => ({
  queryKey: key,
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Items<T>>(path, { signal }),
})

export const policyKey = ['sign-in-policy'] as const
export const usePolicy = () =>
  useQuery({ queryKey: policyKey, queryFn: ({ signal }) => get<SignInPolicy>('/sign-in-policy', { signal }) })

export const providersKey = ['providers'] as const
export const useProviders = () => useQuery(items<Provider>(providersKey, '/providers'))
export const usePresets = (enabled = true) =>
  useQuery({
    ...items<ProviderPreset>(['provider-presets'], '/providers/presets'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
export const useTrial = (trialId: string) =>
  useQuery({
    queryKey: ['provider-trial', trialId],
    queryFn: ({ signal }) => get<TrialResult>(`/providers/trials/${trialId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const gatewaysKey = ['gateways'] as const
export const useGateways = () => useQuery(items<Gateway>(gatewaysKey, '/gateways'))
export const messagesKey = ['messages'] as const
export const useMessages = () =>
  useInfiniteQuery({
    queryKey: [...messagesKey, 'list'],
    queryFn: ({ pageParam, signal }) =>
      get<Items<MessageLine> & { next: string | null }>('/messages', { query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
export const useMessageTotals = () =>
  useQuery({
    queryKey: [...messagesKey, 'totals'],
    queryFn: ({ signal }) => get<MessageTotals>('/messages/totals', { signal }),
  })

export const devicesKey = ['devices'] as const
export const useDevices = () => useQuery(items<Device>(devicesKey, '/devices'))

export const resetsKey = ['resets'] as const
export const useResets = () => useQuery(items<SignInReset>(resetsKey, '/resets'))

export const identitiesKey = (personId: string) => ['identities', personId] as const
export const useIdentities = (personId: string) =>
  useQuery(items<Identity>(identitiesKey(personId), `/people/${personId}/identities`))
/** Providers that are on: what a manager of people may know of them. */
export const useWays = (enabled: boolean) =>
  useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => get<SignInWays>('/sign-in/ways', { signal }),
    enabled,
  })
