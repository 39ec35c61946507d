import type { LogProof, LogWitness } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../../ui/api/client.ts'

export const witnessesKey = ['log', 'witnesses'] as const

/** Each look is a row in the log: it is not asked again by itself. */
export const useProof = () =>
  useQuery({
    queryKey: ['log', 'proof'],
    queryFn: ({ signal }) => get<LogProof>('/log/proof', { signal }),
    refetchOnWindowFocus: false,
  })

/** Whoever was just added hears something within seconds, or it is known why not. */
const isWaiting = ({ active, sentSize, failure }: LogWitness) => active && sentSize === null && failure === null
const askedAgain = 5_000
const atMost = 4

export const useWitnesses = () =>
  useQuery({
    queryKey: witnessesKey,
    queryFn: ({ signal }) => get<{ items: LogWitness[] }>('/log/witnesses', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(isWaiting) && state.dataUpdateCount < atMost ? askedAgain : false,
    refetchOnWindowFocus: false,
  })
