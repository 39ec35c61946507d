import type { DirectoryGroup, DirectoryGroupDetail, DirectoryOverview, FunctionRules } from '@hoede/contract'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../ui/api/client.ts'

export const directoryKey = ['directory'] as const

export const useDirectory = () =>
  useQuery({
    queryKey: [...directoryKey, 'overview'],
    queryFn: ({ signal }) => get<DirectoryOverview>('/directory', { signal }),
  })

export const useGroups = (enabled = true) =>
  useQuery({
    queryKey: [...directoryKey, 'groups'],
    queryFn: ({ signal }) => get<{ items: DirectoryGroup[] }>('/directory/groups', { signal }),
    enabled,
  })

export const useGroup = (groupId: string) =>
  useQuery({
    queryKey: [...directoryKey, 'group', groupId],
    queryFn: ({ signal }) => get<DirectoryGroupDetail>(`/directory/groups/${groupId}`, { signal }),
  })

export const useFunctions = () =>
  useQuery({
    queryKey: [...directoryKey, 'functions'],
    queryFn: ({ signal }) => get<FunctionRules>('/directory/functions', { signal }),
  })
