export interface PersonalName {
  givenName: string
  prefix: string | null
  familyName: string
}

/** "Sanne de Wit": how the name of an employee is written, its prefix as it was entered. */
export function personName({ givenName, prefix, familyName }: PersonalName): string {
  return [givenName, prefix, familyName].filter(Boolean).join(' ')
}
