import { calledFor, type Family, familyFor, fullFamily, type GeneratedName, plainText } from './names.ts'
import { landline, mobile, type Town } from './particulars.ts'
import { idAt, type Random } from './random.ts'
import type { Setting } from './setting.ts'
import type { ContactRecord, Moment } from './types.ts'

/** Somebody around a client. */
export interface Relative {
  /** 'dochter' */
  relation: string
  called: string
  family: Family
  sex: 'male' | 'female'
}

export interface Relatives {
  partner: Relative | undefined
  /** Once married, now alone. */
  widowed: boolean
  /** In the order in which they are called. */
  others: Relative[]
}

const words = {
  child: { female: 'dochter', male: 'zoon' },
  sibling: { female: 'zus', male: 'broer' },
  parent: { female: 'moeder', male: 'vader' },
  cousin: { female: 'nicht', male: 'neef' },
  neighbour: { female: 'buurvrouw', male: 'buurman' },
  mentor: { female: 'mentor', male: 'mentor' },
  friend: { female: 'vriendin', male: 'vriend' },
} as const

export function makeRelatives(random: Random, client: GeneratedName, year: number, setting: Setting): Relatives {
  const relative = (kind: keyof typeof words, born: number, family: Family): Relative => {
    const sex = random.chance(0.58) ? 'female' : 'male'
    return {
      relation: words[kind][sex],
      called: calledFor(random, born, sex, kind === 'mentor' || kind === 'neighbour' ? -1 : client.background),
      family,
      sex,
    }
  }
  if (setting === 'living' || setting === 'daytime') {
    const parents = random.chance(year > 1970 ? 0.85 : 0.3) ? [relative('parent', year - 28, client.family)] : []
    const others = [relative('sibling', year + random.between(-4, 5), client.family)]
    if (parents.length === 0 || random.chance(0.3)) others.push(relative('mentor', 1972, familyFor(random)))
    return { partner: undefined, widowed: false, others: [...parents, ...others] }
  }
  const married = random.chance(0.88)
  const withPartner = married && random.chance(setting === 'home' ? 0.42 : 0.24)
  const sex = client.sex === 'female' ? 'male' : 'female'
  const partner: Relative | undefined = withPartner
    ? {
        relation: sex === 'male' ? 'echtgenoot' : 'echtgenote',
        called: calledFor(random, year + random.between(-3, 3), sex, client.background),
        family: sex === 'male' ? familyFor(random, client.background) : client.family,
        sex,
      }
    : undefined
  const childName = client.sex === 'male' ? client.family : (partner?.family ?? familyFor(random, client.background))
  const count = married ? random.pick([0, 1, 2, 2, 3, 3, 4]) : random.pick([0, 0, 0, 1])
  const children = Array.from({ length: count }, () =>
    relative(
      'child',
      Math.min(year + random.between(22, 38), 1990),
      random.chance(0.7) ? childName : familyFor(random),
    ),
  )
  const distinct = children.filter((each, index) => children.findIndex((one) => one.called === each.called) === index)
  const more: Relative[] = []
  if (distinct.length < 2) more.push(relative('cousin', year + 28, familyFor(random, client.background)))
  if (distinct.length === 0) {
    more.push(relative(setting === 'home' ? 'neighbour' : 'friend', year + 8, familyFor(random)))
  }
  return { partner, widowed: married && !withPartner, others: [...distinct, ...more] }
}

/** Contact persons as the record keeps them: the first contact first, and whoever decides where the client cannot. */
export function contactsOf(
  random: Random,
  clientId: string,
  relatives: Relatives,
  town: Town,
  represented: boolean,
  at: Moment,
): ContactRecord[] {
  const all = [...(relatives.partner ? [relatives.partner] : []), ...relatives.others].slice(0, 4)
  const mentor = all.findIndex((each) => each.relation === 'mentor')
  const representative = represented ? (mentor >= 0 ? mentor : relatives.partner && all.length > 1 ? 1 : 0) : -1
  return all.map((each, index) => {
    const roles: ContactRecord['roles'] = []
    if (index === 0) roles.push('first-contact')
    if (index === representative) roles.push('legal-representative')
    if (roles.length === 0) roles.push('contact')
    return {
      id: idAt(at, random),
      clientId,
      name: `${each.called} ${fullFamily(each.family)}`,
      relation: each.relation,
      roles,
      phone: random.chance(0.85) ? mobile(random) : landline(random, town),
      email: random.chance(0.6) ? `${plainText(each.called)}.${plainText(fullFamily(each.family))}@example.nl` : null,
      position: index + 1,
    }
  })
}
