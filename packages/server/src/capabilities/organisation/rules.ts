import { searchable } from '../../platform/text/normalise.ts'

export interface PersonalName {
  givenName: string
  prefix: string | null
  familyName: string
}

/** "Sanne de Wit": how the name of an employee is written, its prefix as it was entered. */
export function personName({ givenName, prefix, familyName }: PersonalName): string {
  return [givenName, prefix, familyName].filter(Boolean).join(' ')
}

/** A name as it is looked for: "sanne de wit". */
export const searchName = (name: PersonalName): string => searchable(personName(name))

/** One line of text as people mean it: no spaces around it, single ones within. */
export const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** What may be left empty: nothing typed is no value. */
export const tidyOrNull = (text: string | null | undefined): string | null => tidy(text ?? '') || null

/** The words of a search field as patterns for LIKE; each must be found in name, user name or function. */
export const searchPatterns = (question: string | undefined): string[] =>
  searchable(question ?? '')
    .split(' ')
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => `%${word}%`)

export type UnitKind = 'organisation' | 'location' | 'team'

/** Locations and teams stand in the organisation or in a location; a team has nothing below it. */
export const mayHold = (parent: UnitKind): boolean => parent !== 'team'

/** People work in a team or at a location; membership of the whole organisation would make everybody's clients their own. */
export const mayHaveMembers = (kind: UnitKind): boolean => kind !== 'organisation'
