import type { Measurement, MeasurementPage } from '@hoede/contract'
import { type MeasurementKind, measurementKinds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { get } from '../../ui/api/client.ts'
import { momentInWords } from '../../ui/formats/dates.ts'
import { measurementName, unitText } from '../../ui/i18n/vocabulary.ts'
import { Answer, Loading } from '../../ui/parts/states.tsx'
import { measurementsKey } from '../queries.ts'
import { Unusual } from './measurement-line.tsx'
import { valueText } from './measurement-value.ts'
import classes from './measurements.module.css'

const kinds = Object.keys(measurementKinds) as MeasurementKind[]

/** The newest of each kind: from the newest hundred, and apart for a kind that is measured seldom. */
async function findLatest(clientId: string, signal: AbortSignal): Promise<Map<MeasurementKind, Measurement>> {
  const ask = (query: Record<string, string | number>) =>
    get<MeasurementPage>(`/clients/${clientId}/measurements`, { query, signal })
  const latest = new Map<MeasurementKind, Measurement>()
  const newest = await ask({ limit: 100 })
  for (const measurement of newest.items) {
    if (!latest.has(measurement.kind)) latest.set(measurement.kind, measurement)
  }
  if (!newest.next) return latest
  const seldom = kinds.filter((kind) => !latest.has(kind))
  for (const { items } of await Promise.all(seldom.map((kind) => ask({ kind, limit: 1 })))) {
    if (items[0]) latest.set(items[0].kind, items[0])
  }
  return latest
}

interface LatestMeasurementsProps {
  clientId: string
  chosen: MeasurementKind | undefined
  onChoose: (kind: MeasurementKind) => void
}

/** A card for each kind; choosing one shows its course below. */
export function LatestMeasurements({ clientId, chosen, onChoose }: LatestMeasurementsProps) {
  const { t } = useLingui()
  const latest = useQuery({
    queryKey: [...measurementsKey(clientId), 'latest'],
    queryFn: ({ signal }) => findLatest(clientId, signal),
  })
  return (
    <Answer query={latest} loading={<Loading rows={2} height={104} />}>
      {(found) => (
        <ul className={classes.cards} aria-label={t`Laatste metingen`}>
          {kinds
            .toSorted((one, two) => Number(found.has(two)) - Number(found.has(one)))
            .map((kind) => {
              const measurement = found.get(kind)
              return (
                <li key={kind}>
                  <button
                    type="button"
                    className={classes.card}
                    aria-pressed={kind === chosen}
                    onClick={() => onChoose(kind)}
                  >
                    <span className={classes.cardName}>{measurementName(kind)}</span>
                    {measurement ? (
                      <>
                        <span className={classes.cardValue}>
                          <strong>{valueText(measurement)}</strong> {unitText(kind)}
                        </span>
                        <span className={classes.soft}>{momentInWords(measurement.measuredAt)}</span>
                        {measurement.unusual && <Unusual />}
                      </>
                    ) : (
                      <span className={classes.soft}>
                        <Trans>Nog niet gemeten</Trans>
                      </span>
                    )}
                  </button>
                </li>
              )
            })}
        </ul>
      )}
    </Answer>
  )
}
