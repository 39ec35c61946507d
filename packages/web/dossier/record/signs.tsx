import type { ClientHeader } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { HeartIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import classes from './record.module.css'

interface SignsProps {
  client: Pick<ClientHeader, 'alerts' | 'resuscitation' | 'deceased'>
  /** In a list: only what is a danger, and no more than two. */
  brief?: boolean
}

/** What everybody must know before touching anything: allergies, alerts and the wish about resuscitation, in words with a sign. */
export function Signs({ client, brief = false }: SignsProps) {
  const { t } = useLingui()
  const alerts = brief ? client.alerts.filter((alert) => alert.severity === 'high').slice(0, 2) : client.alerts
  const more = brief ? client.alerts.length - alerts.length : 0
  return (
    <>
      {client.deceased && (
        <span className={classes.sign} data-kind="plain">
          <Trans>Overleden</Trans>
        </span>
      )}
      {client.resuscitation === 'no' && (
        <span className={classes.sign} data-kind="danger">
          <HeartIcon size={16} />
          <Trans>Niet reanimeren</Trans>
        </span>
      )}
      {!brief && client.resuscitation === 'yes' && (
        <span className={classes.sign} data-kind="plain">
          <HeartIcon size={16} />
          <Trans>Wel reanimeren</Trans>
        </span>
      )}
      {!brief && client.resuscitation === 'unknown' && (
        <span className={classes.sign} data-kind="plain">
          <HeartIcon size={16} />
          <Trans>Reanimatiewens niet bekend</Trans>
        </span>
      )}
      {alerts.map((alert) => (
        <span key={alert.id} className={classes.sign} data-kind={alert.severity === 'high' ? 'danger' : 'look'}>
          <WarningIcon size={16} />
          <span dir="auto">{alert.kind === 'allergy' ? t`Allergie: ${alert.text}` : alert.text}</span>
        </span>
      ))}
      {more > 0 && (
        <span className={classes.sign} data-kind="plain">
          <Trans>en nog {more}</Trans>
        </span>
      )}
    </>
  )
}
