import type { EmergencyEntry } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { emergencyJudgementName } from '../../ui/i18n/vocabulary.ts'
import { CheckIcon, ClockIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import classes from '../parts/parts.module.css'

/** Still on, waiting, or judged: a sign with its word. */
export function State({ entry }: { entry: Pick<EmergencyEntry, 'state' | 'judgement'> }) {
  if (entry.state === 'running') {
    return (
      <span className={classes.state} data-kind="look">
        <ClockIcon size={18} />
        <Trans>Loopt nu</Trans>
      </span>
    )
  }
  if (entry.judgement === null) {
    return (
      <span className={classes.state} data-kind="look">
        <WarningIcon size={18} />
        <Trans>Nog te beoordelen</Trans>
      </span>
    )
  }
  const grave = entry.judgement === 'not-justified'
  return (
    <span className={classes.state} data-kind={grave ? 'look' : 'done'}>
      {grave ? <WarningIcon size={18} /> : <CheckIcon size={18} />}
      {emergencyJudgementName(entry.judgement)}
    </span>
  )
}

/** The client by name where the asker may know it, otherwise by number; or a whole unit. */
export function Whom({ entry }: { entry: Pick<EmergencyEntry, 'client' | 'unit'> }) {
  const { client, unit } = entry
  const name = unit?.name ?? ''
  if (!client) return <Trans>Heel {name}</Trans>
  return (
    <span>
      {client.name ?? <Trans>Cliënt {client.number}</Trans>}
      {client.name && <span className={classes.under}>{client.number}</span>}
    </span>
  )
}
