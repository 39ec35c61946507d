import type {
  Grant,
  LogEntry,
  LogQuery,
  LogSubjects,
  Membership,
  PersonDetail,
  PersonSummary,
  Role,
  Setting,
  Unit,
} from '@hoede/contract'
import type { LogKind } from '@hoede/contract/vocabulary'
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get, post } from '../ui/api/client.ts'

const firstPage = undefined as string | undefined

interface Paged<T> {
  items: T[]
  next: string | null
}

export interface PeopleFilters {
  q?: string | undefined
  unit?: string | undefined
  left?: boolean | undefined
}

export const usePeople = (filters: PeopleFilters) =>
  useInfiniteQuery({
    queryKey: ['people', filters],
    queryFn: ({ pageParam, signal }) =>
      get<Paged<PersonSummary>>('/people', {
        query: { ...filters, left: filters.left || undefined, cursor: pageParam },
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })

export const personKey = (personId: string) => ['person', personId] as const

export const usePerson = (personId: string) =>
  useQuery({
    queryKey: personKey(personId),
    queryFn: ({ signal }) => get<PersonDetail>(`/people/${personId}`, { signal }),
  })

export const grantsOfPersonKey = (personId: string) => ['grants', 'person', personId] as const

export const useGrantsOfPerson = (personId: string, enabled: boolean) =>
  useQuery({
    queryKey: grantsOfPersonKey(personId),
    queryFn: ({ signal }) => get<{ items: Grant[] }>(`/people/${personId}/grants`, { signal }),
    enabled,
  })

/** The active grants of a role, or those that reach a unit. */
export const useActiveGrants = (of: { role?: string; unit?: string }, enabled = true) =>
  useQuery({
    queryKey: ['grants', 'active', of],
    queryFn: ({ signal }) => get<{ items: Grant[] }>('/grants', { query: of, signal }),
    enabled,
  })

export const rolesKey = ['roles'] as const

export const useRoles = (enabled = true) =>
  useQuery({
    queryKey: rolesKey,
    queryFn: ({ signal }) => get<{ items: Role[] }>('/roles', { signal }),
    enabled,
  })

export const unitsKey = ['units'] as const

export const useUnits = () =>
  useQuery({
    queryKey: unitsKey,
    queryFn: ({ signal }) => get<{ items: Unit[] }>('/units', { signal }),
    staleTime: 10 * 60_000,
  })

export const settingsKey = ['settings'] as const

export const useSettings = () =>
  useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => get<{ items: Setting[] }>('/settings', { signal }),
  })

export type LogAction = NonNullable<LogQuery['action']>
export type LogGround = NonNullable<LogQuery['ground']>

/** What the log is asked for; the moments are ISO. */
export interface LogFilters {
  client?: string | undefined
  person?: string | undefined
  from?: string | undefined
  until?: string | undefined
  outcome?: string | undefined
  event?: string | undefined
  kind?: LogKind | undefined
  emergency?: true | undefined
  supplier?: true | undefined
  partner?: true | undefined
  action?: LogAction | undefined
  unit?: string | undefined
  ground?: LogGround | undefined
  grant?: string | undefined
}

/** Never asked again by itself: each look at the log is a row in it. */
export const useLog = (filters: LogFilters | undefined, attempt: number) =>
  useInfiniteQuery({
    queryKey: ['log', filters, attempt],
    queryFn: ({ pageParam, signal }) =>
      get<Paged<LogEntry>>('/log', { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: filters !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  })

export const useLogEvents = () =>
  useQuery({
    queryKey: ['log-events'],
    queryFn: ({ signal }) => get<{ items: { event: string; text: string }[] }>('/log/events', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const findSubjects = (q: string) => post<LogSubjects>('/log/subjects', { q })

/** The items of all pages that have been fetched. */
export const itemsOf = <T>(data: InfiniteData<{ items: T[] }> | undefined): T[] =>
  data?.pages.flatMap((page) => page.items) ?? []

/** A membership that has not ended yet. */
export const isOpen = (membership: Pick<Membership, 'until'>, now = Date.now()): boolean =>
  membership.until === null || Date.parse(membership.until) > now
