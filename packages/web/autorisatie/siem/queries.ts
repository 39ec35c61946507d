import type { SiemTarget } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../ui/api/client.ts'

export const targetsKey = ['siem', 'targets'] as const

/** Each look is a row in the log, and so goes to the receiver: it is not asked again by itself. */
export const useTargets = () =>
  useQuery({
    queryKey: targetsKey,
    queryFn: ({ signal }) => get<{ items: SiemTarget[] }>('/siem/targets', { signal }),
    refetchOnWindowFocus: false,
  })
