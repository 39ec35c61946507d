import type { EmergencyFind, EmergencyFound, EmergencyStarted, NewEmergency, OwnEmergencies } from '@hoede/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { create, get, post } from '../../ui/api/client.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { clientKey } from '../queries.ts'

const ownKey = ['emergency', 'own'] as const

/** What of the person is on now, and the customer's bounds. Asked once; it changes by what this person does, and by the clock. */
export const useOwnEmergencies = (enabled: boolean) =>
  useQuery({
    queryKey: ownKey,
    queryFn: ({ signal }) => get<OwnEmergencies>('/emergency/own', { signal }),
    staleTime: 60_000,
    enabled,
  })

/** Each try is logged and few are allowed: asked by a button, never by typing. */
export const useFind = () =>
  useMutation({ mutationFn: (asked: EmergencyFind) => post<{ items: EmergencyFound[] }>('/emergency/find', asked) })

export function useBegin(onBegun: (begun: EmergencyStarted) => void) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  return useMutation({
    mutationFn: (asked: NewEmergency) => create<EmergencyStarted>('/emergency', { ...asked, id: attempt.idFor(asked) }),
    onSuccess: async (begun) => {
      attempt.done()
      await Promise.all([
        queries.invalidateQueries({ queryKey: ownKey }),
        queries.invalidateQueries({ queryKey: ['caseload'] }),
        begun.emergency.client && queries.resetQueries({ queryKey: clientKey(begun.emergency.client.id) }),
      ])
      onBegun(begun)
    },
  })
}

export function useEnd(onEnded: () => void) {
  const over = useOver()
  return useMutation({
    mutationFn: (emergencyId: string) => post<void>(`/emergency/${emergencyId}/end`),
    onSuccess: async () => {
      await over()
      onEnded()
    },
    onError: () => void over(),
  })
}

/** When it is over, what it opened leaves the screen: records are asked anew, and so closed. */
export function useOver() {
  const queries = useQueryClient()
  return async () => {
    await queries.invalidateQueries({ queryKey: ownKey })
    await Promise.all([
      queries.resetQueries({ queryKey: ['client'] }),
      queries.invalidateQueries({ queryKey: ['caseload'] }),
    ])
  }
}
