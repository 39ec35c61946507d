import type { LogProof, LogWitness } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../../ui/api/client.ts'

export const witnessesKey = ['log', 'witnesses'] as const

/** What arrives elsewhere and how far the sealer is, changes while somebody looks. */
const freshEvery = 15_000

export const useProof = () =>
  useQuery({
    queryKey: ['log', 'proof'],
    queryFn: ({ signal }) => get<LogProof>('/log/proof', { signal }),
    refetchInterval: freshEvery,
  })

export const useWitnesses = () =>
  useQuery({
    queryKey: witnessesKey,
    queryFn: ({ signal }) => get<{ items: LogWitness[] }>('/log/witnesses', { signal }),
    refetchInterval: freshEvery,
  })
