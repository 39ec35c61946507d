import { type Permission, permissionNames } from '@hoede/contract/vocabulary'

export type GroupName = 'clients' | 'reports' | 'people' | 'access' | 'control'

const groupOf: Record<string, GroupName> = {
  client: 'clients',
  bsn: 'clients',
  report: 'reports',
  measurement: 'reports',
  people: 'people',
  organisation: 'people',
  access: 'access',
  role: 'access',
}

/** The contract's permissions in groups; a new kind of permission lands in the last group until it gets its own. */
export function permissionGroups(): [GroupName, Permission[]][] {
  const groups = new Map<GroupName, Permission[]>()
  for (const permission of permissionNames) {
    const group = groupOf[permission.split(':')[0] ?? ''] ?? 'control'
    groups.set(group, [...(groups.get(group) ?? []), permission])
  }
  return [...groups]
}
