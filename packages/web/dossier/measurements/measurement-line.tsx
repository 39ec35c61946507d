import type { Measurement } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { clock } from '../../ui/formats/dates.ts'
import { measurementName, methodName, unitText } from '../../ui/i18n/vocabulary.ts'
import { WarningIcon } from '../../ui/parts/icons.tsx'
import { valueText } from './measurement-value.ts'
import classes from './measurements.module.css'

/** One measurement between the reports of its day. */
export function MeasurementLine({ measurement }: { measurement: Measurement }) {
  const { t } = useLingui()
  const name = measurementName(measurement.kind)
  return (
    <div className={classes.line}>
      <time className={classes.time} dateTime={measurement.measuredAt}>
        {clock(measurement.measuredAt)}
      </time>
      <Link
        to={`/clienten/${measurement.clientId}/metingen?soort=${measurement.kind}`}
        className={classes.lineName}
        aria-label={t`${name}, bekijk het verloop`}
      >
        {name}
      </Link>
      <span>
        <strong>{valueText(measurement)}</strong> {unitText(measurement.kind)}
      </span>
      {measurement.unusual && <Unusual />}
      {measurement.method && <span className={classes.soft}>{methodName(measurement.method)}</span>}
      {measurement.note && <span dir="auto">{measurement.note}</span>}
      <span className={classes.soft}>{measurement.performer.name}</span>
    </div>
  )
}

/** A value outside of the plausible range: look again. */
export function Unusual() {
  return (
    <span className={classes.unusual}>
      <WarningIcon size={16} />
      <Trans>Opvallend</Trans>
    </span>
  )
}
