import { type Obstacle, organisationWide, type Permission, permissions } from '@hoede/contract'

/** What is known of one grant for one client and one permission. */
export interface Judged {
  permissions: readonly string[]
  open: readonly string[]
  wide: boolean
  employed: boolean
  inPeriod: boolean
  inScope: boolean
  inWithin: boolean
  excepted: boolean
  waiting: boolean
}

export interface Limits {
  closed: boolean
  objected: boolean
  parts: readonly string[]
}

/** Everything that keeps a grant from letting somebody in; nothing means that it does. */
export function obstaclesOf(judged: Judged, permission: Permission, limits: Limits): Obstacle[] {
  const { waiting } = judged
  const given = judged.permissions.includes(permission)
  const barred = given && !judged.open.includes(permission)
  const list: [boolean, Obstacle][] = [
    [!judged.employed, 'not-employed'],
    [!judged.inPeriod && waiting, 'waiting'],
    [!judged.inPeriod && !waiting, 'not-in-period'],
    [!given, 'not-in-role'],
    [given && !judged.wide && organisationWide.includes(permission), 'organisation-only'],
    [!judged.inScope, 'out-of-scope'],
    [!judged.inWithin, 'out-of-within'],
    [judged.excepted, 'excepted'],
    [barred && limits.objected, 'objection'],
    [barred && !limits.objected && limits.closed, 'closed'],
    [barred && !limits.objected && !limits.closed, 'closed-part'],
  ]
  return list.filter(([is]) => is).map(([, obstacle]) => obstacle)
}

const obstacleWords: Record<Obstacle, string> = {
  'not-employed': 'deze medewerker is (dan) niet in dienst',
  'not-in-period': 'de rol is (dan) niet begonnen, afgelopen of ingetrokken',
  waiting: 'de rol wacht nog op een tweede collega',
  'not-in-role': 'dit recht zit niet in de rol',
  'organisation-only': 'dit recht werkt alleen voor de hele organisatie',
  'out-of-scope': 'de cliënt valt niet binnen het bereik',
  'out-of-within': 'de cliënt valt buiten de grens van de rol',
  excepted: 'de cliënt is uitgezonderd',
  objection: 'de cliënt heeft bezwaar gemaakt tegen deze medewerker',
  closed: 'het dossier is afgesloten en deze medewerker staat niet op de lijst',
  'closed-part': 'dit deel van het dossier is afgesloten voor deze functie',
}

export const obstaclesInWords = (obstacles: readonly Obstacle[]) =>
  obstacles.map((each) => obstacleWords[each]).join(', ')

/** What would be needed to get in, said as things that somebody can arrange. */
export function neededFor(
  chains: readonly { role: string; obstacles: readonly Obstacle[] }[],
  permission: Permission,
  limits: Limits,
): string[] {
  const all = chains.map((each) => each.obstacles)
  if (limits.objected) return ['De cliënt heeft bezwaar gemaakt. Alleen als de cliënt dat intrekt, kan dit.']
  if (all.length > 0 && all.every((each) => each.includes('not-employed'))) return ['In dienst zijn.']
  const needed: string[] = []
  const only = (...of: Obstacle[]) => chains.filter(({ obstacles }) => obstacles.every((each) => of.includes(each)))
  for (const { role } of only('out-of-scope')) {
    needed.push(
      `Met de rol ${role}: het team, de dienst of de zorgrelatie waardoor de cliënt binnen het bereik valt, of een ruimer bereik.`,
    )
  }
  for (const { role } of only('waiting')) needed.push(`Een tweede collega keurt de rol ${role} goed.`)
  if (all.every((each) => each.includes('not-in-role') || each.includes('not-in-period')))
    needed.push(`Een rol met het recht “${permissions[permission]}” die deze cliënt bereikt.`)
  if (all.some((each) => each.includes('closed'))) needed.push('Op de lijst van dit afgesloten dossier staan.')
  if (all.some((each) => each.includes('closed-part')))
    needed.push('Dit deel van het dossier weer open voor deze functie.')
  return needed.length > 0 ? [...new Set(needed)] : ['Een rol waarvan het bereik deze cliënt wel bevat.']
}
