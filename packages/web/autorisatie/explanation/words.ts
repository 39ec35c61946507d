import type { AccessChain, Obstacle, Remedy, WhoAnswer } from '@hoede/contract'
import type { Permission } from '@hoede/contract/vocabulary'
import { useLingui } from '@lingui/react/macro'
import { shortMoment } from '../../ui/formats/dates.ts'
import { permissionName, scopeName } from '../../ui/i18n/vocabulary.ts'
import { untilInWords } from '../parts/days.ts'

type Ground = Pick<WhoAnswer['people'][number]['grants'][number], 'role' | 'scope' | 'unit' | 'until'>

/** "Verzorgende · Berkenhof 2, t/m zondag": a grant in a line. */
export function useGroundWords(): (ground: Ground) => string {
  const { t } = useLingui()
  return ({ role, scope, unit, until }) => {
    const where = unit?.name ?? scopeName(scope)
    const line = `${role} · ${where}`
    if (!until) return line
    const end = untilInWords(until)
    return /^(t\/m|through) /.test(end) ? `${line}, ${end}` : `${line}, ${t`tot ${end}`}`
  }
}

/** What keeps a grant from letting somebody in. */
export function useObstacleWords(): (obstacle: Obstacle) => string {
  const { t } = useLingui()
  const words: Record<Obstacle, string> = {
    'not-employed': t`deze medewerker is dan niet in dienst`,
    'not-in-period': t`de rol is dan niet begonnen, afgelopen of ingetrokken`,
    waiting: t`de rol wacht nog op een tweede collega`,
    'not-in-role': t`dit recht zit niet in de rol`,
    'organisation-only': t`dit recht werkt alleen voor de hele organisatie`,
    'out-of-scope': t`de cliënt valt niet binnen het bereik`,
    'out-of-within': t`de cliënt valt buiten de grens van de rol`,
    excepted: t`de cliënt is uitgezonderd`,
    objection: t`de cliënt heeft bezwaar gemaakt tegen deze medewerker`,
    closed: t`het dossier is afgesloten en deze medewerker staat niet op de lijst`,
    'closed-part': t`dit deel van het dossier is afgesloten voor deze functie`,
  }
  return (obstacle) => words[obstacle]
}

/** What takes an obstacle away, as somebody would do it. */
export function useRemedyWords(permission: Permission): (remedy: Remedy) => string {
  const { t } = useLingui()
  const right = permissionName(permission)
  const words: Record<Remedy, string> = {
    employ: t`neem deze medewerker weer in dienst`,
    confirm: t`laat een tweede collega de rol goedkeuren`,
    'give-again': t`geef de rol opnieuw`,
    'permission-in-role': t`neem het recht “${right}” op in de rol`,
    'whole-organisation': t`geef de rol voor de hele organisatie`,
    'join-team': t`plaats deze medewerker in het team waar de cliënt in zorg is`,
    'care-relation': t`leg een zorgrelatie met de cliënt vast`,
    shift: t`zet deze medewerker op het rooster waar de cliënt in zorg is`,
    'wider-scope': t`geef de rol met een bereik waar de cliënt in valt`,
    'wider-limit': t`geef de rol zonder de grens waar de cliënt buiten valt`,
    'no-exception': t`geef de rol zonder de uitzondering voor deze cliënt`,
    'new-role': t`geef een rol met het recht “${right}” waarvan het bereik deze cliënt bevat`,
    'withdraw-objection': t`alleen de cliënt kan het bezwaar intrekken`,
    'name-on-closure': t`zet deze medewerker op de lijst van het afgesloten dossier`,
    'open-part': t`open dit deel van het dossier weer voor deze functie`,
  }
  return (remedy) => words[remedy]
}

/** The fact that a scope rests on. */
export function useRelationWords(): (relation: NonNullable<AccessChain['relation']>) => string {
  const { t } = useLingui()
  return ({ kind, name, from }) => {
    const since = shortMoment(from)
    if (kind === 'membership') return t`werkt in ${name} sinds ${since}`
    if (kind === 'care-relation') return t`zorgrelatie: ${name}, sinds ${since}`
    if (kind === 'shift') return t`dienst bij ${name} vanaf ${since}`
    return t`de cliënt is in ${name} sinds ${since}`
  }
}

/** Who or what gave a grant. */
export function useSourceWords(): (grant: { source: string; grantedBy: string | null }) => string {
  const { t } = useLingui()
  return ({ source, grantedBy }) => {
    if (source === 'emergency') return t`noodtoegang`
    if (source === 'function') return t`vanzelf, door de functie`
    if (source === 'group') return t`vanzelf, door een groep`
    return grantedBy ? t`gegeven door ${grantedBy}` : t`ingericht door de leverancier`
  }
}
