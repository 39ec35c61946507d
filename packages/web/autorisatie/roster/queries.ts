import type { RosterPreview, ShiftWeek } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get, post } from '../../ui/api/client.ts'

export const shiftsKey = ['shifts'] as const

export const useWeek = (week: string, unit: string) =>
  useQuery({
    queryKey: [...shiftsKey, week, unit],
    queryFn: ({ signal }) => get<ShiftWeek>('/shifts', { query: { week, unit }, signal }),
    placeholderData: (before) => before,
  })

export const previewRoster = (csv: string) => post<RosterPreview>('/roster/preview', { csv }, { timeout: 60_000 })
export const importRoster = (csv: string) => post<RosterPreview>('/roster/import', { csv }, { timeout: 60_000 })
