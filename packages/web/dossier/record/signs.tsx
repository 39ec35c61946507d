import type { ClientHeader } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { HeartIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import classes from './record.module.css'

interface SignsProps {
  client: Pick<ClientHeader, 'alerts' | 'resuscitation' | 'deceased'>
  /** In a list: the two gravest, and how many more there are. */
  brief?: boolean
}

/** What everybody must know before touching anything: allergies, alerts and the wish about resuscitation, in words with a sign. */
export function Signs({ client, brief = false }: SignsProps) {
  const { t } = useLingui()
  const gravestFirst = client.alerts.toSorted(
    (one, two) => Number(two.severity === 'high') - Number(one.severity === 'high'),
  )
  const alerts = brief ? gravestFirst.slice(0, 2) : gravestFirst
  const more = brief ? client.alerts.length - alerts.length : 0
  return (
    <>
      {client.deceased && (
        <span className={classes.sign} data-kind="plain">
          <Trans>Overleden</Trans>
        </span>
      )}
      {client.resuscitation === 'no' && (
        <span className={classes.sign} data-kind="strong">
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
          <span dir="auto" className={brief ? classes.oneLine : undefined}>
            {alert.kind === 'allergy' ? t`Allergie: ${alert.text}` : alert.text}
          </span>
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
