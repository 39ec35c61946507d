import type { Measurement } from '@hoede/contract'
import type { MeasurementKind } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { dayOf, shortDay, shortMoment } from '../../ui/formats/dates.ts'
import { number } from '../../ui/formats/numbers.ts'
import { measurementName, secondMeasurementName, unitText } from '../../ui/i18n/vocabulary.ts'
import { infoOf, valueText } from './measurement-value.ts'
import classes from './measurements.module.css'
import { niceTicks, timeTicks } from './scale.ts'

const height = 280
const edge = { top: 16, right: 16, bottom: 28, left: 44 }

interface CourseChartProps {
  kind: MeasurementKind
  /** Newest first, as the server gives them. */
  measurements: readonly Measurement[]
}

/** The course of one kind as a line. Whoever cannot see it has its summary here and every value in the table below. */
export function CourseChart({ kind, measurements }: CourseChartProps) {
  const { t } = useLingui()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [near, setNear] = useState<number>()
  const info = infoOf(kind)
  const points = useMemo(() => measurements.toReversed(), [measurements])
  const scale = useMemo(() => scaleOf(points, kind, width), [points, kind, width])
  const { x, y, yTicks, xTicks } = scale
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const values = points.map((point) => point.value)
  const unit = unitText(kind)
  const range = `${number(Math.min(...values), info.decimals)} – ${number(Math.max(...values), info.decimals)} ${unit}`
  const summary = t`${measurementName(kind)} van ${shortDay(dayOf(first.measuredAt))} tot ${shortDay(dayOf(last.measuredAt))}: ${points.length} metingen, ${range}, laatste ${valueText(last)} ${unit}.`

  const moved = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left
    let best = 0
    for (let index = 1; index < points.length; index += 1) {
      if (Math.abs(x(points[index]!) - at) < Math.abs(x(points[best]!) - at)) best = index
    }
    setNear(best)
  }
  const shown = near === undefined ? undefined : points[near]
  return (
    <figure className={classes.chart}>
      <div ref={frame} className={classes.frame}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={summary}
          onPointerMove={moved}
          onPointerLeave={() => setNear(undefined)}
        >
          {yTicks.map((tick) => (
            <g key={tick}>
              <line className={classes.grid} x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
              <text className={classes.tick} x={edge.left - 8} y={y(tick) + 4} textAnchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
          {xTicks.map((tick) => (
            <text
              key={tick}
              className={classes.tick}
              x={Math.min(x({ measuredAt: new Date(tick).toISOString() }), width - 36)}
              y={height - 8}
              textAnchor="middle"
            >
              {shortDay(dayOf(new Date(tick))).replace(/-\d{4}$/, '')}
            </text>
          ))}
          <Line points={points.map((point) => [x(point), y(point.value)])} kind="first" />
          {info.second && <Line points={points.map((point) => [x(point), y(point.secondValue ?? 0)])} kind="second" />}
          {points.length <= 120 &&
            points.map((point) => (
              <g key={point.id}>
                <Mark at={[x(point), y(point.value)]} kind="first" unusual={point.unusual} />
                {point.secondValue !== null && (
                  <Mark at={[x(point), y(point.secondValue)]} kind="second" unusual={point.unusual} />
                )}
              </g>
            ))}
          {shown && (
            <line className={classes.cursor} x1={x(shown)} x2={x(shown)} y1={edge.top} y2={height - edge.bottom} />
          )}
        </svg>
      </div>
      <figcaption className={classes.caption}>
        {shown ? (
          <span>
            {shortMoment(shown.measuredAt)}: <strong>{valueText(shown)}</strong> {unit}
          </span>
        ) : (
          <>
            {info.second && (
              <>
                <span>
                  <i className={classes.keyFirst} aria-hidden="true" /> <Trans>Bovendruk</Trans>
                </span>
                <span>
                  <i className={classes.keySecond} aria-hidden="true" /> {secondMeasurementName(kind)}
                </span>
              </>
            )}
            {points.some((point) => point.unusual) && (
              <span>
                <i className={classes.keyRing} aria-hidden="true" /> <Trans>Opvallend</Trans>
              </span>
            )}
          </>
        )}
      </figcaption>
    </figure>
  )
}

type Point = readonly [number, number]

function Line({ points, kind }: { points: Point[]; kind: 'first' | 'second' }) {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return <path className={kind === 'first' ? classes.first : classes.second} d={path} />
}

/** A round mark for the first value, a square one on its point for the second; a ring around what is unusual. */
function Mark({ at: [x, y], kind, unusual }: { at: Point; kind: 'first' | 'second'; unusual: boolean }) {
  return (
    <>
      {unusual && <circle className={classes.ring} cx={x} cy={y} r={8} />}
      {kind === 'first' ? (
        <circle className={classes.dot} cx={x} cy={y} r={4} />
      ) : (
        <path className={classes.diamond} d={`M${x} ${y - 5}l5 5-5 5-5-5z`} />
      )}
    </>
  )
}

function scaleOf(points: readonly Measurement[], kind: MeasurementKind, width: number) {
  const values = points.flatMap((point) =>
    point.secondValue === null ? [point.value] : [point.value, point.secondValue],
  )
  const margin = infoOf(kind).decimals > 0 ? 1 : 5
  const yTicks = niceTicks(Math.min(...values) - margin, Math.max(...values) + margin)
  const [low = 0, high = 1] = [yTicks[0], yTicks.at(-1)]
  const times = points.map((point) => Date.parse(point.measuredAt))
  const from = times[0] ?? 0
  const until = Math.max(times.at(-1) ?? 1, from + 1)
  const x = (point: { measuredAt: string }) =>
    points.length === 1
      ? width / 2
      : edge.left + 8 + ((Date.parse(point.measuredAt) - from) / (until - from)) * (width - edge.left - edge.right - 16)
  const y = (value: number) => edge.top + ((high - value) / (high - low)) * (height - edge.top - edge.bottom)
  const xTicks = points.length === 1 ? [from] : timeTicks(from, until, Math.max(2, Math.floor(width / 110)))
  return { x, y, yTicks, xTicks }
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(640)
  useEffect(() => {
    if (!frame.current) return
    const watch = new ResizeObserver((entries) => {
      const found = entries[0]?.contentRect.width
      if (found) setWidth(Math.round(found))
    })
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame])
  return width
}
