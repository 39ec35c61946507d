import { Trans, useLingui } from '@lingui/react/macro'
import classes from './emergency.module.css'

const height = 120
const width = 20
const gap = 4

/** A bar for each hour; the numbers stand in a table for who cannot see it, and above each bar. */
export function Hours({ hours }: { hours: readonly number[] }) {
  const { t } = useLingui()
  const most = Math.max(1, ...hours)
  const bars = hours.map((count, hour) => ({ count, hour }))
  const hourOf = (hour: number) => String(hour).padStart(2, '0')
  return (
    <>
      <div className={classes.chart}>
        <svg
          viewBox={`0 0 ${24 * (width + gap)} ${height + 44}`}
          className={classes.bars}
          aria-hidden="true"
          focusable="false"
        >
          {bars.map(({ count, hour }) => {
            const tall = (count / most) * height
            const x = hour * (width + gap)
            return (
              <g key={hour}>
                <rect
                  className={classes.bar}
                  x={x}
                  y={20 + height - tall}
                  width={width}
                  height={Math.max(tall, 1)}
                  rx={2}
                />
                {count > 0 && (
                  <text className={classes.count} x={x + width / 2} y={14 + height - tall} textAnchor="middle">
                    {count}
                  </text>
                )}
                {hour % 3 === 0 && (
                  <text className={classes.hour} x={x + width / 2} y={height + 38} textAnchor="middle">
                    {hourOf(hour)}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </div>
      <table className={classes.hidden}>
        <caption>{t`Per uur van de dag`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Uur</Trans>
            </th>
            <th scope="col">
              <Trans>Keren</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ count }) => count > 0)
            .map(({ count, hour }) => (
              <tr key={hour}>
                <th scope="row">{hourOf(hour)}:00</th>
                <td>{count}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  )
}
