import type { LeavingPreview, LeavingStatement, MovePreview } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get, post } from '../../ui/api/client.ts'

// Each look is a row in the log.
const calm = { staleTime: 60_000, refetchOnWindowFocus: false, retry: false } as const

export const useLeavingPreview = (personId: string) =>
  useQuery({
    queryKey: ['leaving-preview', personId],
    queryFn: ({ signal }) => get<LeavingPreview>(`/people/${personId}/leaving-preview`, { signal }),
    ...calm,
    staleTime: 0,
  })

export const useStatement = (personId: string) =>
  useQuery({
    queryKey: ['leaving-statement', personId],
    queryFn: ({ signal }) => get<LeavingStatement>(`/people/${personId}/leaving-statement`, { signal }),
    ...calm,
  })

export const useMovePreview = (personId: string, from: readonly string[]) =>
  useQuery({
    queryKey: ['move-preview', personId, from],
    queryFn: () => post<MovePreview>(`/people/${personId}/move/preview`, { from }),
    enabled: from.length > 0,
    ...calm,
  })
