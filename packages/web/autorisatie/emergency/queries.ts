import type {
  EmergencyDetail,
  EmergencyEntry,
  EmergencyOpen,
  EmergencyOverview,
  EmergencyVerdict,
} from '@hoede/contract'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { get, post } from '../../ui/api/client.ts'

const openKey = ['emergency', 'open'] as const
const detailKey = (emergencyId: string) => ['emergency', 'one', emergencyId] as const

/** How many wait for this person, for the navigation. */
export const useOpenCount = (enabled: boolean) =>
  useQuery({
    queryKey: openKey,
    queryFn: ({ signal }) => get<EmergencyOpen>('/emergency/open', { signal }),
    staleTime: 60_000,
    enabled,
  })

export interface EmergencyFilters {
  state?: 'open' | 'judged' | undefined
  unit?: string | undefined
}

export const useEmergencies = (filters: EmergencyFilters) =>
  useInfiniteQuery({
    queryKey: ['emergency', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      get<{ items: EmergencyEntry[]; next: string | null }>('/emergency', {
        query: { ...filters, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const useEmergency = (emergencyId: string) =>
  useQuery({
    queryKey: detailKey(emergencyId),
    queryFn: ({ signal }) => get<EmergencyDetail>(`/emergency/${emergencyId}`, { signal }),
  })

export const useMonth = (month: string) =>
  useQuery({
    queryKey: ['emergency', 'month', month],
    queryFn: ({ signal }) => get<EmergencyOverview>('/emergency/overview', { query: { month }, signal }),
  })

/** Judges one; the lists and the count are read anew. */
export function useJudge(emergencyId: string, onJudged: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (verdict: EmergencyVerdict) => post<EmergencyDetail>(`/emergency/${emergencyId}/judge`, verdict),
    onSuccess: async (detail) => {
      queries.setQueryData(detailKey(emergencyId), detail)
      onJudged()
      await queries.invalidateQueries({ queryKey: ['emergency'], predicate: (query) => query.queryKey[1] !== 'one' })
    },
    onError: () => void queries.invalidateQueries({ queryKey: detailKey(emergencyId) }),
  })
}

/** Ends one that is on, for everybody at once. */
export function useEndNow(emergencyId: string, onEnded: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => post<void>(`/emergency/${emergencyId}/end`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['emergency'] })
      onEnded()
    },
    onError: () => void queries.invalidateQueries({ queryKey: detailKey(emergencyId) }),
  })
}
