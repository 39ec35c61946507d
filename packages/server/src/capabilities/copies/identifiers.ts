import { bsnHashes } from '../../platform/crypto/keys.ts'
import { seal } from '../../platform/crypto/seal.ts'
import { arrayFromCopy, arrayToCopy, bytesToCopy, fromCopy, toCopy } from '../../platform/db/copy-through.ts'
import { fullNameOf, initials, type MadeUpClient, type MadeUpPerson } from './made-up.ts'
import type { Maker, Making } from './making.ts'
import type { KnownClient } from './plan.ts'
import { CopyProblem } from './problem.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What becomes of a column that says who somebody is; `place` (table.column) is for what goes wrong. */
export function identifierMaker(making: Making, which: string, place: string): Maker {
  const maker = idMakers(making, place)[which] ?? nameMakers(making)[which] ?? clientMakers(making)[which]
  if (!maker) throw new CopyProblem('column-without-class', `${place}: met identifier:${which} is niets te doen.`)
  return maker
}

function idMakers({ pseudonyms, clients }: Making, place: string): Record<string, Maker> {
  const id = (value: string) => {
    if (!uuid.test(value)) throw new CopyProblem('row-not-understood', `${place} is geen sleutel.`)
    return pseudonyms.id(value)
  }
  const plain: Maker = (value) => (value === null ? null : id(value))
  return {
    row: plain,
    unit: plain,
    role: plain,
    person: place.endsWith('.person_id')
      ? (value, _read, { personId }) => (value === null ? null : id(personId as string))
      : plain,
    units: (value) => (value === null ? null : arrayToCopy(arrayFromCopy(value).map(id))),
    client: (value, _read, { to }) => (value === null ? null : id((to as KnownClient).id)),
    clients: (value, _read, { part }) =>
      value === null ? null : arrayToCopy(arrayFromCopy(value).map((each) => id(clients.dealtTo(each, part).id))),
  }
}

const maybe = (text: string | null | undefined) => (text ? toCopy(text) : null)

/** Names and numbers of clients, employees, contact persons and whoever wrote. */
function nameMakers({ madeUp, pseudonyms, unitNames }: Making): Record<string, Maker> {
  const own =
    (client: (made: MadeUpClient) => string | null, person: (made: MadeUpPerson) => string | null): Maker =>
    (_value, _read, { self, to, personId }) =>
      maybe(
        self === 'client' ? client(madeUp.client((to as KnownClient).id)) : person(madeUp.person(personId as string)),
      )
  /** Somebody of whom there is only this row has what it had: a number when there was one. */
  const ownOr =
    (maker: Maker, other: (digits: string) => string): Maker =>
    (value, read, about) => {
      if (about.self) return maker(value, read, about)
      if (value === null) return null
      return other(String(pseudonyms.number('contact', about.id, 1_000_000)).padStart(6, '0'))
    }
  return {
    'given-name': own(
      ({ name }) => name.called,
      ({ given }) => given,
    ),
    prefix: own(
      ({ name }) => name.family.prefix,
      ({ family }) => family.prefix,
    ),
    'family-name': own(
      ({ name }) => name.family.name,
      ({ family }) => family.name,
    ),
    'user-name': (_value, _read, { personId }) => madeUp.person(personId as string).userName,
    mail: ownOr(
      own(
        ({ mail }) => mail,
        ({ mail }) => mail,
      ),
      (digits) => `contact${digits}@example.nl`,
    ),
    mobile: ownOr(
      own(
        (client) => client.mobile,
        (person) => person.mobile,
      ),
      (digits) => `06-00${digits.slice(0, 2)} ${digits.slice(2)}`,
    ),
    'contact-name': (_value, _read, { id }) => toCopy(madeUp.somebody('contact', id)),
    'unit-name': (_value, read) => toCopy(unitNames.get(read('id') as string) as string),
    'author-name': (value, read) => {
      const author = read('author_id') ?? read('performer_id')
      return toCopy(author === null ? madeUp.writer(fromCopy(value ?? '')) : fullNameOf(madeUp.person(author)))
    },
  }
}

function clientMakers({ madeUp, keys }: Making): Record<string, Maker> {
  const of =
    (make: (client: MadeUpClient) => string | null | undefined): Maker =>
    (_value, _read, { to }) =>
      maybe(make(madeUp.client((to as KnownClient).id)))
  return {
    'given-names': of(({ name }) => name.registered),
    initials: of(({ name }) => initials(name)),
    'partner-prefix': of(({ partner }) => partner?.prefix),
    'partner-name': of(({ partner }) => partner?.name),
    'client-number': of(({ number }) => number),
    bsn: (_value, _read, { to, id }) => {
      const { bsn } = madeUp.client((to as KnownClient).id)
      return bsn === null ? null : bytesToCopy(seal(keys.seal, bsn, id))
    },
    'bsn-hash': (_value, _read, { to }) => {
      const { bsn } = madeUp.client((to as KnownClient).id)
      return bsn === null ? null : bytesToCopy(bsnHashes(keys, bsn)[0])
    },
    street: of(({ address }) => address.street),
    'house-number': of(({ address }) => address.houseNumber),
    'postal-code': of(({ address }) => address.postalCode),
    city: of(({ address }) => address.city),
    country: () => 'Nederland',
    phone: of(({ phone }) => phone),
    practice: of(({ practice }) => practice.name),
    'practice-phone': of(({ practice }) => practice.phone),
  }
}
