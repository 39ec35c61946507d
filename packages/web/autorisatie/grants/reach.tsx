import type { Grant } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import classes from '../parts/parts.module.css'
import { useSpelledTime } from './scope-words.ts'

/** How far a grant reaches, by the name of its place or client where it has one, with what narrows it below. */
export function Reach({ grant }: { grant: Grant }) {
  const notes = useReachNotes(grant)
  return (
    <span>
      {grant.unit ? (
        grant.unit.name
      ) : grant.client ? (
        <Trans>cliënt {grant.client.number}</Trans>
      ) : (
        scopeName(grant.scope)
      )}
      {notes.map((note) => (
        <span key={note} className={classes.under}>
          {note}
        </span>
      ))}
    </span>
  )
}

/** "alleen als Behandelaar", "van 1 uur vóór tot 2 uur na de dienst", "alleen binnen Berkenhof", "behalve Berkenhof 1". */
function useReachNotes(grant: Grant): string[] {
  const { t } = useLingui()
  const spell = useSpelledTime()
  const { relationKind, within, minutesBefore, minutesAfter } = grant
  const numbers = grant.exceptClientNumbers.map((number) =>
    number ? t`cliënt ${number}` : t`een cliënt buiten jouw bereik`,
  )
  const except = [...grant.exceptUnits.map((unit) => unit.name), ...numbers].join(', ')
  const hours =
    minutesBefore !== null && minutesAfter !== null ? { early: spell(minutesBefore), late: spell(minutesAfter) } : null
  return [
    relationKind && t`alleen als ${relationKind.name}`,
    hours && t`van ${hours.early} vóór tot ${hours.late} na de dienst`,
    within && t`alleen binnen ${within.name}`,
    except && t`behalve ${except}`,
  ].filter((note): note is string => Boolean(note))
}

/** Who or what gave it: a person, a function, a group, an emergency, or the first set-up. */
export function GivenBy({ grant }: { grant: Grant }) {
  return (
    <span>
      {grant.source === 'function' && <Trans>vanzelf, door de functie</Trans>}
      {grant.source === 'group' && <Trans>vanzelf, door een groep</Trans>}
      {grant.source === 'emergency' && <Trans>noodtoegang</Trans>}
      {(grant.source === 'given' || grant.source === 'operator') && (grant.grantedBy ?? <Trans>de inrichting</Trans>)}
      {grant.batchId && (
        <Link className={`${classes.under} ${classes.link}`} to={`/medewerkers/samen/${grant.batchId}`}>
          <Trans>samen met andere</Trans>
        </Link>
      )}
    </span>
  )
}

/** A day in words, whose date does not break in its middle. */
export function Day({ text }: { text: string }) {
  const [before, date, after] = text.split(/(\d+-\d+-\d{4})/)
  return (
    <span>
      {before}
      {date && <span className={classes.nowrap}>{date}</span>}
      {after}
    </span>
  )
}
