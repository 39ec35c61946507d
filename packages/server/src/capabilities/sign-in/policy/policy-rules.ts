import { type FactorMethod, factorMethods, policyBounds, type SignInPolicy, signInWays } from '@hoede/contract'
import { holdsAddress, type Network, readNetwork } from '../../../platform/text/network.ts'
import { type FactorsOfPerson, hasUsableFactor } from '../../factors/public.ts'

export type PolicyValues = Omit<SignInPolicy, 'version'>

/** People who are alike for the policy: the roles that they hold now, those planned besides, and what they registered. */
export interface PolicyGroup {
  roles: string[]
  planned: string[]
  factors: Pick<FactorsOfPerson['factors'][number], 'kind' | 'line'>[]
  people: number
}

/** What a change of the policy is held against. */
export interface PolicyFacts {
  roles: { key: string; name: string }[]
  groups: PolicyGroup[]
  /** From where the change is asked. */
  address: string
  /** How many managers (setting:change and access:grant) came in completely in the last days, by a passkey alone or a provider. */
  managers: { passkey: number; provider: number }
  /** Would who asks have a way in without a password: a passkey that verifies, an identity at a provider that is on? */
  own: { passkey: boolean; provider: boolean }
  /** How many people have no way in but a password; of those with a passkey or identity only, how many of each. */
  people: { passkey: number; provider: number; both: number; neither: number }
  providersOn: number
  /** Kinds of messages for which a gateway is on. */
  channels: string[]
}

/** Lists in the order of the contract, addresses in lower case: the same choice is always written the same way. */
export function normalised(policy: PolicyValues): PolicyValues {
  const ordered = (methods: readonly FactorMethod[]) => factorMethods.filter((method) => methods.includes(method))
  const byRole = Object.entries(policy.factors.byRole).map(([key, methods]) => [key, ordered(methods)] as const)
  return {
    ...policy,
    ways: signInWays.filter((way) => policy.ways.includes(way)),
    factors: {
      everybody: ordered(policy.factors.everybody),
      byRole: Object.fromEntries(byRole.sort(([one], [other]) => (one < other ? -1 : 1))),
    },
    addressRanges: policy.addressRanges.map(({ name, range }) => ({
      name: name.replace(/\s+/g, ' ').trim(),
      range: range.trim().toLowerCase(),
    })),
  }
}

/** What holders of these roles may use: what everybody may, less what one of the roles does not allow (access.allowed_factors). */
export function allowedFor(factors: PolicyValues['factors'], roles: readonly string[]): FactorMethod[] {
  const narrower = roles.flatMap((key) => (Object.hasOwn(factors.byRole, key) ? [factors.byRole[key] ?? []] : []))
  return factors.everybody.filter((method) => narrower.every((methods) => methods.includes(method)))
}

/** The printed sheet runs out: alone it is no way to sign in. */
export const isEnough = (methods: readonly FactorMethod[]) => methods.some((method) => method !== 'recovery-code')

/** Why a policy cannot be saved, in plain Dutch; empty when it can. */
export function refusalsOf(policy: PolicyValues, facts: PolicyFacts): string[] {
  return [
    ...numbersOutOfBounds(policy),
    ...refusalsOfFactors(policy, facts),
    ...refusalsOfWays(policy, facts),
    ...refusalsOfRanges(policy, facts.address),
  ]
}

const numberNames = {
  passwordMinLength: 'De kortste lengte van een wachtwoord',
  lockoutFreeTries: 'Het aantal pogingen zonder wachten',
  lockoutLongestSeconds: 'De langste wachttijd in seconden',
  sessionIdleMinutes: 'De minuten zonder activiteit',
  sessionHours: 'De uren dat een aanmelding duurt',
  shiftHours: 'De uren van een dienst',
  phoneCodesADay: 'Het aantal codes per dag naar één nummer',
  phoneCodesADayAll: 'Het aantal codes per dag van de hele omgeving',
} as const satisfies Record<keyof typeof policyBounds, string>

function numbersOutOfBounds(policy: PolicyValues): string[] {
  const names = Object.keys(numberNames) as (keyof typeof numberNames)[]
  return names.flatMap((name) => {
    const { min, max } = policyBounds[name]
    const fits = Number.isInteger(policy[name]) && policy[name] >= min && policy[name] <= max
    return fits ? [] : [`${numberNames[name]} is een getal van ${min} tot en met ${max}.`]
  })
}

function refusalsOfFactors({ factors }: PolicyValues, { roles, groups }: PolicyFacts): string[] {
  if (!isEnough(factors.everybody)) {
    return ['Laat voor iedereen minstens één manier aan voor de tweede stap. Het codeblad alleen is niet genoeg.']
  }
  const names = new Map(roles.map((role) => [role.key, role.name]))
  const nameOf = (key: string) => `«${names.get(key) ?? key}»`
  const chosen = Object.keys(factors.byRole)
  const unknown = chosen.filter((key) => !names.has(key)).map((key) => `De rol ${nameOf(key)} bestaat niet.`)
  const empty = chosen.filter((key) => names.has(key) && !isEnough(allowedFor(factors, [key])))
  const emptyRoles = empty.map(
    (key) => `Voor de rol ${nameOf(key)} blijft geen manier over voor de tweede stap, behalve het codeblad.`,
  )
  const stuck = new Map<string, number>()
  for (const group of groups) {
    const held = [...new Set([...group.roles, ...group.planned])].filter((key) => chosen.includes(key)).sort()
    // One role that leaves nothing is told above.
    if (held.some((key) => empty.includes(key)) || isEnough(allowedFor(factors, held))) continue
    const together = inWords(held.map(nameOf))
    stuck.set(together, (stuck.get(together) ?? 0) + group.people)
  }
  const combinations = [...stuck].map(
    ([together, people]) =>
      `Voor ${people} ${people === 1 ? 'medewerker' : 'medewerkers'} met de rollen ${together} samen blijft geen manier over voor de tweede stap, behalve het codeblad.`,
  )
  return [...unknown, ...emptyRoles, ...combinations]
}

/** So recently a manager must have come in by a way for it to be relied on. */
export const provenDays = 7

/**
 * Everybody can have a password. Without it, somebody who can undo this must have shown that the ways that stay work: a provider
 * that nobody can sign in with cannot become the only way in.
 */
function refusalsOfWays({ ways }: PolicyValues, facts: PolicyFacts): string[] {
  if (ways.length === 0) return ['Laat minstens één manier van aanmelden aan.']
  if (ways.includes('password')) return []
  const [passkey, provider] = [ways.includes('passkey'), ways.includes('provider')]
  if (provider && !passkey && facts.providersOn === 0)
    return ['Er staat geen single sign-on aan. Dan kan niemand zich nog aanmelden.']
  const refusals: string[] = []
  if ((passkey ? facts.managers.passkey : 0) + (provider ? facts.managers.provider : 0) === 0) {
    refusals.push(
      `Het wachtwoord kan pas uit als minstens één beheerder zich in de laatste ${provenDays} dagen volledig heeft aangemeld op een manier die aan blijft. Een beheerder is iemand die instellingen mag wijzigen en rollen mag geven. Meld je eerst zelf zo aan, en zet het wachtwoord daarna uit.`,
    )
  }
  if (!((passkey && facts.own.passkey) || (provider && facts.own.provider))) {
    refusals.push('Je zou jezelf buitensluiten: je hebt zelf nog geen manier om je zonder wachtwoord aan te melden.')
  }
  return refusals
}

function refusalsOfRanges({ addressRanges }: PolicyValues, address: string): string[] {
  const refusals: string[] = []
  const networks: Network[] = []
  const seen = new Set<string>()
  for (const { name, range } of addressRanges) {
    const network = readNetwork(range)
    if (network === 'no-network') {
      refusals.push(`«${range}» is geen netwerk. Schrijf het als 192.0.2.0/24 of 2001:db8::/32.`)
    } else if (network === 'loose-bits') {
      refusals.push(`«${range}» is een adres in een netwerk. Vul het begin van het netwerk in, zoals 192.0.2.0/24.`)
    } else {
      networks.push(network)
      const key = `${network.base}/${network.prefix}/${network.family}`
      if (seen.has(key)) refusals.push(`Het netwerk ${range} staat er twee keer in.`)
      seen.add(key)
    }
    if (!name) refusals.push(`Geef het netwerk ${range} een naam.`)
  }
  if (networks.length > 0 && !networks.some((network) => holdsAddress(network, address))) {
    refusals.push(`Je zou jezelf buitensluiten: je eigen adres (${address}) valt buiten deze netwerken.`)
  }
  return refusals
}

/** What whoever saves a policy should know. */
export function warningsOf(policy: PolicyValues, facts: PolicyFacts): string[] {
  return [...warningsOfFactors(policy, facts), ...warningsOfWays(policy, facts)]
}

const isPhone = (method: FactorMethod) => method === 'sms' || method === 'voice'

function warningsOfFactors({ factors }: PolicyValues, { roles, groups, channels }: PolicyFacts): string[] {
  const warnings: string[] = []
  const names = new Map(roles.map((role) => [role.key, role.name]))
  const onlyPhone = (held: readonly string[]) => {
    const allowed = allowedFor(factors, held).filter((method) => method !== 'recovery-code')
    return allowed.length > 0 && allowed.every(isPhone)
  }
  const norm =
    'De norm ASVS (6.6.1) vraagt ook een sterkere manier aan te bieden, zoals een authenticator-app of een passkey.'
  if (onlyPhone([])) {
    warnings.push(`Iedereen kan alleen een code per sms of telefoon gebruiken. ${norm}`)
  } else {
    const people = groups.reduce((sum, group) => sum + (onlyPhone(group.roles) ? group.people : 0), 0)
    const held = Object.keys(factors.byRole).filter((key) => names.has(key) && onlyPhone([key]))
    if (people > 0 || held.length > 0) {
      const who = held.length ? ` (${inWords(held.map((key) => `«${names.get(key)}»`))})` : ''
      warnings.push(`${peopleInWords(people)}${who} alleen een code per sms of telefoon. ${norm}`)
    }
  }
  for (const [method, words] of [
    ['sms', 'sms-codes'],
    ['voice', 'gesproken codes'],
  ] as const) {
    if (factors.everybody.includes(method) && !channels.includes(method))
      warnings.push(`Er is nog niets ingesteld waarmee Hoede ${words} kan versturen.`)
  }
  if (!factors.everybody.includes('recovery-code')) {
    warnings.push(
      'Zonder codeblad kan iemand die zijn telefoon kwijt is alleen weer naar binnen met een herstel door twee collega’s.',
    )
  }
  return warnings
}

function warningsOfWays({ ways }: PolicyValues, { people, providersOn }: PolicyFacts): string[] {
  const warnings: string[] = []
  if (ways.includes('provider') && ways.length > 1 && providersOn === 0)
    warnings.push('Er staat geen single sign-on aan. Die manier is dus nog niet te gebruiken.')
  if (!ways.includes('password')) {
    const locked =
      people.neither +
      (ways.includes('passkey') ? 0 : people.passkey) +
      (ways.includes('provider') ? 0 : people.provider)
    if (locked > 0) {
      warnings.push(
        `${peopleInWords(locked)} zonder wachtwoord nog geen manier om zich aan te melden. Koppel hen eerst, of laat hen een passkey maken.`,
      )
    }
  }
  return warnings
}

/** How many people have registered factors of which none could be used any more. */
export const peopleWhoMustRegister = ({ factors }: PolicyValues, groups: readonly PolicyGroup[]): number =>
  groups
    .filter((group) => group.factors.length > 0)
    .filter((group) => !hasUsableFactor({ ...group, allowed: allowedFor(factors, group.roles) }))
    .reduce((sum, group) => sum + group.people, 0)

const peopleInWords = (people: number) => (people === 1 ? '1 medewerker heeft' : `${people} medewerkers hebben`)

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} en ${words.at(-1)}`
}
