import type { ScopeName } from '@hoede/contract/vocabulary'
import { useLingui } from '@lingui/react/macro'
import { useUnits } from '../queries.ts'
import { useRelationKinds } from './queries.ts'
import { numbersIn, type ScopeDraft, takesExcept, takesWithin } from './scope-draft.ts'

/** A reach by the names in it. */
export interface ScopeParts {
  scope: ScopeName
  unit: string | undefined
  client: string | undefined
  relation: string | undefined
  before: number | undefined
  after: number | undefined
  within: string | undefined
  exceptUnits: string[]
  /** Undefined: a client beyond the reach of who looks. */
  exceptClients: (string | undefined)[]
}

/** What a draft means so far, by its names; undefined while nothing is chosen. */
export function usePartsOfDraft(): (draft: ScopeDraft) => ScopeParts | undefined {
  const units = useUnits().data?.items ?? []
  const kinds = useRelationKinds().data?.items ?? []
  const unit = (id: string) => units.find((each) => each.id === id)?.name
  const number = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : undefined)
  return (draft) => {
    const { scope } = draft
    if (!scope) return undefined
    return {
      scope,
      unit: unit(draft.unitId),
      client: draft.clientNumber.trim() || undefined,
      relation: scope === 'own-clients' ? kinds.find((each) => each.key === draft.relationKind)?.name : undefined,
      before: number(draft.minutesBefore),
      after: number(draft.minutesAfter),
      within: takesWithin(scope) ? unit(draft.withinUnitId) : undefined,
      exceptUnits: takesExcept(scope) ? draft.exceptUnits.flatMap((id) => unit(id) ?? []) : [],
      exceptClients: takesExcept(scope) ? numbersIn(draft.exceptClients) : [],
    }
  }
}

/** A reach as a part of a sentence: "de cliënten van de eigen teams, alleen binnen Berkenhof, behalve Berkenhof 1". */
export function useReachWords(): (parts: ScopeParts) => string {
  const { t } = useLingui()
  const spell = useSpelledTime()
  const base = (parts: ScopeParts): string => {
    const { unit, client, relation, before, after } = parts
    switch (parts.scope) {
      case 'organisation':
        return t`alle cliënten van de hele organisatie`
      case 'unit':
        return unit ? t`alle cliënten van ${unit} en alles daaronder` : t`alle cliënten van een locatie of team`
      case 'own-teams':
        return t`de cliënten van de eigen teams`
      case 'own-clients':
        return relation
          ? t`de cliënten met wie er een zorgrelatie is als ${relation}`
          : t`de cliënten met wie er een zorgrelatie is`
      case 'roster': {
        if (before === undefined || after === undefined)
          return t`de cliënten waar dienst is, van een poos ervoor tot een poos erna`
        const [early, late] = [spell(before), spell(after)]
        return t`de cliënten waar dienst is, van ${early} vóór tot ${late} na de dienst`
      }
      case 'client':
        return client ? t`cliënt ${client}` : t`één cliënt`
    }
  }
  return (parts) => {
    const { within } = parts
    const beyond = parts.exceptClients.filter((each) => each === undefined).length
    const except = [
      ...parts.exceptUnits,
      ...parts.exceptClients.flatMap((number) => (number ? [t`cliënt ${number}`] : [])),
      ...(beyond ? [t`${beyond} cliënten buiten jouw bereik`] : []),
    ].join(', ')
    return [base(parts), within && t`alleen binnen ${within}`, except && t`behalve ${except}`]
      .filter(Boolean)
      .join(', ')
  }
}

/** "2 uur", "1½ uur", "45 minuten". */
export function useSpelledTime(): (minutes: number) => string {
  const { t } = useLingui()
  return (minutes) => {
    if (minutes < 60 || minutes % 30 !== 0) return minutes === 1 ? t`1 minuut` : t`${minutes} minuten`
    const hours = `${Math.floor(minutes / 60)}${minutes % 60 ? '½' : ''}`
    return t`${hours} uur`
  }
}
