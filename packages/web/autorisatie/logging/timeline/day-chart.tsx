import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { clock } from '../../../ui/formats/dates.ts'
import { type Lane, type Mark, type MarkKind, markKinds } from './lanes.ts'
import classes from './timeline.module.css'

/** A day from midnight to midnight, a lane for each; every mark is in the table below it as well. */
export function DayChart({ lanes, by }: { lanes: readonly Lane[]; by: 'people' | 'clients' }) {
  return (
    <>
      <Legend lanes={lanes} />
      <div className={classes.hours} aria-hidden="true">
        {['0:00', '6:00', '12:00', '18:00', '24:00'].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <ol className={classes.lanes}>
        {lanes.map((lane) => (
          <li key={lane.key}>
            <LaneName lane={lane} by={by} />
            <svg className={classes.day} aria-hidden="true" focusable="false">
              {[25, 50, 75].map((percent) => (
                <line key={percent} className={classes.hour} x1={`${percent}%`} x2={`${percent}%`} y1="0" y2="36" />
              ))}
              {lane.marks.map((mark) => (
                <MarkOf key={`${mark.place} ${mark.kind}`} mark={mark} />
              ))}
            </svg>
          </li>
        ))}
      </ol>
    </>
  )
}

function LaneName({ lane: { name, under, rows }, by }: { lane: Lane; by: 'people' | 'clients' }) {
  const [first, last] = [clock(rows[0]!.at), clock(rows.at(-1)!.at)]
  return (
    <div className={classes.name}>
      {name ?? (by === 'people' ? <Trans>onbekend</Trans> : <Trans>zonder cliënt</Trans>)}
      <span>
        {under && `${under} · `}
        {first === last ? first : `${first}–${last}`}
        {' · '}
        <Plural value={rows.length} one="# keer" other="# keer" />
      </span>
    </div>
  )
}

/** Each kind has its own height and shape besides its colour. */
function MarkOf({ mark: { place, kind } }: { mark: Mark }) {
  const x = `${(place * 100).toFixed(3)}%`
  const [y, height, width] = shapes[kind]
  return <rect className={classes.mark} data-kind={kind} x={x} y={y} width={width} height={height} rx={1} />
}

const shapes: Record<MarkKind, readonly [y: number, height: number, width: number]> = {
  read: [10, 16, 3],
  change: [6, 24, 4],
  emergency: [2, 32, 5],
  refused: [24, 10, 8],
}

function Legend({ lanes }: { lanes: readonly Lane[] }) {
  const { t } = useLingui()
  const words = { refused: t`geweigerd of mislukt`, emergency: t`noodtoegang`, change: t`gewijzigd`, read: t`bekeken` }
  const there = new Set(lanes.flatMap(({ marks }) => marks.map(({ kind }) => kind)))
  return (
    <ul className={classes.legend}>
      {markKinds
        .filter((kind) => there.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="8" height="36" aria-hidden="true" focusable="false">
              <MarkOf mark={{ place: 0, kind }} />
            </svg>
            {words[kind]}
          </li>
        ))}
    </ul>
  )
}
