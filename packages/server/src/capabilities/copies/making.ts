import type { EnvironmentKeys } from '../../platform/crypto/keys.ts'
import type { Pseudonyms } from '../../platform/crypto/pseudonyms.ts'
import type { Corpus } from './corpus.ts'
import type { MadeUpPeople } from './made-up.ts'
import type { Group, Groups, KnownClient, KnownPerson } from './plan.ts'
import type { Survey } from './source.ts'

/** Everything that rows are made anew with; the secret in it is thrown away when the copy is done. */
export interface Making {
  pseudonyms: Pseudonyms
  clients: Groups<KnownClient>
  people: Groups<KnownPerson>
  /** Functions that are kept. */
  functions: ReadonlySet<string>
  survey: Survey
  madeUp: MadeUpPeople
  corpus: Corpus
  /** Of the copy; those of the source are not needed. */
  keys: EnvironmentKeys
  unitNames: ReadonlyMap<string, string>
  /** By client group: what everybody in it has. */
  shared: readonly { year: number; sex: string; region: string; deceased: boolean }[]
  /** By table and column: the values that a new environment has by itself. */
  known: ReadonlyMap<string, ReadonlySet<string>>
  /** Words that a new environment has by itself, in lower case: who is called so is not given away by it. */
  ordinary: ReadonlySet<string>
}

/** Stands for a row that is not copied: it has a code that fewer than ten people have and that nothing can stand for. */
export const dropped = Symbol('dropped')

/** What one row is about, found once for all of its columns. */
export interface Subject {
  /** Whether the row is a client or an employee, or belongs to one. */
  self: 'client' | 'person' | undefined
  /** The client in the source whose place the row gets, and the one that it came from. */
  to: KnownClient | undefined
  from: KnownClient | undefined
  client: Group<KnownClient> | undefined
  /** The employee that it is about: in the source, after dealing. */
  personId: string | null
  person: Group<KnownPerson> | undefined
  /** What is dealt together with this row. */
  part: string
  /** The row's id in the copy (of a version: that of its report). */
  id: string
}

/** The value of another column of the same row, as it was read. */
export type Read = (column: string) => string | null
export type Maker = (value: string | null, read: Read, about: Subject) => string | null | typeof dropped
