import type { LogEntry } from '@hoede/contract'
import { type ProblemCode, problems } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { memo, type ReactNode, useState } from 'react'
import { ApiProblem } from '../../ui/api/problem.ts'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { CheckIcon, CloseIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { LinkButton } from '../../ui/parts/link-button.tsx'
import { eventName } from './event-names.ts'
import { foldDays } from './fold.ts'
import { LogDetail } from './log-detail.tsx'
import classes from './log-table.module.css'

interface LogTableProps {
  rows: readonly LogEntry[]
  /** Like rows of one day in one line, that opens. */
  folded: boolean
}

/** The rows of the log; each is drawn once, so that the thousandth page costs what the first does. */
export function LogTable({ rows, folded }: LogTableProps) {
  const { t } = useLingui()
  const heads = [t`Wanneer`, t`Wie`, t`Wat`, t`Cliënt`, t`Op grond van`, t`Uitkomst`, t`Adres`]
  return (
    <table className={classes.table}>
      <caption className={classes.hidden}>
        <Trans>Regels van de logging, nieuwste eerst</Trans>
      </caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {folded
          ? foldDays(rows).map((group) => <FoldedRows key={group[0]!.id} group={group} />)
          : rows.map((entry) => <LogRow key={entry.id} entry={entry} />)}
      </tbody>
    </table>
  )
}

/** The newest of like rows, with how often and since when; the others below it when somebody opens it. */
function FoldedRows({ group }: { group: readonly LogEntry[] }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const [newest, ...others] = group
  const first = others.at(-1)
  if (!newest || !first) return <LogRow entry={newest!} />
  const [count, since] = [group.length, secondsOf(first.at)]
  return (
    <>
      <LogRow
        entry={newest}
        times={
          <LinkButton
            expanded={open}
            label={t`${count} keer die dag, vanaf ${since}. Toon ze alle.`}
            onClick={() => setOpen(!open)}
          >
            <Trans>
              {count} keer, vanaf {since}
            </Trans>
          </LinkButton>
        }
      />
      {open && others.map((entry) => <LogRow key={entry.id} entry={entry} />)}
    </>
  )
}

const LogRow = memo(function LogRow({ entry, times }: { entry: LogEntry; times?: ReactNode }) {
  const { t, i18n } = useLingui()
  return (
    <tr data-outcome={entry.outcome}>
      <td data-label={t`Wanneer`} className={classes.when}>
        <span>
          {shortDay(dayOf(entry.at))} <span className={classes.time}>{secondsOf(entry.at)}</span>
        </span>
      </td>
      <td data-label={t`Wie`} className={classes.who}>
        <span>
          <Who entry={entry} />
        </span>
      </td>
      <th scope="row" data-label={t`Wat`}>
        <div>
          {eventName(entry.event, entry.eventText, i18n.locale)}
          {times && <div>{times}</div>}
          <LogDetail entry={entry} />
        </div>
      </th>
      <td data-label={t`Cliënt`}>
        <span>
          <Whom entry={entry} />
        </span>
      </td>
      <td data-label={t`Op grond van`}>
        <span>
          {entry.ground?.text ?? '–'}
          {entry.emergency && (
            <span className={classes.outcome} data-kind="look">
              <WarningIcon size={18} />
              <Trans>noodtoegang</Trans>
            </span>
          )}
        </span>
      </td>
      <td data-label={t`Uitkomst`}>
        <Outcome entry={entry} />
      </td>
      <td data-label={t`Adres`} className={classes.address}>
        {entry.address ?? '–'}
      </td>
    </tr>
  )
})

const seconds = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', timeStyle: 'medium' })
const secondsOf = (moment: string) => seconds.format(new Date(moment))

function Who({ entry }: { entry: LogEntry }) {
  if (entry.person) {
    return (
      <>
        {entry.person.name} <span className={classes.soft}>{entry.person.function}</span>
      </>
    )
  }
  if (entry.supplier) {
    return (
      <>
        {entry.supplier}{' '}
        <span className={classes.soft}>
          {/* A directory of the customer's own, by the name of its token. */}
          {entry.supplier.startsWith('koppeling ') ? <Trans>systeem</Trans> : <Trans>leverancier</Trans>}
        </span>
      </>
    )
  }
  return <Trans>onbekend</Trans>
}

function Whom({ entry }: { entry: LogEntry }) {
  if (entry.client) {
    return (
      <>
        {entry.client.name} <span className={classes.soft}>{entry.client.number}</span>
      </>
    )
  }
  if (entry.shown > 0) return <Trans>{entry.shown} in een lijst</Trans>
  return '–'
}

/** Refused and failed stand out by sign and word, and say why. */
function Outcome({ entry }: { entry: LogEntry }) {
  if (entry.outcome === 'success') {
    return (
      <span className={classes.outcome}>
        <CheckIcon size={18} />
        <Trans>gelukt</Trans>
      </span>
    )
  }
  const code = entry.problem
  const known = code && Object.hasOwn(problems, code) ? problems[code as ProblemCode].title : undefined
  const why = code && known ? problemTitle(new ApiProblem({ code, title: known })) : code
  return (
    <div>
      <span className={classes.outcome} data-kind="look">
        {entry.outcome === 'refused' ? <WarningIcon size={18} /> : <CloseIcon size={18} />}
        {entry.outcome === 'refused' ? <Trans>geweigerd</Trans> : <Trans>mislukt</Trans>}
      </span>
      {why && <div className={classes.soft}>{why}</div>}
    </div>
  )
}
