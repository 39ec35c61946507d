import {
  calledFor,
  type Family,
  familyFor,
  fullFamily,
  type GeneratedName,
  initialsOf,
  nameFor,
  plainText,
} from '../../demo/names.ts'
import {
  type Address,
  addressIn,
  landline,
  mobile,
  practicesOf,
  type Town,
  testBsns,
  towns,
} from '../../demo/particulars.ts'
import { Random } from '../../demo/random.ts'
import type { Pseudonyms } from '../../platform/crypto/pseudonyms.ts'

/** Somebody who does not exist. */
export interface MadeUpClient {
  name: GeneratedName
  partner: Family | null
  address: Address
  phone: string
  mobile: string | null
  mail: string | null
  practice: { name: string; phone: string }
  birthDate: string
  number: string
  /** None when the range for tests is used up. */
  bsn: string | null
}
export interface MadeUpPerson {
  given: string
  family: Family
  userName: string
  mail: string
  mobile: string
}

export const fullNameOf = ({ given, family }: Pick<MadeUpPerson, 'given' | 'family'>) =>
  `${given} ${fullFamily(family)}`

/** Makes people up: the same one for the same id, in every table. Nothing of the source goes in but the id. */
export class MadeUpPeople {
  readonly #pseudonyms: Pseudonyms
  readonly #clients = new Map<string, MadeUpClient>()
  readonly #people = new Map<string, MadeUpPerson>()
  readonly #writers = new Map<string, string>()
  readonly #userNames = new Set<string>()
  readonly #bsns: string[]
  /** Where a region of the source lies in the copy. */
  readonly townOf: (region: string) => Town

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms
    this.#bsns = new Random(pseudonyms.seed('bsn', '')).shuffled(testBsns())
    this.townOf = (region) => towns[pseudonyms.number('region', region, towns.length)] as Town
  }

  /** `rank` is a place in a secret order, from 0. */
  addClient(id: string, rank: number, year: number, sex: string, region: string): MadeUpClient {
    const random = new Random(this.#pseudonyms.seed('client', id))
    const name = nameFor(random, year, sex === 'male' ? 'male' : 'female', 0.15)
    const town = this.townOf(region)
    const mail = random.chance(0.3) ? `${plainText(name.called)}.${plainText(name.family.name)}@example.nl` : null
    const birthDay = new Date(Date.UTC(year, 0, random.between(1, 365)))
    const client = {
      name,
      partner: random.chance(0.4) ? familyFor(random, name.background) : null,
      address: addressOf(random, town),
      phone: landline(random, town),
      mobile: random.chance(0.5) ? mobile(random) : null,
      mail,
      practice: random.pick(practicesOf(new Random(this.#pseudonyms.seed('practices', town.name)), town)),
      birthDate: birthDay.toISOString().slice(0, 10),
      number: String(800_001 + rank),
      bsn: this.#bsns[rank] ?? null,
    }
    this.#clients.set(id, client)
    return client
  }

  client(id: string): MadeUpClient {
    const client = this.#clients.get(id)
    if (!client) throw new Error('somebody who was not made up')
    return client
  }

  person(id: string): MadeUpPerson {
    const known = this.#people.get(id)
    if (known) return known
    const random = new Random(this.#pseudonyms.seed('person', id))
    const drawn = nameFor(random, 1985, random.chance(0.86) ? 'female' : 'male', 0.17)
    const base = `${plainText(drawn.called)}.${plainText(fullFamily(drawn.family))}`.slice(0, 56)
    let userName = base
    for (let number = 2; this.#userNames.has(userName); number += 1) userName = `${base}${number}`
    this.#userNames.add(userName)
    const person = {
      given: drawn.called,
      family: drawn.family,
      userName,
      mail: `${userName}@example.nl`,
      mobile: mobile(random),
    }
    this.#people.set(id, person)
    return person
  }

  /** The name of somebody who wrote and is no employee here: the same name for the same name. */
  writer(name: string): string {
    const known = this.#writers.get(name)
    if (known) return known
    const made = this.somebody('writer', name)
    this.#writers.set(name, made)
    return made
  }

  somebody(purpose: string, id: string): string {
    const random = new Random(this.#pseudonyms.seed(purpose, id))
    return fullNameOf({
      given: calledFor(random, random.between(1945, 1985), random.chance(0.58) ? 'female' : 'male'),
      family: familyFor(random),
    })
  }
}

/** The digits are those of the town, for everybody in it. */
function addressOf(random: Random, town: Town): Address {
  const address = addressIn(random, town)
  return { ...address, postalCode: `${town.code}${address.postalCode.slice(4)}` }
}

export const initials = (name: GeneratedName) => initialsOf(name.registered)
