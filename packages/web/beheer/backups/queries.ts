import type { Backup, BackupLook, BackupSummary } from '@hoede/contract'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { get } from '../../ui/api/client.ts'

export interface BackupFilters {
  day?: string | undefined
  look?: BackupLook | undefined
}

interface BackupPage {
  items: Backup[]
  next: string | null
  summary: BackupSummary | null
}

export const backupsKey = ['backups'] as const

/** Each look is a row in the log: it is not asked again by itself. */
export const useBackups = (filters: BackupFilters) =>
  useInfiniteQuery({
    queryKey: [...backupsKey, filters],
    queryFn: ({ pageParam, signal }) =>
      get<BackupPage>('/backups', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
  })

/** Those that were asked for or are being made, every two seconds as long as there are any; when one begins or is done, the list is asked again. */
export function useBusy(known: readonly Backup[]) {
  const queries = useQueryClient()
  const isBusy = known.some(({ state }) => state === 'asked' || state === 'running')
  const query = useQuery({
    queryKey: ['busy-backups'],
    queryFn: ({ signal }) => get<{ items: Backup[] }>('/backups/busy', { signal }),
    enabled: isBusy,
    refetchInterval: 2_000,
    gcTime: 0,
  })
  const items = isBusy ? query.data?.items : undefined
  const now = items?.map(({ id, state }) => `${id} ${state}`).join()
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (before.current !== undefined && now !== undefined && before.current !== now)
      void queries.invalidateQueries({ queryKey: backupsKey })
    before.current = now
  }, [now, queries])
  return new Map(items?.map((backup) => [backup.id, backup]))
}
