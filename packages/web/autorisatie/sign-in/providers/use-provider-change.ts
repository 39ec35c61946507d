import type { Provider, ProviderChange } from '@hoede/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../../ui/api/client.ts'
import { asProblem } from '../../../ui/api/problem.ts'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import { providersKey } from '../queries.ts'

/**
 * Sends a change on the newest version that is known; at a conflict the other's version becomes the newest, and what was typed stays.
 * The version comes from the list too: another part of the same page may have saved.
 */
export function useProviderChange(provider: Provider, done: string, onDone?: (changed: Provider) => void) {
  const toasts = useToasts()
  const queries = useQueryClient()
  const [other, setOther] = useState<Provider>()
  const version = Math.max(other?.version ?? 0, provider.version)
  const change = useMutation({
    mutationFn: (content: Omit<ProviderChange, 'version'>) =>
      post<Provider>(`/providers/${provider.id}`, { version, ...content }),
    onSuccess: (changed) => {
      queries.setQueryData<{ items: Provider[] }>(providersKey, (before) =>
        before ? { items: before.items.map((each) => (each.id === changed.id ? changed : each)) } : before,
      )
      toasts.show(done)
      onDone?.(changed)
    },
    onError: (error) => {
      const { code, current } = asProblem(error)
      if (code === 'conflict' && current) setOther(current as Provider)
    },
  })
  const problem = change.error ? asProblem(change.error) : null
  return { change, problem, other: problem?.code === 'conflict' ? other : undefined }
}
