import type {
  CaseloadPage,
  ClientDetail,
  ClientHeader,
  MeasurementPage,
  Report,
  ReportPage,
  Unit,
} from '@hoede/contract'
import type { MeasurementKind, ReportKind } from '@hoede/contract/vocabulary'
import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { get } from '../ui/api/client.ts'

const firstPage = undefined as string | undefined

export const useCaseload = (unit: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['caseload', unit ?? 'all'],
    queryFn: ({ pageParam, signal }) => get<CaseloadPage>('/caseload', { query: { unit, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const clientKey = (clientId: string) => ['client', clientId] as const

export const useClient = (clientId: string) =>
  useQuery({
    queryKey: clientKey(clientId),
    queryFn: ({ signal }) => get<ClientDetail>(`/clients/${clientId}`, { signal }),
  })

/** What a list already told about a client, so that the header stands there at once. */
export function useKnownHeader(clientId: string): ClientHeader | undefined {
  const client = useQueryClient()
  return findHeader(client, clientId)
}

function findHeader(client: QueryClient, clientId: string): ClientHeader | undefined {
  const lists = client.getQueriesData<InfiniteData<{ items: ClientHeader[] }>>({ queryKey: ['caseload'] })
  for (const [, list] of lists) {
    for (const page of list?.pages ?? []) {
      const found = page.items.find((row) => row.id === clientId)
      if (found) return found
    }
  }
  return undefined
}

export interface ReportFilters {
  kind?: ReportKind | undefined
  important?: boolean | undefined
  q?: string | undefined
}

export const reportsKey = (clientId: string) => ['client', clientId, 'reports'] as const

export const useReports = (clientId: string, filters: ReportFilters = {}, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...reportsKey(clientId), filters],
    queryFn: ({ pageParam, signal }) =>
      get<ReportPage>(`/clients/${clientId}/reports`, { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  })

export const useReportVersions = (clientId: string, reportId: string, version: number) =>
  useQuery({
    queryKey: [...reportsKey(clientId), reportId, 'versions', version],
    queryFn: ({ signal }) => get<{ items: Report[] }>(`/clients/${clientId}/reports/${reportId}/versions`, { signal }),
  })

export interface MeasurementFilters {
  kind?: MeasurementKind | undefined
  from?: string | undefined
  errors?: boolean | undefined
  limit?: number | undefined
}

export const measurementsKey = (clientId: string) => ['client', clientId, 'measurements'] as const

export const useMeasurements = (clientId: string, filters: MeasurementFilters = {}, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...measurementsKey(clientId), filters],
    queryFn: ({ pageParam, signal }) =>
      get<MeasurementPage>(`/clients/${clientId}/measurements`, { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  })

/** The units of the organisation, for choosing where somebody lives. */
export const useUnits = (enabled = true) =>
  useQuery({
    queryKey: ['units'],
    queryFn: ({ signal }) => get<{ items: Unit[] }>('/units', { signal }),
    staleTime: 10 * 60_000,
    enabled,
  })

/** The items of all pages that have been fetched. */
export const itemsOf = <T>(data: InfiniteData<{ items: T[] }> | undefined): T[] =>
  data?.pages.flatMap((page) => page.items) ?? []
