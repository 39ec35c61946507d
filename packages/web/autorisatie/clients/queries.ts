import type { AccessClient } from '@hoede/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { create, get, post } from '../../ui/api/client.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'

const accessClientKey = (number: string) => ['access-client', number] as const

export const useAccessClient = (number: string) =>
  useQuery({
    queryKey: accessClientKey(number),
    queryFn: ({ signal }) => get<AccessClient>(`/access/clients/${encodeURIComponent(number)}`, { signal }),
    enabled: number !== '',
    // Each look is a row in the log.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })

/** Adds something to a client (a limit, a relation, family access); the page is read anew afterwards. */
export function useAddition(client: AccessClient, part: string, onDone: () => void) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  return useMutation({
    mutationFn: (content: object) =>
      create<unknown>(`/clients/${client.id}/${part}`, { ...content, id: attempt.idFor(content) }),
    onSuccess: async () => {
      attempt.done()
      await queries.invalidateQueries({ queryKey: accessClientKey(client.number) })
      onDone()
    },
  })
}

/** Ends something of a client. */
export function useEnding(client: AccessClient, path: string, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: object) => post<unknown>(`/clients/${client.id}/${path}/end`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: accessClientKey(client.number) })
      onDone()
    },
    onError: () => void queries.invalidateQueries({ queryKey: accessClientKey(client.number) }),
  })
}
