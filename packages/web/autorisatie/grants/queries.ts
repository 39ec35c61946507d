import type {
  BulkGrant,
  BulkPreview,
  BulkWithdrawal,
  BulkWithdrawalPreview,
  CareRelationKind,
  GrantBatch,
} from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get, post } from '../../ui/api/client.ts'

export const relationKindsKey = ['care-relation-kinds'] as const

export const useRelationKinds = () =>
  useQuery({
    queryKey: relationKindsKey,
    queryFn: ({ signal }) => get<{ items: CareRelationKind[] }>('/care-relation-kinds', { signal }),
    staleTime: 10 * 60_000,
  })

/** The functions (deskundigheden) that people here have. */
export const useFunctions = (enabled = true) =>
  useQuery({
    queryKey: ['functions'],
    queryFn: ({ signal }) => get<{ items: { name: string; people: number }[] }>('/functions', { signal }),
    staleTime: 10 * 60_000,
    enabled,
  })

export const previewBulk = (request: BulkGrant) => post<BulkPreview>('/grants/bulk/preview', request)
export const previewWithdrawal = (request: BulkWithdrawal) =>
  post<BulkWithdrawalPreview>('/grants/bulk-withdraw/preview', request)

const batchKey = (batchId: string) => ['grants', 'batch', batchId] as const

export const useBatch = (batchId: string) =>
  useQuery({
    queryKey: batchKey(batchId),
    queryFn: ({ signal }) => get<GrantBatch>(`/grants/batches/${batchId}`, { signal }),
  })
